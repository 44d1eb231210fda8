"""Everything on the window once it is painted: the header, the screens, and the keys that lead there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from kiosk import language
from kiosk.ui import appearance
from kiosk.ui.changes import Changes
from kiosk.ui.desk import Desk
from kiosk.ui.previews import Previews
from kiosk.ui.prints import Prints
from kiosk.ui.screens.privacy import Privacy
from kiosk.ui.screens.reception import Reception
from kiosk.ui.widgets.card import PREVIEW_HEIGHT
from kiosk.ui.widgets.header import Header
from kiosk.words import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.errors import MarhabaError
    from kiosk.operations.events import Overview
    from kiosk.operations.station import Station
    from kiosk.scanning.scanner import Scan
    from kiosk.ui.inputs.keyboard_scanner import KeyboardScanner
    from kiosk.ui.screens.first_run import FirstRun
    from kiosk.ui.screens.importing import Importing
    from kiosk.ui.sounds import Sounds
    from kiosk.ui.tasks import Tasks


class Workplace(QWidget):
    """The whole of the desk's window. It can be looked at before the station is open, and typed into."""

    def __init__(self, tasks: Tasks, scanner: KeyboardScanner) -> None:
        super().__init__()
        self.setObjectName("window")
        self.desk: Desk | None = None
        self.tasks = tasks
        self.changes = Changes(self)
        self.sounds: Sounds | None = None
        self._before_privacy: QWidget
        self._importing: Importing | None = None
        self._first_run: FirstRun | None = None
        self._build()
        self._connect(scanner)
        self._speak()
        self.redraw()

    def _build(self) -> None:
        self.header = Header()
        self.reception = Reception()
        self.privacy = Privacy()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.reception)
        self.pages.addWidget(self.privacy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.pages, 1)
        self.setAcceptDrops(True)

    def _connect(self, scanner: KeyboardScanner) -> None:
        scanner.scanned.connect(self._on_scanned)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme)
        self.header.language_chosen.connect(self._on_language)
        self.header.import_asked.connect(self.open_import)
        self.header.help_asked.connect(self._on_help)
        self.reception.judged.connect(self._on_judged)
        self.privacy.left.connect(self._on_privacy_left)
        for key, act in (
            ("F1", self._on_help),
            ("F2", self.reception.correct),
            ("F3", self.reception.walk_in),
            ("F4", self.header.choose_list),
            ("F7", self.header.printer.explain),
            ("F8", self.reception.print_again),
            ("F11", self._on_full_screen),
            ("F12", self._on_privacy),
            ("Ctrl+Z", self.reception.undo),
            ("Ctrl+I", self.open_import),
            ("Esc", self._on_escape),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda act=act: self._on_key(act))

    # -- opening and closing ----------------------------------------------------------------------------

    def serve(self, station: Station, overview: Overview) -> None:
        """Work at `station` from now on."""
        self.desk = Desk(station, overview, self.tasks, self.changes)
        prints = Prints(self.desk)
        prints.progressed.connect(self.header.show_printer)
        prints.failed.connect(self.header.show_printer)
        self.header.printer.remedied.connect(prints.retry)
        height = round(appearance.px(PREVIEW_HEIGHT) * self.devicePixelRatioF())
        self.header.serve(self.desk)
        self.reception.serve(self.desk, prints, Previews(self.desk, height))
        self._title()
        if overview.event is None:
            self._show_first_run()
        prints.kick()

    def refuse(self, error: MarhabaError) -> None:
        """Say why there is no station to work at."""
        self._show_page(self.reception)
        self.reception.refuse(error)

    def tell_trouble(self, error: MarhabaError) -> None:
        """Say what went wrong, where verdicts are said; a blank screen stays blank until somebody comes."""
        if self.pages.currentWidget() is self.privacy:
            self._before_privacy = self.reception
        else:
            self._show_page(self.reception)
        self.reception.tell_trouble(error)

    def leave(self) -> None:
        """Stop what can be stopped, before the window closes."""
        if self._importing is not None:
            self._importing.cancel()

    # -- scans and keys ---------------------------------------------------------------------------------

    def _on_scanned(self, scan: Scan) -> None:
        if popup := QApplication.activePopupWidget():
            popup.close()
        self.header.tell_scanned()
        if self.pages.currentWidget() is not self._first_run:
            self._show_page(self.reception)
        self.reception.scan(scan.text)

    def _on_key(self, act: Callable[[], None]) -> None:
        """Do what a key does; on the blank screen any key only brings the desk back."""
        if self.pages.currentWidget() is self.privacy:
            self._on_privacy_left()
        elif act in self._everywhere() or self.pages.currentWidget() is self.reception:
            act()

    def _everywhere(self) -> tuple[Callable[[], None], ...]:
        return (self._on_full_screen, self._on_privacy, self._on_escape, self.open_import)

    def _on_escape(self) -> None:
        if self.pages.currentWidget() is self.reception:
            self.reception.escape()
        elif self._importing is not None and self.pages.currentWidget() is self._importing:
            self._importing.escape()

    def _on_help(self) -> None:
        self._show_page(self.reception)
        self.reception.help()

    def _on_full_screen(self) -> None:
        window = self.window()
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _on_privacy(self) -> None:
        self._before_privacy = self.pages.currentWidget() or self.reception
        self.header.hide()
        self._show_page(self.privacy)
        self.privacy.setFocus()

    def _on_privacy_left(self) -> None:
        self._show_page(self._before_privacy)
        if self._before_privacy is self.reception:
            self.reception.lookup.field.setFocus()

    def _show_page(self, page: QWidget) -> None:
        self.header.setVisible(page is not self.privacy)
        self.pages.setCurrentWidget(page)

    # -- other screens ----------------------------------------------------------------------------------

    def _show_first_run(self) -> None:
        from kiosk.ui.screens.first_run import FirstRun

        assert self.desk is not None
        self._first_run = FirstRun(self.desk)
        self._first_run.created.connect(self._on_created)
        self.pages.addWidget(self._first_run)
        self._show_page(self._first_run)
        self._first_run.title.setFocus()

    def _on_created(self) -> None:
        if self._first_run is None:
            return
        self._first_run.deleteLater()
        self._first_run = None
        self._show_page(self.reception)
        self.reception.lookup.field.setFocus()

    def open_import(self, file: Path | None = None) -> None:
        """Show the import screen, with a file if one is given, else asking for one."""
        if self.desk is None or self.desk.overview.event is None:
            return
        if self._importing is None:
            from kiosk.ui.screens.importing import Importing

            self._importing = Importing(self.desk)
            self._importing.left.connect(self._on_import_left)
            self._importing.moved.connect(self.header.show_import)
            self.pages.addWidget(self._importing)
        self._show_page(self._importing)
        if file is not None:
            self._importing.open(file)

    def _on_import_left(self) -> None:
        self._show_page(self.reception)
        self.reception.lookup.field.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        file = _dropped(event)
        if file is not None:
            event.acceptProposedAction()
            self.open_import(file)

    # -- what is heard and seen -------------------------------------------------------------------------

    def _on_judged(self, role: Role) -> None:
        if self.sounds is not None:
            self.sounds.play(role)

    def _on_language(self, code: str) -> None:
        language.use(code)
        self._speak()
        if self.desk is not None:
            self._keep_language(self.desk.station, code)

    def _keep_language(self, station: Station, code: str) -> None:
        from kiosk import app

        self.tasks.database(self, lambda: app.with_settings(station, language=code), lambda _station: None)

    def _speak(self) -> None:
        """Say everything in the language of now, from the side it begins on."""
        side = Qt.LayoutDirection.RightToLeft if language.is_rtl() else Qt.LayoutDirection.LeftToRight
        QGuiApplication.setLayoutDirection(side)
        for page in (self.header, self.reception, self.privacy, self._importing, self._first_run):
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
        for page in (self.header, self.reception, self.privacy):
            page.redraw()


def _dropped(event: QDropEvent) -> Path | None:
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 else None
