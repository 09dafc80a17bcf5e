"""OS/360 programs for tests: sources with OS linkage and our OS macros, put into a machine's storage and started."""
from __future__ import annotations

from cms.build_source import MACROS
from cms_files import WithDisk
from cms_machine import READY
from s360.asm import assemble
from s360.asm.object_deck import read_decks
from s360.linker.link import link

OS_MACROS, USER = MACROS / "os", 0x12000
BEGIN = (" SAVE (14,12)", " BALR 12,0", " USING *,12", " ST 13,SAVE+4", " LA 13,SAVE")
END = ("GOBACK L 13,SAVE+4", " RETURN (14,12),RC=(15)", "SAVE DC 18F'0'", " LTORG")


def assembled(text: str):
    """A source with OS macros."""
    made = assemble(text, "deck", libraries=(OS_MACROS,))
    assert made.return_code == 0, [str(message) for message in made.messages]
    return made


def deck(text: str) -> list[bytes]:
    """The records of a source's object deck."""
    made = assembled(text)
    return [made.object_deck[at:at + 80] for at in range(0, len(made.object_deck), 80)]


def program(*lines: str, name: str = "PROG", data: tuple = ()) -> list[bytes]:
    """A program: linkage around the statements, which end at GOBACK with the code in 15."""
    source = [f"{name} CSECT", *BEGIN, *lines, *END, *data, f" END {name}"]
    return deck("\n".join(source) + "\n")


class Desk(WithDisk):
    """A bare machine; programs of a few statements are put where LOAD would put them.

    others: name -> deck, TEXT files of its P-disk
    """

    def __init__(self, *files: tuple, **others: list[bytes]):
        super().__init__(*((name, "TEXT", records) for name, records in others.items()), *files)

    def load(self, *lines: str, data: tuple = ()) -> None:
        source = "\n".join(["PROG CSECT", *BEGIN, *lines, *END, *data, " END PROG"]) + "\n"
        made = assembled(source)
        self.places = {name: symbol.value for name, symbol in made.symbols.items()}
        linked = link(read_decks(made.object_deck, "PROG"), origin=USER)
        assert not linked.severity, linked.messages
        self.machine.storage.write(USER, bytes(linked.image))
        end = (USER + len(linked.image) + 7) & ~7
        for name, value in (("LDFIRST", USER), ("STADDR", linked.entry), ("LOCCNT", end), ("HIMAIN", end)):
            self.poke(name, value.to_bytes(4, "big"))
        self.poke("LDRTENT", bytes(2))

    def start(self, *lines: str, data: tuple = (), line: str = "START") -> list[str]:
        """What it answers; DEBUG, where a program interruption leads, is left again."""
        self.load(*lines, data=data)
        said = list(self.ask(line))
        if not READY.match(said[-1]):
            said += self.ask("KX")
        return said

    def word_of(self, name: str) -> int:
        """A word of the program that was loaded last."""
        at = USER + self.places[name]
        return int.from_bytes(self.machine.storage.read(at, 4), "big")

    def core(self) -> tuple[int, ...]:
        """What must be the same before and behind a program."""
        return tuple(self.word(name) for name in ("FREELEN", "LOWEXT", "LSTSVC", "OSBLOCK", "PGMHOOK", "USERTRAP"))


def ready(*files: tuple, **others: list[bytes]) -> Desk:
    """A desk whose extensions OS and DEBUG are in storage already, so that nothing else changes it."""
    desk = Desk(*files, **others)
    desk.start(" TIME BIN", " DC H'0'")
    return desk
