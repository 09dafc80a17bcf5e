"""What can go wrong on the host's side: bad images, bad configuration, wrong usage.

A guest's mistakes are never Python exceptions: they are interruptions, sense bytes and
condition codes.
"""
import difflib


def did_you_mean(word, known) -> str:
    """", did you mean 'type'?" when one of the words in `known` is near, else nothing."""
    near = difflib.get_close_matches(str(word), [str(one) for one in known], 1, 0.5)
    return f", did you mean {near[0]!r}?" if near else ""


class S360Error(Exception):
    """A host-side mistake that a person can mend; the text is one line and names the file."""


class MediaError(S360Error):
    """A medium (card deck, tape or disk image) that is damaged or of the wrong kind."""


class ConfigError(S360Error):
    """A machine description that does not fit; may hold several lines, one an error."""


class StateError(S360Error):
    """A saved machine that cannot be restored here."""
