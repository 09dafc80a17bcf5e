"""Terminals: what people sit at.  One console model (cp/console.py), several faces."""
