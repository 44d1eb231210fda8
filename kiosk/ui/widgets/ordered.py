"""Things that have an order, a line each with its signs, and the buttons that make, copy, move and delete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kiosk.language import _
from kiosk.ui import appearance, icons
from kiosk.ui.widgets.chips import ink_on
from kiosk.ui.widgets.labels import plain_tooltip, reads_right_to_left

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_HEIGHT: Final = 84
_MARGIN: Final = 14
_CHIP: Final = 20
_GAP: Final = 6
LINE_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Sign:
    """A word beside a line; `colour` is `#RRGGBB`, "" for a plain one."""

    word: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One of the things: what it is called, what there is to tell of it, and its signs."""

    id: str
    title: str
    under: str = ""
    signs: tuple[Sign, ...] = ()


class _Lines(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        told = ", ".join(filter(None, (line.title, line.under, *(sign.word for sign in line.signs))))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return told
        return plain_tooltip(told) if role == Qt.ItemDataRole.ToolTipRole else None


class _View(QListView):
    """`deleted` fires at the Delete key."""

    deleted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier):
            event.ignore()  # a key of the screen, not of the choice
        elif event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        else:
            super().keyPressEvent(event)


class Ordered(QWidget):
    """`chosen` fires with the id of the line that a person chooses.

    `asked` fires when a new one is to be made, `copied`, `deleted` and `moved` (-1 up, 1 down) when
    something is to be done with the line that is chosen.
    """

    chosen = Signal(str)
    asked = Signal()
    copied = Signal()
    deleted = Signal()
    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._silent = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self._model = _Lines()
        self.view = _View()
        self.view.setModel(self._model)
        self.view.setItemDelegate(_LinePainter(self.view))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.new_button, self.copy_button, self.delete_button = (QPushButton() for _one in range(3))
        self.up_button, self.down_button = QPushButton(), QPushButton()
        for button in self._buttons():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setProperty("kind", "slim")
        upper = QHBoxLayout()
        upper.setSpacing(8)
        upper.addWidget(self.new_button, 1)
        for button in (self.copy_button, self.delete_button, self.up_button, self.down_button):
            upper.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(upper)
        column.addWidget(self.view, 1)

    def _buttons(self) -> dict[QPushButton, str]:
        return {
            self.new_button: "plus",
            self.copy_button: "copy",
            self.delete_button: "trash-2",
            self.up_button: "arrow-up",
            self.down_button: "arrow-down",
        }

    def _connect(self) -> None:
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.deleted.connect(self._on_deleted)
        self.new_button.clicked.connect(self.asked)
        self.copy_button.clicked.connect(self.copied)
        self.delete_button.clicked.connect(self.deleted)
        self.up_button.clicked.connect(lambda: self.moved.emit(-1))
        self.down_button.clicked.connect(lambda: self.moved.emit(1))

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._silent and current.isValid():
            self.chosen.emit(self._model.lines[current.row()].id)

    def _on_deleted(self) -> None:
        if self.delete_button.isEnabled():
            self.deleted.emit()

    def show_lines(self, lines: Sequence[Line], chosen: str) -> None:
        """Show `lines` with that of the id `chosen` marked; no signal fires."""
        self._silent = True
        if list(lines) != list(self._model.lines):
            self._model.show(lines)
        self._mark(chosen)
        self._silent = False

    def mark(self, chosen: str) -> None:
        """Mark the line of the id `chosen`, none if there is none; no signal fires."""
        self._silent = True
        self._mark(chosen)
        self._silent = False

    def _mark(self, chosen: str) -> None:
        row = next((n for n, line in enumerate(self._model.lines) if line.id == chosen), -1)
        index = self._model.index(row, 0) if row >= 0 else QModelIndex()
        self.view.setCurrentIndex(index)
        if row < 0:
            self.view.clearSelection()

    @property
    def lines(self) -> Sequence[Line]:
        """The lines shown now."""
        return self._model.lines

    def allow(self, *, edits: bool, chosen: bool) -> None:
        """Let things be made if `edits`, and something be done with one if it is there and `chosen`."""
        row = self.view.currentIndex().row()
        self.new_button.setEnabled(edits)
        self.copy_button.setEnabled(edits and chosen)
        self.delete_button.setEnabled(edits and chosen)
        self.up_button.setEnabled(edits and chosen and row > 0)
        self.down_button.setEnabled(edits and chosen and row < len(self._model.lines) - 1)

    def retranslate(self, name: str) -> None:
        """Say everything in the language of now; `name` is what the lines are."""
        self.view.setAccessibleName(name)
        self.new_button.setText(_("New"))
        texts = {
            self.new_button: _("New (Ctrl+N)"),
            self.copy_button: _("Copy"),
            self.delete_button: _("Delete"),
            self.up_button: _("Earlier (Alt+↑)"),
            self.down_button: _("Later (Alt+↓)"),
        }
        for button, text in texts.items():
            button.setToolTip(text)
            button.setAccessibleName(text)

    def redraw(self) -> None:
        """Draw every icon in the colours of now."""
        for button, name in self._buttons().items():
            button.setIcon(icons.icon(name, appearance.colours().ink, appearance.px(20)))
        self.view.viewport().update()


class _LinePainter(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line: Line = index.data(LINE_ROLE)
        return QSize(100, appearance.px(_HEIGHT if line.signs else _HEIGHT - _CHIP - _GAP))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        _Brush(painter, option.rect, option.direction).line(index.data(LINE_ROLE), chosen=chosen)
        painter.restore()


class _Brush:
    """One line's painting, laid out from the side the language begins on."""

    def __init__(self, painter: QPainter, rect: QRect, direction: Qt.LayoutDirection) -> None:
        self._painter, self._rect, self._direction = painter, rect, direction
        self._colours = appearance.colours()

    def line(self, line: Line, *, chosen: bool) -> None:
        rect, shown = self._rect, self._colours
        if chosen:
            self._painter.fillRect(rect, QColor(shown.chosen))
            self._painter.fillRect(self._place(0, 0, 4, rect.height()), QColor(shown.accent))
        self._painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(shown.line))
        room = rect.width() - 2 * _MARGIN
        bold = appearance.font(15, QFont.Weight.DemiBold)
        self._text(line.title, bold, shown.ink, QRect(_MARGIN, appearance.px(6), room, appearance.px(24)))
        under = QRect(_MARGIN, appearance.px(30), room, appearance.px(22))
        self._text(line.under, appearance.font(13), shown.muted, under)
        self._signs(line.signs, appearance.px(56))

    def _signs(self, signs: Sequence[Sign], top: int) -> None:
        font = appearance.font(13)
        left, right = _MARGIN, self._rect.width() - _MARGIN
        for sign in signs:
            width = QFontMetrics(font).horizontalAdvance(sign.word) + appearance.px(14)
            if left + min(width, appearance.px(40)) > right:
                return
            width = min(width, right - left)
            place = self._place(left, top, width, appearance.px(_CHIP))
            self._painter.setPen(QColor(sign.colour or self._colours.line))
            self._painter.setBrush(QColor(sign.colour or self._colours.hover))
            self._painter.drawRoundedRect(place, 6, 6)
            ink = ink_on(sign.colour) if sign.colour else self._colours.ink
            inside = QRect(left + appearance.px(7), top, width - appearance.px(12), appearance.px(_CHIP))
            self._text(sign.word, font, ink, inside)
            left += width + appearance.px(_GAP)

    def _text(self, text: str, font: QFont, colour: str, place: QRect) -> None:
        """Write `text` from the leading side of `place`, in its own direction."""
        rtl = reads_right_to_left(text)
        mirrored = self._direction == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        self._painter.setFont(font)
        self._painter.setPen(QColor(colour))
        self._painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        )
        cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        flags = (
            side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        )
        where = self._place(place.x(), place.y(), place.width(), place.height())
        self._painter.drawText(where, int(flags), cut)

    def _place(self, x: int, y: int, width: int, height: int) -> QRect:
        """Return the rectangle `x` from the leading edge."""
        place = QRect(self._rect.left() + x, self._rect.top() + y, width, height)
        return QStyle.visualRect(self._direction, self._rect, place)
