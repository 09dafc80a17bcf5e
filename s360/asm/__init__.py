"""The assembler (a later chapter of the project; empty today)."""
