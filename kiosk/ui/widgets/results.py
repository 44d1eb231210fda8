"""The people found, a row each: both names, company and category, why they were found, where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from kiosk.language import _, current
from kiosk.ui import appearance, icons
from kiosk.ui.widgets.chips import ink_on
from kiosk.ui.widgets.row_brush import Line, RowBrush, Span
from kiosk.ui.widgets.row_texts import Told, told
from kiosk.words.said import Role
from kiosk.words.standing import Standing, standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from kiosk.operations.people import Row

_HEIGHT: Final = 64
_MARGIN: Final = 14
_GAP: Final = 10
_SIGN: Final = 16
_STANDING_MOST: Final = 60
"""Hundredths of a row that may tell where somebody stands; their category is to be read as well."""

ROW_ROLE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class Results(QAbstractListModel):
    """The rows of the last look-up."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Row] = ()
        self.zone: tzinfo | None = None

    def show(self, rows: Sequence[Row]) -> None:
        """Take other rows in place of those there were; the same people are only told anew."""
        if rows and [row.attendee.id for row in rows] == [row.attendee.id for row in self._rows]:
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @property
    def rows(self) -> Sequence[Row]:
        """The rows shown now, best first."""
        return self._rows

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            one = row.attendee
            category = row.category.title.best(current()) if row.category else ""
            same = _("same name as another guest") if row.tells is not None else ""
            parts = (one.name_latin, one.name_arabic, same, category, *(part.text for part in told(row)))
            return ", ".join(filter(None, (*parts, self.standing(row).text)))
        return None

    def standing(self, row: Row) -> Standing:
        """Return where the person stands: their registration, unless all is well, and at the door."""
        return standing(row.attendee.registration, row.presence, row.refused, self.zone)


class ResultPainter(QStyledItemDelegate):
    """Paints a row; every row is as high as any other, so that nothing moves."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(200, appearance.px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: Row = index.data(ROW_ROLE)
        model = index.model()
        assert isinstance(model, Results)
        painter.save()
        brush = RowBrush(painter, option)
        brush.ground()
        half = brush.rect.height() // 2
        _names(brush, row, (6, half - 2))
        lower = (half + 2, half - 8)
        _lower(brush, row, lower, _standing(brush, model.standing(row), lower))
        painter.restore()


def _names(brush: RowBrush, row: Row, line: Line) -> None:
    """Write both names, the one of the language's script first, what was found in them lit."""
    fields = ["name_latin", "name_arabic"]
    if current() == "ar":
        fields.reverse()
    first, *second = [field for field in fields if getattr(row.attendee, field)] or fields[:1]
    room = brush.rect.width() - 2 * _MARGIN
    bold = appearance.font(18, QFont.Weight.DemiBold)
    other = 0
    if second:
        text = str(getattr(row.attendee, second[0]))
        other = min(QFontMetrics(bold).horizontalAdvance(text) + 4, room * 45 // 100)
        x = _MARGIN + room - other
        brush.text(text, bold, brush.colours.ink, line, x, other, leading=False, marks=_marks(row, second[0]))
        other += 12
    text = str(getattr(row.attendee, first))
    brush.text(text, bold, brush.colours.ink, line, _MARGIN, room - other, marks=_marks(row, first))


def _marks(row: Row, field: str) -> list[Span]:
    return [(match.start, match.end) for match in row.matched if match.field == field]


def _standing(brush: RowBrush, told: Standing, line: Line) -> int:
    """Write where the person stands, on the far side, after its sign; return how much room that takes."""
    shown = brush.colours
    font = appearance.font(13, QFont.Weight.DemiBold)
    wide = QFontMetrics(font).horizontalAdvance(told.text) + _SIGN + 8
    width = min(wide, brush.rect.width() * _STANDING_MOST // 100)
    x = brush.rect.width() - _MARGIN - width
    size = appearance.px(_SIGN)
    sign = told.role.symbol if told.role else "circle"
    colour = shown.muted if told.role is None else shown.ink
    if told.role in (Role.ADMITTED, Role.REFUSED):
        colour = getattr(shown, told.role)
    drawn = icons.pixmap(sign, colour, size, brush.painter.device().devicePixelRatio())
    brush.painter.drawPixmap(brush.place(x - 2, line[0] + (line[1] - size) // 2, size, size), drawn)
    written = shown.muted if told.role in (None, Role.ADMITTED) else shown.ink
    brush.text(told.text, font, written, line, x + _SIGN + 5, width - _SIGN - 4)
    return width


def _lower(brush: RowBrush, row: Row, line: Line, taken: int) -> None:
    """Write the category, and after it what belongs to the person, as much as there is room for."""
    x, room = _MARGIN, brush.rect.width() - 2 * _MARGIN - taken - 8
    if row.category is not None:
        wide = _chip(brush, row.category.title.best(current()), row.category.colour, line, x, room)
        x, room = x + wide + _GAP, room - wide - _GAP
    if row.tells is not None and room > _SIGN:
        size = appearance.px(_SIGN)
        ratio = brush.painter.device().devicePixelRatio()
        sign = icons.pixmap("users", brush.colours.accent, size, ratio)
        place = brush.place(x, line[0] + (line[1] - size) // 2, size, size)
        brush.painter.drawPixmap(place, sign)
        x, room = x + size + 6, room - size - 6
    for part in told(row):
        wide = _part(brush, part, line, x, room)
        x, room = x + wide + _GAP + 2, room - wide - _GAP - 2


def _part(brush: RowBrush, part: Told, line: Line, x: int, room: int) -> int:
    tells = part.tells
    font = appearance.font(15, QFont.Weight.DemiBold if tells else QFont.Weight.Normal)
    colour = brush.colours.ink if tells else brush.colours.muted
    return brush.text(part.text, font, colour, line, x, room, marks=part.marks)


def _chip(brush: RowBrush, word: str, colour: str, line: Line, x: int, room: int) -> int:
    font = appearance.font(13, QFont.Weight.DemiBold)
    width = min(QFontMetrics(font).horizontalAdvance(word) + 18, room)
    brush.painter.setPen(Qt.PenStyle.NoPen)
    brush.painter.setBrush(QColor(colour))
    brush.painter.drawRoundedRect(brush.place(x, line[0] + 1, width, line[1] - 2), 6, 6)
    brush.text(word, font, ink_on(colour), line, x + 8, width - 15)
    return width
