"""The categories of a set-up being made, found by any word they go by; a new word makes a new one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kiosk.domain.names import clean, fold
from kiosk.domain.people import Category, Words
from kiosk.operations import events

_KEY_LENGTH: Final = 40

# Colours for categories that only a file knows, told apart by eye and in print; used in turn.
_COLOURS: Final = ("#3D35B5", "#0B6B3A", "#B4530A", "#A3161A", "#1F5A96", "#6B3FA0", "#5B4A00", "#0F6B74")


def called(word: str) -> str:
    """Return the spelling by which categories are told apart: folded, where folding leaves any of it."""
    return fold(word) or word


def made(word: str, number: int) -> tuple[str, dict[str, Any]]:
    """Return id and body of a category that only a file knows, by this `word`, after `number` others.

    The id is the same at every desk that meets it.
    """
    plain = fold(called(word)).replace(" ", "-")
    key = plain
    if not 0 < len(plain) <= _KEY_LENGTH:
        digest = hashlib.sha256(called(word).encode()).hexdigest()[:8]
        key = f"{plain[:_KEY_LENGTH] or 'category'}-{digest}"
    title = {"ar" if "\u0600" <= word[0] <= "\u06ff" else "fr": word}
    return key, events.category(title, _COLOURS[number % len(_COLOURS)], [])


@dataclass(slots=True)
class CategoryWords:
    """The bodies of categories by id, as they were and as they are to be, and ids by folded word."""

    before: dict[str, dict[str, Any]]
    bodies: dict[str, dict[str, Any]]
    ids: dict[str, str]

    @classmethod
    def of(cls, known: Mapping[str, Category]) -> CategoryWords:
        """Begin with the categories that are set up already."""
        bodies = {key: body_of(one) for key, one in known.items()}
        made = cls(bodies, {}, {})
        for key, body in bodies.items():
            made.know(key, body)
        return made

    def know(self, key: str, body: dict[str, Any]) -> None:
        """Have the category `key` with this body; who came first keeps a word."""
        self.bodies[key] = body
        for word in (key, *body["title"].values(), *body["aliases"]):
            self.ids.setdefault(called(word), key)

    def find(self, word: str) -> str:
        """Return the id of the category called `word`; a new one if nobody has heard of it.

        ValueError for a bare number: a product of which no more is known.
        """
        known = self.ids.get(called(word))
        if known is not None:
            return known
        if word.isdigit():
            raise ValueError(word)
        key, body = made(clean(word, field="title"), len(self.bodies))
        self.know(key, body)
        return key

    def take_product(self, number: str, titles: Mapping[str, str]) -> None:
        """Let the category with a product's title go by its number too, as signed tickets name it."""
        for title in titles.values():
            key = self.ids.get(called(title))
            if key is not None and number not in self.bodies[key]["aliases"]:
                body = self.bodies[key]
                self.know(key, {**body, "aliases": [*body["aliases"], number]})
                return


def body_of(one: Category) -> dict[str, Any]:
    """Return the body of a category's fact."""
    return events.category(
        texts(one.title), one.colour, list(one.aliases), texts(one.welcome), one.prints or ""
    )


def texts(words: Words) -> dict[str, str]:
    """Return a thing's names by language, those that there are."""
    return {key: text for key in ("fr", "ar", "en") if (text := getattr(words, key))}
