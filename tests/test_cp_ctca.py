"""Channel-to-channel adapters between virtual machines: DEFINE, COUPLE, blocks both ways at speed, and a side
that goes in the middle of it; tapes that the operator mounts."""
import pytest

from cp.system import System
from cp_guests import guest, wait_until
from s360.errors import MediaError
from s360.media.tape import MARK, open_tape
from terminal_room import load

ROUNDS = 1500                  # blocks each way
BLOCK = 1024

# Sends a block whose words are its number, and reads one whose words are the complement; or the other
# way round.  Ends well (wait address 0), or at BAD1 (wrong data), BAD2 (unit check).
TALK = """TALK     START X'1000'
         BALR  12,0
         USING *,12
         MVC   120(8),IONEW
         L     6,=F'{rounds}'
         SR    7,7
NEXT     LA    7,1(7)
         ST    7,OUT
{turn}
         MVC   OUT+4(252),OUT
         MVC   OUT+256(256),OUT
         MVC   OUT+512(256),OUT
         MVC   OUT+768(256),OUT
         {first}
         {second}
         L     8,IN
         X     8,ONES
         C     8,OUT
         BNE   WRONG
         CLC   IN+4(252),IN
         BNE   WRONG
         CLC   IN+768(256),IN
         BNE   WRONG
         BCT   6,NEXT
         LPSW  GOOD
WRONG    LPSW  BAD1
SEND     LA    10,WRITE
         B     DOIO
GET      LA    10,READ
DOIO     ST    10,72
         SIO   X'140'
         BC    8,AWAIT
         BC    3,BROKEN            BUSY FOR GOOD, OR NOT THERE
         TM    68,X'02'
         BO    BROKEN
         B     DOIO                ITS ATTENTION CAME FIRST
AWAIT    LPSW  WAIT
IOINT    TM    68,X'02'
         BO    BROKEN
         TM    68,X'04'
         BZ    AWAIT
         BR    14
BROKEN   LPSW  BAD2
         DS    0D
WAIT     DC    X'FE020000',A(0)
IONEW    DC    X'00000000',A(IOINT)
GOOD     DC    X'00020000',A(0)
BAD1     DC    X'00020000',A(X'BAD1')
BAD2     DC    X'00020000',A(X'BAD2')
WRITE    CCW   X'01',OUT,0,1024
READ     CCW   X'02',IN,0,1024
ONES     DC    X'FFFFFFFF'
         LTORG
OUT      DS    CL1024
IN       DS    CL1024
         END   TALK
"""
SEND, GET = "BAL   14,SEND", "BAL   14,GET"


TURN = "         X     7,ONES\n         ST    7,OUT\n         X     7,ONES"


def talk(two, rounds=ROUNDS):
    """Load the program into both, and begin."""
    programs = (TALK.format(rounds=rounds, turn="*", first=SEND, second=GET),
                TALK.format(rounds=rounds, turn=TURN, first=GET, second=SEND))
    for vm, program in zip(two, programs):
        load(vm, program, "IPL 00C STOP")          # IPL resets the adapter: before the other begins
    for vm in two:
        vm.console.send("BEGIN")


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    with System(tmp_path_factory.mktemp("ctca") / "data", threads=2) as made:
        made.command("DRAIN ALL")
        yield made


@pytest.fixture
def two(system):
    """Two machines with coupled adapters at 140."""
    machines = guest(system, "ANNA"), guest(system, "BERT")
    for vm in machines:
        vm.console.send("DEFINE CTCA AS 140")
    machines[0].console.send("COUPLE 140 TO BERT 140")
    machines[0].console.expect("CTCA 140 COUPLED TO BERT 140")
    machines[1].console.expect("CTCA 140 COUPLED BY ANNA 140")
    yield machines
    for vm in machines:
        system.logoff(vm)


def stopped_at(vm) -> str:
    """The address of the disabled wait it comes to."""
    return vm.console.expect("DISABLED WAIT PSW", 15)[-9:-1]


@pytest.mark.parametrize("assist", ["ON", "OFF"])
def test_blocks_both_ways_without_loss(two, assist):
    for vm in two:
        vm.console.send(f"SET ASSIST {assist}")
    talk(two)
    assert [stopped_at(vm) for vm in two] == ["00000000"] * 2
    for vm in two:
        assert vm.counters.sios >= 2 * ROUNDS


@pytest.mark.parametrize("end", ["DETACH 140", "LOGOFF", "SYSTEM RESET", "COUPLE 140 * 150"])
def test_one_side_goes_in_the_middle(system, two, end):
    one, other = two
    one.console.send("DEFINE CTCA AS 150")
    talk(two, 9_000_000)
    wait_until(lambda: other.counters.sios > 200)
    one.console.send("#CP " + end)
    wait_until(lambda: other.in_cp or other.place.state == "idle")
    if other.in_cp:
        assert stopped_at(other) == "0000BAD2"
    assert "ERROR" not in other.console.text and not [
        line for line in system.journal.tail(50) if "error" in line.lower()]
    if end in ("DETACH 140", "LOGOFF"):
        assert other.in_cp and other.device(0x140).peer is None
        other.console.send("QUERY VIRTUAL 140")
        other.console.expect("CTCA 140 NOT COUPLED")


def test_coupled_again_they_go_on(system, two):
    one, other = two
    one.console.send("DETACH 140")
    one.console.send("DEFINE CTCA 141")
    one.console.send("COUPLE 141 BERT 140")
    one.console.send("QUERY VIRTUAL 141")
    one.console.expect("CTCA 141 COUPLED TO BERT 140")
    one.console.send("DEFINE 141 AS 140")
    talk(two, 20)
    assert [stopped_at(vm) for vm in two] == ["00000000"] * 2


@pytest.mark.parametrize("line, answer", [
    ("COUPLE 150 ANNA 140", "CTCA 140 OF ANNA IS COUPLED TO BERT"), ("COUPLE 150 ANNA 170",
     "CTCA 170 OF ANNA DOES NOT EXIST"), ("COUPLE 150 ANNA 160", "CTCA 160 OF ANNA IS NOT FOR YOU"),
    ("COUPLE 009 ANNA 140", "INVALID DEVICE TYPE - 009"), ("COUPLE 150 * 150", "DOES NOT EXIST"),
    ("COUPLE 155 ANNA 140", "DEV 155 DOES NOT EXIST")])
def test_couplings_that_are_refused(system, two, line, answer):
    two[0].console.send("DEFINE CTCA AS 160 USER BERT")
    third = guest(system, "CLARA")
    third.console.send("DEFINE CTCA AS 150")
    third.console.send(line)
    third.console.expect(answer)
    two[1].console.send("DEFINE CTCA AS 150#COUPLE 150 ANNA 160")
    two[1].console.expect("COUPLED TO ANNA 160")
    system.logoff(third)


@pytest.mark.slow
def test_many_blocks(two):
    talk(two, 100_000)
    for vm in two:
        assert vm.console.expect("DISABLED WAIT PSW", 100)[-9:-1] == "00000000"


# --- MOUNT and DISMOUNT

# Writes three blocks and a tape mark, rewinds, reads the first block back.
TAPE = """TAPE     START X'1000'
         BALR  12,0
         USING *,12
         SR    5,5
         LA    4,PROGRAM
         ST    4,72
         SIO   X'181'
         BC    7,BAD
TEST     TIO   X'181'
         BC    2,TEST
         TM    68,X'02'
         BO    BAD
         CLC   IN,OUT
         BNE   BAD
         LPSW  GOOD
BAD      LPSW  BAD1
         DS    0D
GOOD     DC    X'00020000',A(0)
BAD1     DC    X'00020000',A(X'BAD1')
PROGRAM  CCW   X'01',OUT,X'40',80
         CCW   X'01',OUT,X'40',80
         CCW   X'01',OUT,X'40',80
         CCW   X'1F',OUT,X'60',1
         CCW   X'07',OUT,X'60',1
         CCW   X'02',IN,0,80
OUT      DC    CL80'A BLOCK'
IN       DS    CL80
         END   TAPE
"""


def free_reel(system, name):
    """A reel that nobody has any more."""
    def opened():
        try:
            found.append(open_tape(system.data / "tapes" / name, write=True))
        except MediaError:
            return False
        return True
    found = []
    wait_until(opened)
    return found[0]


def test_a_reel_mounted_written_and_taken_off(system):
    vm = guest(system, "ANNA")
    assert system.command("MOUNT WORK ANNA 181").lines == ["CPCTAP930E REEL WORK IS NOT IN THE FOLDER TAPES"]
    assert system.command("MOUNT WORK TO ANNA AS 181 NEW").lines == ["TAPE 181 MOUNTED FOR ANNA"]
    vm.console.expect("TAPE 181 MOUNTED, REEL WORK")
    load(vm, TAPE)
    assert stopped_at(vm) == "00000000"
    assert system.command("DISMOUNT ANNA 181").code == 0
    with free_reel(system, "work.aws") as reel:
        assert [reel.read_forward() for _ in range(4)] == ["A BLOCK".ljust(80).encode("cp037")] * 3 + [MARK]
    assert system.command("MOUNT WORK ANNA 181 NEW").lines[0].endswith("EXISTS ALREADY; MOUNT IT WITH RING")
    assert system.command("MOUNT work ANNA 181").code == 0                  # no ring
    vm.console.send("QUERY VIRTUAL 181")
    vm.console.expect("TAPE 181 2400 READY")
    load(vm, TAPE)
    assert stopped_at(vm) == "0000BAD1"
    assert system.command("MOUNT WORK ANNA 181").lines[0].count("DEV 181 ALREADY")
    system.logoff(vm)                          # the reel is free again
    free_reel(system, "work.aws").close()


@pytest.mark.parametrize("line, answer", [
    ("MOUNT ../system ANNA 181", "IS NOT IN THE FOLDER"), ("MOUNT FRESH ANNA 009 NEW", "ALREADY"),
    ("MOUNT X ANNA 181 TWICE", "INVALID OPTION - TWICE"), ("MOUNT X NOBODY 181", "NOBODY NOT LOGGED ON"),
    ("DISMOUNT ANNA 009", "INVALID DEVICE TYPE - 009"), ("DISMOUNT ANNA 1FF", "DEV 1FF DOES NOT EXIST"),
    ("MOUNT BROKEN ANNA 181", "REEL BROKEN: ")])
def test_mounts_that_are_refused(system, line, answer):
    vm = guest(system, "ANNA")
    (system.data / "tapes").mkdir(exist_ok=True)
    (system.data / "tapes" / "broken.aws").write_bytes(b"no tape at all")
    answered = system.command(line)
    assert answered.code and answer in answered.lines[0]
    system.logoff(vm)


@pytest.mark.parametrize("line, answer", [
    ("DEFINE 2400 AS 181", "TAPE 181 DEFINED"), ("DEFINE PRINTER 00F CLASS B", "PRT 00F DEFINED"),
    ("DEFINE READER AS 01C CLASS *", "RDR 01C DEFINED"), ("DEFINE LINE 060", "LINE 060 DEFINED"),
    ("DEFINE PUNCH 01D CLASS", "OPERAND MISSING"), ("DEFINE PUNCH 01D CLASS ?", "CLASS ? INVALID"),
    ("DEFINE CTCA 150 FOR BERT", "INVALID OPTION - FOR"), ("DEFINE TAPE 00C", "DEV 00C ALREADY")])
def test_define(system, line, answer):
    vm = guest(system, "ANNA")
    vm.console.send(line)
    assert vm.console.expect(answer).count("DEFINED") <= 1
    assert vm.console.text.count("DEFINED") <= 1
    system.logoff(vm)
