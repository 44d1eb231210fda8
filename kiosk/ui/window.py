"""The window itself: a first picture as soon as can be, then the desk in its place, then the station."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from kiosk import language
from kiosk.language import _
from kiosk.ui import appearance
from kiosk.ui.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from kiosk.errors import MarhabaError
    from kiosk.operations.events import Overview
    from kiosk.operations.station import Station
    from kiosk.ui.tasks import Tasks
    from kiosk.ui.workplace import Workplace


_LATE_MS: Final = 800


class Window(QWidget):
    """One window on one station, which `opener` opens off the GUI thread once there is something to see.

    `opened` fires when the station is open and the desk can be used. An opener that takes its time
    tells `progress`.
    """

    opened = Signal()

    def __init__(
        self, opener: Callable[[], tuple[Station, Overview]], closer: Callable[[Station], None]
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self._opener, self._closer = opener, closer
        self.progress = Progress(self)
        self._painted = False
        self._is_opening = True
        self.patience_ms = -1
        """How long to wait for devices when it closes; -1 for ever."""
        self.left_open: Station | None = None
        """The station, if a device had not answered when the window closed: it may be at work there still."""
        self._tasks: Tasks
        self._station: Station | None = None
        self.workplace: Workplace | None = None
        self._build()

    def _build(self) -> None:
        """Build the first picture: the look-up field where it will be, which can be typed into."""
        self.setWindowTitle("Marhaba")
        header = QFrame()
        header.setObjectName("header")
        header.setFixedHeight(appearance.px(55))
        self._first_field = QLineEdit()
        self._first_field.setObjectName("lookup")
        self._first_field.setAccessibleName(_("Look up a guest"))
        self._first_field.setFixedHeight(appearance.px(56))
        columns = QHBoxLayout()
        columns.setContentsMargins(16, 12, 16, 12)
        columns.setSpacing(16)
        columns.addWidget(self._first_field, 1)
        columns.addStretch(1)
        if language.is_rtl():  # not by Qt.LayoutDirection: that namespace takes 20 ms to import
            columns.setDirection(QHBoxLayout.Direction.RightToLeft)
        picture = QWidget()
        column = QVBoxLayout(picture)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addLayout(columns)
        column.addStretch()
        self._rooms = QStackedLayout(self)
        self._rooms.addWidget(picture)
        self.setMinimumSize(960, 600)
        self.resize(1366, 768)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Go on once there is something to look at."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self._first_field.setFocus()
            QTimer.singleShot(0, self._furnish)

    def _furnish(self) -> None:
        """Put the desk in the first picture's place while the station is being opened."""
        from kiosk.ui.tasks import Tasks

        self._tasks = Tasks(self._tell_trouble)
        self._ask_to_open()
        from kiosk.ui.inputs.keyboard_scanner import KeyboardScanner
        from kiosk.ui.workplace import Workplace

        self.workplace = Workplace(self._tasks, KeyboardScanner.of_application())
        self._rooms.addWidget(self.workplace)
        self._rooms.setCurrentWidget(self.workplace)
        field = self.workplace.reception.lookup.field
        field.setText(self._first_field.text())
        field.setFocus()
        self.progress.moved.connect(self.workplace.reception.wait_for_station)
        self.workplace.reception.opening.retried.connect(self._on_retried)
        self.workplace.reception.opening.closed.connect(self.close)
        QTimer.singleShot(_LATE_MS, self, self._on_late)

    def _ask_to_open(self) -> None:
        self._tasks.database(self, self._open, self._on_opened, self._on_not_opened)

    def _on_retried(self) -> None:
        assert self.workplace is not None
        self.workplace.reception.wait_for_station()
        self._ask_to_open()

    def _on_late(self) -> None:
        """Say that the station is on its way; nothing is said of one that opens at once."""
        if self._is_opening and self.workplace is not None:
            self.workplace.reception.wait_for_station()

    def _open(self) -> tuple[Station, Overview]:
        """Open the station, on the database's thread; kept at once, should the window close meanwhile."""
        station, overview = self._opener()
        self._station = station
        return station, overview

    def _on_opened(self, opened: tuple[Station, Overview]) -> None:
        assert self.workplace is not None
        self._is_opening = False
        self.workplace.serve(*opened)
        self.opened.emit()

    def _on_not_opened(self, error: MarhabaError) -> None:
        assert self.workplace is not None
        self._is_opening = False
        self.workplace.refuse(error)

    def _tell_trouble(self, error: MarhabaError) -> None:
        assert self.workplace is not None
        self.workplace.tell_trouble(error)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let what is running end, then close the station."""
        self.hide()
        if self.workplace is not None:
            self.workplace.leave()
            answered = self._tasks.close(self.patience_ms)
            if self.workplace.desk is not None:
                self.workplace.desk.deleteLater()  # and its timers, which would ask a station that is closed
            if self._station is not None and answered:
                self._closer(self._station)
            elif self._station is not None:
                self.left_open = self._station
            self._station = None
        super().closeEvent(event)
