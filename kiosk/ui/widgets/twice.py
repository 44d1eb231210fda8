"""How many an import has perhaps brought twice: looked for meanwhile, with a way to look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from kiosk.language import _, number
from kiosk.ui.comparing import Comparing
from kiosk.ui.widgets.labels import label
from kiosk.words import twins as said

if TYPE_CHECKING:
    from kiosk.operations.duplicates import NearDuplicates
    from kiosk.operations.imports import ImportReport
    from kiosk.ui.desk import Desk


class TwiceOnTheRoll(QWidget):
    """One line and a button. `asked` fires with the NearDuplicates when the button is pressed."""

    asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._found: NearDuplicates | None = None
        self._percent = 0
        self._comparing = Comparing(desk, self)
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
        self._comparing.moved.connect(self._on_moved)
        self._comparing.found.connect(self._on_found)
        # The import itself went well, and the screen of the pairs says what is wrong.
        self._comparing.failed.connect(lambda _error: self.stop())
        self.retranslate()

    @property
    def text(self) -> str:
        """What is said now."""
        return self._text.text()

    def look(self, report: ImportReport) -> None:
        """Look for those whom this import has brought or changed and who are perhaps there twice."""
        self.stop()
        if report.told:
            self._comparing.look(report.told)
            self.retranslate()

    def stop(self) -> None:
        """Look no further, and say nothing."""
        self._comparing.give_up()
        self._found, self._percent = None, 0
        self.retranslate()

    def _on_moved(self, done: int, total: int) -> None:
        self._percent = 100 * done // max(total, 1)
        self.retranslate()

    def _on_found(self, found: NearDuplicates) -> None:
        self._found = found
        self.retranslate()

    def _on_pressed(self) -> None:
        if self._found is not None:
            self.asked.emit(self._found)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        found, runs = self._found, self._comparing.runs
        self.setVisible(runs or bool(found and found.total))
        if runs:
            looking = _("Looking for guests who are twice on the roll… {percent} %")
            self._text.setText(looking.format(percent=number(self._percent)))
        elif found is not None:
            self._text.setText(said.found(found.total))
        self.button.setText(_("Look at them"))
        self.button.setVisible(not runs and bool(found and found.total))
