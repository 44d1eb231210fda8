"""What is said of paper lists and of the ticks that were taken back from them."""

from __future__ import annotations

from kiosk.language import ngettext, number


def ticks_taken(entered: int, known: int, unknown: int) -> str:
    """Return how many entries were written, how many were known before, and how many codes are nobody's."""
    parts = [ngettext("{n} entry written", "{n} entries written", entered).format(n=number(entered))]
    if known:
        text = ngettext("{n} was known already", "{n} were known already", known)
        parts.append(text.format(n=number(known)))
    if unknown:
        text = ngettext("{n} code is nobody's", "{n} codes are nobody's", unknown)
        parts.append(text.format(n=number(unknown)))
    return " · ".join(parts)
