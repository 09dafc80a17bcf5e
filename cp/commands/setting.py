"""SET and TERMINAL: how a machine and its terminal behave; QUERY SET and QUERY TERMINAL.

Switches that the operator sets for others (SHARE, PRIORITY, FAVORED ...) are in operator.py.
"""
from __future__ import annotations

from cp.commands import registry, words as w
from cp.commands.registry import command, query, setting
from cp.messages import CPError

SIGNS = {"CHARDEL": "chardel", "LINEDEL": "linedel", "LINEND": "linend", "ESCAPE": "escape"}
STANDARD = {"chardel": "@", "linedel": "\u00a2", "linend": "#", "escape": '"'}
LEAST_WIDTH, MOST_WIDTH = 20, 255
MOST_MORE, USUAL_WARNING = 255, 10


@command("SET", 3, "", "option value", "inquiry and settings", source="CP-67")
def set_(who, words):
    """Set an option of your machine.

    Without more, HELP SET lists the options; QUERY SET shows how they stand.
    """
    words = registry.parted(words)
    found = registry.sub_function(who, registry.SETTINGS, "SET", words)
    return found.run(who, words[1:])


def switch(name: str, minimum: int, attribute: str, text: str, source: str = "VM/370"):
    """Register SET name ON|OFF for an attribute of Options."""
    def run(who, words):
        setattr(who.need_vm().options, attribute, w.on_or_off(words))
    run.__doc__ = text
    setting(name, minimum, "G", "ON|OFF", source=source)(run)


switch("MSG", 3, "msg", "Whether messages of others are shown.", "CP-67")
switch("WNG", 3, "wng", "Whether warnings are shown.", "CP-67")
switch("IMSG", 4, "imsg", "Whether CP's own notices (spool files that arrive ...) are shown.")
switch("RUN", 3, "run", "Whether the machine runs on while you are in the CP environment.", "CP-67")
switch("LINEDIT", 4, "linedit", "Whether CP edits what you type (@ ¢ # \").", "CP-67")
switch("ACNT", 4, "acnt", "Whether accounting lines are shown at logoff.")


@setting("EMSG", 4, "G", "ON|OFF|CODE|TEXT")
def set_emsg(who, words):
    """What is shown of error messages: code and text, nothing, the code, or the text."""
    value = w.needed(words).upper()
    if value not in ("ON", "OFF", "CODE", "TEXT") or len(words) > 1:
        raise CPError("invalid-operand", operand=words[-1])
    who.need_vm().options.emsg = value


@setting("TIMER", 3, "G", "ON|OFF|REAL")
def set_timer(who, words):
    """The interval timer at location 80: virtual CPU time, off, or the host's clock."""
    value = w.needed(words).upper()
    if value not in ("ON", "OFF", "REAL") or len(words) > 1:
        raise CPError("invalid-operand", operand=words[-1])
    who.need_vm().set_timer(value)


@setting("SECUSER", 6, "G", "userid | OFF", source="VM/SP")
def set_secuser(who, words):
    """Who sees your console, and may SEND to your machine, while you are disconnected.

    Each line your machine types then appears on his terminal behind your userid.
    """
    name = w.userid(w.needed(words))
    w.nothing_more(words[1:])
    vm = who.need_vm()
    if name != "OFF":
        who.system.directory.get(name)
    vm.options.secuser = "" if name in ("OFF", vm.userid) else name


@setting("CARDSAVE", 4, "G", "ON|OFF", source="CP-67")
def set_cardsave(who, words):
    """Whether reader files are kept after reading (as SPOOL READER HOLD)."""
    on = w.on_or_off(words)
    who.run_inner(f"SPOOL READER {'HOLD' if on else 'NOHOLD'}")


@setting("APLBALL", 3, "G", "ON|OFF", source="CP-67")
def set_aplball(who, words):
    """Whether the terminal has an APL type element (as TERMINAL APL)."""
    who.need_vm().console.editing.apl = w.on_or_off(words)


@command("TERMINAL", 4, "G", "{CHARDEL|LINEDEL|LINEND|ESCAPE ON|OFF|char | MODE CP|VM | LINESIZE nnn|OFF | "
         "MASK|APL|HILIGHT|ATTN ON|OFF | MORE nnn [mmm]|OFF} ...", "inquiry and settings")
def terminal(who, words):
    """Set the terminal's editing characters and habits.

    MODE VM: one attention interrupts the machine, two enter CP; MODE CP: one enters CP.  ATTN OFF: no ! is
    typed.  MORE, at a display: a full screen gives the alarm after nnn seconds and goes on mmm (10) seconds
    later; OFF: it waits until CLEAR.  LINESIZE: longer lines go on in the next row, at a display; 80 and more
    is its width.  HILIGHT: what you typed is bright, at a display with colours.  MASK and APL are kept, but
    change nothing: passwords are hidden at every terminal.
    """
    console = who.need_vm().console
    if not words:
        raise CPError("operand-missing")
    while words:
        name, *words = words
        value = w.needed(words)
        words = words[1:]
        if name.upper() == "MORE":
            seconds = words[0] if words and words[0].isdecimal() else None
            words = words[seconds is not None:]
            console.editing.more = more(value, seconds)
        else:
            change(console.editing, name.upper(), value)
    console.tell_manner()


def more(value: str, behind: str | None) -> list[int]:
    """Seconds until the alarm and behind it; [] for OFF."""
    if value.upper() == "OFF" and behind is None:
        return []
    return [w.decimal(value, 0, MOST_MORE), USUAL_WARNING if behind is None else w.decimal(behind, 0, MOST_MORE)]


def change(editing, name: str, value: str) -> None:
    upper = value.upper()
    if name in SIGNS:
        attribute = SIGNS[name]
        if upper in ("ON", "OFF"):
            setattr(editing, attribute, STANDARD[attribute] if upper == "ON" else None)
        elif len(value) == 1 and not value.isalnum() and value not in (
                getattr(editing, other) for other in SIGNS.values() if other != attribute):
            setattr(editing, attribute, value)
        else:
            raise CPError("invalid-operand", operand=value)
    elif name == "MODE" and upper in ("CP", "VM"):
        editing.mode = upper
    elif name == "LINESIZE":
        editing.linesize = (MOST_WIDTH if upper == "OFF" else
                            w.decimal(value, LEAST_WIDTH, MOST_WIDTH))
    elif name in ("MASK", "APL", "HILIGHT", "ATTN") and upper in ("ON", "OFF"):
        setattr(editing, name.lower(), upper == "ON")
    else:
        raise CPError("invalid-operand", operand=name if name not in ("MODE", "MASK") else value)


def word(on: bool) -> str:
    return "ON" if on else "OFF"


@query("TERMINAL", 4, "G")
def query_terminal(who, words):
    """The terminal's editing characters and habits."""
    w.nothing_more(words)
    e = who.need_vm().console.editing
    who.say(f"LINEND {e.linend or 'OFF'} , LINEDEL {e.linedel or 'OFF'} , CHARDEL {e.chardel or 'OFF'}"
            f" , ESCAPE {e.escape or 'OFF'}")
    who.say(f"LINESIZE {e.linesize:03d}, MASK {word(e.mask)}, APL {word(e.apl)}, HILIGHT "
            f"{word(e.hilight)}, ATTN {word(e.attn)}, MODE {e.mode}")
    seconds = who.vm.console.more
    who.say(f"MORE {' '.join(f'{one:03.0f}' for one in seconds) or 'OFF'}")
    who.tell(vars(e) | {"more": seconds})


@query("SET", 3, "G", source="CP-67")
def query_set(who, words):
    """How the options of SET stand."""
    w.nothing_more(words)
    vm = who.need_vm()
    o = vm.options
    who.say(f"MSG {word(o.msg)} , WNG {word(o.wng)} , EMSG {o.emsg} , ACNT {word(o.acnt)} , RUN "
            f"{word(o.run)}")
    who.say(f"LINEDIT {word(o.linedit)} , TIMER {o.timer} , IMSG {word(o.imsg)} , PROFILE {vm.profile}")
    who.say(f"ASSIST {' '.join(sorted(o.assist)) or 'OFF'} , SECUSER {o.secuser or 'OFF'}")
    who.tell(vars(o) | {"profile": vm.profile, "assist": sorted(o.assist)})
