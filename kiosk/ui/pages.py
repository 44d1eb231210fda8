"""The pages of the window: reception, blank screen, and the screens beside them, built when first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from kiosk.domain.staff import Right
from kiosk.ui.places import WAYS, Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.scanning.scanner import Scan
    from kiosk.ui.desk import Desk
    from kiosk.ui.screens.audit import Audit
    from kiosk.ui.screens.first_run import FirstRun
    from kiosk.ui.screens.importing import Importing
    from kiosk.ui.screens.twins import TwinsScreen


class Screen(Protocol):
    """A screen beside the reception; `left` fires when it is done with."""

    left: SignalInstance

    def retranslate(self) -> None:
        """Say everything in the language of now."""

    def escape(self) -> None:
        """Do what Esc does."""


class Pages(QStackedWidget):
    """`left` fires when a screen beside the reception is done with, `begun` once a new station has its event.

    `moved` fires with the percentage of an import that is done, -1 when none runs any more, `corrected`
    with the id of a guest that a screen wants corrected, `twins_asked` with the NearDuplicates of an import.
    """

    left = Signal()
    begun = Signal()
    moved = Signal(int)
    corrected = Signal(str)
    twins_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._beside: dict[Place, QWidget] = {}
        self._import_runs = False
        self.first_run: FirstRun | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        """Keep the keys with what is seen: an answer that comes late readies a field behind a screen."""
        if now is None or now.isVisible() or not self.isVisible() or not self.isAncestorOf(now):
            return
        page = self.currentWidget()
        seen = before if before is not None and before.isVisible() else page
        if seen is not None:
            seen.setFocus()

    @property
    def importing(self) -> Importing | None:
        """The import screen, once it was opened."""
        return cast("Importing | None", self._beside.get(Place.IMPORT))

    @property
    def twins(self) -> TwinsScreen | None:
        """The screen of who is twice on the roll, once it was opened."""
        return cast("TwinsScreen | None", self._beside.get(Place.TWINS))

    def beside(self, place: Place, desk: Desk) -> QWidget:
        """Return the screen of `place`, as it was left, or new."""
        page = self._beside.get(place)
        if page is None:
            page = _MAKERS[place](desk)
            self._beside[place] = page
            _screen(page).left.connect(self.left)
            self.addWidget(page)
            if place is Place.AUDIT:
                cast("Audit", page).corrected.connect(self._on_corrected)
            if self.importing is not None and place is Place.IMPORT:
                self.importing.moved.connect(self._on_moved)
                self.importing.twins_asked.connect(self.twins_asked)
        return page

    def begin(self, desk: Desk) -> FirstRun:
        """Return the screen that asks a new station for its event."""
        from kiosk.ui.screens.first_run import FirstRun

        page = FirstRun(desk)
        page.setFocusProxy(page.title)
        page.created.connect(self._on_begun)
        self.addWidget(page)
        self.first_run = page
        return page

    def _on_begun(self) -> None:
        if self.first_run is not None:
            self.first_run.deleteLater()
            self.first_run = None
            self.begun.emit()

    def _on_moved(self, percent: int) -> None:
        self._import_runs = percent >= 0
        self.moved.emit(percent)

    def _on_corrected(self, attendee_id: str) -> None:
        self.left.emit()
        self.corrected.emit(attendee_id)

    def drop(self, keep: QWidget | None = None) -> None:
        """Throw the screens beside away with what was typed there; an import that runs goes on."""
        for place, page in list(self._beside.items()):
            if page is not keep and not (place is Place.IMPORT and self._import_runs):
                self.removeWidget(page)
                page.deleteLater()
                del self._beside[place]

    def is_beside(self, page: QWidget | None) -> bool:
        """Return whether `page` is one of the screens beside."""
        return any(one is page for one in self._beside.values())

    def right_of(self, page: QWidget | None) -> Right:
        """Return the right that it takes to be at this screen; everybody's for the others."""
        return next((WAYS[place].right for place, one in self._beside.items() if one is page), Right.SCAN)

    @property
    def takes_scans(self) -> bool:
        """Whether the screen that is shown takes scans for itself."""
        return getattr(self.currentWidget(), "takes_scans", False) is True

    def give_scan(self, scan: Scan) -> None:
        """Give what was scanned to the screen that is shown, if it does not listen to scanners by itself."""
        take = getattr(self.currentWidget(), "take_scan", None)
        if take is not None:
            take(scan)

    def escape(self) -> None:
        """Do what Esc does on the screen that is shown."""
        for page in self._beside.values():
            if page is self.currentWidget():
                _screen(page).escape()
                return

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        if self.first_run is not None:
            self.first_run.retranslate()
        for page in self._beside.values():
            _screen(page).retranslate()

    def redraw(self) -> None:
        """Draw every icon in the colours of now, where there are any."""
        for page in self._beside.values():
            redraw = getattr(page, "redraw", None)
            if redraw is not None:
                redraw()


def _screen(page: QWidget) -> Screen:
    return cast("Screen", page)


def _importing(desk: Desk) -> QWidget:
    from kiosk.ui.screens.importing import Importing

    return Importing(desk)


def _twins(desk: Desk) -> QWidget:
    from kiosk.ui.screens.twins import TwinsScreen

    return TwinsScreen(desk)


def _lists(desk: Desk) -> QWidget:
    from kiosk.ui.screens.lists import Lists

    return Lists(desk)


def _questions(desk: Desk) -> QWidget:
    from kiosk.ui.screens.questions import Questions

    return Questions(desk)


def _layouts(desk: Desk) -> QWidget:
    from kiosk.ui.screens.layouts import Layouts

    return Layouts(desk)


def _audit(desk: Desk) -> QWidget:
    from kiosk.ui.screens.audit import Audit

    return Audit(desk)


def _sheets(desk: Desk) -> QWidget:
    from kiosk.ui.screens.sheets import Sheets

    return Sheets(desk)


def _paper_lists(desk: Desk) -> QWidget:
    from kiosk.ui.screens.paper_lists import PaperLists

    return PaperLists(desk)


def _prints(desk: Desk) -> QWidget:
    from kiosk.ui.screens.print_queue import PrintQueue

    return PrintQueue(desk)


def _printers(desk: Desk) -> QWidget:
    from kiosk.ui.screens.printers import Printers

    return Printers(desk)


def _scanners(desk: Desk) -> QWidget:
    from kiosk.ui.screens.scanners import Scanners

    return Scanners(desk)


def _staff(desk: Desk) -> QWidget:
    from kiosk.ui.screens.staff import Staff

    return Staff(desk)


def _rights(desk: Desk) -> QWidget:
    from kiosk.ui.screens.rights import Rights

    return Rights(desk)


_MAKERS: dict[Place, Callable[[Desk], QWidget]] = {
    Place.IMPORT: _importing,
    Place.TWINS: _twins,
    Place.LISTS: _lists,
    Place.QUESTIONS: _questions,
    Place.LAYOUTS: _layouts,
    Place.AUDIT: _audit,
    Place.SHEETS: _sheets,
    Place.PAPER_LISTS: _paper_lists,
    Place.PRINTS: _prints,
    Place.PRINTERS: _printers,
    Place.SCANNERS: _scanners,
    Place.STAFF: _staff,
    Place.RIGHTS: _rights,
}
