"""Elements whose fields come again, as a company's name does on its delegates' badges: painted once a file.

The first badges show them where they stand; from the third on they are a form, which the file holds once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.badge.means import Painted

Key = tuple[object, ...]

_OFTEN: Final = 3
_SHORT: Final = 40
"""Operators that a form would not make much shorter."""

_KEPT: Final = 1024
"""When so many wait to come again, those that came once are forgotten: a roll can be long."""


class Repeats:
    """What was painted for one file, by what it was painted from. `form` names operators kept as a form."""

    def __init__(self, form: Callable[[str], str]) -> None:
        self._form = form
        self._often: dict[Key, Painted] = {}
        self._seldom: dict[Key, tuple[Painted, int]] = {}

    def get(self, key: Key) -> Painted | None:
        """Return what was painted from `key` before, as it is best shown now."""
        painted = self._often.get(key)
        return self._again(key) if painted is None else painted

    def _again(self, key: Key) -> Painted | None:
        if key not in self._seldom:
            return None
        painted, times = self._seldom[key]
        if times + 1 < _OFTEN:
            self._seldom[key] = painted, times + 1
            return painted
        del self._seldom[key]
        if len(painted.operators) > _SHORT:
            painted = painted._replace(operators=f"/{self._form(painted.operators)} Do")
        self._often[key] = painted
        return painted

    def keep(self, key: Key, painted: Painted) -> None:
        """Take what was painted from `key` for the first time."""
        if len(self._seldom) >= _KEPT:
            self._seldom = {key: met for key, met in self._seldom.items() if met[1] > 1}
        self._seldom[key] = painted, 1
