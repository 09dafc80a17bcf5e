"""A process that spools until it is killed; says on its standard output what is closed.

    python spool_load.py DATABASE SEED

Lines: `open number`, `line number count` (so many lines were given to the file), `closed number
records`, `purged number`.  Line n of file number is `content(number, n)`.
"""
import random
import sys

KEPT_BACK = 64                 # lines of an open file that a kill may take


def content(number: int, n: int) -> bytes:
    """Line n of a file: told apart from every other."""
    return f"FILE {number} LINE {n} ".encode("cp037").ljust(40 + (number * 7 + n) % 92, b"\xc1")


def main(path: str, seed: int) -> None:
    from cp.spool import Spool
    spool = Spool(path)
    dice = random.Random(seed)

    def say(*words):
        sys.stdout.write(" ".join(map(str, words)) + "\n")
        sys.stdout.flush()

    say("ready")
    while True:
        writer = spool.open(dice.choice(("PRT", "PUN")), dice.choice(("ANNA", "BERT")))
        number = writer.file.number
        say("open", number)
        for n in range(dice.randrange(1, 400)):
            writer.print_line(content(number, n), n % 60 + 1, n // 60)
            say("line", number, n + 1)
        kind, owner = dice.choice(((None, None), ("RDR", "OTTO")))
        file = writer.close(kind, owner, name="LOAD")
        say("closed", number, file.records)
        if number % 5 == 0:
            spool.change(file, copies=7)
        if dice.random() < 0.3:
            gone = dice.choice(spool.files())
            say("purging", gone.number)
            spool.purge([gone])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
