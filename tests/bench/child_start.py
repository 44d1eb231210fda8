"""A process that opens a window and tells when: `child_start ours STATION` or `child_start bare`.

It prints, on the clock that its parent reads too, when it had painted its first picture and, of ours,
when the first letters that a person can type into that picture had been looked up and shown.
"""

from __future__ import annotations

import os
import sys
from time import perf_counter_ns
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_TYPED = "be"


def _tell(what: str) -> None:
    print(what, perf_counter_ns(), flush=True)


def _bare() -> int:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    class Bare(QWidget):
        painted = False

        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            super().paintEvent(event)
            if not self.painted:
                self.painted = True
                QTimer.singleShot(0, self._go_on)

        def _go_on(self) -> None:
            _tell("painted")
            self.close()

    application = QApplication(sys.argv[:1])
    window = Bare()
    window.resize(1366, 768)
    window.show()
    return application.exec()


def _ours(station: str) -> int:
    """Run the program itself, with a window that also tells."""
    from kiosk import __main__ as program
    from kiosk.ui import application, window

    class Telling(window.Window):
        def _furnish(self) -> None:
            _tell("painted")
            self._first_field.insert(_TYPED)
            super()._furnish()
            assert self.workplace is not None
            self.workplace.reception.lookup.results.modelReset.connect(self._on_shown)

        def _on_shown(self) -> None:
            assert self.workplace is not None
            if self.workplace.reception.lookup.results.rows:
                _tell("usable")
                self.close()

    vars(application)["Window"] = Telling
    os.environ["MARHABA_STATION"] = station  # the desk's own start: `marhaba`, and nothing behind it
    return program.main([])


if __name__ == "__main__":
    sys.exit(_bare() if sys.argv[1] == "bare" else _ours(sys.argv[2]))
