"""The guided demonstration: `cpcms tour` (cp/cli_tour.py).

texts     the plates and scenes, plain files under texts/en, and how they are read
stage     a throw-away installation with terminals, for one scene
exhibits  what a scene shows besides its terminals: cards, listings, figures, clones, a hundred machines
player    shows one plate after the other, performs scenes, lets visitors take over
plain     the tour as text; screen: in the whole terminal; kiosk: for days, for one visitor after the other
"""
