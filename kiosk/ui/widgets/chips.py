"""Small signs of how the room is: quiet while all is well, coloured with a word when it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from kiosk.language import current
from kiosk.ui import appearance, icons
from kiosk.ui.widgets.explained import Explained
from kiosk.ui.widgets.labels import plain_tooltip, restyle

if TYPE_CHECKING:
    from kiosk.domain.people import Category
    from kiosk.words import Role

_SIGN: Final = 16
_GAP: Final = 4


class Chip(QPushButton):
    """A device's state: icon and word; pressed, it says the whole sentence, with a button that may mend it.

    `state` in the style sheet is "", "attention" or "refused". `remedied` fires when that button is pressed.
    """

    remedied = Signal()

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        self._icon_name = icon
        self._role: Role | None = None
        self._explained = self._remedy = ""
        self.setIconSize(QSize(appearance.px(_SIGN + 2 * _GAP), appearance.px(_SIGN)))
        self.clicked.connect(self.explain)

    @property
    def role(self) -> Role | None:
        """How serious what it shows is; None while all is well."""
        return self._role

    def tell(self, word: str, role: Role | None = None, explained: str = "", remedy: str = "") -> None:
        """Show `word`, in the colours of `role` if something is wrong; `explained` is the whole sentence.

        `remedy` is what the button beside the sentence does; without it there is none.
        """
        self._role, self._explained, self._remedy = role, explained, remedy
        self.setText(word)
        self.setToolTip(plain_tooltip(explained))
        self.setAccessibleName(explained or word)
        restyle(self, "state", role.value if role else "")
        self.redraw()

    def explain(self) -> None:
        """Say the whole sentence under the chip."""
        told = Explained(self, self._explained or self.text(), self._remedy)
        told.remedied.connect(self.remedied)
        told.show_under(self)

    def redraw(self) -> None:
        """Draw the icon in the colours of now."""
        shown = appearance.colours()
        colour = getattr(shown, f"{self._role.value}_ink") if self._role else shown.muted
        self.setIcon(icons.icon(self._icon_name, colour, appearance.px(_SIGN), self.devicePixelRatioF()))


class CategoryChip(QLabel):
    """A category's word on its colour, in ink that can be read on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)

    def tell(self, category: Category | None) -> None:
        """Show `category`, or nothing for None."""
        self.setVisible(category is not None)
        if category is None:
            return
        self.setText(category.title.best(current()))
        self.setStyleSheet(
            f"background: {category.colour}; color: {ink_on(category.colour)}; border-radius: 8px;"
            f"padding: 2px 12px; font-size: {appearance.px(15)}px; font-weight: 600;"
        )


def ink_on(colour: str) -> str:
    """Return "#FFFFFF" or "#1B1F2A", whichever stands out more on `#RRGGBB` (WCAG 2.2 contrast)."""
    light = luminance(colour)
    dark_ink = "#1B1F2A"
    return "#FFFFFF" if 1.05 / (light + 0.05) >= (light + 0.05) / (luminance(dark_ink) + 0.05) else dark_ink


def luminance(colour: str) -> float:
    """Return the relative luminance of `#RRGGBB`, from 0 to 1 (WCAG 2.2)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)  # noqa: PLR2004
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
