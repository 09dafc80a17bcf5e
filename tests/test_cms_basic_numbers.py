"""BASIC's numbers: from decimal to long hexadecimal floating point and back, PRINT, PRINT USING, and the
mathematical functions, against exact fractions and Python's decimal arithmetic."""
import math
import random
from decimal import ROUND_HALF_UP, Decimal, getcontext, localcontext
from fractions import Fraction

import pytest

from cms_files import WithDisk

DIGITS = 15                       # that PRINT shows
SOURCE = random.Random(67)


@pytest.fixture(scope="module")
def basic():
    machine = WithDisk()
    machine.ask("BASIC")
    return machine


def answer(machine, line: str) -> str:
    lines = machine.ask(line, 50_000_000)
    assert lines[-1] == "READY", lines
    return "\n".join(lines[:-1])


def hexadecimal(value: Fraction) -> Fraction:
    """The long hexadecimal number nearest to it; a half goes away from zero."""
    if not value:
        return value
    power = 0
    while abs(value) >= Fraction(16) ** power:
        power += 1
    while abs(value) < Fraction(16) ** (power - 1):
        power -= 1
    unit = Fraction(16) ** (power - 14)
    steps = (abs(value) / unit + Fraction(1, 2)).__floor__()
    return steps * unit if value > 0 else -steps * unit


def printed(value: Fraction) -> str:
    """What PRINT shows of a long hexadecimal number."""
    if not value:
        return " 0"
    with localcontext() as context:
        context.prec = 400
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        power = abs(exact).adjusted()
        shown = abs(exact).quantize(Decimal(1).scaleb(power - DIGITS + 1), ROUND_HALF_UP)
    power = shown.adjusted()
    digits = "".join(map(str, shown.as_tuple().digits)).rstrip("0")
    sign = "-" if value < 0 else " "
    if 0 <= power < DIGITS:
        whole, rest = digits[:power + 1].ljust(power + 1, "0"), digits[power + 1:]
        return sign + whole + ("." + rest if rest else "")
    if power < 0 and len(digits) - power - 1 <= DIGITS:
        return sign + "." + "0" * (-power - 1) + digits
    return f"{sign}{digits[0]}{'.' + digits[1:] if digits[1:] else ''}E{'-' if power < 0 else '+'}{abs(power):02}"


def literals(count: int) -> list[str]:
    found = ["0.1", ".5", "1", "10", "123456789012345", "1234567890123456", "999999999999999.5", "1E15", "1E14",
             "9.99999999999999999E5", "7.2E75", "5.4E-79", "1E-78", "0.000000000000001", "1.5E-16", "1E-15",
             "16", "15.99999999999999999999", ".0625", "0.062499999999999999999999", "1E0", "00012.500",
             "72057594037927936", "72057594037927937", "4503599627370497.5", "1E-90"]
    for _ in range(count):
        digits = "".join(SOURCE.choice("0123456789") for _ in range(SOURCE.randint(1, 22)))
        point = SOURCE.randint(0, len(digits))
        exponent = SOURCE.choice(["", "", f"E{SOURCE.randint(-70, 50)}", f"E+{SOURCE.randint(0, 20)}"])
        found.append(digits[:point] + "." + digits[point:] + exponent)
    return found


LITERALS = literals(150)


def value_of(text: str) -> Fraction:
    value = hexadecimal(Fraction(text if text[0] != "." else "0" + text))
    return value if abs(value) >= Fraction(16) ** -65 else Fraction(0)


def test_numbers_typed_are_rounded_and_printed_exactly(basic):
    for start in range(0, len(LITERALS), 3):
        some = LITERALS[start:start + 3]
        lines = answer(basic, "PRINT " + ";\"/\";".join(some)).replace("\n", "")
        assert [one.rstrip() for one in lines.split("/")] == [printed(value_of(one)) for one in some], some


def test_what_print_shows_is_read_back_as_the_same(basic):
    """Up to 15 digits come back as they were typed."""
    for _ in range(60):
        digits = str(SOURCE.randint(1, 9)) + "".join(SOURCE.choice("0123456789") for _ in range(14))
        text = f"{digits[0]}.{digits[1:-1]}7E{SOURCE.randint(16, 70)}"
        whole, power = text.split("E")
        assert answer(basic, f"PRINT {text}").split() == [f"{whole}E+{power}"]
        assert answer(basic, f"A$=STR$({text}):PRINT VAL(A$)={text}").split() == ["-1"]


def test_limits(basic):
    assert answer(basic, "PRINT 7.3E75").endswith("THE NUMBER IS TOO LARGE (MORE THAN 7.2E75)")
    assert answer(basic, "PRINT 1E75*10").endswith("THE NUMBER IS TOO LARGE (MORE THAN 7.2E75)")
    assert answer(basic, "PRINT 1E-60*1E-60").split() == ["0"]
    assert answer(basic, "PRINT 1/0").endswith("DIVISION BY ZERO")


# -- functions

getcontext().prec = 40
ARGUMENTS = (Fraction(1, 64), Fraction(3, 8), Fraction(1, 2), Fraction(181, 256), Fraction(3, 4), Fraction(1),
             Fraction(5, 4), Fraction(3, 2), Fraction(2), Fraction(25, 8), Fraction(10), Fraction(100), Fraction(170))


def exact(name: str, x: Fraction) -> float | Decimal:
    decimal = Decimal(x.numerator) / Decimal(x.denominator)
    return {"SQR": decimal.sqrt, "EXP": decimal.exp, "LOG": decimal.ln, "LGT": decimal.log10,
            "SIN": lambda: math.sin(x), "COS": lambda: math.cos(x), "TAN": lambda: math.tan(x),
            "ATN": lambda: math.atan(x)}[name]()


@pytest.mark.parametrize("name", ("SQR", "EXP", "LOG", "LGT", "SIN", "COS", "TAN", "ATN"))
def test_functions_are_right_to_the_precision_of_the_format(basic, name):
    for x in ARGUMENTS:
        right = f"{exact(name, x):.18E}"
        if Decimal(right) == 0:
            assert answer(basic, f"PRINT {name}({float(x)})").split() == ["0"]
            continue
        error = answer(basic, f"PRINT ({name}({float(x)})-({right}))/({right})")
        assert abs(float(error.strip().replace(" ", ""))) <= 1e-15, (name, x, error)


@pytest.mark.parametrize("expression, result", (
    ("2^10", 1024), ("2^-2", 0.25), ("10^22", 1e22), ("(-2)^3", -8), ("-2^2", -4), ("2^3^2", 64), ("0^0", 1),
    ("SQR(144)", 12), ("SQR(.25)", 0.5), ("SQR(1E10)", 1e5), ("LGT(1000)", 3), ("INT(-2.5)", -3), ("INT(2.5)", 2),
    ("FIX(-2.5)", -2), ("SGN(-3)", -1), ("ABS(-4)", 4), ("7 MOD 3", 1), ("-7 MOD 3", 2), ("MAX(1,5,3)", 5),
    ("MIN(4,2,8)", 2), ("1=1", -1), ("1>2", 0), ("NOT 0", -1), ("1 AND 0", 0), ("1 OR 0", -1), ("2+3*4", 14),
    ("(2+3)*4", 20), ("-(-3)", 3), ("8/4/2", 1), ("1-1-1", -1), ("INT(1E20)-1E20", 0), ("INT(-1E-9)", -1)))
def test_operators(basic, expression, result):
    assert float(answer(basic, f"PRINT {expression}")) == result


def test_inverse_functions(basic):
    assert answer(basic, "PRINT INT(SQR(17*17));INT(LGT(1E15));ABS(4*ATN(1)-PI)<1E-15").split() == ["17", "15", "-1"]


def test_rnd_is_the_minimal_standard_generator(basic):
    """Lewis, Goodman and Miller: 16807 times the last, modulo 2**31 - 1."""
    answer(basic, "RANDOMIZE 5")
    lines = answer(basic, "FOR I=1 TO 5:PRINT INT(RND*2147483647+.5):NEXT")
    values = [int(line) for line in lines.split("\n")]
    for before, now in zip(values, values[1:]):
        assert now == before * 16807 % (2 ** 31 - 1)


# -- PRINT USING

def using(field: str, value: Fraction) -> str:
    """A field of # , and . for a number, right and exact."""
    decimals = len(field.partition(".")[2])
    with localcontext() as context:
        context.prec = 400
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        shown = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{shown:,f}" if "," in field else f"{shown:f}"
    if not shown:
        text = text.replace("-", "")
    if len(text) > len(field) and text.lstrip("-").startswith("0."):
        text = text.replace("0.", ".", 1)
    return text.rjust(len(field)) if len(text) <= len(field) else "*" * len(field)


@pytest.mark.parametrize("field", ("###", "##.##", "#.###", "#,###.##", "###,###,###", "########.####", "#", ".##"))
def test_fields_of_using_are_exact(basic, field):
    for text in ("0", "1", "-1", "12.345", "-12.345", "0.005", "-.004", "999.995", "9.5", "99.5", "1234567.891",
                 "-1234.5", ".125", ".375", "2.5", "3.5", "100000000", "0.5", "-.5"):
        sign = Fraction(text.replace("-.", "-0."))
        value = hexadecimal(sign)
        expected = using(field, value)
        if field == ".##":
            expected = expected.replace("0.", ".") if "*" not in expected else expected
        assert answer(basic, f'PRINT USING "[{field}]";{text}') == f"[{expected}]", (field, text)


@pytest.mark.parametrize("format, items, result", (
    ("$$###.## A", "12.5", "  $12.50 A"), ("**###", "5", "****5"), ("+###", "5", "  +5"), ("+###", "-5", "  -5"),
    ("###-", "-5", "  5-"), ("###-", "5", "  5"), ("###+", "5", "  5+"), ("##.##^^^^", "1234", " 1.23E+03"),
    ("+.###^^^^", "-.00123", "-.123E-02"), ("##.#^^^^", "0", " 0.0E+00"), ("##.#^^^^", "9.96", " 1.0E+01"),
    ("X=## Y=##", "1,2", "X= 1 Y= 2"), ("## ", "1,2,3", " 1  2  3"), ("&!", '"AB","CD"', "ABC"),
    ("<####|", '"AB"', "AB   |"), (">####|", '"AB"', "   AB|"), ("<#|", '"ABCDEF"', "AB|"), ("& IS ##", '"A",5', "A IS  5")))
def test_using(basic, format, items, result):
    assert answer(basic, f'PRINT USING "{format}";{items}') == result
