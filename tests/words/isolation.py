"""Whether a sentence is whole: no hole left open, and nothing in it that turns the rest round."""

from __future__ import annotations

import re

from kiosk.words import Said

ISOLATE, END = "\u2068", "\u2069"


def open_holes(said: Said) -> list[str]:
    """Return the placeholders that nothing was put in."""
    return re.findall(r"\{.*?\}", said.word + said.detail + said.advice)


def strays(text: str) -> list[str]:
    """Return the data in `text` that stands outside isolates, and the isolates that are not closed."""
    bare = text
    while (inner := re.sub(f"{ISOLATE}[^{ISOLATE}{END}]*{END}", "", bare)) != bare:
        bare = inner
    return re.findall(rf"[{ISOLATE}{END}]|\d\d[:/]\d\d|Accueil|ausim|Zz\w+|صحافة", bare)
