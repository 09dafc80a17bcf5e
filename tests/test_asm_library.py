"""Libraries: folders, .maclib collections, COPY (GC28-6514, section 10)."""
import pytest

from asm_front import Front
from s360.asm.options import Limits

MACRO = """         MACRO
&N       {name}
&N       LA    {value},0
         MEND
"""


def define(name, value):
    return MACRO.format(name=name, value=value)


@pytest.mark.parametrize("file", ["TRY", "try", "TRY.asm", "Try.MAC", "try.copy", "TRY.macro"])
def test_a_folder_holds_a_member_a_file(tmp_path, file):
    (tmp_path / file).write_text(define("TRY", 1))
    front = Front("         TRY\n", libraries=(tmp_path,))
    assert front.assembled == ["LA 1,0"] and not front.numbers


def test_a_library_macro_is_not_listed_but_copied_text_is(tmp_path):
    (tmp_path / "TRY.asm").write_text(define("TRY", 1))
    (tmp_path / "TEXT.copy").write_text("         LA    2,0\n")
    front = Front("         TRY\n         COPY  TEXT\n         LA    3,0\n", libraries=(tmp_path,))
    assert [s.operation for s in front.statements] == ["TRY", "LA", "COPY", "LA", "LA"]
    assert [s.number for s in front.statements] == [1, 2, 3, 4, 5]
    assert front.statements[3].written.file.endswith("TEXT.copy") and front.statements[3].written.line == 1


def test_libraries_are_searched_in_their_order_after_members_in_storage(tmp_path):
    for number, folder in enumerate("AB", 1):
        (tmp_path / folder).mkdir()
        for name in ("ONE", "TWO")[:number]:
            (tmp_path / folder / name).write_text(define(name, number))
    libraries = (tmp_path / "A", tmp_path / "B")
    assert Front("  ONE\n  TWO\n", libraries=libraries).assembled == ["LA 1,0", "LA 2,0"]
    assert Front("  ONE\n", libraries=libraries,
                 include={"one": define("ONE", 9)}).assembled == ["LA 9,0"]


def test_a_definition_in_the_source_goes_before_the_library():
    front = Front(define("TRY", 1) + "         TRY\n", include={"TRY": define("TRY", 9)})
    assert front.assembled == ["LA 1,0"]


COLLECTION = define("FIRST", 1) + "* between\n" + define("SECOND", 2) + """*COPY TEXT
         LA    3,0
*COPY MORE
         LA    4,0
""" + define("THIRD", 5)


def test_a_collection_is_searched_by_prototype_and_by_copy_cards(tmp_path):
    path = tmp_path / "site.maclib"
    path.write_text(COLLECTION)
    front = Front("  SECOND\n  FIRST\n  COPY TEXT\n  THIRD\n", libraries=(path,))
    assert front.assembled == ["LA 2,0", "LA 1,0", "LA 3,0", "LA 5,0"] and not front.numbers
    generated = front.statements[1]
    assert (generated.written.file, generated.written.line) == (str(path), 8)


def test_a_collection_of_ebcdic_cards(tmp_path):
    path = tmp_path / "site.maclib"
    path.write_bytes(b"".join(line.ljust(80).encode("cp037") for line in COLLECTION.splitlines()))
    assert Front("  SECOND\n", libraries=(path,)).assembled == ["LA 2,0"]


def test_a_definition_within_a_definition_does_not_end_a_library_macro(tmp_path):
    path = tmp_path / "site.maclib"
    path.write_text("  MACRO\n  OUTER\n  MACRO\n  INNER\n  LA 1,1\n  MEND\n  LA 2,2\n  MEND\n" + define("NEXT", 3))
    front = Front("  OUTER\n  INNER\n  NEXT\n", libraries=(path,))
    assert front.assembled == ["LA 2,2", "LA 1,1", "LA 3,0"]


def test_a_macro_that_is_nowhere_is_left_to_the_passes():
    statement, = Front("         NOWHERE 1\n").statements
    assert (statement.kind, statement.op) == ("assemble", None)


def test_a_member_without_the_macro_is_reported_once():
    front = Front("         TRY\n         TRY\n", include={"TRY": define("OTHER", 1)})
    assert front.numbers == [147]


def test_mistakes_in_a_library_macro_name_its_file_and_line(tmp_path):
    (tmp_path / "TRY.asm").write_text("* comment\n         MACRO\n         TRY\n&X       SETA  1\n         MEND\n")
    front = Front("         TRY\n         TRY\n", libraries=(tmp_path,))
    assert front.numbers == [100]
    assert front.messages.all[0].file.endswith("TRY.asm") and front.messages.all[0].line == 4


@pytest.mark.parametrize("operand, number", [("NONE", 141), ("", 143), ("A,B", 143), ("LOOP", 142)])
def test_copy_that_cannot_be(operand, number):
    front = Front(f"         COPY  {operand}\n         LA    1,2\n", include={"LOOP": "  COPY LOOP\n"})
    assert front.numbers == [number] and front.assembled == ["LA 1,2"]


def test_copy_within_copy_has_a_limit():
    include = {f"M{n}": f"  COPY M{n + 1}\n" for n in range(9)}
    assert Front("  COPY M0\n", include=include, limits=Limits(copies=3)).numbers == [906]
    assert Front("  COPY M7\n", include={**include, "M9": "  LA 1,2\n"}).numbers == []
    assert Front("  COPY M8\n", include={**include, "M9": "  LA 1,2\n"}, level="f").numbers == [148]


def test_copy_within_a_definition():
    front = Front("         MACRO\n         TRY   &P\n         COPY  BODY\n         MEND\n         TRY   5\n",
                  include={"BODY": "         LA    1,&P\n"})
    assert front.assembled == ["LA 1,5"] and not front.numbers


def test_a_member_may_hold_a_whole_definition_but_no_part_of_one():
    call = "         TRY\n"
    assert Front("  COPY DEF\n" + call, include={"DEF": define("TRY", 1)}).assembled == ["LA 1,0"]
    half = "         MACRO\n         TRY\n"
    front = Front("  COPY DEF\n         LA    1,1\n         MEND\n" + call, include={"DEF": half})
    assert front.numbers == [144] and front.assembled == ["LA 1,1"]
    front = Front(half + "         LA    1,1\n  COPY DEF\n" + call, include={"DEF": "         MEND\n"})
    assert front.numbers == [144] and front.assembled == ["LA 1,1"]


@pytest.mark.parametrize("text, number", [("         END\n", 145), ("         ICTL  1,71\n", 18)])
def test_what_may_not_stand_in_a_member(text, number):
    front = Front("         LA    1,2\n         COPY  M\n         LA    3,4\n", include={"M": text})
    assert front.numbers == [number] and front.assembled == ["LA 1,2", "LA 3,4"]


def test_branches_in_and_out_of_copied_text():
    include = {"M": "         AGO   .OUT\n         BAD\n.IN      LA    2,2\n"}
    front = Front("         AGO   .START\n.OUT     LA    1,1\n         AGO   .IN\n.START   COPY  M\n"
                  "         LA    3,3\n", include=include)
    assert front.assembled == ["LA 1,1", "LA 2,2", "LA 3,3"] and not front.numbers


@pytest.mark.parametrize("name", ["nofolder", "no.maclib"])
def test_a_library_that_is_not_there_is_reported_once(tmp_path, name):
    front = Front("  ONE\n  TWO\n", libraries=(tmp_path / name,))
    assert front.numbers == [146] and name in str(front.messages.all[0])


def test_names_cannot_leave_the_folder(tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "SECRET.copy").write_text("         LA    1,2\n")
    front = Front("         COPY  ../SECRET\n", libraries=(tmp_path / "lib",))
    assert front.numbers == [141]
