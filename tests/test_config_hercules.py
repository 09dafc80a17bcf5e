"""Hercules configurations: what is taken over, and that nothing is dropped without a word."""
import pytest
from s360 import config
from s360.errors import ConfigError
from s360.hercules_config import unit_addresses


def load(folder, text, name="vm.cnf"):
    (folder / name).write_text(text)
    return config.load(folder / name)


@pytest.mark.parametrize("text, units", [
    ("00C", [0x00C]), ("0009", [0x009]), ("0200.3", [0x200, 0x201, 0x202]),
    ("280-28F", list(range(0x280, 0x290))), ("2C0,2C2", [0x2C0, 0x2C2]),
    ("0100,0110-0112", [0x100, 0x110, 0x111, 0x112]), ("0:0300.2", [0x300, 0x301]),
    ("0230.16", list(range(0x230, 0x240)))])
def test_addresses(text, units):
    assert unit_addresses(text) == units


@pytest.mark.parametrize("text", ["28F-280", "1:0100", "0FF.2", "200.", "200-", "0200,0300"])
def test_wrong_addresses(text):
    with pytest.raises(ValueError):
        unit_addresses(text)


def test_a_whole_configuration(tmp_path):
    (tmp_path / "more.cnf").write_text("0182 3420 *\n")
    (tmp_path / "vm.rc").write_text("ipl 180\n")
    made = load(tmp_path, """\
# an operating system
* from tape
MAINSIZE 1
DEFSYM   DISKS  "packs"
INCLUDE  more.cnf
001F     1052-C  /
000C     3505    job one.txt
000D     3525    out.txt  ascii    # punched cards
000E     1403    "my list.txt"  lpp=60 fcb=1,7,13
0190,0192-193  2314  $(DISKS)/disk.$(CUU)
0180     3420    ${WORK_TAPES:=tapes}/a.aws  ro
""")
    by_unit = {device.unit: device for device in made.devices}
    options = made.machine.options("host")
    assert options["storage"] == 1 << 20 and options["model"] == "65"
    assert by_unit[0x01F].type == "1052" and by_unit[0x00C].type == "2540R"
    assert by_unit[0x00C].options["deck"] == [str(tmp_path / "job"), str(tmp_path / "one.txt")]
    assert by_unit[0x00D].options == {"deck": str(tmp_path / "out.txt"), "form": "text"}
    assert by_unit[0x00E].options == {"file": str(tmp_path / "my list.txt"), "length": 60,
                                      "carriage": {1: [1], 2: [7], 3: [13]}}
    assert by_unit[0x193].options == {"volume": str(tmp_path / "packs" / "disk.193"), "write": True}
    assert by_unit[0x180].options == {"tape": str(tmp_path / "tapes" / "a.aws"), "ring": False}
    assert by_unit[0x182].options == {} and by_unit[0x182].where == "more.cnf:1"
    assert made.commands == [f"do {tmp_path / 'vm.rc'}"]


def test_dollar_signs_and_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("HERE", "there")
    made = load(tmp_path, "DEFSYM A b\n0190 2314 ${HERE}/$(A)/$(HERE)/x.$(cuu)\n"
                          "019A 2314 $$(A).$(cuu)\n019B 2314 ${A}$(CCUU)\n")
    names = [device.options["volume"].removeprefix(str(tmp_path) + "/") for device in made.devices]
    assert names == ["there/b/there/x.190", "$(A).19a", "019B"]


def test_what_has_no_effect_is_named_with_its_line(tmp_path):
    notes = load(tmp_path, "ARCHMODE ESA/390\nCPUSERIAL 000611\nCNSLPORT 3270\n00C0 3270\n"
                           "000C 3505 a.txt trunc\n000E 1403 1403 sockdev\n0AC0 2314 x\n"
                           "IGNORE INCLUDE_ERRORS\nINCLUDE none.cnf\n0190 2314 $(NOBODY)x\n").notes
    told = {line.split(" ", 1)[0]: line for line in notes}
    assert "ESA/390" in told["vm.cnf:1"] and "CPUSERIAL" in told["vm.cnf:2"]
    assert "CNSLPORT" in told["vm.cnf:3"] and "3270" in told["vm.cnf:4"]
    assert any("trunc" in note for note in notes) and "files only" in told["vm.cnf:6"]
    assert "channels" in told["vm.cnf:7"] and "none.cnf" in told["vm.cnf:9"]
    assert "NOBODY" in told["vm.cnf:10"]


def test_mistakes_are_told_all_at_once(tmp_path):
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, "MAINSIZE much\nFROB 1\n000C 3505 a\n000C 1403 b\n000E 140 x\n"
                       "28F-280 2314 x\nINCLUDE none.cnf\n0190\n000F 1403\n")
    lines = str(caught.value).splitlines()
    assert [line.split()[0] for line in lines] == [
        "vm.cnf:1", "vm.cnf:2", "vm.cnf:4", "vm.cnf:5", "vm.cnf:6", "vm.cnf:7", "vm.cnf:8",
        "vm.cnf:9"]
    assert "at vm.cnf:3" in lines[2] and "'1403'" in lines[3] and "none.cnf" in lines[5]


def test_files_that_include_each_other_end(tmp_path):
    with pytest.raises(ConfigError, match="more than 8 files"):
        load(tmp_path, "INCLUDE vm.cnf\n")


def test_the_machine_runs_the_rc_file(tmp_path):
    from s360.operator import Operator
    (tmp_path / "hercules.rc").write_text("# as on the console\ngpr 5=1A\n")
    made = load(tmp_path, "MAINSIZE 1\n0009 3215-C\n")
    said = []
    operator = Operator(made.build(), said.append)
    for line in made.commands:
        operator.command(line)
    assert operator.machine.cpu.gpr[5] == 0x1A and len(operator.machine.storage) == 1 << 20
