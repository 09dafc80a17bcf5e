"""The answers of the programs in decks/, computed here by other means and compared with what they print,
bare and, some of them, in a virtual machine."""
import calendar
import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal, getcontext
from fractions import Fraction
from math import comb

import pytest

from test_decks import DECKS, run

PRINTED = ("banner", "calendar", "chain", "euler", "invert", "life", "overlap", "pascal", "payroll", "pi", "sort")
PRIVILEGED = "SSM LPSW SSK ISK SIO TIO HIO TCH".split()


def cards(name):
    return (DECKS / f"{name}.cards").read_text().splitlines()


def answer(name):
    """The lines of the listing that lies beside the program."""
    return (DECKS / f"{name}.expect").read_text().replace("\f", "").splitlines()


@pytest.mark.parametrize("name", PRINTED)
def test_prints_what_lies_beside_it(name, tmp_path):
    typed = run(name, tmp_path)
    assert "Disabled wait, address 000000" in typed
    assert (tmp_path / f"{name}.txt").read_text() == (DECKS / f"{name}.expect").read_text()


def digits(name, first):
    lines = answer(name)[2:]
    assert len(lines) == 20 and lines[0].startswith(f"{first}. ")
    return first + "".join(re.findall(r"\d{10}", " ".join(lines)))


def test_e():
    getcontext().prec = 1020
    assert digits("euler", "2") == str(Decimal(1).exp()).replace(".", "")[:1001]


def test_pi():
    # Gauss and Legendre: another way than Machin's
    getcontext().prec = 1020
    a, b, t, p = Decimal(1), 1 / Decimal(2).sqrt(), Decimal("0.25"), 1
    for _ in range(12):
        a, b, t, p = (a + b) / 2, (a * b).sqrt(), t - p * ((a - b) / 2) ** 2, 2 * p
    assert digits("pi", "3") == str((a + b) ** 2 / (4 * t)).replace(".", "")[:1001]


def test_pascal():
    rows = [[int(word) for word in line.split()] for line in answer("pascal")[2:]]
    assert rows == [[comb(n, k) for k in range(n + 1)] for n in range(20)]


def test_sort():
    assert answer("sort")[2:] == sorted(cards("sort"), key=lambda card: card[:24].ljust(24).encode("cp037"))


def test_calendar():
    lines = "\n".join(answer("calendar"))
    assert "19X7 IS NO YEAR" in lines
    listed = re.split(r"^ {32}(\d{4})$", lines, flags=re.M)[1:]
    years = dict(zip(map(int, listed[::2]), listed[1::2]))
    assert sorted(years) == [1900, 1966, 2000]
    for year, text in years.items():
        rows = re.split(r"^SU MO .*$", text, flags=re.M)
        names = " ".join(row.splitlines()[-1] for row in rows[:4]).split()
        assert names == [name.upper() for name in calendar.month_name[1:]]
        for month in range(1, 13):
            left = (month - 1) % 3 * 24
            weeks = [line[left:left + 20].rstrip() for line in rows[(month + 2) // 3].splitlines()[1:7]]
            expected = calendar.TextCalendar(6).formatmonth(year, month).splitlines()[2:]
            assert [week for week in weeks if week.strip()] == [week.rstrip() for week in expected]


def test_payroll():
    def cents(value):
        return value.quantize(Decimal("0.01"), ROUND_HALF_UP)

    totals = [Decimal(0)] * 4
    lines = answer("payroll")
    for card, line in zip(cards("payroll"), lines[2:]):
        hours, rate = Decimal(card[20:24]) / 10, Decimal(card[24:28]) / 100
        gross = cents((hours + max(Decimal(0), hours - 40) / 2) * rate)
        tax = cents(max(Decimal(0), gross - Decimal("13.50") * int(card[28])) * Decimal("0.14"))
        fica = cents(gross * Decimal("0.044"))
        pay = [gross, tax, fica, gross - tax - fica - Decimal(card[29:35]) / 100]
        totals = [a + b for a, b in zip(totals, pay)]
        assert [line[:20].strip(), *line[20:].split()] == [
            card[:20].strip(), f"{hours:.1f}", f"{rate:.2f}", *map(str, pay[:3]), f"${abs(pay[3])}",
            *(["CR"] if pay[3] < 0 else [])]
    assert lines[-1].split() == ["TOTAL", *(f"{sum:,}" for sum in totals[:3]), f"${totals[3]:,}"]


def inverse(rows):
    size = len(rows)
    work = [[Fraction(x) for x in row] + [Fraction(i == j) for j in range(size)] for i, row in enumerate(rows)]
    for i in range(size):
        pivot = next(r for r in range(i, size) if work[r][i])
        work[i], work[pivot] = work[pivot], work[i]
        work[i] = [x / work[i][i] for x in work[i]]
        for r in range(size):
            if r != i:
                work[r] = [x - work[r][i] * y for x, y in zip(work[r], work[i])]
    return [row[size:] for row in work]


def test_invert():
    rows = [[int(word) for word in card.split()] for card in cards("invert")[1:]]
    printed = [[-float(word[:-1]) if word.endswith("-") else float(word) for word in line.split()]
               for line in answer("invert")[2:2 + len(rows)]]
    for row, exact in zip(printed, inverse(rows)):
        assert row == pytest.approx([float(x) for x in exact], abs=0.6e-6)
    assert answer("invert")[-1] == "THE TWO MULTIPLIED GIVE UNITY WITHIN 1E-9"


def test_a_singular_matrix_has_no_inverse(tmp_path):
    run("invert", tmp_path, "2\n     1     2\n     2     4\n")
    assert (tmp_path / "invert.txt").read_text().splitlines()[-1] == "IT HAS NONE: THE MATRIX IS SINGULAR"


def test_chain():
    words, expected = [], []
    for card in cards("chain"):
        verb, word, said = card[0], card[1:], ""
        if verb == "+" and len(words) < 12:
            place = next((i for i, w in enumerate(words) if w > word), len(words))
            words.insert(place, word)
        elif verb == "-" and word in words:
            words.remove(word)
        elif verb == "R":
            words.reverse()
        elif verb != "P":
            said = {"+": "NO ROOM LEFT", "-": "IS NOT THERE"}.get(verb, "IS NO COMMAND")
        expected.append(f"{card:20}{said}".rstrip())
        if verb == "P":
            expected += [f"    {word}" for word in words] + [f"{len(words):6} IN THE LIST"]
    assert answer("chain")[2:] == expected


def test_life():
    alive = {(y, x) for y, card in enumerate(cards("life")) for x, dot in enumerate(card) if dot != " "}
    pages = re.split(r"GENERATION *(\d+) *ALIVE *(\d+)\n", "\n".join(answer("life")))[1:]
    assert len(pages) == 3 * 31
    for number, count, page in zip(pages[::3], pages[1::3], pages[2::3]):
        lines = page.split("\n")[1:21]
        assert {(y, x) for y, line in enumerate(lines) for x, dot in enumerate(line) if dot == "*"} == alive, number
        assert int(count) == len(alive)
        near = Counter((y + dy, x + dx) for y, x in alive for dy in (-1, 0, 1) for dx in (-1, 0, 1) if dy or dx)
        alive = {(y, x) for (y, x), n in near.items()
                 if (n == 3 or n == 2 and (y, x) in alive) and 0 <= y < 20 and 0 <= x < 60}


LETTERS = {"S": " ####|#    |#    | ### |    #|    #|#### ", "Y": "#   #|#   #| # # |  #  |  #  |  #  |  #  ",
           "M": "#   #|## ##|# # #|# # #|#   #|#   #|#   #", "3": "#####|   # |  #  |   # |    #|#   #| ### "}


def test_banner():
    lines = answer("banner")
    for place, letter in enumerate(cards("banner")[0]):
        columns = lines[place * 24:place * 24 + 20]
        assert set("".join(columns)) <= {letter, " "}
        if letter in LETTERS:
            dots = [[row[x] != " " for row in LETTERS[letter].split("|")] for x in range(5)]
            shown = [[line.ljust(56)[8 * (6 - y):8 * (6 - y) + 8] == letter * 8 for y in range(7)] for line in columns]
            assert shown == [column for column in dots for _ in range(4)]


def test_overlap(tmp_path):
    run("overlap", tmp_path)
    deck = cards("overlap")
    assert (tmp_path / "overlap.txt").read_text().splitlines()[:len(deck)] == deck
    assert [card.rstrip() for card in (tmp_path / "overlap.punch").read_text().splitlines()] == deck
    assert answer("overlap")[-1].split() == f"{len(deck)} CARDS, 3 DEVICES AT WORK AT ONCE".split()


def test_traps(tmp_path):
    typed = run("traps", tmp_path).splitlines()
    assert typed[:-1] == answer("traps") and "Disabled wait, address 000000" in typed[-1]
    traps, carried = typed[1:9], typed[10:18]
    assert [line.split() for line in traps] == [
        [name, "TRAPS,", "CODE", "0002", "PRIVILEGED", "OPERATION"] for name in PRIVILEGED]
    assert [line.split() for line in carried] == [[name, "CARRIED", "OUT"] for name in PRIVILEGED]
    # A22-6821, program interruption: each code that a program mask of ones can cause, but 2, 13, 14
    assert [line[25:29] for line in typed[19:-1]] == [f"{code:04X}" for code in (1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15)]


def collatz(n):
    steps = 0
    while n > 1:
        n, steps = (3 * n + 1 if n % 2 else n // 2), steps + 1
    return steps


def test_tasks(tmp_path):
    assert "Disabled wait, address 000000" in run("tasks", tmp_path)
    lines = (tmp_path / "tasks.txt").read_text().splitlines()
    assert lines == answer("tasks")
    primes = [n for n in range(2, 8000) if all(n % d for d in range(2, int(n ** 0.5) + 1))]
    assert [line.split() for line in lines if line.startswith("A:")] == [
        ["A:", "PRIME", "NUMBER", str(n), "IS", str(primes[n - 1])] for n in range(100, 1001, 100)]
    records = [n for n in range(2, 1000) if collatz(n) > max(collatz(m) for m in range(1, n))]
    assert [line.split() for line in lines if line.startswith("B:")] == [
        ["B:", str(n), "REACHES", "1", "IN", str(collatz(n)), "STEPS"] for n in records]
    # neither waited for the other's end
    order = "".join(line[0] for line in lines[:-2])
    assert order.find("B") < order.rfind("A") and order.find("A") < order.rfind("B")
    for task, line in zip("AB", lines[-2:]):
        assert re.fullmatch(rf"TASK {task} +[1-9]\d* TIMES STOPPED BY THE TIMER, ENDED WELL", line.rstrip())
