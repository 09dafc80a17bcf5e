"""FORTRAN IV G of 1973 compiles programs of ours, which run with its own library: results against Python's."""
import cmath
import math
import re
import time

import pytest

from cms_files import WithDisk
from cms_machine import code_of
from fortran_room import Fortran, SOURCES, cards, source
from shared import shared

pytestmark = pytest.mark.slow
SHORT, LONG = 8, 16              # hexadecimal digits


@pytest.fixture(scope="module")
def fortran():
    sample = (shared("real", "cms67") / "SAMPLE.FORTRAN").read_bytes()
    return Fortran(*((path.stem.upper(), "FORTRAN", source(path.stem)) for path in SOURCES.glob("*.fortran")),
                   ("SAMPLE", "FORTRAN", [sample[at:at + 80] for at in range(0, len(sample), 80)]))


def hexadecimal(digits: str) -> float:
    """The value of a S/360 floating-point number, short or long."""
    bits = int(digits, 16)
    exponent = bits >> 4 * (len(digits) - 2)
    fraction = (bits & (1 << 4 * (len(digits) - 2)) - 1) / 16 ** (len(digits) - 2)
    return (-fraction if exponent & 0x80 else fraction) * 16.0 ** ((exponent & 0x7F) - 64)


def values(lines: list[str]) -> list[list[float]]:
    return [[hexadecimal(word) for word in line.split()] for line in lines]


# --- the sample of the distribution

def test_ibms_sample_at_the_terminal(fortran):
    lines = fortran.start("SAMPLE", "03", "10.5", "20.25", "-3.75", "00")
    assert lines[0].strip() == "PLEASE TYPE IN THE NUMBER OF VALUES TO AVERAGE"
    text = "\n".join(lines)
    assert re.search(r"AVERAGE =\s+9\.0000", text)
    assert "*** TEST COMPLETE *** WELCOME TO CP-67/CMS!" in text


# --- the language

def test_primes(fortran):
    primes = [n for n in range(2, 201) if all(n % d for d in range(2, n))]
    rows = [primes[at:at + 10] for at in range(0, len(primes), 10)]
    assert fortran.start("PRIMES") == (["".join(f"{n:6}" for n in row) for row in rows]
                                       + [f"{len(primes):3} PRIMES BELOW 200"])


def test_every_format_code(fortran):
    assert fortran.start("FORMATS") == [
        "   12345 -12345  -77",
        "    1.5000   -2.2500 1000.2500   -0.0625",
        "  0.150000E 01 -0.225000E 01  0.100025E 04 -0.625000E-01",
        "  0.3333333333333333D 00",
        "   T   F",
        "   3.500  -4.250",
        "00003039 41180000",
        "   1.500    " + "    1.5000    " + "   12345" + "   T",
        "TEXT              COLUMN 19     QUOTES",
        f"{0x7B74BC / 0x10000 * 100:12.3f}  1.2346E 02",         # 123.456 as six hexadecimal digits
        "12345 1", "12345 2", "12345 3",
        "***",
        "", "AFTER A BLANK LINE", "NEXT", "", "AFTER AN EMPTY ONE"]


def test_words_and_branches(fortran):
    lines = fortran.start("WORDS", code=7)
    assert lines[:6] == ["CAMBRIDGE, MASSACHUSETTS SYSTEM/3", "FIRST", "SECOND", "THIRD BY ASSIGN",
                         "FOURTH, AND TRUE", "NOT THE SAME"]


def test_subprograms(fortran):
    assert fortran.start("SUBS") == [
        "   10   30   50", "   20   40   60", "    13.00", "    25.00    27.00",
        "  42   1.0   2.0   6.0   0.5   0.5", "RETURN 1", "RETURN 2", " 3628800",
        "  101  102  103", "  201  202  203"]


def test_complex_arithmetic(fortran):
    assert fortran.start("COMPLEXS") == [
        "  4.0000  1.0000 -2.0000  3.0000  5.0000  5.0000  0.1000  0.7000",
        " -11.000  -2.000   1.0  -2.0  -1.0   3.0   7.0   8.0",
        "   0.1187500000000000D 01  -0.2500000000000000D 00",
        "MAGNITUDE  5.00"]


def test_double_precision(fortran):
    *lines, last = fortran.start("DOUBLE")
    for line, right in zip(lines, (math.e, math.pi, 2 ** 0.5, 1.1 ** 10), strict=True):
        decimal, bits = line.split()
        assert math.isclose(hexadecimal(bits), right, rel_tol=1e-14)
        assert abs(float(decimal) - hexadecimal(bits)) <= 1e-15 * right
    assert abs(float(last[:9]) - math.pi) < 1e-6 and last[9:] == "  0.5  -7  3.0  1.5"


def test_a_system_of_equations(fortran):
    found = [line.split() for line in fortran.start("MATRIX")]
    assert [int(number) for number, _ in found] == list(range(1, 11))
    assert all(abs(float(x) - int(number)) < 1e-10 for number, x in found)


# --- input and output

def test_files_in_sequence(fortran):
    assert fortran.start("FILES") == ["  2  1.50  3.00  4.50  6.00  7.50", "    2", "    3", "END OF FILE 8",
                                      "    2    4", "    2    4", "    4"]


def test_conversions_through_a_file(fortran):
    ulp = 16 ** -5
    third = math.floor(355 / 113 / ulp) * ulp          # division truncates to six hexadecimal digits
    digits = f"{third:10.6f}"
    assert fortran.start("CONVERT") == ["  1968   0.250", "".join(f"{c}-" for c in digits).rstrip(),
                                        "  255   1500.0  -12  T"]


def test_direct_access(fortran):
    rows = [f"{k:3}{k:7.1f}{k * k:7.1f}{1 / k:8.5f}{k + 1:4}" for k in (17, 13, 9, 5, 1)]
    assert fortran.start("DIRECT") == [*rows, "   42   99    8"]


def test_namelist(fortran):
    lines = fortran.start("NAMES", " &LIST I=5,X=2.5,A=1.,2.,3.,L=T &END")
    assert lines[0] == "    5   2.500   1.0   2.0   3.0  T"
    written = " ".join(lines[1:])
    assert written.split()[0] == "&LIST" and written.split()[-1] == "&END"
    assert re.search(r"I=\s*6,", written) and re.search(r"X=\s*2\.5", written)


def test_errors_and_traceback(fortran):
    lines = fortran.start("FAULTS", code=16)
    text = "\n".join(lines)
    assert "IHC210I PROGRAM INTERRUPT" in text, "a divide check is told"
    assert "DIVIDE CHECK 1" in text
    assert "IHC251I" in text and "NOT REACHED" not in text
    trace = text[text.index("IHC251I"):]
    assert trace.index("INNER") < trace.index("OUTER") < trace.index("MAIN")


def test_a_store_outside_of_storage_is_traced_by_the_librarys_own_exit(fortran):
    text = "\n".join(fortran.start("WILD", code=240))
    assert "IHC240I STAE - ABEND CODE IS: SYSTEM 00C5" in text and "TRACEBACK" in text
    fortran.start("PRIMES")


# --- the mathematical library

def close(found: float, right: float, digits: int, steep: float = 1) -> None:
    """To the precision of the format: six or fourteen hexadecimal digits, of which the first may hold one bit;
    of results below one, such as a logarithm of the gamma function near its zeros, that of one.  steep: how much faster than its argument the function grows, in proportion."""
    assert abs(found - right) <= 4 * 16.0 ** -(digits - 3) * max(abs(right), 1) * steep, (found, right)


def test_short_functions(fortran):
    rows = iter(values(fortran.start("SHORT")))
    seen = 0
    for y, *first in rows:
        for found, f in zip(first, (math.sqrt, math.exp, math.log, math.log10, math.sin, math.cos, math.tan,
                                    math.atan), strict=True):
            close(found, f(y), SHORT)
        for found, right in zip(next(rows), (math.sinh(y), math.cosh(y), math.tanh(y), math.erf(y),
                                             math.gamma(y), math.lgamma(y), 1 / math.tan(y), math.atan2(y, 2),
                                             y ** 1.5), strict=True):
            close(found, right, SHORT)
        if y <= 1:
            for found, f in zip(next(rows), (math.asin, math.acos), strict=True):
                close(found, f(y), SHORT)
        seen += 1
    assert seen == 8


def test_long_functions(fortran):
    rows = iter(values(fortran.start("LONG")))
    seen = 0
    for y, *first in rows:
        found = [*first, *next(rows), *next(rows), *next(rows)]
        right = [math.sqrt(y), math.exp(y), math.log(y), math.log10(y), math.sin(y), math.cos(y), math.tan(y),
                 math.atan(y), math.atan2(y, 2), math.sinh(y), math.cosh(y), math.tanh(y), math.erf(y),
                 math.gamma(y), math.lgamma(y), 1 / math.tan(y), y ** 2.5, y ** 3, math.erfc(y)]
        if y <= 1:
            found += next(rows)
            right += [math.asin(y), math.acos(y)]
        for one, other in zip(found, right, strict=True):
            close(one, other, LONG, steep=abs(y / math.sin(y) / math.cos(y)) if other == math.tan(y) else 1)
        seen += 1
    assert seen == 8


def test_complex_functions(fortran):
    rows = iter(values(fortran.start("CFUNCS")))
    seen = 0
    for x, y, *rest in rows:
        z = complex(x, y)
        numbers = rest + next(rows)
        found = [complex(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]
        right = [cmath.sqrt(z), cmath.exp(z), cmath.log(z), cmath.sin(z), cmath.cos(z), z ** 2, z / (1 + 1j)]
        for one, other in zip(found, right, strict=True):
            assert abs(one - other) <= 1e-5 * max(abs(other), 0.1), (z, one, other)
        numbers = [*next(rows)[2:], *next(rows), *next(rows)]
        found = [complex(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]
        for one, other in zip(found, (cmath.sqrt(z), cmath.exp(z), cmath.log(z), cmath.sin(z), cmath.cos(z)),
                              strict=True):
            assert abs(one - other) <= 1e-13 * max(abs(other), 0.1), (z, one, other)
        seen += 1
    assert seen == 4


# --- the command

def long_program(lines: int) -> list[bytes]:
    text = ["      REAL A(100)", "      S=0."]
    for number in range(1, lines // 5):
        text += [f"      DO {number} I=1,10", f"      A(I)=I*{number}.5+SQRT(S+{number}.)",
                 "      IF (A(I).GT.1000.) S=S/2.", f"      K={number}*I-I/2", f"{number:5} S=S+A(I)*K"]
    return cards("\n".join([*text, "      WRITE(6,999) S", "  999 FORMAT(F20.2)", "      STOP", "      END"]))


def test_two_hundred_lines_take_less_than_a_second():
    cms = Fortran(("LONGER", "FORTRAN", long_program(200)))
    begun = time.process_time()
    cms.good("FORTRAN LONGER")
    assert time.process_time() - begun < 1
    assert "NO DIAGNOSTICS GENERATED".encode("cp037") in b"".join(cms.read("LONGER", "LISTING"))


def test_mistakes_are_typed_with_their_place_and_leave_no_text():
    cms = Fortran(("WRONG", "FORTRAN", cards("      I=1\n      J=(I+2\n      STOP\n      END")),
                  ("WRONG", "TEXT", [b"\x40" * 80]))
    lines = cms.good("FORTRAN WRONG", code=8)
    at = next(n for n, line in enumerate(lines) if "J=(I+2" in line)
    assert "$" in lines[at + 1] and "IEY013I SYNTAX" in lines[at + 2]
    cms.good("STATE WRONG TEXT", code=28)
    assert "IEY" not in "".join(cms.good("FORTRAN WRONG (NODIAG", code=8))


@pytest.mark.parametrize("line, code, words", (
    ("FORTRAN", 24, "FORTRAN NAME"), ("FORTRAN NOSUCH", 28, "NOSUCH   FORTRAN NOT FOUND"),
    ("FORTRAN PRIMES (BANANA", 24, "NO OPTION BANANA"), ("FORTRAN PRIMES (NAME", 24, "VALUE IS MISSING")))
def test_operands(fortran, line, code, words):
    assert words in "\n".join(fortran.good(line, code))


def test_options_reach_the_compiler(fortran):
    fortran.good("FORTRAN PRIMES (LIST MAP NOSOURCE NAME SIEVE LINECNT 40")
    text = "\n".join(record.decode("cp037") for record in fortran.read("PRIMES", "LISTING"))
    assert "NOID,EBCDIC,NOSOURCE,LIST,NODECK,LOAD,MAP" in text
    assert "NAME = SIEVE" in text and "LINECNT =       40" in text


def test_without_decks_it_says_what_to_do():
    cms = WithDisk(("A", "FORTRAN", cards("      END")))
    lines = cms.ask("FORTRAN A")
    assert code_of(lines) == 28 and "IEYFORT TEXT" in lines[0]
    lines = cms.ask("FORTLIB")
    assert code_of(lines) == 28 and "IHC" in lines[1]
