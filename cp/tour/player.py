"""Shows the plates of a tour one after the other, performs the scenes, lets visitors take over.

Used by cp/cli_tour.py with a face: cp/tour/plain.py or cp/tour/screen.py.  All of it runs in the face's asyncio
loop; what takes long (an installation, an exhibit) in a thread.

A face has: `plate(plate, number, count)`, `stage(stage, plate)`, `caption(text)`, `exhibit(rows)` ([]: the terminals
again), `keys(words)`, `heard(userid, line, typed)`, `update()`, `sizes(users)` -> (rows, columns) of a terminal,
`paces` (typing is seen).
"""
from __future__ import annotations

import asyncio
import time
from textwrap import wrap

from cp.tour import exhibits
from cp.tour.stage import Prototype, Stage
from cp.tour.texts import Plate, Step, Tour
from s360.errors import S360Error

READING = 3.5                  # words that a visitor reads in a second
LEAST_READING = 2.0            # seconds for any text
TYPING = (0.05, 0.13)          # seconds between keys, in turn
BEFORE_ENTER = 0.6             # seconds between the last character and ENTER
FULL = 2.0                     # seconds that a full screen is left
PATIENCE = 10.0                # seconds for an answer
TICK = 0.1
IDLE = 180.0                   # seconds until a visitor is thought to have gone
HELD = ("MORE...", "HOLDING")
FORWARD, BACK, QUIT, AGAIN, RESET = "forward", "back", "quit", "again", "reset"
#: a visitor has gone, he quits, one has come, a signal
ENDS = (RESET, QUIT, "begin", "stop")
SANDBOX = Plate("machine", users=["CMSUSER"])


class Failed(Exception):
    """A scene did not go as it should; the text says what."""


#: what a scene may end with without a mistake of ours
TROUBLES = (Failed, S360Error, OSError, TimeoutError)


class Player:
    """
    auto:   plates advance by themselves, after their reading time; speed: everything so many times as fast
    idle:   seconds without a key until a visitor has gone
    kiosk:  there is no QUIT, and a visitor who has gone ends the run
    loops:  after the last plate comes the first
    at:     the plate that is shown; taken: a visitor has the keyboard; failures: what did not go as it should
    touched: when a key came last; ended: what ended it
    """

    def __init__(self, tour: Tour, face, prototype: Prototype, auto: bool = False, speed: float = 1.0,
                 idle: float = IDLE, kiosk: bool = False, loops: bool = False, at: int = 0):
        self.tour, self.face, self.prototype = tour, face, prototype
        self.auto, self.speed, self.idle, self.kiosk, self.loops, self.at = auto, speed, idle, kiosk, loops, at
        self.words = tour.words
        self.live: Stage | None = None
        self.building: asyncio.Task | None = None
        self.busy: asyncio.Future | None = None         # an exhibit that is made
        self.commands: asyncio.Queue[str] = asyncio.Queue()
        self.hurried, self.news = asyncio.Event(), asyncio.Event()
        self.taken: str = ""                   # whose terminal has the keyboard
        self.performing = False
        self.ended = ""
        self.touched = time.monotonic()
        self.failures: list[str] = []
        self.seen = self.taken_over = 0        # plates; times that somebody took over
        self.closing: set[asyncio.Task] = set()

    # -- what the face calls

    def command(self, command: str) -> None:
        """A visitor wants `forward`, `skip`, `back`, `take`, `return` or `quit`."""
        self.touch()
        if command == QUIT and self.kiosk:
            return
        if command == FORWARD and self.performing:
            self.hurried.set()
        else:
            self.commands.put_nowait(command)

    def touch(self) -> None:
        self.touched = time.monotonic()

    def stop(self) -> None:
        """End it, in order."""
        self.commands.put_nowait("stop")

    # -- the tour

    async def run(self) -> None:
        """Until the last plate, or somebody quits."""
        self.loop = asyncio.get_running_loop()
        ticking = asyncio.create_task(self.tick())
        try:
            while True:
                way = await self.show(self.tour.plates[self.at])
                if way in ENDS:
                    self.ended = way
                    return
                if way == BACK:
                    self.at = max(self.at - 1, 0)
                elif way == FORWARD:
                    self.seen += 1
                    self.at += 1
                    if self.at == len(self.tour.plates):
                        self.at = 0
                        if not self.loops:
                            return
        finally:
            ticking.cancel()
            await self.strike()
            if self.closing:
                await asyncio.wait(self.closing)

    async def show(self, plate: Plate) -> str:
        """A plate, and its scene; gives where to go."""
        self.face.plate(plate, self.at + 1, len(self.tour.plates))
        self.keys("plate")
        self.drop_typed()
        self.building = building = asyncio.create_task(self.build(plate)) if plate.steps else None
        try:
            way = await self.asked(self.reading(plate.words))
            if building is None or way != FORWARD:
                return await self.obey(way, plate)
            self.face.caption(self.words["working"])
            await building
            return await self.scene(plate)
        except TROUBLES as error:
            self.fail(error)
            return await self.go_on()
        finally:
            if building is not None:
                await asyncio.wait([building])
                building.exception()           # told already, or nobody has come so far
            self.building = None
            await self.strike()

    async def build(self, plate: Plate) -> None:
        """The stage of a scene, with its users at their terminals."""
        self.live = await asyncio.to_thread(Stage, self.prototype, plate.frames)
        for user in plate.users:
            self.live.seat(user, *self.face.sizes(plate.users), self.ring,
                           lambda line, typed, user=user: self.face.heard(user, line, typed))
        if not plate.by_hand:
            for user in plate.users:
                await self.log_on(user)

    async def log_on(self, user: str) -> None:
        """LOGON and CMS, at once and unseen."""
        for line in (f"LOGON {user} {user}", ""):
            await self.enter(user, line, paced=False)
            await self.until(lambda: self.live.panes[user].state == "VM READ", "VM READ", user)
        await self.until(lambda: self.live.ears[user].find("R;"), "R;", user)
        self.live.panes[user].press("clear")

    async def strike(self) -> None:
        """Away with the stage; another thread takes it down."""
        stage, self.live, self.taken = self.live, None, ""
        busy, self.busy = self.busy, None
        if stage is not None:
            task = asyncio.create_task(self.take_down(stage, busy))
            self.closing.add(task)
            task.add_done_callback(self.closed)

    async def take_down(self, stage: Stage, busy: asyncio.Future | None) -> None:
        if busy is not None:
            await asyncio.wait([busy])
            busy.exception()                   # whoever waited for it was told
        await asyncio.to_thread(stage.close)

    def closed(self, task: asyncio.Task) -> None:
        self.closing.discard(task)
        if task.exception() is not None:
            self.failures.append(f"a stage could not be closed: {task.exception()}")

    async def scene(self, plate: Plate) -> str:
        """Perform it; a visitor's wishes come first."""
        self.face.caption("")
        self.face.stage(self.live, plate)
        self.keys("live")
        self.drop_typed()
        self.performing = True
        self.hurried.clear()
        acting = asyncio.create_task(self.act(plate))
        asking = asyncio.create_task(self.commands.get())
        try:
            await asyncio.wait([acting, asking], return_when=asyncio.FIRST_COMPLETED)
            self.performing = False
            if asking.done():
                way = asking.result()
                return await self.obey(AGAIN if way in (BACK, "return") else way, plate)
            self.touched = time.monotonic()
            try:
                acting.result()
            except TROUBLES as error:
                self.fail(error)
        finally:
            self.performing = False
            for task in (acting, asking):
                task.cancel()
            await asyncio.wait([acting, asking])
        self.keys("done")
        way = await self.asked(LEAST_READING)
        return await self.obey(AGAIN if way == BACK else way, plate)

    async def obey(self, way: str, plate: Plate) -> str:
        """Where a visitor's wish leads to."""
        return await self.take(plate) if way == "take" else FORWARD if way == "skip" else way

    def fail(self, error: Exception) -> None:
        """A scene did not go as it should: say so."""
        what, place = getattr(error, "strerror", "") or str(error), self.tour.plates[self.at].name
        self.failures.append(f"{place}: {what}")
        self.face.caption(self.words["failed"].format(what=what))

    async def go_on(self) -> str:
        way = await self.asked(LEAST_READING * 2, always=True)
        return way if way in (*ENDS, BACK) else FORWARD

    # -- waiting

    def reading(self, words: int) -> float:
        return max(LEAST_READING, words / READING)

    async def asked(self, seconds: float, always: bool = False) -> str:
        """What a visitor wants; FORWARD by itself after `seconds` when the tour is to go on by itself, RESET when
        a kiosk's visitor has gone."""
        ends = time.monotonic() + seconds / self.speed
        while True:
            now = time.monotonic()
            by_itself = self.auto or always
            left = ends - now if by_itself else self.touched + self.idle - now if self.kiosk else None
            if left is not None and left <= 0:
                return FORWARD if by_itself else RESET
            try:
                command = await asyncio.wait_for(self.commands.get(), left)
            except TimeoutError:
                continue
            if command != "return":
                return command

    def drop_typed(self) -> None:
        """Keys that came while nothing could be shown are no wishes; what ends the tour is."""
        kept = []
        while not self.commands.empty():
            kept.append(self.commands.get_nowait())
        for command in kept:
            if command in ENDS:
                self.commands.put_nowait(command)

    async def pause(self, seconds: float) -> None:
        """Let the visitor read; Space goes on."""
        try:
            await asyncio.wait_for(self.hurried.wait(), seconds / self.speed)
        except TimeoutError:
            pass
        self.hurried.clear()

    async def until(self, true, what: str, user: str) -> None:
        """Wait for an answer of the machine; full screens are cleared meanwhile."""
        deadline = time.monotonic() + PATIENCE
        while not true():
            pane = self.live.panes[user]
            if pane.state in HELD:
                await self.clear(user)
                continue
            left = deadline - time.monotonic()
            if left <= 0:
                raise Failed(f"{user}: {what}")
            self.news.clear()
            try:
                await asyncio.wait_for(self.news.wait(), min(left, TICK))
            except TimeoutError:
                pass

    async def clear(self, user: str) -> None:
        """Read a full screen, then on."""
        if self.face.paces:
            await self.pause(FULL)
        if self.live.panes[user].state in HELD:
            self.press(user, "clear")

    # -- steps

    async def act(self, plate: Plate) -> None:
        words, since = 0, 0.0
        for step in plate.steps:
            if step.verb in ("say", "show", "host", "hide"):
                await self.read_out(words, since)
                words = 0
            if step.verb == "say":
                words, since = len(step.text.split()), time.monotonic()
                self.face.caption(step.text)
            else:
                await getattr(self, f"do_{step.verb}")(step)
        await self.read_out(words, since)

    async def read_out(self, words: int, since: float) -> None:
        """What is left of the time to read a caption; in any case a moment for what came last."""
        if words:
            await self.pause(max(self.reading(words) - (time.monotonic() - since) * self.speed, LEAST_READING))

    async def do_type(self, step: Step) -> None:
        await self.enter(step.user, step.text, paced=self.face.paces)

    async def enter(self, user: str, line: str, paced: bool) -> None:
        """Type a line; paced: as a person does, with a moment before it and before ENTER."""
        self.live.ears[user].forget()
        if paced:
            await self.pause(LEAST_READING / 2)
        pane = self.live.panes[user]
        while pane.state in HELD:
            await self.clear(user)
        for number, char in enumerate(line):
            if paced:
                await asyncio.sleep(TYPING[number * 7 % 5 > 2] / self.speed)
            self.press(user, char)
        if paced:
            await asyncio.sleep(BEFORE_ENTER / self.speed)
        self.press(user, "enter")

    def press(self, user: str, key: str) -> None:
        if self.live is not None and user in self.live.panes:
            self.live.panes[user].press(key)
            self.face.update()

    async def do_key(self, step: Step) -> None:
        await self.pause(LEAST_READING / 2 if self.face.paces else 0)
        self.live.ears[step.user].forget()
        self.press(step.user, step.text)

    async def do_wait(self, step: Step) -> None:
        await self.until(lambda: self.live.ears[step.user].find(step.text), step.text, step.user)

    async def do_read(self, step: Step) -> None:
        await self.until(lambda: self.live.panes[step.user].state in ("CP READ", "VM READ"), "READ", step.user)

    async def do_pause(self, step: Step) -> None:
        await self.pause(float(step.text))

    async def do_hide(self, step: Step) -> None:
        self.face.exhibit([])

    async def do_show(self, step: Step) -> None:
        self.face.exhibit(await self.aside(exhibits.make, step.text, self.live, step.user, self.words))

    async def aside(self, function, *operands):
        """Do it in a thread, for which the end of the stage waits."""
        self.busy = asyncio.ensure_future(asyncio.to_thread(function, *operands))
        return await asyncio.shield(self.busy)

    async def do_host(self, step: Step) -> None:
        """A console function of the operator's, and its answer."""
        answer = await self.aside(self.live.system.command, step.text)
        self.face.exhibit([[("bold", self.words["host"])], [], [("bold", step.text)]]
                          + [[("", part)] for line in answer.lines
                             for part in wrap(line, exhibits.COLUMNS, subsequent_indent=" " * 9)])

    # -- taking over

    async def take(self, plate: Plate) -> str:
        """The keyboard is the visitor's, until he gives it back or is gone."""
        self.taken_over += 1
        self.face.caption(self.words["working"])
        if self.building is None:
            plate = SANDBOX
            await self.build(plate)
        else:
            await self.building
            plate = plate if plate.users else await self.seated()
        self.face.exhibit([])
        self.face.stage(self.live, plate)
        self.face.caption(self.words["taken"])
        self.keys("taken" if len(plate.users) == 1 else "taken2")
        self.taken = plate.users[0]
        self.touched = time.monotonic()
        self.drop_typed()
        self.face.update()
        while True:
            left = self.idle - (time.monotonic() - self.touched)
            try:
                command = await asyncio.wait_for(self.commands.get(), max(left, 0.01))
            except TimeoutError:
                if self.touched + self.idle > time.monotonic():
                    continue
                return RESET if self.kiosk else AGAIN
            if command in ENDS:
                return command
            if command == "return":
                return AGAIN

    async def seated(self) -> Plate:
        """A terminal on a stage that has none."""
        self.live.seat("CMSUSER", *self.face.sizes(SANDBOX.users), self.ring)
        await self.log_on("CMSUSER")
        return SANDBOX

    def type_at(self, key: str) -> None:
        """A key of a visitor's who has taken over."""
        self.touch()
        if key == "next" and self.live is not None:
            users = list(self.live.panes)
            self.taken = users[(users.index(self.taken) + 1) % len(users)]
        elif self.taken:
            self.press(self.taken, key)
        self.face.update()

    # -- terminals

    def keys(self, what: str) -> None:
        if self.kiosk and not what.startswith("taken"):
            what = "attract" if self.auto else "kiosk"
        self.face.keys(self.words[f"keys.{what}"])

    def ring(self) -> None:
        """From any thread: a terminal has something to show."""
        try:
            self.loop.call_soon_threadsafe(self.feed)
        except RuntimeError:                   # the tour is over
            pass

    def feed(self) -> None:
        if self.live is None:
            return
        for pane in list(self.live.panes.values()):
            pane.feed()
            if pane.ended is not None and self.live.system is not None:
                pane.begin()                   # logged off: the next may log on
        self.news.set()
        self.face.update()

    async def tick(self) -> None:
        """What is due at the terminals."""
        while True:
            await asyncio.sleep(TICK)
            if self.live is not None:
                for pane in list(self.live.panes.values()):
                    if pane.due is not None and pane.due <= time.monotonic():
                        pane.tick()
                        self.face.update()
