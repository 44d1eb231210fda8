"""The apostrophe that keeps a spreadsheet from computing a text: put on going out, taken off coming in.

A text gets one if a spreadsheet might compute it, or if such a text with apostrophes before it would
come back short of one. So whatever goes out comes back the same, and what another program protected
in this way (a telephone number as `'+212…`) is read as it was meant.
"""

from __future__ import annotations

import re
from typing import Final

_SIGN: Final = "'"
_MAY_BE_FORMULA = re.compile(r"['\s]*[=+\-@＝＋－＠]|'*[\t\r\n]")


def protected(text: str) -> str:
    """Return `text` as no spreadsheet computes it."""
    return _SIGN + text if _MAY_BE_FORMULA.match(text) else text


def bare(text: str) -> str:
    """Return the text that `protected` made `text` of."""
    return text[1:] if text.startswith(_SIGN) and _MAY_BE_FORMULA.match(text, 1) else text
