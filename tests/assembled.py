"""Short sources, assembled, for the tests of the assembler."""
from s360.asm import Assembly, assemble


def program(*lines: str, **choices) -> Assembly:
    """A source of these statements; a control section T in front and END behind."""
    return assemble("\n".join(["T        CSECT", *lines, "         END"]) + "\n", **choices)


def text(result: Assembly, name: str = "T") -> str:
    """The bytes of a section, in hexadecimal."""
    return next(section.bytes for section in result.sections if section.name == name).hex().upper()


def constant(operand: str, **choices) -> str:
    """The bytes of `DC operand`, which must be without a message of severity 4 or more."""
    result = program(f" DC {operand}", **choices)
    assert result.return_code == 0, [str(message) for message in result.messages]
    return text(result)


def instruction(line: str, *before: str) -> str:
    """The bytes of an instruction behind `USING T,12` and the statements `before`."""
    result = program(" USING T,12", *before, "HERE DS 0H", line)
    assert result.return_code == 0, [str(message) for message in result.messages]
    return text(result)[2 * result.symbols["HERE"].value:]


def codes(result: Assembly) -> list[tuple[int, str]]:
    """(statement, code) of the messages."""
    return [(message.statement, message.code) for message in result.messages]


def cards(result: Assembly) -> list[bytes]:
    """The cards of the object deck."""
    deck = result.object_deck
    assert len(deck) % 80 == 0
    return [deck[n:n + 80] for n in range(0, len(deck), 80)]


def of_kind(result: Assembly, kind: str) -> list[bytes]:
    """The object cards ESD, TXT, RLD, END or SYM."""
    return [card for card in cards(result) if card[:4] == b"\x02" + kind.encode("cp037")]
