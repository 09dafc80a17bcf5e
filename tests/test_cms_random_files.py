"""Random sequences of file operations against a model of the file system, with several files open, disks
that get full, a read-only extension, on 2314 and 2311, on a bare machine and under CP.  At random moments,
files still open, the checker looks at the disks."""
import pytest

from cms.disk import CmsDisk
from cms.disk_format import DiskError
from cms_file_calls import DRIVES, BareFiles, CpFiles, Recorder
from cms_file_model import Disk, File, Model
from cms_file_trial import KINDS, NAMES, Trial
from cms_machine import cms_system, cms_user
from cp.minidisk import Minidisk
from cp.system import System
from s360.media.ckd import create_volume, open_volume

EXTENSION = (("A", "DATA", [b"%080d" % n for n in range(130)], "F", 80, "P1"),
             ("B", "MEMO", [b"x" * n for n in range(1, 90)], "V", 89, "P1"),
             ("ONLY", "HERE", [b"only"], "F", 4, "P5"), ("SECRET", "DATA", [b"secret"], "F", 6, "P0"),
             ("X#1", "LISTING", [b"once"], "V", 4, "P3"))


def formatted(type: str, cylinders: int, files=(), read_only=False) -> Recorder:
    heads, size, _ = DRIVES[type]
    volume = Recorder(type, cylinders, heads, size)
    disk = CmsDisk(volume)
    disk.format("TEST01", cylinders)
    for name, type, items, fv, lrecl, mode in files:
        disk.write(name, type, items, fv, lrecl, mode)
    volume.read_only = read_only
    return volume


def modelled(type: str, cylinders: int, large: int) -> Model:
    """P, T and B, which is a read-only extension of P; S is left out: it has none of the names used."""
    each = DRIVES[type][2]
    given = {(name, type): File(mode[1], fv, lrecl, list(items))
             for name, type, items, fv, lrecl, mode in EXTENSION}
    return Model(Disk("P", size=cylinders * each), Disk("T", size=large * each, map_extensions=int(
        large * each > 8 * 216)), Disk("B", "P", files=given), Disk("S", size=0))


def on_bare(type: str, seed: int, cylinders: int, large: int, kind=Trial) -> Trial:
    volumes = {"P": formatted(type, cylinders), "T": formatted(type, large),
               "B": formatted(type, 3, EXTENSION, read_only=True)}
    cms = BareFiles({0x191: volumes["P"], 0x192: volumes["T"], 0x193: volumes["B"]}, lines=("LOGIN 193 B/P",))
    return kind(cms, modelled(type, cylinders, large), {letter: volumes[letter] for letter in "PT"}, seed)


SMALL = {"2314": (1, 13), "2311": (4, 45)}


@pytest.mark.parametrize("type, seed", (("2314", 1), ("2311", 2)))
def test_operations_on_a_bare_machine(type, seed):
    on_bare(type, seed, *SMALL[type]).run(150)


# -- the host's tools in between

class WithHost(Trial):
    """Now and then the files are closed and the host's tools write, rename or erase on a disk, which is
    logged in again."""

    def __init__(self, *what):
        super().__init__(*what)
        self.operations[self.host] = 12

    def host(self) -> None:
        letter = self.turn.choice("PT")
        model = next(disk for disk in self.model.disks if disk.letter == letter)
        self.agree("FINIS * * *", self.cms.finis(), self.model.finis(("*", "*"), "*"))
        disk, key = CmsDisk(self.volumes[letter]), self.turn.choice(NAMES)
        known, kind = sorted(model.files), self.turn.random()
        if known and kind < 0.3:
            key = self.turn.choice(known)
            disk.erase(*key)
            del model.files[key]
        elif known and kind < 0.5 and key not in model.files:
            old = self.turn.choice(known)
            disk.rename(*old, *key)
            model.files[key] = model.files.pop(old)
        else:
            self.put(disk, model, key)
        self.history.append(f"host on {letter}: {key}")
        self.cms.ask(f"LOGIN {191 + (letter == 'T')} {letter}")

    def put(self, disk: CmsDisk, model: Disk, key) -> None:
        fv = KINDS[key[1]][0]
        items = [self.turn.randbytes(80 if fv == "F" else self.turn.randint(1, 300))
                 for _ in range(self.turn.randint(1, 150))]
        length = max(map(len, items))
        size = sum(map(len, items)) + 2 * len(items) * (fv == "V")
        try:
            disk.write(*key, items, fv, length, "P2")
        except DiskError as error:
            assert error.kind == "full", error
            assert disk.space().room < size // 800 + 4
        else:
            model.files[key] = File("2", fv, length, items, frozenset(range(-(-size // 800))))


@pytest.mark.parametrize("type, seed, count", (
    ("2314", 7, 60), *(pytest.param(type, seed, 1000, marks=pytest.mark.soak)
                       for type in SMALL for seed in range(40, 45))))
def test_operations_of_cms_and_of_the_host(type, seed, count):
    on_bare(type, seed, *SMALL[type], WithHost).run(count)


# -- under CP

EXTENTS = {0x191: 100, 0x192: 110, 0x193: 160}     # first cylinders


def user_volume(folder, type: str, cylinders: int, large: int) -> dict:
    """A pack with the three disks, made before CP starts; the disks of the user's directory entry."""
    System(folder, threads=1).close()
    path = folder / "volumes" / "USER01.ckd"
    path.unlink()
    create_volume(path, type, "USER01", cylinders=170)
    disks = {}
    with open_volume(path, write=True) as base:
        for unit, count, files in ((0x191, cylinders, ()), (0x192, large, ()), (0x193, 3, EXTENSION)):
            disk = CmsDisk(Minidisk(base, EXTENTS[unit], count))
            disk.format("TEST01", count)
            for name, filetype, items, fv, lrecl, mode in files:
                disk.write(name, filetype, items, fv, lrecl, mode)
            disks[f"{unit:03X}"] = {"type": type, "volume": "USER01", "first": EXTENTS[unit],
                                    "cylinders": count, "mode": "R" if files else "W"}
    return disks


def under_cp(system, disks: dict, type: str, seed: int, cylinders: int, large: int) -> Trial:
    vm = cms_user(system, "FILER", disks=disks)
    cms = CpFiles(vm, ("LOGIN 193 B/P",))
    return Trial(cms, modelled(type, cylinders, large), {"P": cms.disk(0x191), "T": cms.disk(0x192)}, seed)


@pytest.mark.parametrize("type, seed, count", (
    ("2314", 3, 100), ("2311", 4, 50), pytest.param("2314", 5, 10_000, marks=pytest.mark.soak),
    pytest.param("2311", 6, 10_000, marks=pytest.mark.soak)))
def test_operations_under_cp(tmp_path, type, seed, count):
    disks = user_volume(tmp_path, type, *SMALL[type])
    with cms_system(tmp_path) as system:
        trial = under_cp(system, disks, type, seed, *SMALL[type])
        assert trial.cms.word("CPFLAG") & 0x40000000          # DIAGNOSE X'18' is used
        trial.run(count)
        trial.cms.vm.console.command("LOGOFF")


@pytest.mark.soak
@pytest.mark.parametrize("type, seed", [("2314", seed) for seed in range(10, 20)]
                         + [("2311", seed) for seed in range(20, 30)])
def test_ten_thousand_operations(type, seed):
    """Ten disks each, a thousand operations on each from the first file on, and once all on one."""
    on_bare(type, seed, *SMALL[type]).run(10_000 if seed % 10 == 0 else 1_000)
