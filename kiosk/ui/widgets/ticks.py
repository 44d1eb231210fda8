"""Boxes to tick: one alone, or several of which none ticked means all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from kiosk.ui import appearance, icons
from kiosk.ui.widgets.labels import plain_tooltip
from kiosk.ui.widgets.tab_order import follow

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

_BOX: Final = 20
_SWATCH: Final = 14
_GAP: Final = 8
_ROUND: Final = 24
"""What stands around the word."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be ticked; `colour` is `#RRGGBB`, or "" for none."""

    id: str
    title: str
    colour: str = ""


class Tick(QPushButton):
    """One box with its word: a tick tells what a colour alone would not.

    `edited` fires when a person ticks.
    """

    edited = Signal()

    def __init__(self, colour: str = "") -> None:
        super().__init__()
        self._colour = colour
        self._word = ""
        self.setCheckable(True)
        self.setProperty("kind", "tick")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked: self.edited.emit())
        self.toggled.connect(lambda _checked: self.redraw())

    def typed(self) -> bool:
        """Return whether it is ticked."""
        return self.isChecked()

    def say(self, text: str) -> None:
        """Set its word, of which as much is shown as there is room for."""
        self._word = text
        self.setAccessibleName(text)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._cut()

    def wanted(self) -> int:
        """Return how wide it would be with its whole word."""
        self.ensurePolished()
        return self.fontMetrics().horizontalAdvance(self._word) + self._sign() + appearance.px(_ROUND)

    def _sign(self) -> int:
        return appearance.px(_BOX) + (appearance.px(_GAP + _SWATCH) if self._colour else 0)

    def _cut(self) -> None:
        self.ensurePolished()
        room = self.width() - self._sign() - appearance.px(_ROUND)
        shown = self.fontMetrics().elidedText(self._word, Qt.TextElideMode.ElideRight, room)
        self.setText(f" {shown}".replace("&", "&&"))
        self.setToolTip("" if shown == self._word else plain_tooltip(self._word))

    def showEvent(self, event: QShowEvent) -> None:
        """Draw the box when it is first seen."""
        super().showEvent(event)
        self.redraw()

    def redraw(self) -> None:
        """Draw the box in the colours of now."""
        size, ratio = appearance.px(_BOX), self.devicePixelRatioF()
        width = self._sign()
        drawn = QPixmap(round(width * ratio), round(size * ratio))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        shown = appearance.colours()
        name, colour = ("square-check", shown.accent) if self.isChecked() else ("square", shown.muted)
        box = icons.pixmap(name, colour if self.isEnabled() else shown.muted, size, ratio)
        painter.drawPixmap(width - size if mirrored else 0, 0, box)
        if self._colour:
            self._draw_swatch(painter, 0 if mirrored else width - appearance.px(_SWATCH), size)
        painter.end()
        self.setIconSize(QSize(width, size))
        self.setIcon(_always(drawn))
        self._cut()

    def _draw_swatch(self, painter: QPainter, left: int, height: int) -> None:
        side = appearance.px(_SWATCH)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(appearance.colours().muted))
        painter.setBrush(QColor(self._colour))
        painter.drawRoundedRect(QRectF(left + 0.5, (height - side) / 2 + 0.5, side - 1, side - 1), 4, 4)


def _always(drawn: QPixmap) -> QIcon:
    """An icon that is not greyed where it may not be pressed: what is ticked must stay seen."""
    icon = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
        icon.addPixmap(drawn, mode)
    return icon


class Ticks(QWidget):
    """Several boxes, side by side as far as their words allow.

    What was ticked and is not offered any more stays ticked. `edited` as above.
    """

    edited = Signal()

    def __init__(self, columns: int = 3) -> None:
        super().__init__()
        self._most = self._columns = columns
        self._hidden: frozenset[str] = frozenset()
        self.ticks: dict[str, Tick] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(4)

    def offer(self, offers: Iterable[Offer]) -> None:
        """Offer these to be ticked; those that are ticked stay so."""
        chosen, focused = self.chosen(), self._focused()
        for tick in self.ticks.values():
            self._grid.removeWidget(tick)
            tick.hide()
            tick.deleteLater()
        self.ticks = {}
        for one in offers:
            tick = Tick(one.colour)
            tick.say(one.title)
            tick.edited.connect(self.edited)
            self.ticks[one.id] = tick
        self._arrange(self._fitting())
        follow(self, self)
        self.choose(chosen)
        if focused in self.ticks:
            self.ticks[focused].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in as many columns as the words have room in."""
        super().resizeEvent(event)
        if (columns := self._fitting()) != self._columns:
            self._arrange(columns)

    def _fitting(self) -> int:
        widest = max((tick.wanted() for tick in self.ticks.values()), default=1)
        return min(max((self.width() + _GAP) // (widest + _GAP), 1), self._most)

    def _arrange(self, columns: int) -> None:
        self._columns = columns
        for column in range(self._most):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for place, tick in enumerate(self.ticks.values()):
            self._grid.addWidget(tick, place // columns, place % columns)

    def _focused(self) -> str:
        return next((key for key, tick in self.ticks.items() if tick.hasFocus()), "")

    def choose(self, chosen: frozenset[str]) -> None:
        """Tick `chosen` and no others."""
        self._hidden = frozenset(chosen - self.ticks.keys())
        for key, tick in self.ticks.items():
            tick.setChecked(key in chosen)

    def chosen(self) -> frozenset[str]:
        """Return what is ticked."""
        return self._hidden | {key for key, tick in self.ticks.items() if tick.isChecked()}

    def typed(self) -> frozenset[str]:
        """Return what is ticked."""
        return self.chosen()

    def redraw(self) -> None:
        """Draw every box in the colours of now."""
        for tick in self.ticks.values():
            tick.redraw()
