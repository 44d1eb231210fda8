"""Who is on duty, at the end of the header: their name and role, or that the desk is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from kiosk.language import _, isolated
from kiosk.ui import appearance, icons
from kiosk.ui.widgets.labels import plain_tooltip
from kiosk.ui.widgets.menu import add_action, pop_up
from kiosk.words import staff

if TYPE_CHECKING:
    from kiosk.operations.station import Duty

_WIDEST: Final = 190
_NARROWEST_NAME: Final = 60
_SIGN: Final = 16
_GAP: Final = 4


class DutyButton(QPushButton):
    """`sign_in_asked` fires when somebody wants to sign in, `lock_asked` when the desk is to be locked.

    It is hidden at a station without staff.
    """

    sign_in_asked = Signal()
    lock_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("duty")
        self.setAutoDefault(True)  # Enter presses it
        self._duty: Duty | None = None
        self._whole = ""
        self._is_narrow = False
        self.setIconSize(QSize(appearance.px(_SIGN + 2 * _GAP), appearance.px(_SIGN)))
        self.clicked.connect(self._on_pressed)
        self.hide()

    @property
    def is_locked(self) -> bool:
        """Whether nobody has signed in at a station with staff."""
        return self._duty is not None and not self._duty.staff_id

    def show_duty(self, duty: Duty | None) -> None:
        """Show who is on duty; None where everybody may do everything."""
        self._duty = duty
        self.setVisible(duty is not None)
        self.retranslate()
        self.redraw()

    def narrow(self, *, is_narrow: bool) -> None:
        """Show the sign alone where there is no room for words; they are said all the same."""
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.retranslate()

    def whole(self) -> str:
        """Return all that there is to say, though there be no room for it."""
        return self._whole

    def _on_pressed(self) -> None:
        if self.is_locked:
            self.sign_in_asked.emit()
        else:
            pop_up(self.menu_of_duty(), self)

    def menu_of_duty(self) -> QMenu:
        """Return the menu: somebody else, or nobody."""
        menu = QMenu(self)
        add_action(menu, _("Somebody else signs in"), self.sign_in_asked.emit)
        add_action(menu, _("Sign out and lock"), self.lock_asked.emit, key="F12")
        return menu

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        if self._duty is None:
            return
        if self.is_locked:
            self._whole = shown = _("Locked")
            self.setAccessibleName(_("Locked: press Enter to sign in"))
        else:
            name, role = isolated(self._duty.name), isolated(staff.role(self._duty.role))
            self._whole = f"{name} · {role}"
            shown = self._shortened(self._duty.name, f" · {role}")
            self.setAccessibleName(_("On duty: {name}, {role}").format(name=name, role=role))
        self.setToolTip(plain_tooltip(self.accessibleName()))
        self.setText("" if self._is_narrow else shown.replace("&", "&&"))

    def _shortened(self, name: str, role: str) -> str:
        """Return both with the name cut where there is no room: the role is always whole."""
        self.ensurePolished()
        metrics = self.fontMetrics()
        spare = appearance.px(_WIDEST) - metrics.horizontalAdvance(role)
        room = max(spare, appearance.px(_NARROWEST_NAME))
        return isolated(metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)) + role

    def redraw(self) -> None:
        """Draw the sign in the colours of now."""
        colour = appearance.colours().muted
        name = "lock" if self.is_locked else "user"
        self.setIcon(icons.icon(name, colour, appearance.px(_SIGN), self.devicePixelRatioF()))
