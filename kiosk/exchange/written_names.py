"""A name as it stands in a cell: in one script or in both, of one person or of several."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_ARABIC: Final = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff"
_HAS_ARABIC = re.compile(f"[{_ARABIC}]")
_HAS_OTHER = re.compile(rf"[^\W\d_{_ARABIC}]")
# A run of one script with what may stand inside a name, from its first letter on.
_RUNS = re.compile(
    rf"[{_ARABIC}](?:[{_ARABIC}\s'’.\u200c\u200d-]*[{_ARABIC}])?|[^\W\d_{_ARABIC}][^{_ARABIC}/|\n()–—]*"
)
_EDGES: Final = " \t\r\n\v\f\xa0-–—/|،,;:()"
_JOINED = re.compile(r"\s(?:et|and|&|\+|و)\s|[^\s]&[^\s]|\w\s*[;/|\n\r\v]\s*\w", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenName:
    """What a cell says of a name in each script. `several` tells that it holds more people than one."""

    latin: str = ""
    arabic: str = ""
    several: bool = False


def read_name(cell: str) -> WrittenName:
    """Return the name in `cell`, by script.

    >>> read_name("هشام شيكر / Hicham Chiker")
    WrittenName(latin='Hicham Chiker', arabic='هشام شيكر', several=False)
    >>> read_name("M. Alaoui et Mme Idrissi").several
    True
    """
    has_arabic = _HAS_ARABIC.search(cell) is not None
    if has_arabic and _HAS_OTHER.search(cell) is not None:
        return _by_script(cell)
    text = cell.strip()
    several = _JOINED.search(text) is not None
    return WrittenName(arabic=text, several=several) if has_arabic else WrittenName(text, several=several)


def _by_script(cell: str) -> WrittenName:
    latin: list[str] = []
    arabic: list[str] = []
    for run in _RUNS.findall(cell):
        (arabic if _HAS_ARABIC.match(run) else latin).append(run.strip(_EDGES))
    joined = any(_JOINED.search(run) for run in (*latin, *arabic))
    return WrittenName(" ".join(latin), " ".join(arabic), joined or len(latin) > 1 or len(arabic) > 1)
