"""Somebody of the staff and their PIN: for signing in, and for approving one act at another's desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from kiosk.language import _
from kiosk.ui.widgets.choice import Choice
from kiosk.ui.widgets.labels import label
from kiosk.ui.widgets.pin_field import PinField
from kiosk.words import staff

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from kiosk.domain.staff import Member
    from kiosk.ui.desk import Approver

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PinEntry(QWidget):
    """A choice of members, and a field that shows dots.

    `entered` fires with an Approver when Enter confirms a PIN that is not empty. The PIN is gone from the
    field from then on, so that nobody finds it there.
    """

    entered = Signal(object)

    def __init__(self, *, captions: bool = True) -> None:
        super().__init__()
        self._members: tuple[Member, ...] = ()
        self._captions = captions
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self._who_caption = label(tone="field")
        self._pin_caption = label(tone="field")
        self.who = Choice()
        self.pin = PinField()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        inputs: tuple[tuple[QLabel, QWidget], ...] = (
            (self._who_caption, self.who),
            (self._pin_caption, self.pin),
        )
        for column, (caption, one) in enumerate(inputs):
            caption.setBuddy(one)
            one.installEventFilter(self)
            if self._captions:
                grid.addWidget(caption, 0, column)
            grid.addWidget(one, 1, column)
            grid.setColumnStretch(column, 1)
        self.setFocusProxy(self.pin)

    def offer(self, members: Sequence[Member], chosen_id: str = "") -> None:
        """Let one of `members` be chosen, at first that with the id `chosen_id`; the PIN is empty again."""
        self._members = tuple(members)
        self.pin.clear()
        self._fill(chosen_id)

    def _fill(self, chosen_id: str) -> None:
        self.who.clear()
        for one in self._members:
            self.who.addItem(f"{one.name} · {staff.role(one.role)}", one.id)
        self.who.setCurrentIndex(max(self.who.findData(chosen_id), 0 if self._members else -1))

    def approver(self) -> Approver | None:
        """Return who is chosen with the PIN typed, and empty the field; None where either is missing."""
        from kiosk.ui.desk import Approver

        typed, member_id = self.pin.text(), self.who.currentData()
        self.pin.clear()
        return Approver(str(member_id), typed) if typed and member_id else None

    def forget(self) -> None:
        """Empty the PIN."""
        self.pin.clear()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave no PIN behind for whoever sees this next."""
        super().hideEvent(event)
        self.pin.clear()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._who_caption.setText(_("Who"))
        self._pin_caption.setText(_("PIN"))
        self.who.setAccessibleName(_("Who"))
        self.pin.setAccessibleName(_("PIN"))
        self.pin.setPlaceholderText("" if self._captions else _("PIN"))
        self._fill(self.who.currentData() or "")

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        """Take Enter: from who to the PIN, and in the PIN as its end."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in _ENTER:
            return False
        if target is self.who or not self.pin.text():
            self.pin.setFocus()
        elif (one := self.approver()) is not None:
            self.entered.emit(one)
        return True
