"""UPDATE at a virtual console: control cards, options, log, errors; random changes against a model in Python."""
import random

import pytest

from cms.disk import CmsDisk
from cms_data_desk import DataDesk, e
from cms_file_calls import BareFiles
from cms_machine import code_of
from test_cms_random_files import formatted


def source(*numbers: int, text: str = "LINE") -> list[bytes]:
    return [e(f"{text} {n}".ljust(72) + f"{n:08}") for n in numbers]


def changes(*lines: str) -> list[bytes]:
    return [e(line, 80) for line in lines]


def new(*texts: str, number: str = "********") -> list[bytes]:
    return [e(text.ljust(72) + number) for text in texts]


SOURCE = source(*range(100, 1100, 100))


def updated(*lines: str, options: str = "", text=SOURCE, code: int = 0, said: str = "") -> list[bytes]:
    """UPDATE of the source by these changes: the new file."""
    desk = DataDesk(("A", "SYSIN", text), ("A", "UPDATE", changes(*lines)), cylinders=2)
    answer = desk.say(f"UPDATE A {options}")
    assert code_of(answer) == code and said in "\n".join(answer), answer
    assert desk.faults() == []
    names = {key for key in desk.files() if key[1] not in ("UPDATE", "UPDLOG", "SYSIN")}
    assert not names
    assert ("A", "UPDLOG") in desk.files()
    if "REP" not in options.split() or code >= 12:
        assert desk.files()["A", "SYSIN"] == text
        return desk.files()["$A", "SYSIN"]
    assert ("$A", "SYSIN") not in desk.files()
    return desk.files()["A", "SYSIN"]


def test_insert_delete_replace():
    assert updated("./ I 100", "new one", "new two", "./ D 300", "./ D 500 700", "./ R 900 1000", "other") == [
        SOURCE[0], *new("new one", "new two"), SOURCE[1], SOURCE[3], SOURCE[7], *new("other")]
    assert updated("./ I 0", "first", "./ I 00001000", "last") == [
        *new("first"), *SOURCE, *new("last")]
    assert updated("./ * nothing but a remark") == SOURCE
    assert updated("./ R 100", "x", options="( REP") == [*new("x"), *SOURCE[1:]]


def test_numbers_of_inserted_cards():
    assert updated("./ I 100", "a", "b", "./ R 300 $", "c", "./ I 500 $ 510 5", "d", "e", "./ R 700 800 $ 750", "f", "g",
                   options="( INC") == [
        SOURCE[0], *new("a", number="00000110"), *new("b", number="00000120"), SOURCE[1], *new("c", number="00000300"),
        SOURCE[3], SOURCE[4], *new("d", number="00000510"), *new("e", number="00000515"), SOURCE[5],
        *new("f", number="00000750"), *new("g", number="00000760"), *SOURCE[8:]]


def test_noseq8():
    text = [e(f"L{n}".ljust(72) + f"ABC{n:05}") for n in (10, 20, 30)]
    assert updated("./ I 20", "x", options="( NOSEQ8 INC", text=text) == [*text[:2], *new("x", number="A  00021"), text[2]]
    assert updated("./ S 100 10 XYZ", "./ D 110", options="( NOSEQ8", text=text) == [
        e("L10".ljust(72) + "XYZ00100"), e("L30".ljust(72) + "XYZ00120")]
    assert updated("./ S", options="( NOSEQ8", text=text)[2][72:] == e("A  00030")


def test_resequence():
    assert [card[72:] for card in updated("./ S")] == [e(f"{n:08}") for n in range(1000, 11000, 1000)]
    assert [card[72:] for card in updated("./ S 5")] == [e(f"{n:08}") for n in range(5, 55, 5)]
    plain = [e(f"NO NUMBER {n}", 80) for n in range(3)]
    assert [card[72:] for card in updated("./ S 10 1", "./ I 11", "x", text=plain)] == [
        e("00000010"), e("00000011"), e("********"), e("00000012")]


def test_cards_without_a_number_belong_to_the_one_before():
    text = [SOURCE[0], e("A COMMENT", 80), SOURCE[1], e("ANOTHER", 80), SOURCE[2]]
    assert updated("./ I 100", "x", "./ D 200", text=text) == [*text[:2], *new("x"), text[4]]


@pytest.mark.parametrize("lines, code, said, left", (
    (("./ I 150", "x", "./ D 200"), 12, "THE NUMBER IS NOT IN THE SOURCE FROM HERE ON: ./ I 150", [0, *range(2, 10)]),
    (("./ D 300", "./ D 200"), 12, "THE NUMBER IS NOT IN THE SOURCE FROM HERE ON: ./ D 200", [0, 1, *range(3, 10)]),
    (("./ D 300 450",), 12, "THE SECOND NUMBER IS NOT IN THE SOURCE: ./ D 300 450", [0, 1, *range(4, 10)]),
    (("./ D 900 9999",), 12, "THE SECOND NUMBER IS NOT IN THE SOURCE", list(range(8))),
    (("stray", "./ D 100"), 12, "BELONGS TO NO CONTROL CARD: stray", list(range(1, 10))),
    (("./ D", "./ D 100"), 12, "WRONG CONTROL CARD: ./ D", list(range(1, 10))),
    (("./ X 100",), 12, "WRONG CONTROL CARD", list(range(10))), (("./",), 12, "WRONG CONTROL CARD", list(range(10))),
    (("./ D 300 200",), 12, "WRONG CONTROL CARD", list(range(10))), (("./ D ABC",), 12, "WRONG CONTROL CARD", list(range(10))),
    (("./ I 100 200", "x"), 12, "WRONG CONTROL CARD", list(range(10))), (("./ I 123456789",), 12, "WRONG", list(range(10))),
    (("./ D 100", "./ S"), 12, "./ S IS NOT THE FIRST CARD: ./ S", list(range(1, 10)))))
def test_errors_are_named_with_the_card(lines, code, said, left):
    assert updated(*lines, code=code, said=said) == [SOURCE[n] for n in left]
    assert updated(*lines, code=code, said="THE SOURCE IS NOT REPLACED", options="( REP") == [SOURCE[n] for n in left]


def test_numbers_that_do_not_rise():
    text = source(100, 300, 200, 400)
    assert updated("./ D 400", text=text, code=4, said="THE NUMBERS OF THE SOURCE DO NOT RISE AT CARD     3") == text[:3]
    assert len(updated("./ I 100 $ 300", "x", options="( INC", code=8, said="NUMBERS OF THE NEW FILE DO NOT RISE")) == 11
    assert len(updated("./ I 1000 $ 99999999", "x", "y", options="( INC", code=8, said="THE NUMBERS BECOME TOO LARGE")) == 12


def test_the_log_and_what_is_typed():
    desk = DataDesk(("A", "SYSIN", SOURCE), ("A", "UPDATE", changes("./ R 100", "new", "./ D 150", "./ I 175", "lost")))
    assert len(desk.say("UPDATE A ( NOTERM")) == 1
    log = [record.decode("cp037").rstrip() for record in desk.file("A", "UPDLOG")[2]]
    assert log[0].startswith("UPDATING A        SYSIN    WITH A        UPDATE")
    assert [line[:8].strip() for line in log[1:]] == ["", "DELETED", "INSERTED", "", "********", "", "********", "LEFT OUT"]
    assert log[3][9:13] == "new " and log[8][9:] == "lost" and log[5][9:].endswith("./ D 150")
    assert code_of(desk.say("UPDATE A ( PRINT")) == 36                        # no printer here
    assert not [key for key in desk.files() if key[1].startswith("CMSUT")]


@pytest.mark.parametrize("code, text, line", (
    (24, "UPDATE FN", "UPDATE"), (24, "UPDATE FN", "UPDATE A ( WHAT"), (24, "UPDATE FN", "UPDATE A B C D E F G"),
    (28, "NO       ASSEMBLE NOT FOUND", "UPDATE NO"), (28, "A        WHAT     NOT FOUND", "UPDATE A SYSIN P A WHAT"),
    (28, "B        UPDATE   NOT FOUND", "UPDATE B"), (32, "WIDE     SYSIN    HAS RECORDS OVER 80", "UPDATE WIDE"),
    (36, "NO SUCH DISK", "UPDATE A SYSIN B")))
def test_what_is_refused(code, text, line):
    desk = DataDesk(("A", "SYSIN", SOURCE), ("A", "UPDATE", changes("./ D 100")), ("B", "ASSEMBLE", SOURCE),
                    ("WIDE", "SYSIN", [bytes(81)]), cylinders=1)
    before = desk.files()
    desk.refuses(code, text, line)
    assert desk.files() == before


def test_other_names_and_nothing_left():
    desk = DataDesk(("LONGNAME", "FORTRAN", SOURCE), ("MY", "CHANGES", [e("./ D 100")], "V"), ("ALL", "CHANGES", changes("./ D 100 1000")))
    desk.does("UPDATE LONGNAME FORTRAN P MY CHANGES P")
    assert desk.files()["$LONGNAM", "FORTRAN"] == SOURCE[1:]
    desk.refuses(12, "NO CARDS ARE LEFT", "UPDATE LONGNAME FORTRAN P ALL CHANGES P")
    assert desk.files()["LONGNAME", "FORTRAN"] == SOURCE


@pytest.mark.parametrize("seed", range(4))
def test_random_changes(seed):
    """A model: a list of (number, card), changed from its end to its beginning."""
    rng = random.Random(seed)
    numbers = sorted(rng.sample(range(1, 3000), 400))
    cards, at, model, lines = source(*numbers), 0, list(source(*numbers)), []
    edits = []
    while at < len(numbers) - 12:
        at += rng.randint(0, 10)
        last = at + rng.randint(0, 6)
        texts = [f"new {rng.randrange(1000)}" for _ in range(rng.randint(1, 70 if rng.random() < .1 else 4))]
        kind = rng.choice("IDR")
        if kind == "I":
            lines += [f"./ I {numbers[at]}", *texts]
            edits.append((at + 1, at + 1, texts))
            last = at
        else:
            lines += [f"./ {kind} {numbers[at]}" + (f" {numbers[last]:08}" if last > at or rng.random() < .5 else "")]
            lines += texts if kind == "R" else []
            edits.append((at, last + 1, texts if kind == "R" else []))
        at = last + 1
    for begin, end, texts in reversed(edits):
        model[begin:end] = new(*texts)
    assert updated(*lines, text=cards) == model


def test_stopped_after_each_write():
    volume = formatted("2314", 2, [("A", "SYSIN", SOURCE, "F", 80, "P1"), ("A", "UPDATE", changes("./ D 100"), "F", 80, "P1")])
    cms = BareFiles({0x191: volume}, lines=("STATE NO FILE",))
    volume.before = []
    assert code_of(cms.ask("UPDATE A ( REP")) == 0
    for state in volume.states():
        assert CmsDisk(state).read("A", "SYSIN") in (SOURCE, SOURCE[1:])
    assert CmsDisk(volume).read("A", "SYSIN") == SOURCE[1:]


# -- several levels

def levels(*more: tuple) -> DataDesk:
    """Control file: LOCAL's changes come last, FIX2 and FIX1 (in this order of the AUX file, from below) first."""
    return DataDesk(("A", "SYSIN", SOURCE), ("A", "CNTRL", changes("* A remark", "TEXT MACS MINE CMSLIB", "LOCAL MYOWN", "NOPE NOTHERE",
                                                                   "FIX AUXR60", "")),
                    ("A", "AUXR60", changes("FIX2 P second", "* remark", "FIX1 P first")),
                    ("A", "FIX1", changes("./ I 100 $ 110 10", "one", "two")), ("A", "FIX2", changes("./ R 110", "better one")),
                    ("A", "MYOWN", changes("./ I 120", "mine", "./ D 200")), *more)


def test_levels_from_below():
    desk = levels()
    assert desk.does("UPDATE A SYSIN P ( CTL SEQ8 INC") == []
    assert desk.files()["$A", "SYSIN"] == [SOURCE[0], *new("better one", number="00000110"), *new("two", number="00000120"),
                                           *new("mine", number="00000130"), *SOURCE[2:]]
    log = [record.decode("cp037").rstrip() for record in desk.file("A", "UPDLOG")[2]]
    assert [line.split()[5] for line in log if line.startswith("UPDATING")] == ["FIX1", "FIX2", "MYOWN"]
    assert desk.faults() == [] and not [key for key in desk.files() if key[1].startswith("CMSUT")]
    desk.does("UPDATE A ( CTL SEQ8 INC REP")
    assert desk.files()["A", "SYSIN"] == desk.files()["$A", "SYSIN"]


def test_what_levels_stack():
    desk = levels(("GO", "EXEC", changes("&CONTROL OFF", "UPDATE A ( CTL SEQ8 INC STK", "&READ ARGS", "&TYPE &1 &2 &3",
                                         "&READ ARGS", "&TYPE &1 &2 &3 &4")))
    assert desk.does("GO") == ["* LOCAL", "* MINE CMSLIB"]


def test_levels_that_fail():
    desk = levels()
    desk.does("ERASE A FIX2")
    before = desk.files()
    desk.refuses(28, "A        FIX2     NOT FOUND", "UPDATE A ( CTL SEQ8 INC")
    assert desk.files() == before
    desk.refuses(28, "A        NOCNTRL  NOT FOUND", "UPDATE A SYSIN P A NOCNTRL P ( CTL")
    desk.does("ERASE A MYOWN")
    desk.does("ERASE A AUXR60")
    desk.refuses(40, "THE CONTROL FILE LEADS TO NO CHANGES", "UPDATE A ( CTL")
    assert desk.faults() == [] and not [key for key in desk.files() if key[1].startswith("CMSUT")]
    desk = levels(("B", "SYSIN", SOURCE), ("B", "CNTRL", changes("X Y")), ("B", "Y", changes("./ D 150")))
    desk.refuses(12, "THE NUMBER IS NOT IN THE SOURCE", "UPDATE B ( CTL SEQ8")
    assert desk.files()["$B", "SYSIN"] == SOURCE
