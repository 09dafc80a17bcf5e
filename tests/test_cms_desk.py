"""DESK, the calculator: thousands of expressions against Python's own arithmetic, its forms of numbers, its words, its
errors, a bare machine and CP."""
import random
import re
from fractions import Fraction
from math import isqrt

import pytest

from cms_desk import Desk
from cms_machine import READY, cms_system, cms_user, code_of

WORDS = {"DIV": "//", "MOD": "%", "AND": "&", "XOR": "^", "OR": "|", "NOT": "~", "SHL": "<<", "SHR": ">>"}


@pytest.fixture(scope="module")
def cms():
    return Desk()


@pytest.fixture
def talk(cms):
    """In the dialogue: what a line is answered."""
    cms.ask("DESK")
    yield lambda line: list(cms.ask(line))
    assert cms.ask("") == [cms.lines[0]] and code_of(cms.lines) == 0


def value(text: str):
    """What Python makes of an expression of DESK: its operators bind as Python's do."""
    python = re.sub(r"[A-Z]+", lambda found: WORDS[found[0]], text)
    python = re.sub(r"\d+\.\d+", lambda found: f"Fraction('{found[0]}')", python)
    return eval(python, {"Fraction": Fraction})       # noqa: S307 - made here


def plain(number: Fraction) -> str:
    """A number that is exact in decimal, without exponent."""
    places = 0
    while (number * 10 ** places).denominator != 1:
        places += 1
    digits = str(abs(int(number * 10 ** places))).rjust(places + 1, "0")
    whole, fraction = (digits[:-places], "." + digits[-places:]) if places else (digits, "")
    return ("-" if number < 0 else "") + whole + fraction


def rounded(number: Fraction, digits: int = 16) -> str:
    """A number below 10 ** digits and not below 10 ** -7 to so many digits, half up; no zeros behind."""
    exponent = 0
    while abs(number) >= 10 ** (exponent + 1):
        exponent += 1
    while abs(number) < Fraction(10) ** exponent:
        exponent -= 1
    step = Fraction(10) ** (exponent - digits + 1)
    return plain((1 if number > 0 else -1) * ((abs(number) / step + Fraction(1, 2)) // 1) * step)


def integers(rng: random.Random, depth: int) -> str:
    """A random expression of integers."""
    if not depth or rng.random() < 0.15:
        return str(rng.choice((rng.randrange(10), rng.randrange(70000), rng.getrandbits(32), rng.getrandbits(70))))
    kind = rng.randrange(12)
    if kind == 0:
        return "(" + integers(rng, depth - 1) + ")"
    if kind == 1:
        return rng.choice(("- ", "NOT ", "+ ")) + integers(rng, depth - 1)
    if kind == 2:
        return f"{rng.randrange(-9, 20)} ** {rng.randrange(9)}"
    if kind == 3:
        return f"(({integers(rng, depth - 1)}) {rng.choice(('SHL', 'SHR'))} {rng.randrange(40)})"
    operator = rng.choice(("+", "-", "*", "+", "-", "*", "DIV", "MOD", "AND", "OR", "XOR"))
    return f"{integers(rng, depth - 1)} {operator} {integers(rng, depth - 1)}"


def test_random_expressions_of_integers(talk):
    rng, done = random.Random(1967), 0
    while done < 1000:
        text = integers(rng, 3)
        try:
            wanted = value(text)
        except ZeroDivisionError:
            assert talk(text)[-1].endswith("DIVISION BY ZERO"), text
            continue
        if len(text) > 130 or abs(wanted) >= 10 ** 75:
            continue
        assert talk(text) == [str(wanted)], text
        done += 1


def test_random_decimal_fractions(talk):
    rng = random.Random(360)

    def number():
        return f"{rng.randrange(10 ** rng.randrange(1, 12))}.{rng.randrange(10 ** rng.randrange(1, 9))}"
    for _ in range(300):
        text = f"{number()} {rng.choice('+-*')} {number()} {rng.choice('+-*')} ({number()} - {number()})"
        assert talk(text) == [plain(value(text))], text
    for _ in range(200):
        one, two = number(), number()
        if value(one) and value(two) and Fraction(1, 10 ** 6) < value(one) / value(two) < 10 ** 15:
            wanted = value(one) / value(two)
            try_exact = wanted.denominator
            for prime in (2, 5):
                while try_exact % prime == 0:
                    try_exact //= prime
            assert talk(f"{one} / {two}") == [(plain if try_exact == 1 else rounded)(wanted)], (one, two)
        if value(two):
            assert talk(f"{one} MOD -{two}") == [plain(value(one) % -value(two))], (one, two)
            assert talk(f"{one} DIV {two}") == [str(value(one) // value(two))], (one, two)


def test_division_of_long_numbers(talk):
    """Digits of 16 bits that are all ones or all zeros are where quotient digits are guessed wrongly."""
    rng = random.Random(4)
    for _ in range(300):
        one, two = (int("".join(rng.choice(("0000", "FFFF", "8000", "7FFF", "0001")) for _ in range(count)), 16)
                    for count in (rng.randrange(1, 15), rng.randrange(1, 9)))
        if two:
            assert talk(f"X'{one:X}' DIV X'{two:X}'") == [str(one // two)], (one, two)
            assert talk(f"X'{one:X}' MOD X'{two:X}'") == [str(one % two)], (one, two)


def test_roots(talk):
    rng = random.Random(2)
    for _ in range(100):
        root = rng.randrange(10 ** rng.randrange(1, 30))
        assert talk(f"SQRT {root * root}") == [str(root)]
        number = rng.randrange(2, 10 ** 12)
        digits = rng.choice((12, 20, 38))
        talk(f"DIGITS {digits}")
        exact = isqrt(number * 10 ** 120)
        if exact * exact != number * 10 ** 120:
            assert talk(f"SQRT({number})") == [rounded(Fraction(exact, 10 ** 60), digits)], number
    talk("DIGITS 16")
    assert talk("SQRT 0.0625") == ["0.25"] and talk("SQRT 2**3") == ["2.82842712474619"]


@pytest.mark.parametrize("line, answer", [
    ("1/3", "0.3333333333333333"), ("1/3*3", "1"), ("2/3", "0.6666666666666667"), ("0.1+0.2", "0.3"),
    ("2**255", str(2 ** 255)), ("2**300", "2.037035976334486E90"), ("2**-2", "0.25"), ("10**-40", "1E-40"),
    ("-2**2", "-4"), ("2**3**2", "512"), ("-7 DIV 2", "-4"), ("-7 MOD 3", "2"), ("7 MOD -3", "-2"), ("1E3", "1000"),
    ("1.5E-3", "0.0015"), ("12345E-12", "1.2345E-8"), ("1E77", "1" + 77 * "0"), ("1E78", "1E78"), ("6.02E23*1", "602" + 21 * "0"),
    ("X'1F'", "31"), ("0X1f", "31"), ("B'101'", "5"), ("C'AB'", str(0xC1C2)), ("C'a'", str(0x81)), ("C''''", str(0x7D)),
    ("F'12'", "12"), ("HEX 255", "X'FF'"), ("HEX -1", "X'FFFFFFFF'"), ("HEX -2147483648", "X'80000000'"),
    ("HEX -2147483649", "X'FFFFFFFF7FFFFFFF'"), ("HEX -9223372036854775809", "-X'8000000000000001'"), ("BIN 10", "B'1010'"),
    ("BIN 0", "B'0'"), ("CHAR X'C1C200C3'", "C'AB.C'"), ("HEX 1.5", "1.5"), ("W(X'FFFFFFFF')", "-1"), ("W(2**31)", "-2147483648"),
    ("U(-1)", "4294967295"), ("U(2**32+5)", "5"), ("H(X'18000')", "-32768"), ("H(-1)", "-1"), ("ABS(-3)", "3"),
    ("INT(-3.7)", "-3"), ("INT 3.7", "3"), ("12 & 10 | 1", "9"), ("¬5", "-6"), ("1 << 4 >> 2", "4"), ("-5 SHR 999", "-1"), ("5 SHL -2", "1"), ("1+2*3", "7"),
    ("(1+2)*3", "9"), ("+5", "5"), ("0*-1", "0"), ("99999999999999999999*99999999999999999999", str((10 ** 20 - 1) ** 2)),
])
def test_values(talk, line, answer):
    assert talk(line) == [answer]


def test_names_and_the_last_answer(talk):
    assert talk("PRICE = 12.50") == [] and talk("n_1=3") == []
    assert talk("Price * N_1") == ["37.5"] and talk("ANS + 1") == ["38.5"] and talk("* 2") == ["77"]
    assert talk("- 2") == ["-2"] and talk("price = price + 1") == [] and talk("PRICE") == ["13.5"]
    for number in range(38):
        assert talk(f"V{number} = {number}") == []
    assert talk("V37") == ["37"] and talk("V38 = 1")[-1] == "COLUMN 1: THERE ARE 40 VARIABLES ALREADY"


def test_hexadecimal_dialogue(talk):
    assert talk("HEX") == [] and talk("FF+1") == ["X'100'"] and talk("10") == ["X'10'"] and talk("10.+1") == ["X'B'"]
    assert talk("1E2") == ["X'1E2'"] and talk("AB = 5") == [] and talk("AB") == ["X'5'"] and talk("DEC 0AB") == ["171"]
    assert talk("F'10'") == ["X'A'"] and talk("DEC") == [] and talk("255") == ["255"]


def short(number: float) -> str:
    """A short number of the 360, rounded, by hand: fraction * 16 ** (characteristic - 64)."""
    return long(number, 6)


def long(number, digits: int = 14) -> str:
    sign, number, characteristic = number < 0, abs(Fraction(number)), 64
    while number >= 1:
        number, characteristic = number / 16, characteristic + 1
    while number < Fraction(1, 16):
        number, characteristic = number * 16, characteristic - 1
    fraction = int(number * 16 ** digits + Fraction(1, 2))
    if fraction == 16 ** digits:
        fraction, characteristic = fraction // 16, characteristic + 1
    return f"X'{characteristic | sign << 7:02X}{fraction:0{digits}X}'"


def test_show(talk):
    assert talk("SHOW 255") == ["DECIMAL  255", "HEX      X'FF'", "BINARY   B'11111111'", "CHAR     C'.'",
                                "PACKED   X'255C'", "ZONED    X'F2F5C5'", "SHORT    X'42FF0000'", "LONG     X'42FF000000000000'"]
    assert talk("SHOW -12")[4:6] == ["PACKED   X'012D'", "ZONED    X'F1D2'"]
    assert talk("SHOW 0")[-2:] == ["SHORT    X'00000000'", "LONG     X'0000000000000000'"]
    rng = random.Random(64)
    for text in ["0.1", "-0.1", "1E-70", "7E75", "16777215.9", "0.99999999999999999999"] + [
            f"{rng.randrange(1, 10 ** 9)}.{rng.randrange(10 ** 6):06}E{rng.randrange(-40, 40)}" for _ in range(20)]:
        number = Fraction(text)
        assert talk(f"SHOW {text}")[-2:] == [f"SHORT    {short(number)}", f"LONG     {long(number)}"], text
    assert not any("SHORT" in line for line in talk("SHOW 1E76") + talk("SHOW 1E-80"))


@pytest.mark.parametrize("line, column, text", [
    ("2 + * 3", 5, "NUMBER, A NAME OR ("), ("(2+3", 1, "NOT CLOSED"), ("2+3)", 4, "NO ("), ("2 3", 3, "OPERATOR"), ("FOO+1", 1, "NAME"),
    ("1 + 2/(3-3)", 6, "DIVISION BY ZERO"), ("1E", 3, "EXPONENT"), ("X'1G'", 4, "CLOSING"), ("X'", 3, "CLOSING"), ("5 $", 3, "MEANS NOTHING"),
    ("ABCDEFGHI", 1, "8 CHARACTERS"), ("1.5 AND 1", 5, "INTEGER"), ("1 SHL 256", 3, "255"), ("SQRT(-1)", 1, "SQUARE ROOT"),
    ("1E99999", 1, "TOO LARGE"), ("10**999999", 3, "TOO LARGE"), ("2**1000000", 2, "999999"), ("SQRT = 2", 1, "VALUE"), ("ANS = 2", 1, "VALUE"),
    ("1E5000 MOD 3", 8, "FAR APART"), ("(" * 120, 97, "DEEPLY"), (".", 1, "DIGITS"), ("Q'1'", 1, "BEGINS WITH"), ("5 +", 4, "EXPECTED"), ("0X", 2, "OPERATOR"), ("0XG", 1, "DIGITS"),
])
def test_errors_point_at_the_column(cms, talk, line, column, text):
    echo, mark, message = talk(line)
    assert echo == line and mark == " " * (column - 1) + "|"
    assert message.startswith(f"COLUMN {column}: ") and text in message
    assert talk("1+1") == ["2"]


def test_an_expression_in_the_command(cms):
    assert cms.reply("DESK 2+3*4") == ["14"] and cms.reply("desk (1+2)*3") == ["9"] and cms.reply("DESK HEX 255") == ["X'FF'"]
    assert code_of(cms.ask("DESK 1 +")) == 24 and code_of(cms.ask("DESK 1/0")) == 32 and code_of(cms.ask("DESK DIGITS 99")) == 24
    assert cms.reply("DESK QUIT") == []


def test_any_line_is_answered(talk):
    rng = random.Random(7)
    pieces = ["1", "2.5", "(", ")", "+", "-", "*", "/", "**", "X'", "'", "A", "=", "MOD", "NOT", " ", "SQRT", "E", ".", "&", "HEX ", "SHOW ", "1E9", "AND"]
    for _ in range(300):
        line = "".join(rng.choice(pieces) for _ in range(rng.randrange(1, 12))).strip()
        if line:
            answer = talk(line)
            assert not any("INTERRUPT" in one or READY.match(one) for one in answer), (line, answer)


def test_under_cp(tmp_path):
    with cms_system(tmp_path) as system:
        vm = cms_user(system)
        vm.console.send("IPL 190")
        vm.console.wait_for("VM READ", 5)
        vm.console.send("")
        vm.console.expect("R;", 5)
        vm.console.send("DESK 2**64")
        vm.console.expect("18446744073709551616", 5)
        vm.console.expect("R;", 5)
