"""Which page of the window is shown, and who may see it: reception, blank screen, sign-in and the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from kiosk.domain.staff import Right
from kiosk.errors import NeedsApproval
from kiosk.ui.guard import Guard
from kiosk.ui.places import WAYS, Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from kiosk.errors import MarhabaError
    from kiosk.operations.duplicates import NearDuplicates
    from kiosk.ui.desk import Desk
    from kiosk.ui.entrance import Entrance
    from kiosk.ui.pages import Pages
    from kiosk.ui.screens.privacy import Privacy
    from kiosk.ui.screens.reception import Reception
    from kiosk.ui.screens.sign_in import SignIn
    from kiosk.ui.widgets.header import Header


class Stage(QObject):
    """Shows one of `pages`. Before a desk is served it shows what it is told to, to whoever is there."""

    def __init__(self, pages: Pages, header: Header, reception: Reception, privacy: Privacy) -> None:
        super().__init__(pages)
        self._pages, self._header = pages, header
        self._reception, self._privacy = reception, privacy
        self._desk: Desk | None = None
        self._before_privacy: QWidget = reception
        self._has_trouble_behind = False
        self._entrance: Entrance | None = None
        self.guard: Guard | None = None
        privacy.left.connect(self.bring_back)

    def serve(self, desk: Desk) -> None:
        """Ask who is on duty at `desk` from now on."""
        self._desk = desk
        self.guard = Guard(desk)
        self.guard.locking.connect(self._on_locking)
        self.guard.failed.connect(self.tell_trouble)
        desk.duty_changed.connect(self._on_duty_changed)

    # -- which page -------------------------------------------------------------------------------------

    def show(self, page: QWidget) -> None:
        """Show a page, under the header unless it is the blank one."""
        self._header.setVisible(page is not self._privacy)
        self._pages.setCurrentWidget(page)
        if page is self._pages.first_run:
            page.setFocus()

    def show_reception(self) -> None:
        """Be ready for the next guest."""
        self.show(self._reception)
        self._reception.lookup.field.setFocus()

    def go(self, place: Place, file: Path | None = None, found: NearDuplicates | None = None) -> None:
        """Show the screen of `place`, with `file` or `found`, or ask for somebody who may be there."""
        if self._desk is None or self._desk.overview.event is None:
            return
        right = WAYS[place].right
        if not self.may(right):
            why = None if self.is_locked else NeedsApproval(right)
            self.ask_sign_in(right, why, lambda: self.go(place, file, found))
            return
        page = self._pages.beside(place, self._desk)
        if found is not None and self._pages.twins is not None:
            self._pages.twins.offer(found)
        self.show(page)
        if file is not None and self._pages.importing is not None:
            self._pages.importing.open(file)

    def tell_trouble(self, error: MarhabaError) -> None:
        """Say what went wrong, where verdicts are said; a blank screen stays blank until somebody comes.

        Where only another person's right is missing, whoever has it may sign in.
        """
        if self.is_blank:
            self._before_privacy, self._has_trouble_behind = self._reception, True
        elif isinstance(error, NeedsApproval) and not self.is_locked:
            self.ask_sign_in(Right(error.right), error)
            return
        else:
            self.show(self._reception)
        self._reception.tell_trouble(error)

    # -- the blank screen -------------------------------------------------------------------------------

    @property
    def is_blank(self) -> bool:
        """Whether nothing is shown."""
        return self._pages.currentWidget() is self._privacy

    def hide_all(self) -> None:
        """Show nothing, and where people sign in take whoever is on duty off."""
        if not self.is_blank:
            page = self._pages.currentWidget()
            self._before_privacy, self._has_trouble_behind = page or self._reception, False
        if self.guard is not None:
            self.guard.lock()
        self.show(self._privacy)
        self._privacy.setFocus()

    def bring_back(self) -> None:
        """Show what was there before the blank screen, or ask for somebody to sign in."""
        if self.is_locked and not self._has_trouble_behind:
            self.show(self._reception)
            self.ask_sign_in()
            return
        self.show(self._before_privacy)
        if self._before_privacy is self._reception:
            self._reception.lookup.field.setFocus()

    # -- who is on duty ---------------------------------------------------------------------------------

    @property
    def is_locked(self) -> bool:
        """Whether nobody has signed in where people sign in: then only scans are answered."""
        return self.guard is not None and self.guard.is_locked

    @property
    def sign_in(self) -> SignIn | None:
        """The screen to sign in at, once it was opened."""
        return self._entrance.screen if self._entrance else None

    def may(self, right: Right) -> bool:
        """Return whether whoever is here has this right."""
        return self.guard is None or self.guard.may(right)

    def ask_sign_in(
        self,
        right: Right = Right.SCAN,
        error: NeedsApproval | None = None,
        then: Callable[[], None] | None = None,
    ) -> None:
        """Ask for somebody who has `right`, saying why if `error` does, and do `then` once they are here."""
        if self._desk is None:
            return
        if self._entrance is None:
            from kiosk.ui.entrance import Entrance

            self._entrance = Entrance(self._desk, self._pages)
            self._entrance.returned.connect(self._on_returned)
        self._entrance.ask(right, error, then)
        self.show(self._entrance.screen)

    def _on_returned(self, page: QWidget | None) -> None:
        """Show what was there before the sign-in; a locked desk shows the reception only."""
        if page is not None and (page is self._pages.first_run or self._may_show(page)):
            self.show(page)
        else:
            self.show_reception()

    def _may_show(self, page: QWidget) -> bool:
        return self._pages.is_beside(page) and self.may(self._pages.right_of(page))

    def _on_locking(self) -> None:
        """Close whatever shows guests, half-filled forms included: the next one here may be anybody."""
        if popup := QApplication.activePopupWidget():
            popup.close()
        if self._entrance is not None:
            self._entrance.forget()
        self._before_privacy = self._reception
        if self._pages.first_run is None and not self.is_blank:
            self.show(self._reception)
        self._pages.drop()
        self._reception.leave()
        for _what_is_asked_then_the_guest in range(2):
            self._reception.escape()

    def _on_duty_changed(self) -> None:
        """Leave a screen that whoever is on duty now may not be at."""
        page = self._pages.currentWidget()
        if page is not None and self._pages.is_beside(page) and not self._may_show(page):
            self._pages.drop()
            self.show_reception()
