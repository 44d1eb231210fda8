"""A test code on the screen, white as paper in light and dark, ticked when it was read right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from kiosk.badge import codes
from kiosk.language import _
from kiosk.ui import appearance, icons
from kiosk.ui.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_MODULE: Final = 4
_SIGN: Final = 20


class Symbol(QWidget):
    """A QR code with its white border."""

    def __init__(self, payload: str) -> None:
        super().__init__()
        self._rows = codes.rows(payload)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = (len(self._rows) + 2 * codes.QUIET_MODULES) * appearance.px(_MODULE)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in whole pixels, the same way round in every language."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#FFFFFF"))
        module, count = appearance.px(_MODULE), len(self._rows)
        for y, row in enumerate(self._rows):
            for x in range(count):
                if row >> (count - 1 - x) & 1:
                    at = (x + codes.QUIET_MODULES) * module, (y + codes.QUIET_MODULES) * module
                    painter.fillRect(*at, module, module, QColor("#000000"))
        painter.end()


class SampleCode(QWidget):
    """A test code and what it stands for. The tick stands beside: on the code it would spoil it."""

    def __init__(self, payload: str) -> None:
        super().__init__()
        self._is_read = False
        self.symbol = Symbol(payload)
        self._sign = QLabel()
        self._sign.setFixedSize(appearance.px(_SIGN), appearance.px(_SIGN))
        self._caption = label(tone="field", wraps=True)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._caption, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.symbol, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(line)

    @property
    def is_read(self) -> bool:
        """Whether it is ticked."""
        return self._is_read

    def tick(self, *, is_read: bool) -> None:
        """Show whether it was read right."""
        self._is_read = is_read
        self.redraw()
        self.symbol.setAccessibleDescription(_("Read") if is_read else "")

    def name(self, caption: str) -> None:
        """Say what it stands for."""
        self._caption.setText(caption)
        self.symbol.setAccessibleName(caption)

    def redraw(self) -> None:
        """Draw the sign in the colours of now."""
        shown = appearance.colours()
        name, colour = ("circle-check", shown.accent) if self._is_read else ("circle", shown.muted)
        self._sign.setPixmap(icons.pixmap(name, colour, appearance.px(_SIGN), self.devicePixelRatioF()))
