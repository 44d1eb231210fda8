"""How many an import has perhaps brought twice: looked for meanwhile, with a way to look at them."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from kiosk.language import _, number
from kiosk.ui.progress import Progress
from kiosk.ui.widgets.labels import label
from kiosk.words import twins as said

if TYPE_CHECKING:
    from kiosk.errors import MarhabaError
    from kiosk.operations.duplicates import NearDuplicates
    from kiosk.operations.imports import ImportReport
    from kiosk.ui.desk import Desk

_SHOWN = 500


class TwiceOnTheRoll(QWidget):
    """One line and a button. `asked` fires with the NearDuplicates when the button is pressed."""

    asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: NearDuplicates | None = None
        self._percent = 0
        self._cancelled: threading.Event | None = None
        # The desk outlives this widget, and a thread that is being stopped still tells its progress.
        self._progress = Progress(desk)
        self._text = label(tone="large")
        self.button = QPushButton()
        self.button.setAutoDefault(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._text)
        row.addWidget(self.button)
        row.addStretch()
        self.button.clicked.connect(self._on_pressed)
        self._progress.moved.connect(self._on_moved)
        self.retranslate()

    @property
    def text(self) -> str:
        """What is said now."""
        return self._text.text()

    def look(self, report: ImportReport) -> None:
        """Look for those whom this import has brought or changed and who are perhaps there twice."""
        from kiosk.operations import duplicates

        self.stop()
        if not report.told:
            return
        self._cancelled = stopped = threading.Event()
        work = partial(
            duplicates.near_duplicates,
            self._desk.station,
            _SHOWN,
            among=report.told,
            on_progress=self._progress.tell,
            cancelled=stopped.is_set,
        )
        self._desk.tasks.free(
            self,
            work,
            lambda found: self._on_found(found, stopped),
            lambda error: self._on_failed(error, stopped),
        )
        self.retranslate()

    def stop(self) -> None:
        """Look no further, and say nothing."""
        if self._cancelled is not None:
            self._cancelled.set()
        self._cancelled, self._found, self._percent = None, None, 0
        self.retranslate()

    def _on_moved(self, done: int, total: int) -> None:
        self._percent = 100 * done // max(total, 1)
        self.retranslate()

    def _on_found(self, found: NearDuplicates, stopped: threading.Event) -> None:
        if stopped is self._cancelled:
            self._cancelled, self._found = None, found
            self.retranslate()

    def _on_failed(self, _error: MarhabaError, stopped: threading.Event) -> None:
        """Say nothing: the import itself went well, and the screen of the pairs says what is wrong."""
        if stopped is self._cancelled:
            self.stop()

    def _on_pressed(self) -> None:
        if self._found is not None:
            self.asked.emit(self._found)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        found = self._found
        self.setVisible(self._cancelled is not None or bool(found and found.total))
        if self._cancelled is not None:
            looking = _("Looking for guests who are twice on the roll… {percent} %")
            self._text.setText(looking.format(percent=number(self._percent)))
        elif found is not None:
            self._text.setText(said.found(found.total))
        self.button.setText(_("Look at them"))
        self.button.setVisible(found is not None and bool(found.total))
