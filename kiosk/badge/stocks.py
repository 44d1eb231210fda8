"""The stocks that badges are printed on: sheets of labels, paper to cut or fold, single cards.

They are data, `resources/stocks.json`; what is printed where on them is told in `imposition.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Final

from kiosk import paths
from kiosk.errors import InputRefused, Trouble

_FILE: Final = "stocks.json"


class Fold(StrEnum):
    """How a label is folded once it is printed, so that its panels lie behind each other."""

    NONE = "none"
    QUARTO = "quarto"  # twice: the upper half behind, then the left one
    BUTTERFLY = "butterfly"  # once: the upper half behind


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """A sheet of labels in rows and columns; measures from its upper left corner, in millimetres.

    `pitch` reaches from one label's corner to the next one's. What is not `precut` is cut by hand.
    """

    id: str
    title: str
    sheet_width_mm: float
    sheet_height_mm: float
    label_width_mm: float
    label_height_mm: float
    columns: int
    rows: int
    left_mm: float
    top_mm: float
    pitch_x_mm: float
    pitch_y_mm: float
    precut: bool = True
    fold: Fold = Fold.NONE

    @property
    def labels(self) -> int:
        """How many labels there are on a sheet."""
        return self.columns * self.rows

    @property
    def size_mm(self) -> tuple[float, float]:
        """The sheet's width and height."""
        return self.sheet_width_mm, self.sheet_height_mm


@cache
def shipped() -> Mapping[str, Stock]:
    """Return the stocks that come with the program, by id."""
    told = json.loads((paths.resources() / _FILE).read_text("utf-8"))
    stocks = (Stock(**{**one, "fold": Fold(one.get("fold", Fold.NONE))}) for one in told)
    return MappingProxyType({one.id: one for one in stocks})


def stock(stock_id: str) -> Stock:
    """Return the stock with this id; InputRefused with UNKNOWN_STOCK if there is none."""
    found = shipped().get(stock_id)
    if found is None:
        raise InputRefused(Trouble.UNKNOWN_STOCK, value=stock_id, known=", ".join(shipped()))
    return found
