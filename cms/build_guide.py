"""The guide of CMS on the system disk: documents of SCRIPT from guide/, and two appendices that are made of
the texts of HELP, so that they name what is there.

Called by cms/build_files.py.  cms/guide_print.py prints the guide and makes its table of contents.
"""
from __future__ import annotations

from .build_help import Text, texts
from .build_source import HERE, BuildError

GUIDE = HERE / "guide"
COLUMNS = 132                            # of a line of a document, as EDIT has it
APPENDICES = {"CMSGB": ("Appendix B. Control Words of SCRIPT", "SCRIPT"), "CMSGC": ("Appendix C. Commands", "CMS")}


def entry(text: Text) -> str:
    """A line of an appendix: name and purpose, as the menu of HELP has it."""
    name, _, purpose = text.lines[0].partition(" - ")
    return f"{name:<10}{purpose}"


def appendix(title: str, group: str) -> list[str]:
    """The lines of a document with all names of a group of texts."""
    return [".br", f".he {title}", ".pa", ".cm chapter", f".ce {title}", ".sp", ".nf",
            *(" " + entry(text) for text in texts() if text.group == group), ".fo"]


def documents() -> dict[str, list[str]]:
    """Filename -> lines; BuildError where a line is too long or has characters that EBCDIC has not."""
    found = {path.stem.upper(): path.read_text(encoding="utf-8").splitlines()
             for path in sorted(GUIDE.glob("*.script"))}
    return found | {name: appendix(*what) for name, what in APPENDICES.items()}


def records(name: str, lines: list[str]) -> list[bytes]:
    """The records of a document, format V; an empty line is a blank."""
    made = []
    for number, line in enumerate(lines, 1):
        try:
            record = line.rstrip().encode("cp037") or b"\x40"
        except UnicodeEncodeError as error:
            raise BuildError(f"{name.lower()}.script:{number}: {line[error.start]!r} is not in code page 037"
                             ) from None
        if len(record) > COLUMNS:
            raise BuildError(f"{name.lower()}.script:{number}: {len(record)} characters; a line has at most "
                             f"{COLUMNS}")
        made.append(record)
    return made


def guide() -> list[tuple[str, str, list[bytes], str]]:
    """The files of the guide: name, type, records, format."""
    return [(name, "SCRIPT", records(name, lines), "V") for name, lines in documents().items()]
