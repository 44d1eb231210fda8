"""What somebody's category lets them in to beside the entrance, as fields of a badge: dinner, press room.

Only lists that name categories say so; what a column of the roll says goes before, and who may enter in
truth is decided at the door.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.domain.lists import CheckInList
from kiosk.domain.names import fold

_SIGNS: Final[Mapping[str, tuple[str, ...]]] = {
    "may_dinner": ("dîner", "diner", "dinner", "gala", "عشاء"),
    "may_lunch": ("déjeuner", "lunch", "غداء"),
    "may_press_room": ("presse", "press", "صحافة"),
}
"""Fields that layouts draw signs for, and the words in a list's title by which it is known."""

_ARTICLE: Final = "ال"


@dataclass(frozen=True, slots=True)
class Permissions:
    """The lists that are only for some categories: the field of each, and those who may enter."""

    by_field: Mapping[str, frozenset[str]]
    titles: Mapping[str, str]

    @classmethod
    def of(cls, lists: Iterable[CheckInList]) -> Permissions:
        """Return what `lists` say of categories."""
        by_field: dict[str, frozenset[str]] = {}
        titles: dict[str, str] = {}
        for one in lists:
            if not one.categories:
                continue
            own = f"on_{one.id}"
            by_field[own], titles[own] = one.categories, one.title.best("fr") or one.id
            for name in _signs_of(one):
                by_field[name] = by_field.get(name, frozenset()) | one.categories
                titles.setdefault(name, titles[own])
        return cls(by_field, titles)

    def __call__(self, category: str) -> dict[str, str]:
        """Return the fields of a category: the list's title where it may enter, empty where not."""
        return {name: self.titles[name] if category in among else "" for name, among in self.by_field.items()}


def _signs_of(one: CheckInList) -> list[str]:
    told = " ".join((one.id.replace("-", " "), one.title.fr, one.title.ar, one.title.en))
    words = {word.removeprefix(_ARTICLE) for word in fold(told).split()}
    return [name for name, known in _SIGNS.items() if words & {fold(word) for word in known}]
