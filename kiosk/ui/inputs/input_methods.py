"""Sees to it that no input method makes something else of what is typed, unless somebody chose one."""

from __future__ import annotations

import sys
from collections.abc import MutableMapping
from typing import Final

VARIABLE: Final = "QT_IM_MODULE"
_SAFE: Final = "compose"


def make_safe(environment: MutableMapping[str, str]) -> None:
    """Choose the input method that knows dead keys and no more, before Qt starts, where none was chosen.

    One that was chosen stays, for it may be how somebody writes their language: on X11 it is not told of
    what a scanner types. Elsewhere than on Linux nothing is chosen.
    """
    if sys.platform == "linux" and not environment.get(VARIABLE) and not environment.get("QT_IM_MODULES"):
        environment[VARIABLE] = _SAFE
