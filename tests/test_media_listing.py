"""Print output: text, carriage control, side file, speed."""
import subprocess
import sys
import time

import pytest

from s360.errors import MediaError
from s360.media.listing import PrintFile, to_text


def e(text):
    return text.encode("cp037").ljust(132, b"\x40")


def printed(tmp_path):
    return ((tmp_path / "p").read_bytes().decode(), (tmp_path / "p.cc").read_text())


def test_lines_spacing_and_pages(tmp_path):
    with PrintFile(tmp_path / "p") as out:
        out.line(e("FIRST ¬"), 0, 1, 0x09)
        out.line(e("FOURTH"), 0, 4, 0x11)
        out.line(e("NEXT PAGE"), 1, 1, 0x89)
        out.line(e("THIRD LINE"), 2, 3, 0x01)
    text, side = printed(tmp_path)
    assert text == "FIRST ¬\n\n\nFOURTH\n\fNEXT PAGE\n\f\n\nTHIRD LINE\n"
    assert side == "0 1 09\n0 4 11\n1 1 89\n2 3 01\n"


def test_overprint_is_a_carriage_return_and_the_second_text(tmp_path):
    with PrintFile(tmp_path / "p") as out:
        out.line(e("WORD"), 0, 2, 0x01)
        out.overprint(e("____"), 0x09)
        out.line(e("X"), 0, 3)
        out.line(e("  /"), 0, 3)
    assert printed(tmp_path)[0] == "\nWORD\r____\nX\r  /\n"


def test_eject_and_motions_without_print_are_recorded(tmp_path):
    with PrintFile(tmp_path / "p") as out:
        out.line(e("A"), 0, 1, 0x01)
        out.control(0, 3, 0x13)
        out.eject()
        out.line(e("B"), 1, 1)
    assert printed(tmp_path) == ("A\n\fB\n", "0 1 01\n0 3 -13\n1 1 -8B\n1 1 01\n")


def test_print_line_takes_the_line_first(tmp_path):
    with PrintFile(tmp_path / "p") as out:
        out.print_line(e("B"), 2, 1)
    assert printed(tmp_path)[0] == "\f\nB\n"


def test_codes_that_do_not_print_are_blanks_and_trailing_ones_go():
    assert to_text(b"\xC1\x00\x15\xC2\x0C\x40\xFF") == "A  B"
    assert len({to_text(bytes([n]) + b"\xF0")[0] for n in range(256)} - {" "}) == 188


def test_crlf(tmp_path):
    with PrintFile(tmp_path / "p", crlf=True) as out:
        out.line(e("A"), 0, 1)
        out.line(e("B"), 0, 3)
    assert (tmp_path / "p").read_bytes() == b"A\r\n\r\nB\r\n"


def test_paper_never_goes_back(tmp_path):
    with PrintFile(tmp_path / "p") as out:
        out.line(e("A"), 0, 5)
        out.line(e("B"), 0, 2)
    assert printed(tmp_path)[0] == "\n\n\n\nA\n\f\nB\n"


@pytest.mark.parametrize("durability", ["process", "power"])
def test_durable_lines_are_in_the_file_at_once(tmp_path, durability):
    out = PrintFile(tmp_path / "p", durability=durability)
    out.line(e("KEPT"), 0, 1, 0x09)
    assert printed(tmp_path) == ("KEPT", "0 1 09\n")
    out.close()
    out.close()


def test_a_listing_that_nobody_closed_is_whole(tmp_path):
    code = (f"from s360.media.listing import PrintFile\np = PrintFile({str(tmp_path / 'p')!r})\n"
            "for n in range(5): p.line(b'\\xC1', 0, n + 1)\n")
    subprocess.run([sys.executable, "-P", "-c", code], check=True)
    assert printed(tmp_path)[0].split() == ["A"] * 5


def test_a_place_that_cannot_be_written_is_one_line(tmp_path):
    with pytest.raises(MediaError, match="No such file"):
        PrintFile(tmp_path / "none" / "p")


def test_400_000_lines_a_second(tmp_path):
    line, count, best = e("A LINE OF FORTY-EIGHT CHARACTERS OR NEARLY SO ..."), 40_000, 0.0
    for _ in range(4):
        begin = time.process_time()
        with PrintFile(tmp_path / "p") as out:
            for n in range(count):
                out.line(line, n // 60, n % 60 + 1, 0x09)
        best = max(best, count / (time.process_time() - begin))
    assert best > 400_000
