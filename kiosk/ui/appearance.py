"""Colours, sizes and fonts of the window: light or dark as the system is, and as large as its letters.

The style sheet itself is `resources/style/desk.qss`; here are the values that it names.
"""

from __future__ import annotations

import sys
from functools import cache
from string import Template
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from kiosk import paths

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

SIZES: Final = (13, 15, 18, 24, 40, 64)
_MOST: Final = 1.5
_FAMILIES: Final = ["Noto Sans", "Noto Sans Arabic", "Noto Sans Tifinagh"]
_FONT_FILES: Final = (
    "NotoSans-Regular.ttf",
    "NotoSans-SemiBold.ttf",
    "NotoSans-Bold.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansArabic-SemiBold.ttf",
    "NotoSansArabic-Bold.ttf",
)


class Colours(NamedTuple):
    """One colour for each role; `…_ink` is written on the colour before it."""

    paper: str
    raised: str
    line: str
    hover: str
    chosen: str
    ink: str
    muted: str
    accent: str
    accent_ink: str
    admitted: str
    admitted_ink: str
    attention: str
    attention_ink: str
    refused: str
    refused_ink: str
    information: str
    information_ink: str


LIGHT: Final = Colours(
    paper="#FBFAF7", raised="#FFFFFF", line="#DDD9CE", hover="#F3F1EA", chosen="#E9E8FB",
    ink="#1B1F2A", muted="#565D6D", accent="#3D35B5", accent_ink="#FFFFFF",
    admitted="#0B6B3A", admitted_ink="#FFFFFF", attention="#F5B82E", attention_ink="#1B1F2A",
    refused="#A3161A", refused_ink="#FFFFFF", information="#1F5A96", information_ink="#FFFFFF",
)  # fmt: skip
DARK: Final = Colours(
    paper="#161922", raised="#1E222D", line="#363C4C", hover="#262B38", chosen="#302E57",
    ink="#F1EFEA", muted="#A9AFBD", accent="#A9A4FF", accent_ink="#161922",
    admitted="#0E7A43", admitted_ink="#FFFFFF", attention="#F5B82E", attention_ink="#1B1F2A",
    refused="#B3261E", refused_ink="#FFFFFF", information="#1F5A96", information_ink="#FFFFFF",
)  # fmt: skip


class _Now:
    """What is shown now; one window system, one appearance."""

    colours: Colours = LIGHT
    scale: float = 1.0


def colours() -> Colours:
    """Return the colours of now."""
    return _Now.colours


def px(size: float) -> int:
    """Return `size`, in pixels of the drawing, in pixels of this screen's letters."""
    return round(size * _Now.scale)


def font(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the desk's font at `size` pixels of the drawing."""
    made = QFont(_FAMILIES)
    made.setPixelSize(px(size))
    made.setWeight(weight)
    return made


def dress(application: QApplication, *, dark: bool) -> None:
    """Give the whole application its look."""
    _Now.colours = DARK if dark else LIGHT
    _Now.scale = _system_scale()
    application.setFont(font(15))
    application.setStyleSheet(sheet(_Now.colours, _Now.scale))


def is_dark(application: QApplication) -> bool:
    """Return whether the system is dark, by its palette: its colour scheme takes 20 ms to import."""
    return application.palette().window().color().lightnessF() < 0.5  # noqa: PLR2004


def sheet(shown: Colours, scale: float) -> str:
    """Return the style sheet with the roles' colours and the sizes put in."""
    values = shown._asdict() | {f"s{size}": f"{round(size * scale)}px" for size in SIZES}
    return Template(_source()).substitute(values)


@cache
def _source() -> str:
    return (paths.resources() / "style" / "desk.qss").read_text("utf-8")


@cache
def load_fonts() -> None:
    """Make the shipped fonts known: a clean machine has none with Arabic letters."""
    for name in _FONT_FILES:
        QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / name))


@cache
def _system_scale() -> float:
    """How much larger than usual the system's letters are, from 1 to 1.5."""
    screen = QGuiApplication.primaryScreen()
    usual = 72 if sys.platform == "darwin" else 96
    return min(max(screen.logicalDotsPerInch() / usual, 1.0), _MOST)
