"""Printed pages as SVG on green-bar paper: one picture, the pages hanging together at their folds.

Called by cp/cli_paper.py and docs/pictures/make.py.
"""
from __future__ import annotations

from xml.sax.saxutils import escape

from cp import paper

GREEN, FOLD, INK, WHITE, HOLE, EDGE = "#d6f0d9", "#b9c8ba", "#22222c", "#fdfdf8", "#8b8b86", "#c9c9c2"
FACE = "Courier New,Liberation Mono,Nimbus Mono PS,DejaVu Sans Mono,Courier,monospace"


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def svg(pages: list[paper.Page], title: str, per_inch: int = 6, inches: float = 0) -> str:
    """The picture.  inches: of the paper that is seen, 0 for all of it."""
    height = inches * 72 if inches else len(pages) * paper.HEIGHT
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(paper.WIDTH / 72)}in" '
             f'height="{_n(height / 72)}in" viewBox="0 0 {_n(paper.WIDTH)} {_n(height)}">',
             f"<title>{escape(title)}</title>", "<defs>", *_stock(), "</defs>"]
    for number, page in enumerate(pages):
        top = number * paper.HEIGHT
        parts.append(f'<use href="#paper" y="{_n(top)}"/>')
        parts.append(f'<g font-family="{FACE}" font-size="12" fill="{INK}" xml:space="preserve">')
        for line, strikes in enumerate(page.lines):
            y = _n(top + paper.baseline(line, per_inch))
            for n, text in enumerate(strikes):
                indent = len(text) - len(text.lstrip(" "))
                text = text[indent:]
                x = paper.LEFT + indent * paper.PITCH + n * paper.STRUCK_AGAIN
                parts.append(f'<text x="{_n(x)}" y="{y}" textLength="{_n(len(text) * paper.PITCH)}">'
                             f"{escape(text)}</text>")
        parts.append("</g>")
    return "\n".join([*parts, "</svg>", ""])


def _stock() -> list[str]:
    """The empty paper."""
    wide, high, half = paper.WIDTH, paper.HEIGHT, paper.HALF
    bars = "".join(f"M{_n(half)} {_n(top)}h{_n(wide - 2 * half)}v{_n(half)}H{_n(half)}z"
                   for top in paper.bars())
    parts = ['<g id="paper">', f'<rect width="{_n(wide)}" height="{_n(high)}" fill="{WHITE}"/>',
             f'<path fill="{GREEN}" d="{bars}"/>',
             f'<path fill="none" stroke="{FOLD}" stroke-dasharray="2 3" d="M{_n(half)} 0V{_n(high)}'
             f'M{_n(wide - half)} 0V{_n(high)}M0 {_n(high)}H{_n(wide)}"/>',
             f'<g fill="{EDGE}" stroke="{HOLE}" stroke-width="0.7">']
    parts += [f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{paper.HOLE}"/>'
              for y in paper.holes() for x in (half / 2, wide - half / 2)]
    return [*parts, "</g></g>"]
