"""The lines of a guest's history: when and what, then at which door and desk, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from kiosk import words
from kiosk.language import _, current, isolated
from kiosk.ui import appearance, icons
from kiosk.ui.widgets.labels import plain_tooltip
from kiosk.ui.widgets.row_brush import RowBrush

if TYPE_CHECKING:
    from datetime import date, tzinfo

    from kiosk.operations.history import Happening

_HEIGHT: Final = 56
_MARGIN: Final = 12
_SIGN: Final = 20
ROW_ROLE = Qt.ItemDataRole.UserRole


class Happenings(QAbstractListModel):
    """The lines of a history."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Happening] = ()
        self._zone: tzinfo | None = None
        self._today: date | None = None

    def show(self, rows: Sequence[Happening], zone: tzinfo, today: date) -> None:
        """Take other lines in place of those there were."""
        self.beginResetModel()
        self._rows, self._zone, self._today = rows, zone, today
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not index.isValid():
            return None
        one = self._rows[index.row()]
        if role == ROW_ROLE:
            return one
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " · ".join(filter(None, (self.when(one), words.happened(one), self.details(one))))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(f"{words.happened(one)}\n{self.details(one)}")
        return None

    def when(self, one: Happening) -> str:
        """Return the time, with the day unless it is today."""
        assert self._zone is not None
        assert self._today is not None
        return words.when(one.at, self._zone, self._today)

    def details(self, one: Happening) -> str:
        """Return the door, the desk, and who did it or approved it."""
        door = one.list_title.best(current()) if one.list_title else ""
        told = [isolated(text) for text in (door, one.station) if text]
        if one.actor:
            told.append(_("by {name}").format(name=isolated(one.actor)))
        if one.approver:
            told.append(_("approved by {name}").format(name=isolated(one.approver)))
        return " · ".join(told)


class LinePainter(QStyledItemDelegate):
    """Paints a line of two: when and what, then where and by whom; what was taken back is struck through."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, appearance.px(_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model, one = index.model(), index.data(ROW_ROLE)
        assert isinstance(model, Happenings)
        painter.save()
        _paint_line(RowBrush(painter, option), model, one)
        painter.restore()


def _paint_line(brush: RowBrush, model: Happenings, one: Happening) -> None:
    brush.ground()
    shown, size = brush.colours, appearance.px(_SIGN)
    ratio = brush.painter.device().devicePixelRatio()
    sign = icons.pixmap(words.happened_role(one).symbol, shown.muted, size, ratio)
    brush.painter.drawPixmap(brush.place(_MARGIN, appearance.px(8), size, size), sign)
    bold = appearance.font(15, QFont.Weight.DemiBold)
    bold.setStrikeOut(one.annulled)
    half, x = brush.rect.height() // 2, _MARGIN + size + 10
    upper, lower = (4, half - 4), (half, half - 6)
    when = model.when(one)
    width, room = QFontMetrics(bold).horizontalAdvance(when) + 14, brush.rect.width() - _MARGIN - x
    brush.text(when, bold, shown.ink, upper, x, width)
    brush.text(words.happened(one), bold, shown.ink, upper, x + width, room - width)
    brush.text(model.details(one), appearance.font(13), shown.muted, lower, x, room)
