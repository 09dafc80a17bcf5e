"""A small CP for the tests of spooling: a spool, machines that are all channel, commands."""
from types import SimpleNamespace

from channel_machine import ChannelMachine
from cp.commands import registry
from cp.commands.caller import Caller
from cp.counters import Counters
from cp.messages import CPError
from cp.spool import Spool
from cp.unit_record import SpooledPrinter, SpooledPunch, SpooledReader, announce

USERS = ("ANNA", "BERT", "OPERATOR")


class FakeVM(ChannelMachine):
    """What spooled devices see of a VirtualMachine; posted actions are done at once."""
    batch = None

    def __init__(self, system, userid, classes="G"):
        super().__init__()
        self.system, self.userid, self.classes = system, userid, classes
        self.granted, self.profile = frozenset(), "modern"
        self.user = SimpleNamespace(distribution="", userid=userid)
        self.options = SimpleNamespace(imsg=True, emsg="TEXT")
        self.counters = Counters()
        self.said = []
        self.console = SimpleNamespace(spool=None, devices=[])
        self.reader = self.attach(0x00C, SpooledReader(self, 0x00C))
        self.punch = self.attach(0x00D, SpooledPunch(self, 0x00D))
        self.printer = self.attach(0x00E, SpooledPrinter(self, 0x00E))

    @property
    def devices(self):
        return self.channels.devices

    def device(self, unit):
        if unit not in self.devices:
            raise CPError("no-device", unit=unit)
        return self.devices[unit]

    def say(self, text):
        self.said.append(text)

    def post(self, action):
        action()


class FakeSystem:
    """One spool and its users; `command` runs a console function for one of them."""

    def __init__(self, path, limits=None, users=USERS):
        self.path, self.limits = path, limits
        self.machines, self.logged, self.told = {}, [], []
        self.configuration = SimpleNamespace(profile="modern", unit_record={})
        self.users = set(users)
        self.directory = SimpleNamespace(get=self.user_entry, has=lambda userid: False)
        self.data = path.parent
        self.real_units = None
        self.open()

    def open(self):
        self.spool = Spool(self.path, self.limits)
        self.spool.listeners.append(lambda file, event: announce(self, file, event))

    def user_entry(self, userid):
        if userid not in self.users:
            raise CPError("not-in-directory", userid=userid)
        return SimpleNamespace(userid=userid)

    def log(self, kind, text, **fields):
        self.logged.append((kind, text, fields))

    def tell_operator(self, text):
        self.told.append(text)

    def logon(self, userid, classes="G"):
        vm = self.machines[userid] = FakeVM(self, userid, classes)
        return vm

    def command(self, userid, line):
        """(return code, lines, data)."""
        registry.load()
        vm = self.machines[userid]
        caller = Caller(self, vm, vm.classes)
        code = caller.run(line)
        return SimpleNamespace(code=code, lines=caller.lines, data=caller.data)

    def query(self, userid, line):
        """The same for an operand of QUERY."""
        registry.load()
        vm = self.machines[userid]
        caller = Caller(self, vm, vm.classes)
        caller.line = "QUERY " + line
        words = line.split()
        found = registry.sub_function(caller, registry.QUERIES, "QUERY", words)
        found.run(caller, words[1:])
        return SimpleNamespace(lines=caller.lines, data=caller.data)

    def close(self):
        if self.real_units is not None:
            self.real_units.stop()
        self.spool.close()


def cards(*lines):
    """Texts as EBCDIC cards."""
    return [line.encode("cp037").ljust(80, b"\x40") for line in lines]


def put_deck(spool, owner, lines, **attributes):
    """A closed punch file in somebody's reader."""
    writer = spool.open("RDR", owner, attributes.pop("origin", owner), "PUN", **attributes)
    for card in cards(*lines):
        writer.punch(card)
    return writer.close()
