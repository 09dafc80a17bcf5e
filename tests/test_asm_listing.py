"""The listing: pages, columns, tables (GC26-3756, Assembler Listing)."""
import re

import pytest

from assembled import program
from s360.asm import assemble
from s360.asm.listing import lines as printer_lines

SMALL = """\
ID       TITLE 'A SMALL PROGRAM'
T        CSECT
         USING T,12                    THE BASE
         L     1,=F'5'
         MVC   A,B
         MVI   A,C'X'
         BR    14
         DC    X'FF'
A        DC    F'1,2,3'
B        DS    CL12
U        EQU   A+4
         LA    1,NONE
         END   T
"""


def source_lines(result) -> dict[int, str]:
    """Statement number -> its first line."""
    out = {}
    for line in result.listing.splitlines():
        if (match := re.match(r".{33} {0,5}(\d+)[ +]", line)) and match.end() == 40:
            out.setdefault(int(match[1]), line)
    return out


def pages(result) -> list[str]:
    return result.listing.split("\f")[1:]


def test_columns_of_the_source_part():
    lines = source_lines(assemble(SMALL))
    assert lines[2] == "000000" + " " * 32 + "2 T        CSECT"
    assert lines[3] == "000000" + " " * 32 + "3          USING T,12                    THE BASE"
    assert lines[4] == "000000 5810 C030            00030     4          L     1,=F'5'"
    assert lines[5] == "000004 D203 C014 C020 00014 00020     5          MVC   A,B"
    assert lines[6] == "00000A 92E7 C014      00014           6          MVI   A,C'X'"
    assert lines[7] == "00000E 07FE                           7          BR    14"
    assert lines[9] == "000014 0000000100000002               9 A        DC    F'1,2,3'"
    assert lines[10] == "000020                               10 B        DS    CL12"
    assert lines[11] == "000018                               11 U        EQU   A+4"
    assert lines[13] == "000000                               13          END   T"
    assert lines[14] == "000030 00000005                      14                =F'5'"


def test_filler_has_a_line_of_its_own_and_title_none():
    listing = assemble(SMALL).listing.splitlines()
    at = next(n for n, line in enumerate(listing) if "DC    F'1,2,3'" in line)
    assert listing[at - 1] == "000011 000000"
    assert not any("TITLE" in line for line in listing)


def test_statements_with_messages_are_flagged():
    listing = assemble(SMALL).listing.splitlines()
    at = next(n for n, line in enumerate(listing) if "NONE" in line)
    assert listing[at + 1].strip() == "*** ERROR ***"
    assert any(line.split() == ["12", "ASM201E", "NONE", "is", "not", "defined", "(source:12)"] for line in listing)


def test_title_and_page_numbers():
    result = assemble(SMALL)
    tops = [page.splitlines()[0] for page in pages(result)]
    assert all(len(top) <= 120 and re.search(r"PAGE +\d+$", top) for top in tops)
    assert [int(top.split()[-1]) for top in tops] == list(range(1, len(tops) + 1))
    assert tops[1].startswith("ID      A SMALL PROGRAM")
    heads = [page.splitlines()[0].split("PAGE")[0].strip() for page in pages(result)]
    assert heads == ["EXTERNAL SYMBOL DICTIONARY", "ID      A SMALL PROGRAM", "CROSS-REFERENCE", "DIAGNOSTICS",
                     "STATISTICS AND OPTIONS"]


def test_external_symbols_and_relocation():
    result = program(" ENTRY A", " EXTRN X", "A DC A(X-A)", "U CSECT", " DC V(V)")
    external = [line.split() for line in pages(result)[0].splitlines()[3:]]
    assert external == [["T", "SD", "0001", "000000", "000004"], ["A", "LD", "000000", "0001"], ["X", "ER", "0002"],
                        ["U", "SD", "0003", "000008", "000004"], ["V", "ER", "0004"]]
    table = next(page for page in pages(result) if "RELOCATION" in page)
    assert [line.split() for line in table.splitlines()[3:]] == [
        ["0001", "0002", "0C", "000000"], ["0001", "0001", "0E", "000000"], ["0003", "0004", "1C", "000008"]]


def test_cross_reference_in_the_order_of_the_machine():
    result = program("B2 EQU 1", "B$ EQU 2", "BA EQU B2", "A DC CL7'X'", " LR B2,B2")
    table = next(page for page in pages(result) if "CROSS-REFERENCE" in page)
    assert [line.split() for line in table.splitlines()[3:]] == [
        ["A", "00007", "000000", "00005"], ["B$", "00001", "000002", "00003"], ["BA", "00001", "000001", "00004"],
        ["B2", "00001", "000001", "00002", "00004", "00006", "00006"], ["T", "00001", "000000", "00001"]]


def test_many_references_go_on_further_lines():
    result = program("R EQU 1", *[" LR R,R"] * 20)
    table = next(page for page in pages(result) if "CROSS-REFERENCE" in page)
    rows = [line.split() for line in table.splitlines()[3:]]
    assert [len(row) for row in rows] == [19, 15, 10, 4]


def test_print_options():
    result = program(" PRINT DATA", " DC 20X'1'", " PRINT NODATA", " DC 20X'2'", " PRINT OFF", " DC X'3'", " PRINT ON",
                     " DC X'4'")
    listing = result.listing
    assert "000008 0101010101010101\n000010 01010101\n" in listing and "02020202\n" not in listing
    shown = source_lines(result)
    assert 7 not in shown and {6, 8, 9} <= set(shown)


def test_generated_statements_have_a_plus_and_nogen_hides_them():
    macro = "         MACRO\n         TWICE\n         BR    14\n         BR    15\n         MEND\n"
    text = macro + "T        CSECT\n         TWICE\n         PRINT NOGEN\n         TWICE\n         END\n"
    listing = assemble(text).listing
    assert re.search(r"^000000 07FE {24} +8\+ +BR    14$", listing, re.M)
    assert len(re.findall(r"\+ +BR ", listing)) == 2


def test_eject_space_and_line_count():
    result = program(" SPACE 3", " BR 1", " EJECT", " BR 2", linecount=20)
    page = pages(result)
    assert "BR 2" in page[2] and "BR 1" in page[1] and "\n\n\n\n" in page[1]
    assert max(len(p.splitlines()) for p in pages(program(*[" BR 1"] * 200, linecount=20))) == 20


def test_continued_statements_show_all_their_cards():
    first = "A        DC    C'" + "X" * 54
    text = f"T        CSECT\n{first:<71}*\n{' ' * 15}YY'\n         END\n"
    listing = assemble(text).listing.splitlines()
    at = next(n for n, line in enumerate(listing) if "A        DC" in line)
    assert listing[at].startswith("000000 E7E7E7E7") and listing[at + 1] == " " * 55 + "YY'"


def test_parts_can_be_left_out():
    result = assemble(SMALL, esd=False, source=False, rld=False, xref=False)
    assert "EXTERNAL SYMBOL" not in result.listing and "MVC" not in result.listing
    assert "CROSS-REFERENCE" not in result.listing and "DIAGNOSTICS" in result.listing


def test_statistics():
    result = assemble(SMALL)
    figures = result.statistics
    assert (figures["statements"], figures["flagged"], figures["symbols"], figures["literals"]) == (14, 1, 4, 1)
    assert "1 STATEMENT FLAGGED IN THIS ASSEMBLY" in result.listing
    assert "HIGHEST SEVERITY 8" in result.listing
    assert "NO STATEMENTS FLAGGED" in program(" BR 14").listing


def test_lines_for_a_printer():
    lines = list(printer_lines(assemble(SMALL).listing))
    assert lines[0][0] == "1" and "EXTERNAL" in lines[0][1] and lines[1][0] == " "


@pytest.mark.parametrize("line", ["LAB8     SPACE", "LABB     EJECT", "LONGNAME1 TITLE 'X'"])
def test_a_listing_instruction_is_listed_when_there_is_a_message_for_it(line):
    listing = program(" BR 14", line, " BR 15").listing.splitlines()
    at = next(n for n, shown in enumerate(listing) if "*** ERROR ***" in shown)
    assert listing[at - 1] == " " * 38 + "3 " + line


def test_locations_have_six_digits_whatever_happens():
    result = assemble("T START X'FFFFF8'\n DC D'1'\n BR 14\nA DC 9X'1'\n L 1,=F'1'\n END\n")
    assert [m.code for m in result.messages if m.severity == 12] == ["ASM404S"]
    assert re.search(r"^000000 07FE {24} +3  BR 14$", result.listing, re.M)
    assert not re.search(r"^[0-9A-F]{7}", result.listing, re.M)
    assert [m.code for m in assemble("T START X'FFFFFF'\n END\n").messages] == ["ASM371E"]


def test_statements_of_open_code_are_listed_with_what_became_of_them():
    text = ("         GBLA  &A\n&A       SETA  5\nTEST     CSECT\n         LA    1,&A\n         PRINT NOGEN\n"
            "         LA    2,&A\n         END\n")
    listing = assemble(text).listing.splitlines()
    at = next(n for n, line in enumerate(listing) if "LA    1,&A" in line)
    assert listing[at] == " " * 38 + "4          LA    1,&A"
    assert listing[at + 1] == "000000 4110 0005            00005      +         LA    1,5"
    assert "000004 4120 0005            00005     6          LA    2,&A" in listing
    assert not any("LA    2,5" in line for line in listing)


def test_a_statement_spoiled_by_an_earlier_mistake_is_marked_without_a_message_of_its_own():
    result = program("X EQU Y", " LA 1,X", " DROP X", "Y EQU 1")
    assert [m.code for m in result.messages] == ["ASM203E"]
    listing = result.listing.splitlines()
    for line in ("X EQU Y", " LA 1,X", " DROP X"):
        at = next(n for n, shown in enumerate(listing) if shown.endswith(line))
        assert listing[at + 1].strip() == "*** ERROR ***"
