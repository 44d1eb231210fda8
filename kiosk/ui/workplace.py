"""Everything on the window once it is painted: the header, the screens, and the keys that lead there."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from kiosk import language
from kiosk.domain.staff import Right
from kiosk.ui import appearance, qt_words
from kiosk.ui.changes import Changes
from kiosk.ui.desk import Desk
from kiosk.ui.guard import Guard
from kiosk.ui.inputs.drops import Drops
from kiosk.ui.keys import Key, bind
from kiosk.ui.listening import Listening
from kiosk.ui.pages import Pages
from kiosk.ui.places import WAYS, Place
from kiosk.ui.previews import Previews
from kiosk.ui.prints import Prints
from kiosk.ui.returning import Returning
from kiosk.ui.screens.privacy import Privacy
from kiosk.ui.screens.reception import Reception
from kiosk.ui.stage import Stage
from kiosk.ui.widgets.card import PREVIEW_HEIGHT
from kiosk.ui.widgets.header import Header
from kiosk.words import Role

if TYPE_CHECKING:
    from kiosk.errors import MarhabaError
    from kiosk.operations.events import Overview
    from kiosk.operations.station import Station
    from kiosk.scanning.scanner import Scan
    from kiosk.ui.inputs.keyboard_scanner import KeyboardScanner
    from kiosk.ui.screens.sign_in import SignIn
    from kiosk.ui.sounds import Sounds
    from kiosk.ui.tasks import Tasks


class Workplace(QWidget):
    """The whole of the desk's window. It can be looked at before the station is open, and typed into."""

    def __init__(self, tasks: Tasks, scanner: KeyboardScanner) -> None:
        super().__init__()
        self.setObjectName("window")
        self._scanner = scanner
        self._has_left = False
        self.desk: Desk | None = None
        self.tasks = tasks
        self.changes = Changes(self)
        self.sounds: Sounds | None = None
        self._build()
        self._connect()
        self._speak()
        self.redraw()

    def _build(self) -> None:
        self.header = Header()
        self.reception = Reception()
        self.privacy = Privacy()
        self.pages = Pages()
        self.pages.addWidget(self.reception)
        self.pages.addWidget(self.privacy)
        self.stage = stage = Stage(self.pages, self.header, self.reception, self.privacy)
        self.go, self.show_reception, self.tell_trouble = stage.go, stage.show_reception, stage.tell_trouble
        self.ask_sign_in, self.hide_all = stage.ask_sign_in, stage.hide_all
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.pages, 1)
        self._drops = Drops(self)
        self.listening = Listening(self.reception, self.header)
        self._returning = Returning(self.reception, self.go)

    def _connect(self) -> None:
        self._scanner.scanned.connect(self._on_scanned)
        self.listening.scanned.connect(self._on_scanned)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme)
        self.header.language_chosen.connect(self._on_language)
        self.header.menu.help_asked.connect(self._on_help)
        self.header.menu.chosen.connect(self.go)
        self.header.menu.lock_asked.connect(self.hide_all)
        self.header.duty.lock_asked.connect(self.hide_all)
        self.header.duty.sign_in_asked.connect(self.ask_sign_in)
        self.pages.begun.connect(self.show_reception)
        self.pages.left.connect(self.show_reception)
        self.pages.twins_asked.connect(lambda found: self.go(Place.TWINS, found=found))
        self.pages.corrected.connect(self._returning.send)
        self.pages.moved.connect(self.header.menu.show_import)
        self.reception.judged.connect(self._on_judged)
        self.reception.sign_in_asked.connect(self.ask_sign_in)
        self._drops.dropped.connect(self.open_import)
        bind(self, self._keys(), self._on_key)

    def _keys(self) -> dict[str, Key]:
        desk, head = self.reception, self.header
        keys = {
            "F1": Key(self._on_help),
            "F2": Key(desk.correct, Right.CORRECT),
            "F3": Key(desk.walk_in, Right.REGISTER),
            "F4": Key(head.choose_list, Right.CHOOSE_LIST),
            "F5": Key(desk.show_history, Right.SEE_HISTORY),
            "F6": Key(self.listening.toggle_camera),
            "F7": Key(head.printers.explain),
            "F8": Key(desk.print_again, Right.PRINT),
            "Shift+F8": Key(desk.replace_badge, Right.REPLACE_BADGE),
            "F9": Key(desk.go_on, Right.LOOK_UP),
            "Ctrl+Z": Key(desk.undo, Right.UNDO),
            "F10": Key(head.menu.open, everywhere=True),
            "F11": Key(self._on_full_screen, everywhere=True),
            "F12": Key(self.hide_all, everywhere=True),
            "Esc": Key(self._on_escape, everywhere=True),
        }
        ways = {way.key: place for place, way in WAYS.items() if way.key}
        return keys | {key: Key(partial(self.go, place), everywhere=True) for key, place in ways.items()}

    # -- opening and closing ----------------------------------------------------------------------------

    def serve(self, station: Station, overview: Overview) -> None:
        """Work at `station` from now on."""
        station.draws_apart = True
        self.desk = Desk(station, overview, self.tasks, self.changes)
        prints = Prints(self.desk)
        prints.progressed.connect(self.header.printers.show_jobs)
        prints.printers_told.connect(self.header.show_printers)
        prints.failed.connect(self.header.printers.show_error)
        self.header.printers.retried.connect(prints.retry)
        self.header.printers.queue_asked.connect(lambda: self.go(Place.PRINTS))
        height = round(appearance.px(PREVIEW_HEIGHT) * self.devicePixelRatioF())
        self.stage.serve(self.desk)
        self.header.serve(self.desk)
        self.reception.serve(self.desk, prints, Previews(self.desk, height))
        self._title()
        if overview.event is None:
            self.stage.show(self.pages.begin(self.desk))
            if self.is_locked:
                self.ask_sign_in(Right.CONFIGURE)
        elif self.is_locked:
            self.show_reception()
        prints.kick()
        self.listening.serve(self.desk)

    def refuse(self, error: MarhabaError) -> None:
        """Say why there is no station to work at."""
        self.stage.show(self.reception)
        self.reception.refuse(error)

    def leave(self) -> None:
        """Stop what can be stopped, before the window closes; whatever is scanned then is another's."""
        if not self._has_left:
            self._scanner.scanned.disconnect(self._on_scanned)
            self.listening.leave()
        self._has_left = True
        if self.pages.importing is not None:
            self.pages.importing.cancel()
        if self.guard is not None:
            self.guard.idle.stop()

    # -- scans and keys ---------------------------------------------------------------------------------

    def _on_scanned(self, scan: Scan) -> None:
        if popup := QApplication.activePopupWidget():
            popup.close()
        self.header.tell_scanned()
        if self.pages.takes_scans:
            self.pages.give_scan(scan)
            return
        self._returning.stay()
        if self.pages.first_run is None:
            self.stage.show(self.reception)
        self.reception.scan(scan.raw)

    def _on_key(self, key: Key) -> None:
        """Do what a key does, or ask for somebody who may; a blank screen is only brought back."""
        page = self.pages.currentWidget()
        if page is self.privacy:
            self.stage.bring_back()
        elif not key.everywhere and page is not self.reception:
            return
        elif not self.stage.may(key.right):
            self.ask_sign_in(key.right)
        else:
            key.act()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter at a locked desk for somebody who wants to sign in."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.is_locked and self.pages.currentWidget() is self.reception:
            self.ask_sign_in()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the header give way in a narrow window."""
        super().resizeEvent(event)
        self.header.fit(self.width())

    def _on_escape(self) -> None:
        page = self.pages.currentWidget()
        if page is self.reception:
            if not self.listening.give_up():
                self.reception.escape()
        elif self.sign_in is not None and page is self.sign_in:
            self.sign_in.escape()
        else:
            self.pages.escape()

    def _on_help(self) -> None:
        self.stage.show(self.reception)
        self.reception.help()

    def _on_full_screen(self) -> None:
        window = self.window()
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    @property
    def guard(self) -> Guard | None:
        """Who tells whether somebody is on duty, once a station is served."""
        return self.stage.guard

    @property
    def is_locked(self) -> bool:
        """Whether nobody has signed in where people sign in."""
        return self.stage.is_locked

    @property
    def sign_in(self) -> SignIn | None:
        """The screen to sign in at, once it was opened."""
        return self.stage.sign_in

    # -- other screens ----------------------------------------------------------------------------------

    def open_import(self, file: Path | None = None) -> None:
        """Show the import screen, with a file if one is given, else asking for one."""
        self.go(Place.IMPORT, file)

    # -- what is heard and seen -------------------------------------------------------------------------

    def _on_judged(self, role: Role) -> None:
        """Bring the verdict to the fore, should somebody have gone elsewhere, and let it be heard."""
        if self.pages.first_run is None and self.pages.currentWidget() is not self.privacy:
            self.stage.show(self.reception)
        if self.sounds is not None:
            self.sounds.play(role)

    def _on_language(self, code: str) -> None:
        qt_words.use(code)
        self._speak()
        if self.desk is not None:
            self.desk.keep(self, language=code)

    def _speak(self) -> None:
        """Say everything in the language of now, from the side it begins on."""
        side = Qt.LayoutDirection.RightToLeft if language.is_rtl() else Qt.LayoutDirection.LeftToRight
        QGuiApplication.setLayoutDirection(side)
        for page in (self.header, self.reception, self.privacy, self.pages, self.sign_in):
            if page is not None:
                page.retranslate()
        self._title()

    def _title(self) -> None:
        event = self.desk.overview.event if self.desk else None
        self.window().setWindowTitle(
            f"{event.title.best(language.current())} – Marhaba" if event else "Marhaba"
        )

    def _on_scheme(self, scheme: Qt.ColorScheme) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        appearance.dress(application, dark=scheme == Qt.ColorScheme.Dark)
        self.redraw()

    def redraw(self) -> None:
        """Draw every icon in the colours of now."""
        for page in (self.header, self.reception, self.privacy, self.pages, self.sign_in):
            if page is not None:
                page.redraw()
