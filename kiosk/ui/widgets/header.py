"""The line at the top: which event, list and direction, how the devices are, and in which language."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from kiosk import words
from kiosk.domain.admission import Direction
from kiosk.domain.lists import CheckInList
from kiosk.domain.staff import Right
from kiosk.errors import MarhabaError
from kiosk.language import _, clock, current, isolated
from kiosk.ui import appearance, icons
from kiosk.ui.widgets.chips import Chip
from kiosk.ui.widgets.duty import DutyButton
from kiosk.ui.widgets.labels import Elided
from kiosk.ui.widgets.menu import MenuButton, pop_up
from kiosk.ui.widgets.printer_chips import PrinterChips
from kiosk.words import Role

if TYPE_CHECKING:
    from kiosk.operations.printers import PrinterState
    from kiosk.ui.desk import Desk

_LANGUAGES: Final = (("ar", "ع", "العربية"), ("fr", "FR", "Français"), ("en", "EN", "English"))
_EARLIEST_YEAR: Final = 2024
"""A clock before this one has lost its battery."""
_WIDE: Final = 1280
_CLOCK_MS: Final = 5_000


class Header(QFrame):
    """`language_chosen` fires with a language's code."""

    language_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("header")
        self._desk: Desk | None = None
        self._scanned_at: datetime | None = None
        self._scanner_trouble: MarhabaError | None = None
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        self._title = Elided("title")
        self.lists = QPushButton()
        self.lists.hide()
        self.entry, self.exit = self._switch(), self._switch()
        self._directions = QButtonGroup(self)
        for button in (self.entry, self.exit):
            self._directions.addButton(button)
        self.entry.setChecked(True)
        self.printers = PrinterChips()
        self.scanner = Chip("scan-line")
        self.clock = Chip("clock")
        self.menu = MenuButton()
        self.menu.hide()
        self.duty = DutyButton()
        self._languages = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self._title, 1)
        shown: tuple[QWidget, ...] = (
            self.lists,
            self.entry,
            self.exit,
            self.printers,
            self.scanner,
            self.clock,
            self.menu,
        )
        for one in shown:
            row.addWidget(one)
        for code, sign, name in _LANGUAGES:
            row.addWidget(self._language(code, sign, name))
        row.addWidget(self.duty)
        for button in self.findChildren(QPushButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _switch(self) -> QPushButton:
        button = QPushButton()
        button.setCheckable(True)
        button.setProperty("kind", "switch")
        return button

    def _language(self, code: str, sign: str, name: str) -> QPushButton:
        button = self._switch()
        button.setText(sign)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setChecked(code == current())
        button.setProperty("language", code)
        self._languages.addButton(button)
        return button

    def _connect(self) -> None:
        self.lists.clicked.connect(self.choose_list)
        self.entry.clicked.connect(lambda: self._turn(Direction.ENTRY))
        self.exit.clicked.connect(lambda: self._turn(Direction.EXIT))
        self._languages.buttonClicked.connect(
            lambda button: self.language_chosen.emit(button.property("language"))
        )
        self._ticking = QTimer(self, interval=_CLOCK_MS)
        self._ticking.timeout.connect(self.tick)

    def serve(self, desk: Desk) -> None:
        """Show what `desk` looks at from now on."""
        self._desk = desk
        desk.turned.connect(self._on_turned)
        desk.duty_changed.connect(self.show_duty)
        self.menu.serve(desk.may)
        self._ticking.start()
        self._on_turned()
        self.show_duty()

    def fit(self, width: int) -> None:
        """Give way where the window is narrow."""
        self.duty.narrow(is_narrow=width < appearance.px(_WIDE))

    def show_duty(self) -> None:
        """Show who is on duty, and let only staff choose the list and the direction."""
        if self._desk is None:
            return
        from kiosk.operations.station import OPEN

        duty = self._desk.station.duty
        is_open = duty == OPEN
        self.duty.show_duty(None if is_open else duty)
        self.menu.tell_staff(has_staff=not is_open)
        for one in (self.lists, self.entry, self.exit):
            one.setEnabled(self._desk.may(Right.CHOOSE_LIST))

    # -- list and direction -----------------------------------------------------------------------------

    def choose_list(self) -> None:
        """Open the menu of lists and directions."""
        if self._desk is None or not self._desk.overview.lists:
            return
        pop_up(self.list_menu(self._desk), self.lists)

    def list_menu(self, desk: Desk) -> QMenu:
        """Return the menu: every list, then in and out."""
        menu = QMenu(self)
        group = QActionGroup(menu)
        for one in desk.overview.lists:
            action = self._action(menu, group, one.title.best(current()), chosen=one == desk.check_in_list)
            action.triggered.connect(lambda _checked=False, one=one: self._turn_to(one))
        menu.addSeparator()
        directions = QActionGroup(menu)
        for direction, text in ((Direction.ENTRY, _("Entry")), (Direction.EXIT, _("Exit"))):
            action = self._action(menu, directions, text, chosen=direction is desk.direction)
            action.triggered.connect(lambda _checked=False, one=direction: self._turn(one))
        return menu

    def _action(self, menu: QMenu, group: QActionGroup, text: str, *, chosen: bool) -> QAction:
        action = menu.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(chosen)
        group.addAction(action)
        return action

    def _turn_to(self, check_in_list: CheckInList) -> None:
        if self._desk is not None:
            self._desk.turn_to(check_in_list)

    def _turn(self, direction: Direction) -> None:
        if self._desk is not None:
            self._desk.turn(direction)

    def _on_turned(self) -> None:
        if self._desk is None:
            return
        event, chosen = self._desk.overview.event, self._desk.check_in_list
        self._title.show_text(event.title.best(current()) if event else "")
        title = chosen.title.best(current()) if chosen else ""
        self.lists.setText(title.replace("&", "&&"))
        self.lists.setAccessibleName(_("List: {title}").format(title=title))
        for one in (self.lists, self.entry, self.exit):
            one.setVisible(chosen is not None)
        self.menu.setVisible(event is not None)
        (self.entry if self._desk.direction is Direction.ENTRY else self.exit).setChecked(True)
        self.tick()

    # -- chips ------------------------------------------------------------------------------------------

    def tick(self) -> None:
        """Show the time."""
        if self._desk is None:
            return
        now = datetime.now(self._desk.zone)
        if now.year < _EARLIEST_YEAR:
            wrong = _("This computer's clock is wrong: set the date and time.")
            self.clock.tell(f"{now:%d/%m/%Y}", Role.ATTENTION, wrong)
        else:
            self.clock.tell(clock(now), None, _("This computer's clock"))

    def tell_scanned(self) -> None:
        """Show that the scanner works: it has just been heard."""
        if self._desk is not None:
            self._scanned_at = datetime.now(self._desk.zone)
        self._show_scanner()

    def show_printers(self, states: tuple[PrinterState, ...]) -> None:
        """Show how the desk's printers were when last asked."""
        if self._desk is not None:
            today = self._desk.station.now.astimezone(self._desk.zone).date()
            self.printers.show_states(states, self._desk.zone, today)

    def show_scanner_trouble(self, error: MarhabaError | None) -> None:
        """Show what is wrong with a serial scanner or a camera; None: nothing any more."""
        self._scanner_trouble = error
        self._show_scanner()

    def _show_scanner(self) -> None:
        if self._scanner_trouble is not None:
            self.scanner.tell(_("Scanner"), Role.ATTENTION, words.sentence(self._scanner_trouble))
        elif self._scanned_at is None:
            self.scanner.tell(_("Scanner"), None, _("No scan yet: pull the trigger once to try the scanner."))
        else:
            at = clock(self._scanned_at)
            self.scanner.tell(
                _("read {time}").format(time=isolated(at)),
                None,
                _("The scanner was last heard at {time}.").format(time=at),
            )

    # -- language and look ------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.entry.setText(_("In"))
        self.exit.setText(_("Out"))
        self.entry.setAccessibleName(_("Entry"))
        self.exit.setAccessibleName(_("Exit"))
        self.printers.retranslate()
        self.menu.retranslate()
        self.duty.retranslate()
        self._show_scanner()
        for button in self._languages.buttons():
            button.setChecked(button.property("language") == current())
        self._on_turned()

    def redraw(self) -> None:
        """Draw the icons in the colours of now."""
        for chip in (self.printers, self.scanner, self.clock):
            chip.redraw()
        self.lists.setIcon(
            icons.icon("chevron-down", appearance.colours().muted, 16, self.devicePixelRatioF())
        )
        self.menu.redraw()
        self.duty.redraw()
