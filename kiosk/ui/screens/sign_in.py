"""Signing in: who, and their PIN; what is wrong with it, and how long to wait after too many wrong ones."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk import words
from kiosk.domain.staff import Right
from kiosk.errors import MarhabaError, NeedsApproval, Trouble
from kiosk.language import _, isolated, ngettext, number
from kiosk.ui import appearance, icons
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import label, panel
from kiosk.ui.widgets.pin_entry import PinEntry

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from kiosk.domain.staff import Member
    from kiosk.operations.station import Duty, Station
    from kiosk.ui.desk import Approver, Desk

_TICK_MS: Final = 1_000
_MINUTE: Final = 60
_WIDTH: Final = 680
_THREE_LINES: Final = 80


class SignIn(QWidget):
    """`signed_in` fires once somebody is on duty, `left` when nobody wants to be."""

    signed_in = Signal()
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("screen")
        self._desk = desk
        self._right = Right.SCAN
        self._last_id = ""
        self._remaining_s = 0
        self._checking = False
        self._error: MarhabaError | None = None
        self._build()
        self._connect()
        self.retranslate()
        self.redraw()

    def _build(self) -> None:
        self._sign = label()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._heading = label(tone="headline")
        self._explained = label(tone="muted")
        self.entry = PinEntry()
        self._wrong = label(tone="wrong", wraps=True)
        self.sign_in_button = KeyButton("⏎", "primary")
        self.leave_button = KeyButton("Esc")
        frame, column = panel(margin=32, gap=16)
        frame.setFixedWidth(appearance.px(_WIDTH))
        # The sentence comes and goes without moving the field.
        holder = QWidget()
        holder.setFixedHeight(appearance.px(_THREE_LINES))
        held = QVBoxLayout(holder)
        held.setContentsMargins(0, 0, 0, 0)
        held.addWidget(self._wrong)
        held.addStretch()
        for one in (self._sign, self._heading, self._explained, self.entry, holder):
            column.addWidget(one)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.sign_in_button, 2)
        buttons.addWidget(self.leave_button, 1)
        column.addLayout(buttons)
        whole = QVBoxLayout(self)
        whole.addStretch()
        whole.addWidget(frame, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch()

    def _connect(self) -> None:
        self.entry.entered.connect(self._on_entered)
        self.entry.who.activated.connect(self._on_who)
        self.sign_in_button.clicked.connect(self._on_pressed)
        self.leave_button.clicked.connect(self.left)
        self.ticking = QTimer(self, interval=_TICK_MS)
        self.ticking.timeout.connect(self.ask_remaining)

    # -- opening ----------------------------------------------------------------------------------------

    def open(self, right: Right = Right.SCAN, error: NeedsApproval | None = None) -> None:
        """Ask for the PIN of somebody who has `right`; `error` says for what it is needed."""
        self._right, self._error = right, error
        self._remaining_s = 0
        self._show()
        self._desk.ask(self, partial(_who, right=right), self._on_who_may, self._refuse_quietly)

    def _on_who_may(self, told: tuple[tuple[Member, ...], str]) -> None:
        members, last_id = told
        self.remember(self._last_id or last_id)
        self.entry.offer(members, self._last_id)
        self.ask_remaining()
        self.take_focus()

    def remember(self, member_id: str) -> None:
        """Offer this member first from now on."""
        self._last_id = member_id or self._last_id

    def take_focus(self) -> None:
        """Be typed into; somebody who must wait may still choose another name."""
        (self.entry.who if self._remaining_s else self.entry.pin).setFocus()

    def escape(self) -> None:
        """Go back; nobody has signed in."""
        self.left.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.take_focus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget what was typed as soon as the screen is left, a scan's coming included."""
        super().hideEvent(event)
        self.entry.forget()
        self.ticking.stop()

    # -- the PIN ----------------------------------------------------------------------------------------

    def _on_pressed(self) -> None:
        one = self.entry.approver()
        if one is None:
            self.take_focus()
        else:
            self._on_entered(one)

    def _on_entered(self, who: Approver) -> None:
        if self._checking:
            return  # an Enter too many: a PIN is checked once
        self._checking = True
        self._desk.sign_in(self, who, self._on_signed_in, self._refuse)

    def _on_signed_in(self, duty: Duty) -> None:
        self._checking = False
        self._error, self._remaining_s = None, 0
        self.remember(duty.staff_id)
        self.ticking.stop()
        self.signed_in.emit()

    def _refuse(self, error: MarhabaError) -> None:
        self._checking = False
        self._error = error
        self._show()
        self.ask_remaining()
        self.take_focus()

    # -- waiting ----------------------------------------------------------------------------------------

    def _on_who(self) -> None:
        self._error = None
        self.entry.forget()
        self.ask_remaining()

    def ask_remaining(self) -> None:
        """Ask how long whoever is chosen must wait; the station knows, also after a restart."""
        member_id = str(self.entry.who.currentData() or "")
        if not member_id:
            return

        def remaining_s(station: Station) -> int:
            from kiosk.operations import staff

            return staff.remaining_s(station, member_id)

        self._desk.ask(self, remaining_s, self._on_remaining, self._refuse_quietly)

    def _on_remaining(self, seconds: int) -> None:
        ended = self._remaining_s > 0 and seconds == 0
        self._remaining_s = seconds
        typing = self.entry.pin.hasFocus()
        self.entry.pin.setEnabled(seconds == 0)
        self.sign_in_button.setEnabled(seconds == 0)
        if seconds == 0:
            self.ticking.stop()
        elif self.isVisible():
            self.ticking.start()
        if ended:
            self._error = None
        if ended or (typing and seconds):
            self.take_focus()
        self._show()

    def _refuse_quietly(self, error: MarhabaError) -> None:
        self._error = error
        self.ticking.stop()
        self._show()

    # -- showing ----------------------------------------------------------------------------------------

    def said(self) -> str:
        """Return the sentence under the PIN; nothing while nothing is wrong."""
        if self._remaining_s:
            return _("There were too many wrong PINs. The PIN can be typed again in {time}.").format(
                time=isolated(_lasting(self._remaining_s))
            )
        if self._error is None or self._error.code is Trouble.PIN_LOCKED:
            return ""
        return words.sentence(self._error)

    def _show(self) -> None:
        said = self.said()
        self._wrong.setText(said)
        self._wrong.setVisible(bool(said))

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._heading.setText(_("Who is on duty?"))
        self._explained.setText(_("Choose your name and type your PIN. Scanning goes on meanwhile."))
        self.sign_in_button.say(_("Sign in"))
        self.leave_button.say(_("Back to the desk"))
        self.entry.retranslate()
        self._show()

    def redraw(self) -> None:
        """Draw the sign in the colours of now."""
        colour = appearance.colours().muted
        self._sign.setPixmap(icons.pixmap("lock", colour, appearance.px(48), self.devicePixelRatioF()))


def _who(station: Station, *, right: Right) -> tuple[tuple[Member, ...], str]:
    """Return who has `right`, and the id of whoever was on duty last, before a restart too."""
    from kiosk.operations import staff

    return staff.approvers(station, right), staff.last_on_duty(station)


def _lasting(seconds: int) -> str:
    """Return how long that is: seconds, or minutes and seconds as a clock shows them."""
    if seconds < _MINUTE:
        return ngettext("{n} second", "{n} seconds", seconds).format(n=number(seconds))
    return f"{seconds // _MINUTE}:{seconds % _MINUTE:02d}"
