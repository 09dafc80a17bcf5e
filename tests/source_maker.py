"""Random sources in the assembler language that levels D and F share, without errors.

Each maker takes a random.Random and gives a whole source.  Left out on purpose: values near the
limits of the floating exponent (D makes zero of them, F a message), scale modifiers of floating
constants (D and the manual differ where rounding carries), and numbers of so many digits that the
last bit of D's own conversion is not exact.
"""
from __future__ import annotations

from fractions import Fraction

CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 $#@.,()+-*/=_%<>;:?!\"'&"
HEADER = "RANDOM   CSECT\n"


def statement(operation: str, operand: str, name: str = "") -> str:
    text = f"{name:8} {operation:5} {operand}"
    assert len(text) <= 71, text
    return text + "\n"


# -- constants

def decimal(dice) -> str:
    """A decimal number of up to 12 digits with any of sign, point and exponent."""
    whole = str(dice.randint(0, 10 ** dice.randint(0, 6)))
    text = dice.choice(("", "", "-", "+")) + dice.choice((whole, whole, ""))
    if not text[-1:].isdigit() or dice.random() < 0.6:
        text += f".{dice.randint(0, 10 ** dice.randint(1, 6))}"
    if dice.random() < 0.4:
        text += f"E{dice.choice(('', '+', '-'))}{dice.randint(0, 30)}"
    return text


def floating(dice) -> str:
    kind = dice.choice(("E", "E", "EL2", "EL3", "DL4", "EL5", "DL6"))
    modifier = dice.choice(("", "", f"E{dice.randint(-15, 15)}"))
    return f"{kind}{modifier}'{','.join(decimal(dice) for _ in range(dice.randint(1, 2)))}'"


def fixed(dice) -> str:
    """A constant of type F or H that fits, often half-way between two values."""
    kind = dice.choice("FH")
    length = dice.choice((0, 0, dice.randint(1, 8)))
    scale = dice.choice((0, 0, dice.randint(-12, 5)))
    exponent = dice.choice((0, 0, dice.randint(-6, 6)))
    bits = 8 * (length or {"F": 4, "H": 2}[kind]) - 1
    value = Fraction(dice.randint(-2 ** bits + 1, 2 ** bits - 2))
    if not exponent:
        value += dice.choice((0, Fraction(1, 2)))
    text = plain(value / Fraction(2) ** scale / Fraction(10) ** exponent)
    if len(text) > 18 or len(text.partition(".")[2]) > 6:
        return fixed(dice)
    return (kind + (f"L{length}" if length else "") + (f"S{scale}" if scale else "")
            + (f"E{exponent}" if exponent else "") + f"'{text}'")


def plain(value: Fraction) -> str:
    """A fraction with a power of two below as a decimal number, cut after 40 places."""
    digits = str(abs(value.numerator) * 10 ** 40 // value.denominator).rjust(41, "0")
    text = f"{digits[:-40]}.{digits[-40:]}".rstrip("0").rstrip(".")
    return ("-" if value < 0 else "") + text


def packed(dice) -> str:
    kind, most = dice.choice((("P", 31), ("Z", 16)))
    length = dice.choice(("", f"L{dice.randint(1, 16)}"))
    digits = str(dice.randint(0, 10 ** dice.randint(1, most) - 1))
    point = dice.randint(0, len(digits)) if dice.random() < 0.3 else None
    if point is not None:
        digits = f"{digits[:point]}.{digits[point:]}"
    return f"{kind}{length}'{dice.choice(('', '+', '-'))}{digits}'"


def characters(dice) -> str:
    text = "".join(dice.choice(CHARACTERS) for _ in range(dice.randint(1, 20)))
    length = dice.choice(("", f"L{dice.randint(1, 60)}"))
    return f"C{length}'{text.replace('&', '&&').replace(chr(39), chr(39) * 2)}'"


def digits(dice) -> str:
    kind, alphabet = dice.choice((("X", "0123456789ABCDEF"), ("B", "01")))
    text = "".join(dice.choice(alphabet) for _ in range(dice.randint(1, 40)))
    return f"{kind}{dice.choice(('', f'L{dice.randint(1, 20)}'))}'{text}'"


def constants(dice) -> str:
    """Constants of every type without addresses, with DS between them."""
    lines = [HEADER]
    for _ in range(80):
        one = dice.choice((floating, floating, fixed, fixed, packed, characters, digits))(dice)
        if dice.random() < 0.15:
            lines.append(statement("DS", dice.choice(("H", "0F", "0D", "X", "CL3", "2F", "XL5"))))
        many = dice.choice(("", "", "", str(dice.randint(2, 4)))) if len(one) < 45 else ""
        lines.append(statement("DC", many + one))
    return "".join(lines) + statement("END", "")


# -- expressions

def term(dice, symbols) -> str:
    return dice.choice((str(dice.randint(0, 99)), f"X'{dice.randint(0, 255):X}'",
                        f"B'{dice.randint(0, 15):b}'", f"C'{dice.choice('ABXYZ019')}'",
                        dice.choice(symbols), dice.choice(symbols)))


def expression(dice, symbols, depth: int = 2) -> str:
    """An absolute expression; division by what may be zero included."""
    parts = [term(dice, symbols) if depth == 0 or dice.random() < 0.7
             else f"({expression(dice, symbols, depth - 1)})" for _ in range(dice.randint(1, 3))]
    text = parts[0]
    for part in parts[1:]:
        text += dice.choice("+-*/+-") + part
    return text


def expressions(dice) -> str:
    """Address constants of absolute and relocatable expressions, EQU, lengths, displacements."""
    lines = [HEADER, statement("USING", "*,12")]
    symbols = []
    for n in range(6):
        lines.append(statement("EQU", f"{term(dice, ['7'])}+{term(dice, ['2'])}", f"E{n}"))
        symbols.append(f"E{n}")
    places = []
    for n in range(6):
        lines.append(statement("DC", dice.choice(("XL3'1'", "F'1'", "CL7'A'", "H'1'", "D'1'")), f"L{n}"))
        places.append(f"L{n}")
        symbols += [f"L'L{n}", f"(L{n}-L{dice.randint(0, n)})"]
    for _ in range(60):
        absolute = expression(dice, symbols)
        while len(absolute) > 50:
            absolute = expression(dice, symbols)
        place = dice.choice(places)
        lines.append(dice.choice((
            statement("DC", f"A({absolute})"), statement("DC", f"A({place}+{dice.choice(symbols)}-1)"),
            statement("DC", f"A({place}-OTHER+{dice.choice(places)})"),
            statement("LA", f"{dice.randint(0, 15)},{place}+{dice.randint(0, 99)}({dice.randint(0, 15)})"),
            statement("MVC", f"{place}({dice.randint(1, 256)}),{dice.choice(places)}"),
            statement("DC", f"AL3({place})"), statement("DC", f"S({place}+{dice.randint(0, 9)})"))))
    lines += [statement("CSECT", "", "OTHER"), statement("DC", f"A({','.join(places)})"),
              statement("END", "")]
    return "".join(lines)


# -- sections and the location counter

LITERALS = ("=F'{n}'", "=H'{n}'", "=D'{n}'", "=C'ABC'", "=A({label})", "=A(*)", "=X'{n}'", "=2F'{n}'",
            "=P'{n}'", "=CL9'{n}'", "=A({label},{label}+1)", "=Y({n})", "=E'{n}'", "=V(OUT{n})")


def layouts(dice) -> str:
    """Sections left and taken up again, origins, no-operations, literal pools, entries."""
    sections, dummies, labels = ["RANDOM", "SECT1", "SECT2", "SECT3"], ["DUMMY1", "DUMMY2"], ["RANDOM"]
    lines, current, here = [HEADER, statement("EXTRN", "EXT1,EXT2")], "RANDOM", {}
    for n in range(90):
        label, label_of = f"L{n}", dice.choice(labels)
        kind = dice.randint(0, 12)
        if kind == 0:
            current = dice.choice(sections + dummies)
            lines.append(statement("DSECT" if current in dummies else "CSECT", "", current))
        elif kind == 1 and current not in dummies:
            lines.append(statement("ORG", dice.choice(("", f"*+{dice.randint(0, 20)}", "*"))))
        elif kind == 2 and here.get(current):
            lines.append(statement("ORG", f"{here[current]}+{dice.randint(0, 8)}"))
            lines.append(statement("ORG", ""))
        elif kind == 3 and current not in dummies:
            lines.append(statement("CNOP", dice.choice(("0,4", "2,4", "0,8", "2,8", "4,8", "6,8"))))
        elif kind == 4 and current not in dummies:
            lines.append(statement("LTORG", ""))
        elif kind == 5 and current not in dummies:
            literal = dice.choice(LITERALS).format(n=dice.randint(1, 9), label=label_of)
            lines += [statement("BALR", "12,0"), statement("USING", "*,12"),
                      statement("LA", f"1,{literal}"), statement("DROP", "12"), statement("LTORG", "")]
        elif kind == 6:
            lines.append(statement("EQU", f"{label_of}+{dice.randint(0, 9)}", label))
        elif kind == 7 and current not in dummies:
            lines.append(statement("CCW", f"2,{label_of},X'40',{dice.randint(1, 99)}"))
        elif kind == 8 and current not in dummies:
            lines.append(statement("DC", f"A({label_of}-{dice.choice(labels)}+EXT1,EXT2-{label_of})"))
        elif kind == 9 and current not in dummies:
            lines.append(statement("DC", f"{dice.choice(('V', 'VL3'))}(OUT{dice.randint(1, 9)})"))
        else:
            operation = "DS" if current in dummies else dice.choice(("DC", "DS"))
            lines.append(statement(operation, dice.choice(("X'1'", "H'2'", "F'3'", "D'4'", "CL5'5'")), label))
            here[current] = label
            if current not in dummies:
                labels.append(label)
                if dice.random() < 0.1:
                    lines.insert(1, statement("ENTRY", label))
    return "".join(lines) + statement("END", dice.choice(("", "RANDOM")))


# -- macros and conditional assembly

def arithmetic(dice, names, depth: int = 2) -> str:
    """An expression of SETA."""
    def one():
        if depth and dice.random() < 0.3:
            return f"({arithmetic(dice, names, depth - 1)})"
        return dice.choice((str(dice.randint(0, 50)), dice.choice(names), dice.choice(names),
                            f"X'{dice.randint(0, 99):X}'"))
    text = one()
    for _ in range(dice.randint(0, 2)):
        text += dice.choice("+-*/") + one()
    return text if len(text) < 40 else "1"


def logical(dice, names, depth: int = 2) -> str:
    """An expression of SETB, without its outer parentheses."""
    def one():
        if depth and dice.random() < 0.3:
            return f"({logical(dice, names, depth - 1)})"
        relation = dice.choice(("EQ", "NE", "LT", "GT", "LE", "GE"))
        if dice.random() < 0.3:
            words = ["A", "B", "AB", "BA", "ABC", "9", "A1"]
            return f"'{dice.choice(words)}' {relation} '{dice.choice(words)}'"
        return f"{dice.choice(names)} {relation} {dice.choice(names + [str(dice.randint(0, 20))])}"
    text = dice.choice(("", "", "NOT ")) + one()
    for _ in range(dice.randint(0, 2)):
        text += dice.choice((" AND ", " OR ")) + dice.choice(("", "", "NOT ")) + one()
    return text if len(text) < 45 else "1 EQ 1"


def substring(dice, word: str) -> str:
    start = dice.randint(1, len(word))
    return f"({start},{dice.randint(1, len(word) - start + 1)})"


def macros(dice) -> str:
    """A macro with SETA, SETB and SETC at random, called several times."""
    names, lines = ["&A", "&B"], ["         MACRO\n", statement("RANDM", "&A,&B,&W,&L")]
    lines += [statement("LCLA", "&X,&Y,&Z(3)"), statement("LCLB", "&P,&Q"),
              statement("LCLC", "&S,&T,&U")]
    for name in ("&X", "&Y", "&Z(1)", "&Z(2)", "&Z(3)"):
        lines.append(statement("SETA", arithmetic(dice, names), name))
        names.append(name)
    lines += [statement("SETB", f"({logical(dice, names)})", "&P"),
              statement("SETB", f"({logical(dice, names + ['&P'])})", "&Q")]
    word = "".join(dice.choice("ABCDEFGHIJ0123") for _ in range(8))
    lines += [statement("SETC", f"'{word}'{substring(dice, word)}", "&S"),
              statement("SETC", f"'&W'.'{word[:3]}'", "&T"),
              statement("SETC", f"'{word[:4]}&W'{substring(dice, word[:4])}", "&U"),
              statement("DC", "C'&X &Y &Z(1) &Z(2) &Z(3)'"), statement("DC", "C'&P&Q'"),
              statement("DC", "C'&S.&T..&U.(&L(1)) &L(2)&L(&P+1)'"),
              statement("AIF", f"({logical(dice, names)}).SKIP"),
              statement("DC", "AL2(K)".replace("K", str(dice.randint(0, 99)))),
              statement("ANOP", "", ".SKIP"), "         MEND\n", HEADER]
    for _ in range(8):
        lines.append(statement("RANDM", f"{dice.randint(0, 30)},{dice.randint(0, 30)},"
                               f"{dice.choice(('', 'W', 'WORD'))},({dice.choice('ABC')},X,Y)"))
    return "".join(lines) + statement("END", "")


WORDS = ("A", "F1ELD", "12", "X'1F'", "'A B'", "'A,B'", "'IT''S'", "'(A'", "A+B*(C-D)", "L'FIELD", "=C'A,B'",
         "=F'1'", "4(5,6)", "A.B", "-1", "*+8", "'&&'", "A/B", "@#$", "C'A''B'", "4-FIELD(R)", "''", "='X'")


def operand(dice, depth: int = 2) -> str:
    """An operand of a macro call: nothing, a word, or a list of such (but for an empty list)."""
    if depth and dice.random() < 0.35:
        return f"({','.join(operand(dice, depth - 1) for _ in range(dice.randint(1, 3))) or 'A'})"
    return dice.choice(WORDS) if dice.random() < 0.85 else ""


def call(dice, name: str) -> str:
    """A macro call of up to three cards."""
    operands = [operand(dice) for _ in range(dice.randint(1, 6))]
    text = f"         {name:5} " + ",".join(operands) + dice.choice(("", " REMARK", " A, 'B"))
    cards = [text[:71]]
    text = text[71:]
    while text.strip():
        cards.append(" " * 15 + text[:56])
        text = text[56:]
    return "".join(card.ljust(71) + "X\n" for card in cards[:-1]) + cards[-1] + "\n"


def calls(dice) -> str:
    """Calls with operands of every form; the macro shows their attributes."""
    lines = ["         MACRO\n", statement("SHOW", "&P1,&P2"), statement("LCLA", "&I,&K,&N,&J(3)"),
             statement("LCLC", "&T"), statement("SETA", "N'&SYSLIST", "&N"),
             statement("DC", "AL1(&N)"), statement("AIF", "(&I GE &N).OUT", ".NEXT"),
             statement("SETA", "&I+1", "&I"), statement("SETA", "K'&SYSLIST(&I)", "&K"),
             statement("SETA", "N'&SYSLIST(&I)", "&N"), statement("SETC", "T'&SYSLIST(&I)", "&T"),
             statement("SETA", "K'&SYSLIST(&I,1)", "&J(1)"),
             statement("SETA", "K'&SYSLIST(&I,2)", "&J(2)"),
             statement("SETA", "K'&SYSLIST(&I,3)", "&J(3)"),
             statement("DC", "AL1(&K,&N,&J(1),&J(2),&J(3))"), statement("DC", "C'&T'"),
             statement("SETA", "N'&SYSLIST", "&N"), statement("AGO", ".NEXT"),
             statement("ANOP", "", ".OUT"), statement("SETA", "K'&P1+K'&P2", "&K"),
             statement("DC", "AL1(&K)"), "         MEND\n"]
    lines += [HEADER] + [call(dice, "SHOW") for _ in range(25)]
    return "".join(lines) + statement("DS", "CL5", "FIELD") + statement("END", "")


def conditionals(dice) -> str:
    """Loops and branches outside macros."""
    names = ["&I", "&J"]
    lines = [statement("LCLA", "&I,&J"), statement("LCLC", "&C"), HEADER]
    for n in range(4):
        lines += [statement("SETA", "0", "&I"),
                  statement("SETA", str(dice.randint(0, 9)), "&J"),
                  statement("AIF", f"(&I GE {dice.randint(2, 6)}).E{n}", f".L{n}"),
                  statement("SETA", "&I+1", "&I"),
                  statement("SETA", f"&J/2+{arithmetic(dice, ['&I'], 1)}", "&J"),
                  statement("AIF", f"({logical(dice, names)}).S{n}"),
                  statement("DC", "C'&I/&J'"),
                  statement("AGO", f".L{n}"),
                  statement("ANOP", "", f".S{n}"),
                  statement("SETC", "'&J'.'X'", "&C"),
                  statement("DC", "C'&C'"),
                  statement("AGO", f".L{n}"),
                  statement("ANOP", "", f".E{n}")]
    return "".join(lines) + statement("END", "")
