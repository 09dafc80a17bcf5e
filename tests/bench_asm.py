"""How fast the assembler is: plain and macro-generated statements a second, with listing,
cross-reference and object deck.

    python tests/bench_asm.py [STATEMENTS]          (40000)

Speeds of different hosts are compared by the turns an empty `for` over `range` makes a second, measured
just before and after each assembly; the figures are scaled to 30 million.
"""
import random
import resource
import sys
import time

from s360.asm import assemble

TURNS = 30e6
REPEAT = 5
PLAIN = (
    "         L     {a},F{x}               LOAD A WORD", "L{i}   ST    {a},F{x}",
    "         LA    {a},{d}({b})", "         BC    8,*+8", "         MVC   C{x},C{y}",
    "         AR    {a},{b}                ADD", "         CLI   C{x},C'A'", "         B     *+4",
    "* A COMMENT", "         A     {a},=F'{k}'", "         MVI   C{x}+3,X'{h:02X}'",
    "         STM   14,12,12(13)")
DATA = ["DATA     DSECT"] + [line for k in range(60) for line in (f"F{k}      DS    F", f"C{k}      DS    CL8")]
MACRO = """\
         MACRO
&L       MOVEIT &A,&B,&N=3
         LCLA  &I
&L       L     1,&A
.LOOP    AIF   (&I GE &N).END
&I       SETA  &I+1
         ST    1,&B+4*&I
         AR    1,&I
         AGO   .LOOP
.END     LA    2,4095
         BR    14
         MEND"""
GENERATED = 9                # statements that MOVEIT generates


def plain(count: int) -> str:
    """A program of ordinary statements, a new base register every 400."""
    dice = random.Random(5)
    lines = ["BIG      CSECT", "         BALR  12,0", "         USING *,12", "         USING DATA,11"]
    for n in range(count):
        if n % 400 == 399:
            lines += ["         LTORG", "         BALR  12,0", "         USING *,12"]
        lines.append(dice.choice(PLAIN).format(
            i=f"{n:06}"[-5:], a=dice.randrange(16), b=dice.randrange(1, 16), d=dice.randrange(4096),
            x=dice.randrange(60), y=dice.randrange(60), k=dice.randrange(30), h=dice.randrange(256)))
    return "\n".join([*lines, "         LTORG", *DATA, "         END"])


def macros(count: int) -> str:
    """A program of macro instructions."""
    calls = [f"X{n:06} MOVEIT F{n % 20},C{n % 20}" for n in range(count // GENERATED)]
    data = [line.replace("CL8", "CL40") for line in DATA]
    return "\n".join([MACRO, "T        CSECT", "         BALR  12,0", "         USING *,12",
                      "         USING DATA,11", *calls, *data, "         END"])


def turns() -> float:
    """Turns of an empty loop a second."""
    begin = time.perf_counter()
    for _ in range(3_000_000):
        pass
    return 3e6 / (time.perf_counter() - begin)


def measured(source: str, key: str) -> tuple[float, float]:
    """(statements a second, turns a second), medians."""
    rates, loops = [], []
    for _ in range(REPEAT):
        before = turns()
        begin = time.perf_counter()
        made = assemble(source, "bench")
        seconds = time.perf_counter() - begin
        assert made.return_code == 0 and made.object_deck and made.listing
        rates.append(made.statistics[key] / seconds)
        loops.append((before + turns()) / 2)
    return sorted(rates)[REPEAT // 2], sorted(loops)[REPEAT // 2]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40_000
    for what, source, key in (("plain", plain(count), "statements"), ("generated", macros(count), "generated")):
        rate, loop = measured(source, key)
        print(f"{what:9} {rate:8,.0f} statements a second; {loop / 1e6:.1f} million turns; "
              f"at 30 million {rate * TURNS / loop:,.0f}")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


if __name__ == "__main__":
    main()
