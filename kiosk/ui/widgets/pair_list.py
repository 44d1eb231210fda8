"""The pairs who are perhaps one guest each: both names, how sure it is and why, a row a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from kiosk.domain.twins import Grade
from kiosk.ui import appearance, icons
from kiosk.ui.widgets.labels import plain_tooltip
from kiosk.ui.widgets.row_brush import RowBrush
from kiosk.words import twins as words
from kiosk.words.guests import name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.operations.duplicates import Twins

_HEIGHT: Final = 62
_MARGIN: Final = 12
_SIGN: Final = 20
_SIGNS: Final = {
    Grade.SURE: "circle-check",
    Grade.LIKELY: "circle-dot",
    Grade.PERHAPS: "circle-question-mark",
}
ROW_ROLE: Final = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class Pairs(QAbstractListModel):
    """The pairs that are shown now."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Twins] = ()

    def show(self, rows: Sequence[Twins]) -> None:
        """Take other pairs in place of those there were."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        pair = self.rows[index.row()]
        if role == ROW_ROLE:
            return pair
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join((name(pair.one), name(pair.other), why(pair)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(f"{name(pair.one)}\n{name(pair.other)}\n{why(pair)}")
        return None


class PairList(QListView):
    """Shows Pairs; which one is chosen, its selection model tells."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs = Pairs()
        self.setModel(self.pairs)
        self.setObjectName("pairs")
        self.setItemDelegate(_Painter(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def current(self) -> Twins | None:
        """Return the pair that is chosen."""
        pair: Twins | None = self.currentIndex().data(ROW_ROLE)
        return pair


def why(pair: Twins) -> str:
    """Return how sure it is that two are one, and why."""
    return f"{words.grade(pair.grade)} · {words.signs(pair.signs)}"


class _Painter(QStyledItemDelegate):
    """Paints a pair: its sign, both names beside each other, and why under them."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(200, appearance.px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        _paint(RowBrush(painter, option), index.data(ROW_ROLE))
        painter.restore()


def _paint(brush: RowBrush, pair: Twins) -> None:
    brush.ground()
    shown, half = brush.colours, brush.rect.height() // 2
    size = appearance.px(_SIGN)
    ratio = brush.painter.device().devicePixelRatio()
    colour = shown.accent if pair.grade is Grade.SURE else shown.muted
    sign = icons.pixmap(_SIGNS[pair.grade], colour, size, ratio)
    brush.painter.drawPixmap(brush.place(_MARGIN, half - size // 2, size, size), sign)
    x = _MARGIN + size + 10
    room = brush.rect.width() - _MARGIN - x
    bold = appearance.font(15, QFont.Weight.DemiBold)
    upper, lower = (4, half - 4), (half, half - 6)
    first, second = name(pair.one), name(pair.other)
    other = min(QFontMetrics(bold).horizontalAdvance(second) + 4, room // 2)
    brush.text(first, bold, shown.ink, upper, x, room - other - 12)
    brush.text(second, bold, shown.ink, upper, x + room - other, other, leading=False)
    brush.text(why(pair), appearance.font(13), shown.muted, lower, x, room)
