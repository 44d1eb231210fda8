"""What countries are called, for whoever types the name of one."""

from __future__ import annotations

import csv
from functools import cache
from typing import Final

from kiosk import paths
from kiosk.domain.names import fold
from kiosk.language import LANGUAGES

_NOT_MEANT: Final = 3
_NOT_OFFERED: Final = ("EH",)
"""To the host no country of its own. An answer that says so, taken elsewhere, is kept and told."""


@cache
def _names() -> dict[str, dict[str, str]]:
    """The names by code and by language."""
    file = paths.resources() / "countries" / "names.tsv"
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return {row["code"]: {code: row[code] for code in LANGUAGES} for row in rows}


@cache
def _keys() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """By code, what a country may be found by: its name in every language."""
    offered = ((code, names) for code, names in _names().items() if code not in _NOT_OFFERED)
    return tuple((code, tuple(map(fold, names.values()))) for code, names in offered)


def name(code: str, language: str) -> str:
    """Return the country's name in `language`; its code if it is none of those known."""
    return _names().get(code, {}).get(language, code)


def is_known(code: str) -> bool:
    """Return whether a country has this code, offered or not."""
    return code in _names()


def matching(text: str) -> tuple[str, ...]:
    """Return the codes of the countries that `text` may mean, in whatever language, likeliest first."""
    wanted = fold(text)
    if not wanted:
        return ()
    ranked = [(_rank(text, wanted, code, keys), code) for code, keys in _keys()]
    return tuple(code for rank, code in sorted(ranked) if rank < _NOT_MEANT)


def _rank(text: str, wanted: str, code: str, keys: tuple[str, ...]) -> int:
    if text.strip().upper() == code or wanted in keys:
        return 0
    if any(key.startswith(wanted) for key in keys):
        return 1
    return 2 if any(f" {wanted}" in key for key in keys) else _NOT_MEANT
