"""Devices of a System/360, one file a family; `base` says what the channel asks of them."""
