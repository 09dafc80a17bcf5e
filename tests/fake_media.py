"""Media in memory with the interface of s360/media, for tests of devices."""
from s360.media.tape import DAMAGED, END, LOAD_POINT, MARK


class MemoryTape:
    """A reel: blocks are bytes, None is a tape mark, DAMAGED a block that cannot be read."""

    def __init__(self, blocks=(), position=0):
        self.blocks = list(blocks)
        self.position = position
        self.read_only = False
        self.reason = ""

    @property
    def at_load_point(self):
        return self.position == 0

    @property
    def offset(self):
        return sum(len(b) for b in self.blocks[:self.position] if isinstance(b, bytes))

    def read_forward(self):
        if self.position >= len(self.blocks):
            return END
        self.position += 1
        return self._found(self.blocks[self.position - 1])

    def read_backward(self):
        if not self.position:
            return LOAD_POINT
        self.position -= 1
        return self._found(self.blocks[self.position])

    @staticmethod
    def _found(block):
        return MARK if block is None else block

    def write(self, block):
        self.blocks[self.position:] = [bytes(block)]
        self.position += 1

    def write_mark(self):
        self.blocks[self.position:] = [None]
        self.position += 1

    def space_forward(self):
        found = self.read_forward()
        return None if isinstance(found, bytes) else found

    def space_backward(self):
        found = self.read_backward()
        return None if isinstance(found, bytes) else found

    def forward_file(self):
        while True:
            found = self.space_forward()
            if found is not None:
                return found

    def backward_file(self):
        while True:
            found = self.space_backward()
            if found is not None:
                return found

    def rewind(self):
        self.position = 0

    def save(self):
        return {"position": self.position}

    def load(self, state):
        self.position = state["position"]


class MemoryDeck:
    """Where a punch puts its cards: (card, stacker) as `punch` says."""

    def __init__(self):
        self.cards = []

    def punch(self, card):
        self.cards.append(bytes(card))


class MemoryPaper:
    """Lines with their place: [data, page, line]."""

    def __init__(self):
        self.lines = []

    def print_line(self, data, line, page=0, code=0x01):
        self.lines.append((bytes(data), page, line))

    def control(self, line, page, code):
        pass


__all__ = ["DAMAGED", "MemoryDeck", "MemoryPaper", "MemoryTape"]
