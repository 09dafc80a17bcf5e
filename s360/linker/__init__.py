"""The linker: object decks put together as one program at fixed addresses, and the media that load it.

    from s360.asm.object_deck import read_decks
    from s360.linker.link import link
    from s360.linker.bootstrap import ipl_deck
    linked = link(read_decks(deck, "hello.deck"))
    cards, loader = ipl_deck(linked)

docs/linker.md is the guide.
"""
