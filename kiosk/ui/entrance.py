"""The way to the sign-in and back: who is asked for, why, and what was to be done once they are here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kiosk.domain.staff import Right
from kiosk.ui.screens.sign_in import SignIn

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from kiosk.errors import NeedsApproval
    from kiosk.ui.desk import Desk
    from kiosk.ui.pages import Pages


class Entrance(QObject):
    """Shows the sign-in among `pages`.

    `returned` fires with the page that was there before: nobody signed in, or nothing else was to be done.
    """

    returned = Signal(object)

    def __init__(self, desk: Desk, pages: Pages) -> None:
        super().__init__(desk)
        self._desk, self._pages = desk, pages
        self._before: QWidget | None = None
        self._then: Callable[[], None] | None = None
        self.screen = SignIn(desk)
        pages.addWidget(self.screen)
        self.screen.signed_in.connect(self._on_signed_in)
        self.screen.left.connect(self.back)
        desk.duty_changed.connect(self._on_duty)
        self._on_duty()

    def ask(
        self,
        right: Right = Right.SCAN,
        error: NeedsApproval | None = None,
        then: Callable[[], None] | None = None,
    ) -> None:
        """Ask for somebody who has `right`, saying why if `error` does, and do `then` once they are here."""
        page = self._pages.currentWidget()
        if page is not self.screen:
            self._before = page
        self._then = then
        self.screen.open(right, error)

    def forget(self) -> None:
        """Lead nowhere: what was there before is closed."""
        self._before = self._then = None

    def back(self) -> None:
        """Leave the sign-in."""
        before, self._before = self._before, None
        self.returned.emit(before)

    def _on_signed_in(self) -> None:
        self._pages.drop(keep=self._before)
        then, self._then = self._then, None
        if then is None:
            self.back()
        else:
            then()

    def _on_duty(self) -> None:
        self.screen.remember(self._desk.station.duty.staff_id)
