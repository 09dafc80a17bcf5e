"""EXECs among the other parts of CMS: programs, disks, the stack, attention, storage, CP."""
import random
import time

import pytest

from cms import build
from cms.check import check
from cms_files import WithDisk, cards, with_execs
from cms_machine import READY, asked, code_of, program
from cms_room import Room
from s360.asm import assemble
from s360.machine import StopReason

OFF = "&CONTROL OFF\n"


def free(cms) -> tuple[int, int, int]:
    return cms.word("FREELEN"), cms.word("LOWEXT"), cms.word("EXECHAIN")


def answers(lines: list[str]) -> list[str]:
    """Without ready messages."""
    return [line for line in lines if not READY.match(line)]


# -- words of a statement

@pytest.mark.parametrize("statements, answers", (
    ("&HEX ON\n&A = X'1F\n&TYPE &A X'31 X'0 X'Q", ["31 1F 0 X'Q"]),
    ("&HEX ON\n&A = X'FF' + 1\n&TYPE &A", ["256"]),
    ("&HEX ON\n&HEX OFF\n&TYPE X'31", ["X'31"]), ("&TYPE X'31", ["X'31"]),
    ("&HEX ON\n&A = 255\n&TYPE X'&A", ["FF"])))
def test_hexadecimal(statements, answers):
    assert with_execs(T=OFF + statements).ask("T")[:-1] == answers


@pytest.mark.parametrize("text, code, line, message", (
    ("&HEX SOME", 815, 2, "&HEX ON OR OFF"), ("&BEGTYPE SOME\n&END", 815, 2, "WRONG WORD"),
    ("&A = 0 - 9999999 - 1", 817, 2, "TOO LARGE"), ("\n&A = 99999999 + 99999999 + 99999999", 817, 3, "TOO LARGE"),
    ("&LOOP 1 A EQ\n&TYPE A", 806, 2, "WRONG LOOP"), ("&LOOP 3 2\n&TYPE A", 814, 2, "BEYOND THE LAST LINE"),
    ("&STACK &LOOP 1 2\n&READ\n&TYPE X", 0, 0, ""), ("&BEGSTACK\n&LOOP 1 2\n&END\n&READ\n&TYPE X", 806, 5, "LOOP"),
    ("&ARGS " + " ".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ01234"), 803, 2, "MORE THAN 30"),
    ("&STACK " + " ".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ01234") + "\n&READ ARGS", 803, 3, "MORE THAN 30"),
    ("&TIME SOME", 815, 2, "&TIME ON, OFF"), ("\n\n&READ VARS A", 806, 4, "&READ NUMBER")))
def test_errors_name_file_and_line(text, code, line, message):
    cms = with_execs(T=OFF + text)
    if "VARS" in text:
        assert cms.ask("T") == []
        lines = cms.ask("WORD")
    else:
        lines = cms.ask("T")
    assert code_of(lines) == code
    if code:
        assert lines[-2].startswith(f"ERROR IN T EXEC, LINE {line}: ") and message in lines[-2]


def test_a_call_with_more_than_thirty_arguments():
    lines = with_execs(T=OFF + "&TYPE NO").ask("T " + "A " * 31)
    assert code_of(lines) == 803 and lines[0] == "ERROR IN T EXEC, LINE 0: MORE THAN 30 ARGUMENTS"
    assert with_execs(T=OFF + "&TYPE &INDEX &30").ask("T " + "A " * 29 + "LAST")[0] == "30 LAST"


def test_columns_of_lines_and_of_statements():
    wide = "&BEGTYPE{}\n" + "A".ljust(75, "-") + "12345\n&END"
    assert with_execs(T=OFF + wide.format("")).ask("T")[0] == "A".ljust(72, "-")
    assert with_execs(T=OFF + wide.format(" ALL")).ask("T")[0] == "A".ljust(75, "-") + "12345"
    lines = [line.encode("cp037") for line in
             (OFF + "&TYPE" + " A" * 40 + "\n&BEGTYPE\n" + "X" * 140 + "\n&END").split("\n") if line]
    cms = WithDisk(("T", "EXEC", lines, "V"))
    assert cms.ask("T")[:2] == [" ".join("A" * 40), "X" * 130]


def test_all_columns_are_stacked_and_punched():
    line = "ECHO ".ljust(75, "-") + "12345"
    text = f"&BEGSTACK LIFO ALL\n{line}\n&END\n&BEGSTACK ALL\n{line}\n&END\n&BEGPUNCH ALL\n{line}\n&END\n&BEGPUNCH\n{line}"
    cms = with_execs(T=OFF + text)
    deck = type("Deck", (list,), {"punch": list.append})()
    cms.machine.attach(0x00D, "2540P", deck=deck)
    cms.ask("T")
    assert answers(cms.lines) == [line[5:]] * 2
    assert [bytes(card).decode("cp037") for card in deck] == [line, line[:72].ljust(80)]


def test_no_punch():
    lines = with_execs(T=OFF + "&PUNCH X\n&TYPE NO").ask("T")
    assert code_of(lines) == 805 and lines[-2] == "ERROR IN T EXEC, LINE 2: THE PUNCH FAILS, OR THERE IS NONE"


def test_time_counts_from_a_reset():
    text = OFF + "&LOOP 1 2000\n&CONTINUE\n&TIME TYPE\n&TIME RESET\n&TIME TYPE"
    first, second = (float(line[2:].split("/")[0]) for line in with_execs(T=text).ask("T")[:2])
    assert second < first and second < 0.1


@pytest.mark.parametrize("length", (1, 7, 79, 81, 130, 131, 1000))
def test_files_of_other_lengths(length):
    records = [b"*".ljust(length, b"\x40")] + [" -".encode("cp037")[:1].ljust(length, b"\x40")] * 3
    assert code_of(WithDisk(("T", "EXEC", records, "F", length)).ask("T")) == 0


@pytest.mark.parametrize("control, typed", (
    ("NOMSG", ["28"]), ("MSG", ["FILE NOT FOUND", "28"]), ("NOMSG MSG", ["FILE NOT FOUND", "28"])))
def test_messages_of_state(control, typed):
    assert with_execs(T=f"&CONTROL OFF {control}\nSTATE NO FILE\n&TYPE &RETCODE").ask("T")[:-1] == typed


def test_words_eight_wide():
    assert with_execs(T="&CONTROL CMS NOPACK\nECHO A (B").ask("T")[:-1] == ["ECHO     A        (        B", "A (B"]


def test_commands_with_the_time():
    lines = with_execs(T="&CONTROL CMS TIME\nECHO A").ask("T")
    assert lines[0][2::3][:2] == ".." and lines[0][8:] == " ECHO A" and lines[1] == "A"


def test_going_elsewhere_ends_the_reading():
    text = OFF + "&BEGSTACK\n&GOTO -OUT\n&TYPE NO\n&END\n&READ 2\n&TYPE NEVER\n-OUT &TYPE OUT\n&READ\n"
    assert with_execs(T=text).ask("T")[:-1] == ["OUT", "NO"]


# -- other commands

def test_synonyms_in_an_exec():
    assert with_execs(T=OFF + "RENAME A EXEC P B EXEC P\n&TYPE &RETCODE", A="*").ask("T")[0] == "0"


def test_listf_makes_an_exec():
    cms = WithDisk(("A", "DATA", cards("1")), ("B", "DATA", cards("2")))
    assert code_of(cms.ask("LISTF * DATA P (EXEC")) == 0
    lines = cms.ask("CMS ECHO HERE")
    assert [" ".join(line.split()) for line in answers(lines) if line.startswith("HERE")] == [
        "HERE A DATA P5", "HERE B DATA P5"]
    assert code_of(cms.ask("CMS ERASE")) == 0
    assert code_of(cms.ask("STATE A DATA")) == 28
    assert check(cms.disk) == []


def test_the_profile_runs_before_the_first_command():
    cms = WithDisk(("PROFILE", "EXEC", cards(OFF + "&TYPE PROFILE &INDEX\n&STACK ECHO STACKED")))
    assert answers(cms.lines)[-2:] == ["PROFILE 0", "STACKED"]     # at the null line behind IPL
    assert answers(cms.ask("ECHO X")) == ["X"]


def test_implied_exec_can_be_switched_off():
    cms = with_execs(SAY=OFF + "&TYPE ON")
    assert code_of(cms.ask("SET IMPEX OFF")) == 0
    assert code_of(cms.ask("SAY")) == -3
    assert cms.ask("EXEC SAY")[0] == "ON"
    cms.ask("SET IMPEX ON")
    assert cms.ask("SAY")[0] == "ON"


CALLER = (" STM 14,12,12(13)", " LA 1,LIST", " SVC 202", " DC AL4(*+4)", " LA 2,2(15)", " LR 15,2",
          " L 14,12(13)", " LM 0,12,20(13)", " BR 14", "LIST DS 0D", " DC CL8'EXEC',CL8'T',CL8'ARG',8X'FF'")


def test_a_program_calls_an_exec_and_gets_its_code():
    cms = with_execs(T=OFF + "&TYPE &1 &INDEX\n&EXIT 40")
    cms.put("CALLER", program(*CALLER))
    lines = cms.ask("CALLER")
    assert lines[0] == "ARG 1" and code_of(lines) == 42


# -- $

MAIN = ("MAIN CSECT", " REGS", " NUCON", " USING MAIN,12", " LR 9,14", " LR 3,1", " TYPE 0(R3),16",
        " LA 15,{}", " BR 9", " LTORG", " END MAIN")


def deck(code: int) -> list[bytes]:
    made = assemble("\n".join(MAIN).format(code) + "\n", "deck", libraries=(build.MACROS,))
    assert made.return_code == 0
    return [made.object_deck[at:at + 80] for at in range(0, len(made.object_deck), 80)]


@pytest.mark.parametrize("command", ("$", "RUN"))
def test_dollar_takes_exec_module_text_in_this_order(command):
    cms = WithDisk(("ONE", "TEXT", deck(3)))
    lines = cms.ask(f"{command} ONE ARG")
    assert lines[0] == "ONE     ARG" and code_of(lines) == 3
    assert code_of(cms.ask("LOAD ONE")) == 0 and code_of(cms.ask("GENMOD ONE")) == 0
    cms.ask("ERASE ONE TEXT")
    lines = cms.ask(f"{command} ONE TWO")
    assert lines[0] == "ONE     TWO" and code_of(lines) == 3
    cms = WithDisk(("ONE", "TEXT", deck(3)), ("ONE", "EXEC", cards(OFF + "&TYPE EXEC &0 &1\n&EXIT 5")))
    lines = cms.ask(f"{command} ONE ARG")
    assert lines[0] == "EXEC ONE ARG" and code_of(lines) == 5


def test_dollar_runs_commands_of_the_transient_area():
    lines = WithDisk(("A", "DATA", cards("1"))).ask("$ LISTF A DATA")
    assert code_of(lines) == 0 and any(line.split()[:2] == ["A", "DATA"] for line in lines)


@pytest.mark.parametrize("line, code", (("$", 24), ("$ NOSUCH", 28), ("$ BAD", 32)))
def test_dollar_refuses(line, code):
    assert code_of(WithDisk(("BAD", "MODULE", cards("X"))).ask(line)) == code


# -- nesting, storage, attention

def test_nesting_down_to_the_last_level():
    text = OFF + "&IF &GLOBAL GE 19 &EXIT &GLOBAL\nEXEC T\n&EXIT &RETCODE"
    cms = with_execs(T=text)
    cms.ask("T")
    before = free(cms)
    assert code_of(cms.ask("T")) == 19
    assert free(cms) == before


def test_commands_work_at_the_last_level():
    cms = with_execs(T=OFF + "&IF &GLOBAL LT 19 &SKIP 3\nLISTF T EXEC\n&PUNCH X\n&EXIT 19\nEXEC T\n&EXIT &RETCODE")
    deck = type("Deck", (list,), {"punch": list.append})()
    cms.machine.attach(0x00D, "2540P", deck=deck)
    lines = cms.ask("T")
    assert code_of(lines) == 19 and lines[-2].split()[:2] == ["T", "EXEC"] and len(deck) == 1


def test_a_stacked_line_has_at_most_130_characters():
    cms = with_execs(T="*")
    cms.put("PUSH", program(" STM 14,12,12(13)", " LA 1,LIST", " SVC 202", " DC AL4(*+4)", " LM 14,12,12(13)",
                            " SR 15,15", " BR 14", "LIST DS 0D", " DC CL8'ATTN',CL4'LIFO',AL1(250),AL3(TEXT)",
                            "TEXT DC CL5'ECHO',245C'X'"))
    assert "X" * 125 in list(cms.ask("PUSH")) + cms.ask("ECHO END")


def test_storage_exhausted_by_variables():
    cms = with_execs(T=OFF + "&I = 0\n-L &I = &I + 1\n&V&I = &I\n&GOTO -L")
    cms.ask("EXEC NONE")
    before = free(cms)
    cms.poke("HIMAIN", (cms.word("LOWEXT") - 0x8000).to_bytes(4, "big"))
    lines = cms.ask("T", 3_000_000_000)
    assert code_of(lines) == 819 and lines[0] == "ERROR IN T EXEC, LINE 4: STORAGE IS EXHAUSTED"
    assert free(cms) == before


def test_storage_exhausted_by_lines():
    cms = with_execs(T=OFF + "-L &STACK A LINE\n&GOTO -L")
    cms.machine.post(lambda: cms.console.type_in("T"))
    cms.run(3_000_000)
    assert "ERROR IN T EXEC, LINE 2: STORAGE IS EXHAUSTED" in cms.lines or not cms.console.reading


def test_a_file_larger_than_storage():
    cms = WithDisk(("T", "EXEC", [b"*".ljust(80, b"*")] * 4000), cylinders=6)
    cms.ask("EXEC NONE")
    before = free(cms)
    lines = cms.ask("T", 300_000_000)
    assert code_of(lines) == 41 and lines[0] == "STORAGE IS EXHAUSTED"
    assert free(cms) == before


def test_two_thousand_lines():
    cms = with_execs(T=OFF + "&GOTO -END\n" + "\n".join(["* A LINE OF REMARKS"] * 2000) + "\n-END &TYPE END")
    begin = time.perf_counter()
    assert cms.ask("T", 100_000_000)[0] == "END"
    assert time.perf_counter() - begin < 1


@pytest.mark.parametrize("seed", range(12))
def test_kx_leaves_nothing_behind(seed):
    chance = random.Random(seed)
    cms = with_execs(T=OFF + "-L &I = 1\n&V&I = &RETCODE + 1\nEXEC U &I\n&LOOP 1 2\nSTATE U EXEC\n&GOTO TOP",
                     U=OFF + "&A = &CONCAT A B\n&STACK LINE\n&READ VARS &B")
    cms.ask("EXEC NONE")
    before = free(cms)
    cms.machine.post(lambda: cms.console.type_in("T"))
    cms.run(chance.randrange(2_000, 40_000))
    cms.attention("KX")
    cms.run()
    assert cms.console.reading
    assert free(cms) == before
    assert cms.ask("ECHO ON")[0] == "ON" and cms.word("NESTING") >> 16 == 0


def test_kx_is_an_answer():
    cms = with_execs(T=OFF + "-L &READ VARS &A\n&TYPE &A\n&GOTO -L", U=OFF + "&READ 9\n&GOTO TOP")
    cms.ask("EXEC NONE")
    before = free(cms)
    for name, word in (("T", "kx"), ("T", "HX"), ("U", "KX")):
        assert cms.ask(name) == []
        assert code_of(cms.ask(word)) == 0 and free(cms) == before
    cms = with_execs(T=OFF + "&STACK KX\n&READ VARS &A\n&TYPE &A")
    assert cms.ask("T")[0] == "KX"


def test_kx_drops_the_lines_that_are_stacked():
    cms = with_execs(T=OFF + "&LOOP 1 2000\n&STACK NOSUCH")
    cms.machine.post(lambda: cms.console.type_in("T"))
    cms.run(4_000_000)
    cms.attention("KX")
    cms.run(20_000_000)
    assert cms.console.reading and cms.word("LINEHEAD") == 0
    assert 0 < sum(line.startswith("E(-0003)") for line in cms.lines) < 2000
    assert cms.ask("ECHO ON")[0] == "ON"


def test_kx_behind_an_unknown_command():
    cms = with_execs(T=OFF + "NOSUCH\n&GOTO TOP")
    cms.machine.post(lambda: cms.console.type_in("T"))
    for _ in range(4):
        cms.run(50_000)
    cms.attention("KX")
    cms.run()
    assert cms.console.reading and cms.ask("ECHO ON")[0] == "ON"


def test_kt_and_rt_while_an_exec_types():
    cms = with_execs(T=OFF + "&I = 0\n-L &I = &I + 1\n&TYPE &I &TYPEFLAG\n&IF &I LT 3000 &GOTO -L\n&TYPE END")
    cms.machine.post(lambda: cms.console.type_in("T"))
    cms.run(100_000)
    cms.attention("KT")
    cms.run(1_000_000)
    cms.attention("RT")
    cms.run(100_000_000)
    numbers = [int(line.split()[0]) for line in cms.lines if line[:1].isdigit()]
    assert all(line.split()[1] == "RT" for line in cms.lines if line[:1].isdigit())
    assert numbers[-1] == 3000 and len(numbers) < 3000 and "END" in cms.lines
    assert numbers == sorted(numbers)




# -- under CP

@pytest.fixture(scope="module")
def room(tmp_path_factory):
    execs = {"ASK": "&TYPE NAME?\n&READ VARS &N\n&TYPE HELLO &N", "THREE": "&STACK ECHO 1\n&STACK ECHO 2\n&STACK LIFO ECHO 0",
             "LINES": "&READ 2\n&TYPE BEHIND", "CARDS": "&PUNCH A &1\n&BEGPUNCH\nB  2\n&END\nCP CLOSE D",
             "LATE": "&READ ARGS\n&TYPE &2 &READFLAG", "TIME": "&TIME ON\nECHO X"}
    made = Room(tmp_path_factory.mktemp("room"), *((name, "EXEC", OFF + text) for name, text in execs.items()))
    yield made
    assert made.faults() == []
    made.close()


def test_under_cp_stacked_lines_are_commands(room):
    lines = asked(room.vm, "THREE")
    for _ in range(3):
        if len(answers(lines)) < 3:
            lines += asked(room.vm, "ECHO")
    assert [line for line in answers(lines) if line.isdigit()][:3] == ["0", "1", "2"]


def test_under_cp_lines_are_read_from_the_terminal(room):
    console = room.vm.console
    console.wait_for("VM READ", 5)
    console.send("ASK")
    console.expect("NAME?", 5)
    assert asked(room.vm, "anna")[0] == "HELLO ANNA"
    console.send("LINES")
    console.wait_for("VM READ", 5)
    console.send("&TYPE FIRST")
    console.expect("FIRST", 5)
    assert asked(room.vm, "&TYPE SECOND")[:2] == ["SECOND", "BEHIND"]


def test_under_cp_cards_are_a_spool_file(room):
    assert code_of(asked(room.vm, "CARDS X")[-1:]) == 0
    file = room.system.spool.files("PUN", "TESTER")[-1]
    assert file.records == 2


def test_under_cp_time_is_typed_behind_a_command(room):
    lines = asked(room.vm, "TIME")
    assert lines[0] == "X" and lines[1].startswith("T=")


# -- any file, any line

WORDS = """&IF &GOTO &LOOP &SKIP &TYPE &STACK &READ &EXIT &QUIT &CONTROL &ERROR &CONTINUE &COMMENT &ARGS &BEGTYPE
&BEGSTACK &BEGPUNCH &PUNCH &SPACE &TIME &EMSG &END &HEX &CONCAT &SUBSTR &LENGTH &DATATYPE &LITERAL &INDEX &RETCODE
&LINENUM &TYPEFLAG &READFLAG &EXEC &GLOBAL &GLOBAL1 &* &$ & && &0 &1 &30 &31 &A &B &A&B &&A A B -L -M TOP EQ NE = LT <
+ - 1 2 3 -1 0 99999999 -9999999 X'1F X' ALL FIFO LIFO HT RT ARGS VARS ON OFF TYPE RESET CMS ERROR TIME NOMSG NOPACK
( ) ECHO EXEC F1 F2 NOSUCH STATE $ RUN""".split()


def some_words(chance: random.Random, most: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randrange(most)))


def some_line(chance: random.Random) -> bytes:
    kind = chance.random()
    if kind < .05:
        return chance.randbytes(chance.randrange(1, 140))
    if kind < .08:
        return bytes(chance.randrange(1, 140))
    front = "&A = " if kind < .3 else "&IF A EQ A " if kind < .4 else "-L " if kind < .45 else ""
    return (front + some_words(chance, chance.choice((4, 7, 12, 60)))).encode("cp037") or b"\x40"


FORMS = ("&{v} = {a} + {a}", "&{v} = &CONCAT {a} {a} {a}", "&{v} = &SUBSTR {a} {n} {n}", "&{v} = &LENGTH {a}",
         "&{v} = &DATATYPE {a}", "&{v} = &LITERAL {a}", "&V{a} = {a}", "&IF {a} {o} {a} {s}", "&GOTO -L", "&GOTO TOP",
         "&SKIP {n}", "&SKIP -{n}", "&LOOP {n} {n}", "&LOOP {n} {a} {o} {a}", "&TYPE {a} {a}", "&STACK {s}",
         "&STACK LIFO {a}", "&READ {n}", "&READ ARGS", "&READ VARS &A &B", "&ARGS {a} {a} {a}", "&CONTROL {c}",
         "&ERROR {s}", "EXEC F{n} {a}", "STATE {a} {a}", "&PUNCH {a}", "&SPACE {n}", "&TIME TYPE", "&HEX ON",
         "&EXIT {n}", "-L {s}", "&BEGSTACK", "&END", "&CONTINUE", "NOSUCH {a}")


def some_statement(chance: random.Random, depth: int = 0) -> str:
    """Most likely without an error."""
    return chance.choice(FORMS).format(
        v=chance.choice("ABC"), n=chance.randrange(1, 5), c=chance.choice(("OFF", "ERROR", "ALL TIME", "CMS NOPACK")),
        a=chance.choice(("1", "22", "&A", "&B", "&1", "&INDEX", "X", "&RETCODE")),
        o=chance.choice(("EQ", "NE", "LT", ">=")), s=some_statement(chance, depth + 1) if depth < 4 else "&TYPE S")


def sound_exec(chance: random.Random, name: str) -> tuple:
    lines = ["&A = 1", "&B = 2"] + [some_statement(chance) for _ in range(chance.randrange(3, 40))] + ["-L"]
    return name, "EXEC", cards(OFF + "\n".join(line[:80] for line in lines))


def some_exec(chance: random.Random, name: str) -> tuple:
    lines = [OFF[:-1].encode("cp037")] + [some_line(chance) for _ in range(chance.randrange(1, 25))]
    if chance.random() < .4:
        return name, "EXEC", [line[:chance.choice((20, 130, 200))] for line in lines], "V"
    length = chance.choice((80, 80, 80, 8, 200))
    return name, "EXEC", [line[:length].ljust(length, b"\x40") for line in lines], "F", length


def until_ready(cms, chance: random.Random, line: str) -> None:
    """Type a line and answer what is asked; KX ends what goes on for long."""
    del cms.lines[:]
    cms.machine.post(lambda: cms.console.type_in(line))
    for turn in range(80):
        if cms.run(200_000) is StopReason.WAIT:
            if cms.lines and READY.match(cms.lines[-1]):
                return
            assert cms.console.reading, cms.lines
            line = some_words(chance, 4) if turn < 40 else "KX"
            cms.machine.post(lambda: cms.console.type_in(line))
        elif turn > 6:
            cms.machine.post(cms.console.request)
            cms.run(20_000)
            if cms.console.reading:
                cms.machine.post(lambda: cms.console.type_in("KX"))
    raise AssertionError(f"no end: {line} {cms.lines[-5:]}")


def fuzz(seed: int, execs: int = 12) -> None:
    chance = random.Random(seed)
    make = sound_exec if seed % 2 else some_exec
    files = [make(chance, f"F{number}") for number in range(execs)]
    cms = WithDisk(*files, ("CLEAN", "EXEC", cards(OFF + "&TYPE CLEAN")))
    cms.machine.attach(0x00D, "2540P", deck=type("Deck", (list,), {"punch": list.append})())
    cms.ask("CLEAN")
    before = free(cms)
    for number in range(execs):
        until_ready(cms, chance, f"EXEC F{number} " + some_words(chance, 4))
        assert not any("PROGRAM INTERRUPT" in line for line in cms.lines), cms.lines
        for _ in range(60):                    # lines that it has stacked are commands, and may ask
            lines = cms.ask("KX", 500_000_000)
            if not cms.word("NESTING") >> 16 and not cms.word("LINEHEAD") and READY.match(lines[-1]):
                break
        assert "END" in cms.ask("ECHO END")
        assert free(cms) == before and cms.word("NESTING") >> 16 == 0
    assert check(cms.disk) == []


@pytest.mark.parametrize("seed", range(12))
def test_any_file_is_survived(seed):
    fuzz(seed)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(1000, 2000, 100))
def test_many_files_are_survived(start):
    for seed in range(start, start + 100):
        fuzz(seed)
