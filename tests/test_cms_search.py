"""Where CMS looks for a command: the order of the search, from the terminal, from a program, from an EXEC."""
import pytest

from cms_files import WithDisk, cards
from cms_machine import asked, cms_system, cms_user, code_of, fields, program
from cms.build_files import module
from s360.asm import assemble
from s360.linker.link import link
from s360.asm.object_deck import read_decks


def command(name: str, says: str) -> tuple:
    """A MODULE in the user area that types a word."""
    text = f"{name:<8} START X'12000'\n         BALR  12,0\n         USING *,12\n         LR    9,14\n" \
           f"         LA    1,LIST\n         SVC   202\n         SR    15,15\n         BR    9\n" \
           f"         DS    0D\nLIST     DC    CL8'TYPLIN',AL1(1),AL3(TEXT),C'B',AL3({len(says)})\n" \
           f"TEXT     DC    C'{says}'\n         END\n"
    made = assemble(text, name)
    linked = link(read_decks(made.object_deck, name), origin=0x12000)
    return name, "MODULE", module(linked, linked.entry), "V"


@pytest.fixture(scope="module")
def machine():
    return WithDisk(command("ONE", "MODULE"), command("TWO", "MODULE"), command("ECHO", "MODULE"),
                    command("STAT", "MINE"), command("SAYS", "MODULE"),
                    ("ONE", "EXEC", cards("&TYPE EXEC\nONE"), "F"), ("FAILS", "EXEC", cards("&EXIT -3"), "F"),
                    ("MY", "SYN", cards("ONE UNO 2\nSAYS FAILS"), "F"), ("LIST", "EXEC", cards("&TYPE LIST"), "F"))


@pytest.fixture
def cms(machine):
    yield machine
    for line in ("SET IMPEX ON", "SET IMPCP ON", "SYN ( CLEAR"):
        machine.ask(line)


def typed(cms, line: str) -> list[str]:
    return cms.ask(line)[:-1]


def test_an_exec_comes_first_and_its_commands_are_no_execs(cms):
    assert typed(cms, "ONE") == ["EXEC", "ONE", "MODULE"] or typed(cms, "ONE") == ["EXEC", "MODULE"]


def test_a_module_is_found_when_there_is_no_exec(cms):
    assert typed(cms, "TWO") == ["MODULE"]
    cms.ask("SET IMPEX OFF")
    assert typed(cms, "ONE") == ["MODULE"]


def test_the_transient_area_comes_before_the_nucleus_and_that_before_disks(cms):
    assert typed(cms, "ECHO NUCLEUS") == ["NUCLEUS"]
    cms.put("ECHO", program(" LR 9,14", " TYPE 'TRANSIENT'", " SR 15,15", " BR 9"))
    assert typed(cms, "ECHO NUCLEUS") == ["TRANSIENT"]
    cms.poke("TRANNAME", bytes(8))
    assert typed(cms, "ECHO NUCLEUS") == ["NUCLEUS"]


def test_the_users_disk_comes_before_the_systems(cms):
    assert typed(cms, "STAT") == ["MINE"]


def test_an_abbreviation_comes_last_and_may_be_an_exec(cms):
    assert typed(cms, "LIST") == ["LIST"]                      # an EXEC, and an abbreviation of LISTFILE
    assert typed(cms, "LISTFI MY SYN")[-1].startswith("MY       SYN")
    cms.ask("SYN MY")
    assert typed(cms, "UN")[0] == "EXEC"


def test_minus_3_of_an_exec_ends_the_search(cms):
    cms.ask("SYN MY")
    assert cms.ask("FAILS")[0].startswith("E(-0003)")          # not the synonym of that name


def test_a_program_finds_no_exec_and_no_abbreviation(cms):
    cms.put("CALLER", program(" LR 9,14", " LA 1,LIST", " SVC 202", " DC AL4(*+4)", " BR 9", " DS 0D",
                              "LIST DC CL8'LIST',8X'FF'"))
    assert code_of(cms.ask("CALLER")) == -3
    cms.put("CALLER", program(" LR 9,14", " LA 1,LIST", " SVC 202", " DC AL4(*+4)", " BR 9", " DS 0D",
                              "LIST DC CL8'Q',CL8'BLIP',8X'FF'"))
    assert code_of(cms.ask("CALLER")) == -3


@pytest.mark.parametrize("line", ("NOSUCH", "(", ")", "( EXEC", "*X", "TOOLONGNAMEOFACOMMAND", "\u00acODD"))
def test_what_nobody_knows(cms, line):
    assert code_of(cms.ask(line)) == -3


def test_implied_cp(tmp_path):
    with cms_system(tmp_path) as system:
        vm = cms_user(system, "SEARCHER")
        vm.console.command("IPL 190")
        asked(vm, "")
        assert any("190" in line for line in asked(vm, "DISPLAY PSW") + asked(vm, "QUERY VIRTUAL 190"))
        vm.options.msg = True
        assert code_of(asked(vm, "CP SET MSG OFF")[-1:]) == 0 and not vm.options.msg
        assert code_of(asked(vm, "NOSUCH")[-1:]) == -3         # CP does not know it either
        assert asked(vm, "SPOOL NOSUCH")[-1].startswith("E(")  # CP's code
        assert code_of(asked(vm, "SLEEP 0 SEC")[-1:]) != -3
        asked(vm, "SET IMPCP OFF")
        assert code_of(asked(vm, "SPOOL NOSUCH")[-1:]) == -3
        assert code_of(asked(vm, "CP SPOOL NOSUCH")[-1:]) not in (0, -3)
        vm.machine.storage.write(0x10000, program(
            " LR 9,14", " LA 1,LIST", " SVC 202", " DC AL4(*+4)", " BR 9", " DS 0D",
            "LIST DC CL8'SPOOL',CL8'PRT',8X'FF'"))
        vm.machine.storage.write(fields()["TRANNAME"], "CALLER  ".encode("cp037"))
        asked(vm, "SET IMPCP ON")
        vm.machine.storage.write(0x10000, program(
            " LR 9,14", " LA 1,LIST", " SVC 202", " DC AL4(*+4)", " BR 9", " DS 0D",
            "LIST DC CL8'SPOOL',CL8'PRT',8X'FF'"))
        vm.machine.storage.write(fields()["TRANNAME"], "CALLER  ".encode("cp037"))
        assert code_of(asked(vm, "CALLER")[-1:]) == -3         # programs reach CP by its name only
        vm.console.command("LOGOFF")
