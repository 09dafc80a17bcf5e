"""The line map: looking up, moving with sections, its file; shown by the trace and `why`."""
import json

import pytest

from s360 import Machine
from s360.asm import assemble
from s360.asm.line_map import LineMap, MapLine, MapSection, MapSymbol
from s360.errors import MediaError
from s360.operator import Operator, OperatorError

LOOP = MapLine(0x1002, 4, "sort.asm", 4, 4, "LOOP     L     1,A")
CALL = MapLine(0x1006, 2, "sort.asm", 5, 6, "         BR    14", 1)
TABLE = MapLine(0x2000, 4, "table.copy", 1, 9, "TABLE    DC    F'5'")
MAP = LineMap([MapSection("SORT", 1, 0x1000, 16), MapSection("DATA", 2, 0x2000, 4)],
              [LOOP, CALL, TABLE],
              [MapSymbol("SORT", 0x1000, 16, "J"), MapSymbol("LOOP", 0x1002, 4, "I"),
               MapSymbol("SORTEND", 0x1010, 1, "U", 1), MapSymbol("TABLE", 0x2000, 4, "F")])

#: lines 1-4 INNER, 5-8 OUTER; OUTER on line 10 at 2, INNER on line 12 at 6
MACROS = """         MACRO
         INNER
         SR    3,3
         MEND
         MACRO
         OUTER
         INNER
         MEND
T        BALR  12,0
         OUTER
         BR    14
         INNER
         END
"""


def test_each_byte_of_a_statement_leads_to_it():
    assert [MAP.at(address) for address in (0x1001, 0x1002, 0x1005, 0x1006, 0x1008, 0x2003, 0x2004)
            ] == [None, LOOP, LOOP, CALL, None, TABLE, None]


def test_of_two_statements_for_the_same_byte_the_later_one_made_it():
    first = MapLine(0x100, 8, "a", 1, 1, "A DC D'0'")
    patch = MapLine(0x102, 2, "a", 3, 3, "  DC H'7'")        # behind ORG A+2
    lines = LineMap([MapSection("A", 1, 0x100, 8)], [first, patch])
    assert [lines.at(at).line for at in range(0x100, 0x108)] == [1, 1, 3, 3, 1, 1, 1, 1]
    assert [(start, end, line.line) for start, end, line in lines.ranges()] == [
        (0x100, 0x102, 1), (0x102, 0x104, 3), (0x104, 0x108, 1)]


def test_a_statement_is_told_with_its_place_and_a_plus_when_a_macro_made_it():
    assert str(LOOP) == "sort.asm:4  LOOP     L     1,A"
    assert str(CALL) == "sort.asm:5+           BR    14"


def test_the_nearest_symbol_is_one_of_the_same_section():
    assert MAP.nearest(0x1008) == ("LOOP", 6)
    assert MAP.nearest(0x2002) == ("TABLE", 2)
    assert MAP.nearest(0x1020) is None and MAP.nearest(0) is None


def test_sections_take_lines_and_symbols_along():
    moved = MAP.moved({"SORT": 0x8000})
    assert moved.at(0x8002).text == LOOP.text and moved.at(0x1002) is None
    assert moved.at(0x2000).text == TABLE.text                 # DATA was not moved
    assert {symbol.name: symbol.address for symbol in moved.symbols} == {
        "SORT": 0x8000, "LOOP": 0x8002, "SORTEND": 0x8010, "TABLE": 0x2000}
    assert moved.sections[0].address == 0x8000


def test_sections_may_change_places_be_left_out_and_be_told_by_esdid():
    moved = MAP.moved({1: 0x2000, 2: 0x1000})
    assert moved.at(0x2002).line == 4 and moved.at(0x1000).file == "table.copy"
    without = MAP.moved({"DATA": None})
    assert without.at(0x2000) is None and [s.name for s in without.sections] == ["SORT"]
    assert "TABLE" not in [symbol.name for symbol in without.symbols]


def test_a_section_does_not_go_beyond_the_last_address():
    with pytest.raises(ValueError, match="SORT.*FFFFFF"):
        MAP.moved({"SORT": 0xFFFFFF})


def test_maps_of_linked_decks_make_one():
    other = LineMap([MapSection("SUB", 1, 0, 2)], [MapLine(0, 2, "sub.asm", 7, 7, " BR 14")],
                    [MapSymbol("SUB", 0, 2, "J")]).moved({"SUB": 0x3000})
    joined = LineMap.joined([MAP, other])
    assert [section.esdid for section in joined.sections] == [1, 2, 3]
    assert joined.at(0x3000).file == "sub.asm" and joined.at(0x1002).file == "sort.asm"
    assert joined.moved({"SUB": 0x4000}).at(0x4001).line == 7


def test_the_file_gives_the_map_back(tmp_path):
    MAP.save(tmp_path / "sort.map")
    assert LineMap.load(tmp_path / "sort.map") == MAP
    content = json.loads((tmp_path / "sort.map").read_text())
    assert (content["format"], content["version"]) == ("cpcms line map", 1)
    assert content["files"] == ["sort.asm", "table.copy"]
    assert content["lines"][2][:6] == [0x2000, 4, 1, 1, 9, "TABLE    DC    F'5'"]


COMMON = LineMap(
    [MapSection("E", 1, 0, 4)],
    [MapLine(0, 4, "e.asm", 2, 2, "E LA 1,X", 0, 1), MapLine(0, 4, "e.asm", 4, 4, "X DS F", 0, 2)],
    [MapSymbol("E", 0, 4, "J", 1), MapSymbol("X", 0, 4, "F", 2)], [MapSection("CX", 2, 0, 8)])


def test_a_common_is_nowhere_until_it_gets_a_place():
    assert COMMON.at(0).line == 2 and COMMON.nearest(0) == ("E", 0)
    assert [section.name for section in COMMON.sections] == ["E"]
    moved = COMMON.moved({"E": 0x1000})
    assert moved.at(0x1000).line == 2 and moved.at(0) is None and moved.commons == COMMON.commons
    placed = moved.moved({"CX": 0x2000})
    assert (placed.at(0x2003).text, placed.nearest(0x2004), placed.commons) == ("X DS F", ("X", 4), ())
    assert [section.name for section in placed.sections] == ["E", "CX"]
    assert COMMON.moved({"CX": None}).commons == ()


def test_commons_are_kept_by_files_and_joined_maps():
    assert LineMap.from_json(COMMON.to_json()) == COMMON
    joined = LineMap.joined([COMMON, MAP])
    assert [section.esdid for section in (*joined.sections, *joined.commons)] == [1, 3, 4, 2]
    assert joined.moved({2: 0x8000}).at(0x8000).text == "X DS F"
    content = json.loads(MAP.to_json())
    del content["commons"]
    assert LineMap.from_json(json.dumps(content)) == MAP


def test_the_assembler_leaves_commons_without_a_place():
    lines = assemble("E        CSECT\n         BALR  12,0\nCX       COM\nX        DS    F\n         END\n",
                     name="e.asm").line_map
    assert lines.at(0).line == 2 and lines.at(2) is None
    assert [symbol.name for symbol in lines.symbols] == ["E"]
    assert lines.moved({"CX": 0x800}).at(0x800).line == 4


def test_a_macro_instruction_has_a_line_without_bytes():
    lines = assemble(MACROS, name="m.asm").line_map
    assert [(line.address, line.line, line.depth) for line in lines.lines if not line.length] == [
        (2, 10, 0), (2, 7, 1), (6, 12, 0)]
    assert lines.at(2).place == "m.asm:3+"


def damaged(change):
    content = json.loads(MAP.to_json())
    change(content)
    return json.dumps(content)


@pytest.mark.parametrize("text, told", [
    ("", "is no line map"), ("[]", "is no line map"), ("{}", "is no line map"),
    ("[" * 100_000, "is no line map"),
    (damaged(lambda c: c.update(version=2)), "version 2.*expected version 1"),
    (damaged(lambda c: c.update(files=[3])), "`files`"),
    (damaged(lambda c: c.pop("lines")), "`lines` is missing"),
    (damaged(lambda c: c["lines"].append([1, 2])), "record 4 of `lines`"),
    (damaged(lambda c: c["lines"][0].__setitem__(0, "x")), "record 1 of `lines`"),
    (damaged(lambda c: c["lines"][0].__setitem__(0, True)), "record 1 of `lines`"),
    (damaged(lambda c: c["lines"][1].__setitem__(2, 9)), "names file 9"),
    (damaged(lambda c: c["symbols"][0].__setitem__(1, -1)), "record 1 of `symbols`"),
    (damaged(lambda c: c["sections"][0].__setitem__(3, 1 << 24)), "FFFFFF"),
    (damaged(lambda c: c["sections"][0].__setitem__(1, 2)), "same ESDID"),
    (damaged(lambda c: c["commons"].append(["C", 2, 0, 4])), "same ESDID"),
    (damaged(lambda c: c.update(commons=3)), "`commons`"),
])
def test_a_bad_file_is_told_in_one_line(text, told):
    with pytest.raises(MediaError, match=told) as caught:
        LineMap.from_json(text, "x.map")
    assert str(caught.value).startswith("x.map: ") and "\n" not in str(caught.value)


def test_a_missing_file_and_one_that_is_no_text(tmp_path):
    with pytest.raises(MediaError, match="No such file"):
        LineMap.load(tmp_path / "nowhere")
    (tmp_path / "x").write_bytes(b"\xFF\xFE\0")
    with pytest.raises(MediaError, match="no line map"):
        LineMap.load(tmp_path / "x")


def test_deep_overlap_is_looked_up_at_once():
    lines = LineMap([MapSection("A", 1, 0, 60_000)],
                    [MapLine(n, 60_000 - 2 * n, "a", n + 1, n + 1, "") for n in range(30_000)])
    assert lines.at(29_999).line == 30_000 and lines.at(0).line == 1


# -- at the machine

#: 200 LA 1,5   204 LR 2,1   206 BCT 1,204   20A LPSW 210   210 disabled wait, address 0
PROGRAM = bytes.fromhex("41100005" "1821" "46100204" "82000210" "0000" "0002000000000000")
SOURCE = LineMap([MapSection("COUNT", 1, 0, 0x18)], [
    MapLine(0, 4, "count.asm", 2, 2, "         LA    1,5"),
    MapLine(4, 2, "count.asm", 3, 3, "LOOP     LR    2,1"),
    MapLine(6, 4, "count.asm", 4, 4, "         BCT   1,LOOP"),
    MapLine(10, 4, "count.asm", 5, 5, "         LPSW  DONE")])


class Room:
    """An operator at a machine with PROGRAM at 200, its map in a file."""

    def __init__(self, folder):
        self.said = []
        self.machine = Machine(storage="64K")
        self.machine.storage[0x200:0x200 + len(PROGRAM)] = PROGRAM
        self.operator = Operator(self.machine, self.said.append, folder=folder)
        SOURCE.save(folder / "count.map")
        self("psw ia=200")

    def __call__(self, line):
        self.said.clear()
        self.operator.command(line)
        return "\n".join(self.said)


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path)


def test_step_and_history_show_source_statements(room):
    assert room("source count.map at 200") == "000200-000217  COUNT"
    room("history on")
    told = room("step").splitlines()
    assert told[0].endswith("| count.asm:2           LA    1,5")
    assert told[1].startswith("next: 000204") and told[1].endswith("count.asm:3  LOOP     LR    2,1")
    assert "count.asm:2" in room("history")
    room("source off")
    assert "count.asm" not in room("step") and room("source") == "Source statements: none"


def test_the_trace_shows_source_statements_and_still_folds(room):
    room("source count.map COUNT=200")
    room("trace instructions")
    room("start")
    room.said.clear()
    room.operator.run_on()
    traced = [line for line in room.said if line.startswith("I ")]
    assert traced[0].split(" | ")[1] == "count.asm:2           LA    1,5"
    assert [line.rsplit("count.asm:")[1][0] for line in traced] == ["2", "3", "4", "5"]
    assert "  ... repeated 4 times" in room.said


def test_why_shows_the_statement_of_a_program_check(room):
    room("source count.map at 200")
    room("store 204 0000")
    room("store 68 0002000000000BAD")
    room("start")
    room.operator.run_on()
    told = room("why")
    assert "operation exception" in told
    assert "source: count.asm:3  LOOP     LR    2,1" in told


def test_why_shows_where_the_machine_stands_and_which_lpsw_ended_it(room):
    room("source count.map at 200")
    assert "source: count.asm:2           LA    1,5" in room("why")
    room("history on")
    room("start")
    room.operator.run_on()
    assert "source: count.asm:5           LPSW  DONE" in room("why")


def test_an_address_stop_shows_its_statement(room):
    room("source count.map at 200")
    room("breakpoint 206")
    room("start")
    room.operator.run_on()
    assert any(line.startswith("Address stop.") and "count.asm:4" in line for line in room.said)


@pytest.mark.parametrize("words, told", [
    ("count.map at", "source: write at A"), ("count.map at XYZ", "hexadecimal"),
    ("count.map at 200 300", "source: write at A"), ("count.map SORT=200", "its sections COUNT"),
    ("count.map at FFFFFF", "does not fit"), ("nowhere.map", "nowhere.map: No such file")])
def test_a_wrong_source_command_is_refused_in_one_line(room, words, told):
    with pytest.raises((OperatorError, MediaError), match=told) as caught:
        room(f"source {words}")
    assert "\n" not in str(caught.value)
