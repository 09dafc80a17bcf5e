"""The tour for days: a loop that invites, a visit for each visitor, a log.

Used by cp/tour/screen.py.  Every visit and every scene has an installation of its own, which is thrown away; a
mistake in one is told in the log, and the tour begins anew.
"""
from __future__ import annotations

import asyncio
import time
import traceback

from cp.host_memory import give_back_memory
from cp.tour.player import Player
from s360.errors import S360Error

AFTER_TROUBLE = 3.0            # seconds before it begins anew


class Kiosk:
    """path: of the log, None for none; visits: so many there were"""

    def __init__(self, tour, face, prototype, speed: float, idle: float, path: str | None):
        self.tour, self.face, self.prototype = tour, face, prototype
        self.speed, self.idle, self.path = speed, idle, path
        self.visits = 0
        self.stopped = False
        face.on_key = self.begun
        if path is not None:
            try:
                open(path, "a").close()
            except OSError as error:
                raise S360Error(f"--log {path}: {error.strerror}") from None

    def begun(self) -> bool:
        """A key: if nobody was there, a visit begins with it."""
        player = self.face.player
        if player.auto:
            player.commands.put_nowait("begin")
        return player.auto

    def stop(self) -> None:
        self.stopped = True
        if self.face.player is not None:
            self.face.player.stop()

    async def run(self) -> None:
        give_back_memory()
        self.log("begins")
        while not self.stopped:
            try:
                await self.one(auto=True)
                if not self.stopped:
                    await self.visit()
            except Exception as error:
                line = traceback.extract_tb(error.__traceback__)[-1]
                self.log(f"error: {type(error).__name__}: {error} ({line.name}, line {line.lineno})")
                await asyncio.sleep(AFTER_TROUBLE)
        self.log(f"ends after {self.visits} visits")

    async def one(self, auto: bool) -> Player:
        """The tour, by itself until somebody comes, or for a visitor until he has gone."""
        player = self.face.player = Player(self.tour, self.face, self.prototype, auto, self.speed, self.idle,
                                           kiosk=True, loops=True)
        if self.stopped:
            return player
        try:
            await player.run()
        finally:
            for line in player.failures:
                self.log(f"error: {line}")
        self.stopped = self.stopped or player.ended == "stop"
        return player

    async def visit(self) -> None:
        begun = time.monotonic()
        player = await self.one(auto=False)
        self.visits += 1
        minutes = (player.touched - begun) / 60
        self.log(f"visit {self.visits}: {max(minutes, 0):.1f} minutes, {player.seen} plates, taken over "
                 f"{player.taken_over} times")

    def log(self, text: str) -> None:
        """A line of the log.  A disk that is full does not stop the tour."""
        if self.path is None:
            return
        try:
            with open(self.path, "a", encoding="utf-8", errors="replace") as file:
                file.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {' '.join(text.split())}\n")
        except OSError:
            pass
