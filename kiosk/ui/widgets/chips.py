"""Small signs of how the room is: quiet while all is well, coloured with a word when it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from kiosk.language import current
from kiosk.ui import appearance, icons
from kiosk.ui.widgets.labels import label, restyle

if TYPE_CHECKING:
    from kiosk.domain.people import Category
    from kiosk.words import Role


class Chip(QFrame):
    """A device's state: icon and word. `state` in the style sheet is "", "attention" or "refused"."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        self._icon_name = icon
        self._role: Role | None = None
        self._sign = label()
        self._word = label()
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(self._sign)
        row.addWidget(self._word)

    def tell(self, word: str, role: Role | None = None, explained: str = "") -> None:
        """Show `word`, in the colours of `role` if something is wrong; `explained` is the whole sentence."""
        self._role = role
        self._word.setText(word)
        self.setToolTip(explained)
        self.setAccessibleName(explained or word)
        restyle(self, "state", role.value if role else "")
        self.redraw()

    def redraw(self) -> None:
        """Draw the icon in the colours of now."""
        shown = appearance.colours()
        colour = getattr(shown, f"{self._role.value}_ink") if self._role else shown.muted
        self._sign.setPixmap(
            icons.pixmap(self._icon_name, colour, appearance.px(16), self.devicePixelRatioF())
        )


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
