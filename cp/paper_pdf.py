"""Printed pages as a PDF on green-bar paper.

Called by cp/cli_paper.py.  Needs reportlab (`pip install "cpcms[pdf]"`), which is loaded only here.  The
empty paper is in the file once; each page adds its text, which can be searched and copied.
"""
from __future__ import annotations

import io
from typing import Callable

from cp import paper
from s360.errors import ConfigError

GREEN, FOLD, INK, EDGE = (0.84, 0.94, 0.85), (0.75, 0.80, 0.75), (0.13, 0.13, 0.17), (0.62, 0.62, 0.62)
FACE, SIZE = "Courier", 12     # 7.2 points a character: 10 to the inch


def pdf(pages: list[paper.Page], title: str, per_inch: int = 6,
        step: Callable[[int, int], None] = lambda done, total: None) -> bytes:
    """The PDF; ConfigError when reportlab is not installed.  step: called with pages done and all."""
    try:
        from reportlab.pdfgen.canvas import Canvas
    except ImportError:
        raise ConfigError("PDF needs reportlab, which is not installed: pip install \"cpcms[pdf]\"") from None
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(paper.WIDTH, paper.HEIGHT), pageCompression=1, invariant=1)
    canvas.setTitle(title)
    canvas.setCreator("cpcms")
    _stock(canvas)
    for done, page in enumerate(pages, 1):
        canvas.doForm("paper")
        canvas.setFillColorRGB(*INK)
        for line, strikes in enumerate(page.lines):
            y = paper.HEIGHT - paper.baseline(line, per_inch)
            for n, text in enumerate(strikes):
                _strike(canvas, paper.LEFT + n * paper.STRUCK_AGAIN, y, text)
        canvas.showPage()
        step(done, len(pages))
    canvas.save()
    return buffer.getvalue()


def _strike(canvas, x: float, y: float, text: str) -> None:
    out = canvas.beginText(x, y)
    out.setFont(FACE, SIZE)
    out.textOut(text)
    canvas.drawText(out)


def _stock(canvas) -> None:
    """The empty paper, as the form "paper"."""
    canvas.beginForm("paper", 0, 0, paper.WIDTH, paper.HEIGHT)
    canvas.setFillColorRGB(*GREEN)
    for top in paper.bars():
        canvas.rect(paper.HALF, paper.HEIGHT - top - paper.HALF, paper.WIDTH - 2 * paper.HALF, paper.HALF,
                    stroke=0, fill=1)
    canvas.setStrokeColorRGB(*FOLD)
    canvas.setLineWidth(0.5)
    canvas.setDash(2, 3)
    for x in (paper.HALF, paper.WIDTH - paper.HALF):
        canvas.line(x, 0, x, paper.HEIGHT)
    canvas.setDash()
    canvas.setStrokeColorRGB(*EDGE)
    canvas.setFillColorRGB(1, 1, 1)
    for y in paper.holes():
        for x in (paper.HALF / 2, paper.WIDTH - paper.HALF / 2):
            canvas.circle(x, y, paper.HOLE, stroke=1, fill=1)
    canvas.endForm()
