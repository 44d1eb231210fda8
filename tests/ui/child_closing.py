"""A desk in a process of its own whose printer never answers, closed while it waits: `child_closing STATION`.

It says when it closes its window; whoever started it sees when it has ended.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kiosk.ui import application
from kiosk.ui.window import Window


def _main(station: str) -> int:
    application.prepare()
    timer = QTimer(interval=50)

    def close_once_it_waits() -> None:
        for window in QApplication.topLevelWidgets():
            is_open = isinstance(window, Window) and window.workplace and window.workplace.desk
            if is_open and Path(station, "asked").exists():
                timer.stop()
                print("closing", flush=True)
                window.close()

    timer.timeout.connect(close_once_it_waits)
    timer.start()
    return application.run(Path(station))


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1]))
