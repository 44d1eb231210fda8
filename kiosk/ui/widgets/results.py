"""The people found, a row each: both names, company and category, and whether they are inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kiosk import words
from kiosk.domain.people import Registration
from kiosk.language import current
from kiosk.ui import appearance
from kiosk.ui.widgets.chips import ink_on
from kiosk.ui.widgets.labels import reads_right_to_left

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from kiosk.operations.people import Row

_HEIGHT = 64
_MARGIN = 14
ROW_ROLE = Qt.ItemDataRole.UserRole


class Results(QAbstractListModel):
    """The rows of the last look-up."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Row] = ()
        self.zone: tzinfo | None = None

    def show(self, rows: Sequence[Row]) -> None:
        """Take other rows in place of those there were."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @property
    def rows(self) -> Sequence[Row]:
        """The rows shown now, best first."""
        return self._rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            told = (
                row.attendee.name_latin,
                row.attendee.name_arabic,
                row.attendee.company,
                self.presence(row),
            )
            return ", ".join(filter(None, told))
        return None

    def presence(self, row: Row) -> str:
        """Return where the person stands, in a few words."""
        if row.attendee.registration is not Registration.CONFIRMED:
            return words.registration(row.attendee.registration)
        return words.presence(row.presence.last_at, self.zone, inside=row.presence.inside)


class ResultPainter(QStyledItemDelegate):
    """Paints a row; every row is as high as any other, so that nothing moves."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, appearance.px(_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Row = index.data(ROW_ROLE)
        model = index.model()
        assert isinstance(model, Results)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        _Brush(painter, option.rect, option.direction).row(row, model.presence(row), chosen=chosen)
        painter.restore()


class _Brush:
    """One row's painting, laid out from the side the language begins on."""

    def __init__(self, painter: QPainter, rect: QRect, direction: Qt.LayoutDirection) -> None:
        self._painter, self._rect, self._direction = painter, rect, direction
        self._colours = appearance.colours()

    def row(self, row: Row, presence: str, *, chosen: bool) -> None:
        rect, shown = self._rect, self._colours
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            self._painter.fillRect(rect, QColor(shown.chosen))
            self._painter.fillRect(self._place(0, 0, 4, rect.height()), QColor(shown.accent))
        self._painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(shown.line))
        upper, lower = self._lines()
        self._names(row, upper)
        width = self._presence(row, presence, lower)
        self._belonging(row, lower, width)

    def _lines(self) -> tuple[tuple[int, int], tuple[int, int]]:
        half = self._rect.height() // 2
        return (6, half - 2), (half + 2, half - 8)

    def _names(self, row: Row, line: tuple[int, int]) -> None:
        first, second = row.attendee.name_latin, row.attendee.name_arabic
        room = self._rect.width() - 2 * _MARGIN
        bold = appearance.font(18, QFont.Weight.DemiBold)
        if current() == "ar" or not first:
            first, second = second, first
        if not first:
            first, second = second, ""
        if not second:
            self._text(first, bold, self._colours.ink, line, _MARGIN, room, leading=True)
            return
        wanted = QFontMetrics(bold).horizontalAdvance(second)
        other = min(wanted + 4, room * 45 // 100)
        self._text(first, bold, self._colours.ink, line, _MARGIN, room - other - 12, leading=True)
        self._text(second, bold, self._colours.ink, line, _MARGIN + room - other, other, leading=False)

    def _presence(self, row: Row, presence: str, line: tuple[int, int]) -> int:
        shown = self._colours
        font = appearance.font(13, QFont.Weight.DemiBold)
        width = QFontMetrics(font).horizontalAdvance(presence) + 18
        x = self._rect.width() - _MARGIN - width
        dot = self._place(x, line[0] + line[1] // 2 - 5, 10, 10)
        self._painter.setPen(QColor(shown.admitted if row.presence.inside else shown.muted))
        self._painter.setBrush(QColor(shown.admitted) if row.presence.inside else Qt.BrushStyle.NoBrush)
        self._painter.drawEllipse(dot)
        colour = shown.muted if row.attendee.registration is Registration.CONFIRMED else shown.ink
        self._text(presence, font, colour, line, x + 16, width - 15, leading=True)
        return width

    def _belonging(self, row: Row, line: tuple[int, int], taken: int) -> None:
        x, room = _MARGIN, self._rect.width() - 2 * _MARGIN - taken - 8
        if row.category is not None:
            font = appearance.font(13, QFont.Weight.DemiBold)
            word = row.category.title.best(current())
            width = min(QFontMetrics(font).horizontalAdvance(word) + 18, room)
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(QColor(row.category.colour))
            self._painter.drawRoundedRect(self._place(x, line[0] + 1, width, line[1] - 2), 6, 6)
            self._text(word, font, ink_on(row.category.colour), line, x + 8, width - 15, leading=True)
            x, room = x + width + 10, room - width - 10
        self._text(
            row.attendee.company, appearance.font(15), self._colours.muted, line, x, room, leading=True
        )

    def _text(
        self, text: str, font: QFont, colour: str, line: tuple[int, int], x: int, width: int, *, leading: bool
    ) -> None:
        """Write `text` between `x` and `x + width` from the leading side, in its own direction."""
        if width <= 0:
            return
        rtl = reads_right_to_left(text)
        mirrored = self._direction == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignLeft if leading != mirrored else Qt.AlignmentFlag.AlignRight
        self._painter.setFont(font)
        self._painter.setPen(QColor(colour))
        self._painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        )
        cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
        place = self._place(x, line[0], width, line[1])
        flags = (
            side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        )
        self._painter.drawText(place, int(flags), cut)

    def _place(self, x: int, y: int, width: int, height: int) -> QRect:
        """Return the rectangle `x` from the leading edge."""
        place = QRect(self._rect.left() + x, self._rect.top() + y, width, height)
        return QStyle.visualRect(self._direction, self._rect, place)
