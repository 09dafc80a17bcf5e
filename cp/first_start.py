"""The first start: a working installation in an empty data folder.

Called by cp/folder.py.  Killed at any moment, it begins anew at the next start: the folder counts as
installed only with its `format` file, which is written last.
"""
from __future__ import annotations

from typing import NamedTuple

from cp import configuration, durable
from cp.delivered import CMS_FOLDER, CMS_VOLUME
from cp.directory import text_of
from cp.directory_schema import User
from cp.passwords import NOLOG, random_password, stored
from s360.media.ckd import create_volume, open_volume

VOLUME, VOLUME_TYPE = "USER01", "2314"
#: the system disk of CMS: who owns it, and how much of its volume it is (all)
CMS_OWNER, CMS_UNIT, CMS_CYLINDERS = "MAINT", "190", 21
CMS_LINK = {"userid": CMS_OWNER, "unit": CMS_UNIT, "as": CMS_UNIT, "mode": "RR"}
CMS = {"ipl": {"system": "CMS"}, "links": [CMS_LINK]}
FIRST_FREE = 1                            # cylinder 0 holds the label


class Newcomer(NamedTuple):
    """A user of a new installation.

    password: None: a random one, shown once; cylinders: of his disk 191 (0: none), an empty CMS disk;
    keys: further keys of his entry
    """
    userid: str
    password: str | None
    cylinders: int
    comment: str
    keys: dict


NEWCOMERS = (
    Newcomer("OPERATOR", None, 3, "The system's operator.  His password was made at the first start; "
             "a lost one is replaced by\n# cpcms user passwd OPERATOR",
             {"classes": "ABCDEFG", "account": "SYSTEM", "links": [CMS_LINK]}),
    Newcomer(CMS_OWNER, NOLOG, 0, "The owner of the system disk of CMS; users link it as their 190.  Its volume "
             "comes with the program\n# and is replaced with it: nothing can be written there.",
             {"account": "SYSTEM", "disks": {CMS_UNIT: {
                 "type": "2314", "volume": CMS_VOLUME, "first": 0, "cylinders": CMS_CYLINDERS, "mode": "RR",
                 "read-password": "ALL"}}}),
    Newcomer("AUTOLOG1", NOLOG, 2, "Add `options: [AUTOLOG]` and an `ipl` here, and this machine is "
             "logged on whenever the system\n# starts; it may then AUTOLOG others.",
             {"classes": "ABDG", "account": "SYSTEM", "links": [CMS_LINK]}),
    Newcomer("CMSBATCH", NOLOG, 0, "Runs jobs: decks that begin with a card /JOB (docs/cms-batch.md).  A deck "
             "that comes logs it on.",
             {"account": "SYSTEM", "profile": "modern", "options": ["BATCH"], "links": [CMS_LINK],
              "ipl": {"system": "CMS", "parm": "BATCH"},
              "devices": {"00C": {"type": "2540R", "class": "*"}, "01C": {"type": "2540R", "class": "*"},
                          "00D": {"type": "2540P", "class": "A"}, "00E": {"type": "1403", "class": "A"}},
              "temporary disks": {"191": {"type": VOLUME_TYPE, "cylinders": 10}}}),
    Newcomer("CMSUSER", "CMSUSER", 10, "A user to try the system with; the password is CMSUSER.  He logs on "
             "from this host only; give him another\n# password (cpcms user passwd CMSUSER) before "
             "you take out `local`.", {"local": "yes", "account": "DEMO", "maximum": "2M"} | CMS),
    Newcomer("GUEST", "GUEST", 5, "A guest; the password is GUEST.  He logs on from this host only.",
             {"local": "yes", "account": "DEMO"} | CMS),
)


def install(folder) -> list[str]:
    """Make the installation; gives the lines to show to the person who started it."""
    durable.write_text(folder.path / "installing", "The first start has not ended; the next one does it "
                       "anew.\n")
    folder.make_folders()
    for unit in configuration.UNITS:
        durable.make_folder(folder.unit / unit)
    durable.write_text(folder.system_yaml, configuration.default_text())
    users, secret = newcomers()
    for one, user in zip(NEWCOMERS, users):
        durable.write_text(folder.users / f"{one.userid}.yaml",
                           f"# {one.comment}\n{text_of(user)}")
    make_volume(folder, users)
    return [f"OPERATOR's password is {secret} (shown this once; cpcms user passwd OPERATOR sets another)",
            "CMSUSER (password CMSUSER) and GUEST (password GUEST) can log on from this host only"]


def newcomers() -> tuple[list[User], str]:
    """The entries, and OPERATOR's password."""
    users, secret, at = [], random_password(), FIRST_FREE
    for one in NEWCOMERS:
        word = one.password or secret
        keys = {"userid": one.userid, "password": word if word == NOLOG else stored(word)}
        if one.cylinders:
            keys["disks"] = {"191": {"type": VOLUME_TYPE, "volume": VOLUME, "first": at,
                                     "cylinders": one.cylinders}}
            at += one.cylinders
        users.append(User.model_validate(keys | one.keys))
    return users, secret


def make_volume(folder, users: list[User]) -> None:
    """The volume for users' disks, and the disks on it, with an empty CMS file system."""
    from cms.disk import CmsDisk
    from cp.minidisk import Minidisk, format_extent
    path = folder.volumes / f"{VOLUME}.ckd"
    for stray in folder.volumes.glob(f"{path.name}.new*"):      # of a first start that was killed
        durable.remove(stray)
    create_volume(path, VOLUME_TYPE, VOLUME, overwrite=True)
    with open_volume(path, write=True) as volume:
        for user in users:
            disk = user.disks.get(0x191)
            if disk is None or disk.volume != VOLUME:
                continue
            format_extent(volume, disk.first, disk.cylinders)
            files = CmsDisk(Minidisk(volume, disk.first, disk.cylinders))
            files.format("CMS191")
            if user.local:
                put_samples(files)


def put_samples(files) -> None:
    """A newcomer finds something to try: the texts of the folder samples of the package cms."""
    from cms.disk_text import records_of
    for path in sorted((CMS_FOLDER / "samples").glob("*.*")):
        recfm = "V" if path.suffix == ".memo" else "F"
        files.write(path.stem.upper(), path.suffix[1:].upper(),
                    records_of(path.read_text(), recfm, None, path.name), recfm)
