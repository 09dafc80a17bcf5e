"""Formats of media outside the machine: card decks, tape and disk images, print output."""
