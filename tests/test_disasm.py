"""The plain disassembler: what Assembler F would have been given (C28-6514)."""
import argparse
import random
import re
import subprocess
import time

import pytest

from cp.cli_disasm import add_disasm
from s360 import isa
from s360.disasm import disassemble, listing, operands
from s360.errors import ConfigError, MediaError
from test_isa import OBJDUMP, needs_binutils, operands_and_bytes


@pytest.mark.parametrize("text, expected", [
    ("1A12", "AR 1,2"),
    ("0410", "SPM 1"),
    ("0ACA", "SVC 202"),
    ("07FE", "BR 14"), ("0700", "NOPR 0"), ("078E", "BCR 8,14"),
    ("58123004", "L 1,4(2,3)"), ("58103004", "L 1,4(,3)"),
    ("58120004", "L 1,4(2)"), ("58100004", "L 1,4"),
    ("47F0F010", "B 16(,15)"), ("47800100", "BE 256"), ("4730F010", "BC 3,16(,15)"),
    ("47000000", "NOP 0"), ("47712345", "BNE 837(1,2)"),
    ("90ECD00C", "STM 14,12,12(13)"), ("986C0000", "LM 6,12,0"),
    ("89100005", "SLL 1,5"), ("8E402003", "SRDA 4,3(2)"),
    ("91801000", "TM 0(1),X'80'"), ("9200000F", "MVI 15,X'00'"),
    ("82000068", "LPSW 104"), ("9C00E000", "SIO 0(14)"), ("93001000", "TS 0(1)"),
    ("D20310002008", "MVC 0(4,1),8(2)"), ("D2FF00000008", "MVC 0(256),8"),
    ("FA2310002000", "AP 0(3,1),0(4,2)"), ("F27001000200", "PACK 256(8),512(1)"),
    ("B1123004", "LRA 1,4(2,3)"), ("B826F010", "LMC 2,6,16(15)"),
    ("83004000", "DIAG 0(4),X'00'"),
    ("0000", "DC X'0000'"), ("B2050000", "DC X'B205'"), ("A212", "DC X'A212'"),
    ("58", "DC X'58'"), ("5812", "DC X'5812'"), ("D203100020", "DC X'D203'"),
])
def test_one_instruction(text, expected):
    line, length = disassemble(bytes.fromhex(text))
    assert " ".join(line.split()) == expected
    data = re.fullmatch(r"DC X'(\w+)'", expected)
    assert length == (len(data[1]) // 2 if data else len(text) // 2)


def test_operands_begin_in_the_assemblers_column():
    assert disassemble(bytes.fromhex("1A12"))[0] == "AR    1,2"
    assert disassemble(bytes.fromhex("DF0310002008"))[0] == "EDMK  0(4,1),8(2)"


def test_no_instruction_lies_at_an_odd_address():
    assert disassemble(bytes.fromhex("1A12"), 0x201) == ("DC    X'1A'", 1)


def test_fields_are_those_of_the_instruction():
    assert operands(bytes.fromhex("58123004")) == {"R1": 1, "D2": 4, "X2": 2, "B2": 3}
    assert operands(bytes.fromhex("D20310002008")) == {"D1": 0, "L": 3, "B1": 1, "D2": 8, "B2": 2}
    assert operands(bytes.fromhex("FA2310002000"))["L1"] == 2
    assert operands(bytes.fromhex("4780F010")) == {"M1": 8, "D2": 16, "X2": 0, "B2": 15}
    assert operands(bytes.fromhex("0ACA")) == {"I": 202}
    assert operands(b"\0\0") == operands(b"") == operands(b"\x58\x12") == {}


def test_every_code_has_its_length_and_unassigned_ones_are_data():
    for code in range(256):
        text = bytes((code, 0, 0, 0, 0, 0))
        line, length = disassemble(text)
        if code in isa.BY_OPCODE:
            assert length == isa.length(code) and not line.startswith("DC ")
        else:
            assert (line, length) == (f"DC    X'{code:02X}00'", 2)


def test_a_listing_loses_no_byte():
    data = random.Random(7).randbytes(3001)
    at = 0
    for line in listing(data, 0, len(data)):
        address, text, statement = re.fullmatch(r"(\w{6})  ([0-9A-F ]{14})  (.*)", line).groups()
        assert int(address, 16) == at
        times = int((re.match(r"DC +(\d+)X", statement) or (0, 1))[1])
        text = bytes.fromhex(text) * times
        assert text == data[at:at + len(text)]
        at += len(text)
    assert at == len(data)


def test_a_listing_keeps_to_its_addresses_and_folds_repeated_data():
    image = bytes(16) + bytes.fromhex("58123004 07FE")
    assert list(listing(image, 0x204, 0x214, origin=0x200)) == [
        "000204  0000            DC    6X'0000'",
        "000210  5812 3004       L     1,4(2,3)"]
    assert list(listing(image, 0x300, 0x400, origin=0x200)) == []


@needs_binutils
def test_mnemonics_agree_with_objdump(tmp_path):
    chance = random.Random(67)
    rows = [row for row in isa.INSTRUCTIONS for _ in range(3)]
    texts = [operands_and_bytes(row, chance)[1] for row in rows]
    nop = bytes.fromhex("0700")
    (tmp_path / "x").write_bytes(b"".join(text + nop * (4 - len(text) // 2) for text in texts))
    shown = subprocess.run([OBJDUMP, "-D", "-z", "-b", "binary", "-m", "s390:31-bit",
                            "-M", "esa", "x"], cwd=tmp_path, capture_output=True, text=True,
                           check=True).stdout
    theirs = dict(re.findall(r"^ *([0-9a-f]+):\t[0-9a-f ]+\t(\S+)", shown, re.MULTILINE))
    # later names of the same operations; BER, BNHE and the like came after Assembler F
    renamed = {"ldxr": "LRDR", "ledr": "LRER", "mder": "MER", "mde": "ME"}
    compared = set()
    for n, (row, text) in enumerate(zip(rows, texts)):
        name = theirs[f"{8 * n:x}"]
        if name.startswith(".") or row.mnemonic in ("WRD", "RDD"):     # now BRXH, BRXLE
            continue
        compared.add(row.mnemonic)
        ours = disassemble(text)[0].split()[0]
        if ours in ("BC", "BCR"):
            assert name[0] == "b" and name.endswith("r") == (ours == "BCR")
        else:
            assert renamed.get(name, name.upper()) == ours
    assert len(compared) > 140


# -- the command

def cpcms(*words):
    parser = argparse.ArgumentParser()
    add_disasm(parser.add_subparsers())
    options = parser.parse_args(["disasm", *map(str, words)])
    return options.func(options)


def text_card(address, text):
    return (b"\x02\xE3\xE7\xE3\x40" + address.to_bytes(3, "big") + b"\x40\x40"
            + len(text).to_bytes(2, "big") + b"\x40\x40\0\1" + text).ljust(80, b"\x40")


def test_command_lists_an_image(tmp_path, capsys):
    path = tmp_path / "image"
    path.write_bytes(bytes.fromhex("58123004 07FE 1A12"))
    assert cpcms(path, "--at", "200", "--start", "204", "--end", "206") == 0
    assert capsys.readouterr().out == "000204  07FE            BR    14\n"


def test_command_lists_the_text_of_an_object_deck(tmp_path, capsys):
    path = tmp_path / "deck"
    path.write_bytes(b"\x02\xC5\xE2\xC4".ljust(80, b"\x40")
                     + text_card(0x104, bytes.fromhex("07FE"))
                     + text_card(0x100, bytes.fromhex("58123004"))
                     + text_card(0x200, bytes.fromhex("1A12"))
                     + b"\x02\xC5\xD5\xC4".ljust(80, b"\x40"))
    cpcms(path)
    assert capsys.readouterr().out.splitlines() == [
        "000100  5812 3004       L     1,4(2,3)",
        "000104  07FE            BR    14",
        "000200  1A12            AR    1,2"]


def test_cards_that_are_no_object_deck_are_an_image(tmp_path, capsys):
    path = tmp_path / "deck"
    path.write_bytes(bytes.fromhex("07FE") * 40)
    cpcms(path)
    assert len(capsys.readouterr().out.splitlines()) == 40


def test_a_deck_with_mad_counts_is_harmless(tmp_path, capsys):
    path = tmp_path / "deck"
    bad = bytearray(text_card(0x100, b"\x07\xFE"))
    bad[10:12] = b"\xFF\xFF"
    path.write_bytes(bytes(bad))
    with pytest.raises(MediaError, match="hold no text"):
        cpcms(path)
    assert capsys.readouterr().out == ""


def test_a_missing_or_oversized_file_is_told_in_one_line(tmp_path):
    with pytest.raises(MediaError, match="nowhere: No such file.*image or deck"):
        cpcms(tmp_path / "nowhere")
    (tmp_path / "empty").write_bytes(b"")
    with pytest.raises(MediaError, match="empty"):
        cpcms(tmp_path / "empty")
    (tmp_path / "image").write_bytes(bytes(32))
    with pytest.raises(MediaError, match="lower --at"):
        cpcms(tmp_path / "image", "--at", "FFFFF0")


@pytest.mark.parametrize("words, told", [
    (["--start", "100", "--end", "50"], "--end 000050 is not behind --start 000100"),
    (["--start", "4", "--end", "4"], "--end 000004 is not behind")])
def test_an_end_before_the_start_is_wrong_usage(tmp_path, words, told):
    (tmp_path / "image").write_bytes(bytes(16))
    with pytest.raises(ConfigError, match=told):
        cpcms(tmp_path / "image", *words)


def test_a_range_beside_the_image_is_told(tmp_path, capsys):
    (tmp_path / "image").write_bytes(bytes(16))
    with pytest.raises(MediaError, match="nothing lies from 000100 up to 000200; it holds 000000 to 00000F"):
        cpcms(tmp_path / "image", "--start", "100", "--end", "200")
    assert capsys.readouterr().out == ""


def test_a_deck_cut_within_a_card_is_listed_and_the_cut_told(tmp_path, capsys):
    deck = text_card(0x100, bytes.fromhex("07FE")) + text_card(0x102, bytes.fromhex("1A12"))
    (tmp_path / "deck").write_bytes(deck[:-3])
    assert cpcms(tmp_path / "deck") == 0
    shown = capsys.readouterr()
    assert shown.out == "000100  07FE            BR    14\n"
    assert "ends within card 2" in shown.err and "flat listing" in shown.err
    assert cpcms(tmp_path / "deck", "--flat") == 0
    assert "ends within card 2; that is left out" in capsys.readouterr().err
    with pytest.raises(MediaError, match="ends within card 2; the deck is cut off"):
        cpcms(tmp_path / "deck", "--flow")


SOURCE = "T        CSECT\n         BR    14\n         END\n"


@pytest.mark.parametrize("content", [
    SOURCE.encode(), SOURCE.replace("\n", "\r\n").encode(),
    b"".join(line.encode("cp037").ljust(80, b"\x40") for line in SOURCE.splitlines())])
def test_text_is_refused_but_listed_on_request(tmp_path, capsys, content):
    (tmp_path / "t.asm").write_bytes(content)
    with pytest.raises(MediaError, match="t.asm: looks like text.*cpcms asm"):
        cpcms(tmp_path / "t.asm")
    assert cpcms(tmp_path / "t.asm", "--flat") == 0
    shown = capsys.readouterr()
    assert "looks like text" in shown.err and shown.out.startswith("000000  ")


@pytest.mark.parametrize("content", [b"\x0A\x40", b"\x40" * 160, b"\x0A" * 7 + b"\x07\xFE" * 40])
def test_storage_that_can_be_read_as_characters_is_an_image(tmp_path, capsys, content):
    (tmp_path / "image").write_bytes(content)
    assert cpcms(tmp_path / "image") == 0 and capsys.readouterr().err == ""


def test_a_megabyte_takes_seconds():
    image = random.Random(1).randbytes(1 << 20)
    begin = time.process_time()
    assert sum(1 for _ in listing(image, 0, len(image))) > 200_000
    assert time.process_time() - begin < 6


@pytest.mark.parametrize("address", ["1000000", "-1", "XYZ"])
def test_a_wrong_address_is_refused(address, tmp_path, capsys):
    with pytest.raises(SystemExit):
        cpcms(tmp_path / "x", f"--at={address}")
    assert "hexadecimal address" in capsys.readouterr().err
