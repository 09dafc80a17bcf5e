"""HELP: what it answers at a console, and that there is a text for everything a person can type, and
nothing else."""
import re

import pytest

from cms import build
from cms.build_files import ALSO, COMMANDS, EXECS
from cms.build_help import OF_GROUPS, BuildError, read, texts
from cms_files import WithDisk
from cms_machine import Bare, asked, cms_system, cms_user, code_of, nucleus

SOURCES = build.NUCLEUS.parent
#: functions of the nucleus that are for programs; HELP FUNCTION tells about them
FOR_PROGRAMS = set("""RDBUF WRBUF TYPLIN WAITRD POINT ATTN CONWAIT CARDRD CARDPH PRINTR TAPEIO WAIT TRAP
    HNDINT HNDSVC SCREEN SYSCTL RDTK WRTK UPDISK""".split())
#: MODULEs that the nucleus calls
OF_THE_NUCLEUS = {"ERASES", "ALTERS", "DUMPDS"}


@pytest.fixture(scope="module")
def cms():
    return WithDisk(("MINE", "HELPCMS", [b"\xd4\x89\x95\x85"], "V"), ("MINE", "EXEC", [b"\x5c"], "V"))


def named(name: str, group: str | None = None):
    return [text for text in texts() if name in (text.name, *text.also) and group in (None, text.group)]


# -- what HELP answers

def test_alone_it_names_the_groups(cms):
    answer = cms.ask("HELP")
    assert code_of(answer) == 0
    assert [line.split()[0] for line in answer if re.match(r"[A-Z]+ {2,}\w", line)] == sorted(
        text.name for text in texts() if text.group == OF_GROUPS)


@pytest.mark.parametrize("group", [text.name for text in texts() if text.group == OF_GROUPS])
def test_a_group_lists_each_of_its_names_once(cms, group):
    answer = cms.ask(f"HELP {group}")
    assert code_of(answer) == 0
    about = named(group, OF_GROUPS)[0]
    menu = answer[len(about.lines):-1]
    assert menu == [text.line for text in texts() if text.group == group]


def test_every_text_is_typed_whole_and_found_by_each_of_its_names(cms):
    for text in texts():
        for name in (text.name, *text.also):
            if text.group != OF_GROUPS:
                answer = cms.ask(f"HELP {text.group} {name}")
                assert [line.rstrip() for line in answer[:-1]] == text.lines, name
                assert code_of(answer) == 0


@pytest.mark.parametrize("line, first", (
    ("help rename", "ALTER - "), ("HELP ALTE", "ALTER - "), ("HELP ?", "HELP - "), ("HELP HELP", "HELP - "),
    ("HELP EXEC &IF", "&IF - "), ("HELP EXEC IF", "&IF - "), ("HELP &IF", "&IF - "),
    ("HELP &BEGSTACK", "&BEGSTACK - "), ("HELP CMS EXEC", "EXEC - "), ("HELP STATE NONSENSE", "STATE - ")))
def test_ways_to_ask(cms, line, first):
    answer = cms.ask(line)
    assert answer[0].startswith(first) and code_of(answer) == 0


@pytest.mark.parametrize("name, near", (("ALTRE", "ALTER"), ("ALTERS", "ALTER"), ("STSTE", "STATE"),
                                        ("LITSF", "LISTF"), ("LISFT", "LISTF")))
def test_something_unknown_is_said_and_near_names_are_proposed(cms, name, near):
    answer = cms.ask(f"HELP {name}")
    assert answer[:2] == [f"THERE IS NO HELP FOR {name}", "MEANT MAY BE:"]
    assert f"  HELP CMS {near}" in answer and code_of(answer) == 28


def test_nothing_near(cms):
    answer = cms.ask("HELP QQQQQQ")
    assert answer[:-1] == ["THERE IS NO HELP FOR QQQQQQ", "HELP ALONE SHOWS WHAT THERE IS"]
    assert code_of(answer) == 28


def test_a_beginning_of_several_names_shows_them(cms):
    answer = cms.ask("HELP CMS ST")
    assert "  HELP CMS STATE" in answer and "  HELP CMS START" in answer and code_of(answer) == 28


def test_a_text_tells_where_the_name_is_too(cms):
    answer = cms.ask("HELP TYPE")
    assert "THERE IS ALSO:" in answer and "  HELP EXEC TYPE" in answer


def test_a_text_of_ones_own(cms):
    assert cms.ask("HELP MINE")[:-1] == ["Mine"]


def test_any_line_is_answered(cms):
    for rest in ("*", "&", "&*", "* *", "(", "HELP HELP", "CMS", "EXEC ?", "A B C D E F", "& &", "'", "ÆØ",
                 "X" * 100, "CMS " * 25, "EDIT $", "?" * 8, "CP ("):
        assert code_of(cms.ask(f"HELP {rest}"[:120])) in (0, 28, 88), rest


def test_kt_ends_a_text():
    cms = WithDisk()
    lines = cms.ask("HELP HELP")
    whole = len(lines)
    del cms.lines[:]
    cms.machine.post(lambda: cms.console.type_in("HELP HELP"))
    for _ in range(100):
        if len(cms.lines) >= 5:
            break
        cms.machine.run(500)
    cms.attention("KT")
    cms.run()
    assert len(cms.lines) < whole and code_of(cms.lines) == 0
    assert len(cms.ask("HELP HELP")) == whole


def test_without_cp_there_is_nobody_to_ask(cms):
    answer = cms.ask("HELP CP QUERY")
    assert answer[:-1] == ["THERE IS NO CP: THIS IS A BARE MACHINE"] and code_of(answer) == 88


def test_when_its_files_cannot_be_read_it_says_so():
    cms = WithDisk()
    assert code_of(cms.ask("HELP ?")) == 0
    cms.machine.detach(0x190)
    answer = cms.ask("HELP ?")
    assert answer[-2] == "THE HELP TEXTS CANNOT BE READ FROM THE S-DISK" and code_of(answer) == 103


@pytest.fixture(scope="module")
def cp(tmp_path_factory):
    system = cms_system(tmp_path_factory.mktemp("cp"))
    yield system
    system.close()


def test_under_cp_it_asks_cp(cp):
    vm = cms_user(cp)
    vm.console.send("IPL 190")
    asked(vm, "")
    answer = asked(vm, "HELP CP QUERY TIME")
    assert any("QUERY TIME" in line for line in answer) and answer[-1].startswith("R;")
    assert asked(vm, "HELP CP NOSUCH")[-1].startswith("E(")


# -- a text for everything

def sources(pattern: str) -> str:
    return "\n".join(path.read_text() for path in sorted(SOURCES.rglob(pattern)))


def functions() -> set[str]:
    """Names in functab.asm whose routine there is."""
    found = re.findall(r"^ +(?:FUNC|ALSO) +([^\s,]+)(?:,(\S+))?", (build.NUCLEUS / "functab.asm").read_text(),
                       re.MULTILINE)
    return {name for name, routine in found if (routine or name) in nucleus().symbols}


def commands() -> set[str]:
    """What a person can type: functions, MODULEs, EXECs of the system disk, immediate commands."""
    sources = [path for path in COMMANDS.glob("*") if path.suffix == ".asm" or path.is_dir()]
    files = {path.stem.upper() for path in (*sources, *EXECS.glob("*.exec"))}
    files |= {also.partition("=")[0] for path in sources for also in ALSO.get(path.stem, ())}
    immediate = set(re.findall(r"DC +C'(\S\S)  ',A\(", (build.NUCLEUS / "attention.asm").read_text()))
    assert "KX" in immediate
    known = functions() - FOR_PROGRAMS | files - OF_THE_NUCLEUS | immediate
    return known | {other for other, command in synonyms().items() if command in known}


def synonyms() -> dict[str, str]:
    """Other names of commands in the system's table of abbreviations, and the commands."""
    return dict(re.findall(r"^ +ABBREV +([^,\s]+),\d,(\S+)", (build.NUCLEUS / "usabrv.asm").read_text(),
                           re.MULTILINE))


def exec_words() -> set[str]:
    """Statements, special variables and functions of EXEC, as long as a word of its is."""
    text = sources("exec*.asm")
    statements = re.findall(r"EXWORD +&&(\w+)", text)
    special = re.findall(r"DC +CL8'&&(\w+)',A\(", text)
    functions = re.findall(r"CLC +SETFUNC,=CL8'&&(\w+)'", text)
    assert statements and special and functions
    return {word[:7] for word in statements + special + functions} | {"*", "$"}


def test_every_command_has_a_text():
    have = {name for text in texts() if text.group == "CMS" for name in (text.name, *text.also)}
    assert commands() - have == set(), "no text in cms/help/cms"
    assert have - commands() == set(), "these are no commands"


def test_the_functions_for_programs_are_named_and_no_others():
    listed = set(" ".join(named("FUNCTION", "TOPICS")[0].lines).split())
    assert listed & FOR_PROGRAMS == functions() & FOR_PROGRAMS


def test_every_word_of_exec_has_a_text():
    have = {name[:7] for text in texts() if text.group == "EXEC" for name in (text.name, *text.also)}
    numbered = {name for name in have if re.fullmatch(r"\d+|GLOBAL\d?", name)}
    assert exec_words() - have == set(), "no text in cms/help/exec"
    assert have - exec_words() - numbered - {"NAME", "="} == set(), "these are no words of EXEC"


def edit_subcommands() -> dict[str, int]:
    """Subcommands and the least number of characters of each."""
    found = re.findall(r"^ +SUBCMD +(\S+),(\d+),", sources("edtab.asm"), re.MULTILINE)
    return {"NNNNN" if name == "0" else name: int(least) for name, least in found}


def test_every_subcommand_of_edit_has_a_text():
    have = {name for text in texts() if text.group == "EDIT" for name in (text.name, *text.also)}
    assert set(edit_subcommands()) - have == set(), "no text in cms/help/edit"
    assert have - set(edit_subcommands()) == set(), "these are no subcommands"


#: what XEDIT's group tells of besides
XEDIT_TOPICS = {"SCREEN", "PREFIX", "TARGETS", "KEYS"}


def test_every_subcommand_of_xedit_has_a_text():
    """Its own in its group, those of EDIT there."""
    found = set(re.findall(r"^ +SUBCMD +(\S+),\d+,", sources("xetab.asm").replace("&&", "&"), re.MULTILINE)) - {"0"}
    have = {group: {name for text in texts() if text.group == group for name in (text.name, *text.also)}
            for group in ("EDIT", "XEDIT")}
    assert found - have["XEDIT"] - have["EDIT"] == set(), "no text in cms/help/xedit"
    assert have["XEDIT"] - found == XEDIT_TOPICS, "these are no subcommands"


def test_the_forms_of_subcommands_show_the_shortest_abbreviation():
    """Its characters are the capitals in front."""
    least = edit_subcommands()
    for text in (one for one in texts() if one.group == "EDIT"):
        start = 3 if text.also else 2
        for line in text.lines[start:text.lines.index("", start)]:
            word = re.match(r"  ([A-Z]+[a-z]*)", line)
            if word and not word[1].islower():
                capitals = len(re.match(r"[A-Z]+", word[1])[0])
                assert capitals == least[word[1].upper()[:8]], f"{text.path.name}: {line}"


@pytest.mark.parametrize("text", [pytest.param(one, id=f"{one.group}-{one.name}") for one in texts()])
def test_the_form_of_a_text(text):
    """Forms, then what it does; each form begins with a name of the text."""
    names = {text.name, *text.also}
    if text.group in (OF_GROUPS, "TOPICS") or text.group == "XEDIT" and text.name in XEDIT_TOPICS | {"&"}:
        return
    start = 3 if text.lines[1].startswith("Also") else 2
    assert text.lines[start - 1] == ""
    form = []
    for line in text.lines[start:]:
        if not line:
            break
        form.append(line)
    assert form and all(line.startswith("  ") for line in form), form
    for line in form:
        words = [re.sub(r"^&(?=\S)", "", word) for word in re.findall(r"[^\s<>|]+", line)]
        if line[2] != " " and (words[0].isupper() or words[0] == "*"):
            assert names & {word.upper()[:8] for word in words} or text.name == "COMMENT", line
    assert any(word.upper()[:8] in names for line in form for word in re.findall(r"[^\s<>|&]+", line)), form


# -- texts that are wrong

@pytest.mark.parametrize("text, what", (
    ("LISTF lists\n", ":1:"), ("LISTF - lists \n", "blanks"), ("x - y\n", "capitals"),
    ("TOOLONGNAME - y\n", "capitals"), ("A - " + "y" * 69 + "\n", "72"), ("A - b\n\tc\n", ":2:"),
    ("A - " + "y" * 65 + "\n", "menu")))
def test_a_wrong_text_ends_the_build_with_its_name(tmp_path, text, what):
    (tmp_path / "cms").mkdir()
    path = tmp_path / "cms" / "bad.txt"
    path.write_text(text)
    with pytest.raises(BuildError) as error:
        read(path)
    assert "bad.txt" in str(error.value) and what in str(error.value)
