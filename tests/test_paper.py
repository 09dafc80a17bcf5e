"""Listings on paper: pages and strikes, PDF, SVG and text, and what the command says."""
import io
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import pytest

from cli_room import cpcms_here
from cp import paper
from cp.paper_svg import svg
from s360.devices.printer import Printer
from s360.errors import MediaError
from s360.media.listing import PrintFile

SVG = "{http://www.w3.org/2000/svg}"


def lines(text, **options):
    return [page.lines for page in paper.pages(text.encode(), "text", **options)]


@pytest.fixture
def listing(tmp_path):
    """What a 1403 of ours writes: a heading struck three times with a rule over it, a skip, a page."""
    path = tmp_path / "job.txt"
    with PrintFile(path) as out:
        printer = Printer(out)
        for command, text in ((0x01, "HEADING"), (0x01, "HEADING"), (0x19, "_______"), (0x89, "BODY"),
                              (0x09, "SECOND PAGE"), (0x8B, "")):
            printer.start(command)
            if command != 0x8B:
                printer.write(text.encode("cp037"))
    return path


# -- pages

def test_a_printers_listing_is_the_paper_it_printed(listing):
    first, second = [page.lines for page in paper.pages(listing.read_bytes(), "job.txt")]
    assert first == [["HEADING", "HEADING", "_______"], [], [], ["BODY"]]
    assert second == [["SECOND PAGE"]]


def test_form_feeds_empty_lines_and_both_newlines():
    assert lines("A\n\nB\r\n\fC\fD") == [[["A"], [], ["B"]], [["C"]], [["D"]]]


def test_a_page_in_the_midst_may_be_empty_but_paper_fed_at_the_end_is_not_used():
    assert lines("A\n\f\fB\n\f\f") == [[["A"]], [], [["B"]]]


@pytest.mark.parametrize("per_inch, length", [(6, 66), (8, 88)])
def test_eleven_inches_are_a_page(per_inch, length):
    pages = lines("".join(f"{n}\n" for n in range(1, 101)), per_inch=per_inch)
    assert [len(page) for page in pages] == [length, 100 - length]
    assert pages[1][0] == [str(length + 1)]


def test_the_short_chain_prints_capitals_and_leaves_out_what_it_has_not():
    assert lines("ab(c)|#@", chain="48") == [[["AB C  #@"]]]
    assert lines("ab(c)|#@", chain="60") == [[["AB(C)|#@"]]]
    assert lines("ab(c)|\u00e4", chain="120") == [[["ab(c)|"]]]


def test_a_line_wider_than_the_paper_is_refused_or_cut():
    wide = "x" * 133
    with pytest.raises(MediaError, match="text: line 2: 133 columns, the paper has 132; --trunc"):
        lines(f"ok\n{wide}\n")
    assert lines(wide, trunc=True) == [[["x" * 132]]]
    assert lines("x" * 132 + "   ") == [[["x" * 132]]]


@pytest.mark.parametrize("data, message", [(b"a\n\xff\n", "line 2: is not UTF-8"), (b"a\0b", "X'00'"),
                                           (b"a\x1b[1mb", "X'1B'")])
def test_what_is_no_text_is_refused(data, message):
    with pytest.raises(MediaError, match=message):
        paper.pages(data, "text")


def test_the_paper_is_that_of_the_machine_room():
    assert (paper.WIDTH, paper.HEIGHT) == (1071, 792)      # 14 7/8 by 11 inches
    assert paper.LEFT + 132 * 7.2 == pytest.approx(1071 - paper.LEFT)
    assert paper.bars()[:2] == [36, 108] and len(paper.bars()) == 11
    assert len(paper.holes()) == 22
    assert paper.baseline(65, 6) < 792 and paper.baseline(87, 8) < 792
    assert paper.baseline(6, 6) - paper.baseline(0, 6) == 72 == paper.baseline(8, 8) - paper.baseline(0, 8)


# -- text

def test_the_text_shows_folds_holes_and_what_is_printed_over_a_line(listing):
    shown = paper.shown(dict(enumerate(paper.pages(listing.read_bytes(), "job.txt"), 1)))
    assert shown[0].startswith("- - 1 - -") and len(shown[0]) <= 132
    assert shown[1:6] == ["  HEADING", " +_______", "o", "", "  BODY"]
    assert shown[68].startswith("- - 2 -") and shown[69:] == ["  SECOND PAGE"]
    assert sum(line.startswith("o") for line in shown[1:68]) == 22


def test_strikes_that_do_not_hit_each_other_are_one_line():
    assert paper.shown({1: paper.Page([["AB", "     XY"]])})[1] == "  AB   XY"


# -- SVG and PDF

def test_the_svg_has_the_strikes_at_their_columns():
    root = ElementTree.fromstring(svg([paper.Page([["  A<B&", "_"]]), paper.Page([["END"]])], "t"))
    assert root.get("viewBox") == "0 0 1071 1584"
    first, second, last = root.iter(SVG + "text")
    assert (first.text, float(first.get("x"))) == ("A<B&", pytest.approx(paper.LEFT + 2 * 7.2, abs=0.01))
    assert float(first.get("textLength")) == pytest.approx(4 * 7.2)
    assert second.get("y") == first.get("y")
    assert float(last.get("y")) == pytest.approx(792 + paper.baseline(0, 6), abs=0.01)
    assert len(list(root.iter(SVG + "circle"))) == 44


def test_the_pdf_has_a_page_for_each_page_and_its_text(listing):
    pytest.importorskip("reportlab")
    pypdf = pytest.importorskip("pypdf")
    from cp.paper_pdf import pdf
    pages = paper.pages(listing.read_bytes(), "job.txt")
    made = pdf(pages, "job.txt")
    read = pypdf.PdfReader(io.BytesIO(made))
    assert len(read.pages) == 2 and read.metadata.title == "job.txt"
    assert [float(side) for side in read.pages[0].mediabox] == [0, 0, 1071, 792]
    text = read.pages[0].extract_text()
    assert text.count("HEADING") == 2 and "_______" in text and "BODY" in text
    assert "SECOND PAGE" in read.pages[1].extract_text()
    assert made == pdf(pages, "job.txt")


def test_the_pdf_prints_at_ten_to_the_inch_where_the_line_stands():
    pytest.importorskip("reportlab")
    pypdf = pytest.importorskip("pypdf")
    from cp.paper_pdf import pdf
    found = {}

    def see(text, _, matrix, font, size):
        if text.strip():
            found[text.strip()] = (matrix[4], matrix[5], str(font["/BaseFont"]), size)

    made = pdf([paper.Page([["FIRST"], [], [" \u00acX"]])], "t")
    pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text(visitor_text=see)
    x, y, font, size = found["FIRST"]
    assert (font, size) == ("/Courier", 12)               # whose characters are 7.2 points wide
    assert x == pytest.approx(paper.LEFT) and y == pytest.approx(792 - paper.baseline(0, 6), abs=0.01)
    assert found["\u00acX"][1] == pytest.approx(y - 24, abs=0.01)


def test_a_hundred_full_pages_are_small():
    pytest.importorskip("reportlab")
    from cp.paper_pdf import pdf
    page = paper.Page([[f"{n:06d} " * 18] for n in range(66)])
    assert len(pdf([page] * 100, "full")) < 400_000


# -- the command

def cpcms(*words, **options):
    return cpcms_here("paper", *words, text=False, **options)


def test_the_command_makes_what_the_name_says(listing, tmp_path):
    assert cpcms(listing, "-o", tmp_path / "a.svg", "--pages", "2").returncode == 0
    assert ElementTree.parse(tmp_path / "a.svg").getroot().get("height") == "11in"
    assert cpcms(listing, "-o", tmp_path / "a.txt").returncode == 0
    assert (tmp_path / "a.txt").read_bytes() == cpcms(listing, "--text").stdout


def test_the_pdf_gets_the_listings_name_in_the_present_folder(listing, tmp_path):
    pytest.importorskip("reportlab")
    (tmp_path / "here").mkdir()
    assert cpcms(listing, cwd=tmp_path / "here").returncode == 0
    assert (tmp_path / "here" / "job.pdf").read_bytes().startswith(b"%PDF-")


def test_without_reportlab_one_line_says_what_to_install(listing, tmp_path):
    program = ("import sys; sys.modules['reportlab'] = None; from cp.cli import main; "
               f"sys.exit(main(['paper', {str(listing)!r}, '-o', {str(tmp_path / 'a.pdf')!r}]))")
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=60,
                         env={"PYTHONPATH": ":".join(sys.path)})
    assert ran.returncode == 2 and ran.stderr.count(b"\n") == 1
    assert b'pip install "cpcms[pdf]"' in ran.stderr and not (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize("words, code, message", [
    (["-o", "a.jpg"], 2, b".pdf, .svg, .txt"), (["--pages", "3", "--text"], 1, b"has no page 3; it has 2"),
    (["--pages", "x", "--text"], 2, b"'x'"), (["-o", "none/a.svg"], 1, b"no folder")])
def test_mistakes_are_one_line(listing, tmp_path, words, code, message):
    ran = cpcms(listing, *words, cwd=tmp_path)
    assert ran.returncode == code and message in ran.stderr and ran.stderr.count(b"\n") == 1


def test_the_listing_itself_is_not_overwritten(listing):
    before = listing.read_bytes()
    assert cpcms(listing, "-o", listing).returncode == 2 and listing.read_bytes() == before
