"""Starts the window: the first picture as soon as can be, everything that takes time behind it."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from kiosk import language as languages
from kiosk import paths, settings
from kiosk.errors import StationError
from kiosk.ui import appearance
from kiosk.ui.inputs.input_methods import make_safe
from kiosk.ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.operations.events import Overview
    from kiosk.operations.station import Station

_PATIENCE_MS: Final = 300
"""How long a window that closes waits for a printer to answer."""

_FINISH_AFTER_MS: Final = 500
"""Loading the sounds stops the window for a moment: not before what was typed meanwhile is answered."""


def run(
    folder: Path | None, *, demo_size: int | None = None, fresh: bool = False, language: str | None = None
) -> int:
    """Open the desk on the station in `folder` and return the exit status when its window is closed.

    No folder is this user's own station; one without a station gets a new one. With `demo_size` it is
    the sample event with so many invented people, thrown away first if `fresh`.
    """
    application = prepare()
    languages.use(language or _station_language(folder, demo_size))
    window = Window(lambda: _open(folder, demo_size, fresh=fresh, on_progress=window.progress.tell), _close)
    finish_late(window)
    window.patience_ms = _PATIENCE_MS
    window.show()
    status = application.exec()
    if window.left_open is not None:
        _end_at_once(window.left_open, status)
    return status


def _end_at_once(station: Station, status: int) -> None:
    """End without waiting for a printer that does not answer, as a power cut would: the next start goes on.

    Every act is on the disk, and so is what is on its way to the printer. Whoever opens the station next is
    let in as soon as this process is gone.
    """
    from kiosk import app

    with suppress(StationError):
        app.keep_head(station)
    logging.shutdown()
    os._exit(status)


def prepare() -> QApplication:
    """Return the application with its look."""
    make_safe(os.environ)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Marhaba")
    application.setDesktopFileName("marhaba")
    application.setStyle("Fusion")
    appearance.load_fonts()
    appearance.dress(application, dark=appearance.is_dark(application))
    return application


def _station_language(folder: Path | None, demo_size: int | None) -> str:
    """Return the language that the station was last spoken to in; French, the host's, where nobody knows."""
    place = folder or (paths.default_folder() if demo_size is None else paths.demo_folder(demo_size))
    try:
        return settings.read(place).language
    except StationError:  # no station yet, or one that cannot be read: opening it says so
        return "fr"


def finish_late(window: Window) -> None:
    """Let `window` have, once it is open, what its first picture does not need."""
    window.opened.connect(lambda: QTimer.singleShot(_FINISH_AFTER_MS, window, lambda: _finish(window)))


def _finish(window: Window) -> None:
    """Add what the first picture does not need."""
    from kiosk.ui import qt_words
    from kiosk.ui.inputs.keyboard_scanner import KeyboardScanner
    from kiosk.ui.sounds import Sounds
    from kiosk.ui.tidying import Tidying

    qt_words.speak(languages.current())
    window.setWindowIcon(QIcon(str(paths.resources() / "icons" / "marhaba.svg")))
    if window.workplace is not None:
        if window.workplace.desk is not None:
            KeyboardScanner.of_application().tune(window.workplace.desk.station.settings.scanner_gap_ms)
            window.workplace.desk.make_ready(window)
        window.workplace.sounds = Sounds(window)
        Tidying(window.workplace.tasks, window)


def _open(
    folder: Path | None,
    demo_size: int | None,
    *,
    fresh: bool,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> tuple[Station, Overview]:
    """Open, or make, the station; runs on the database's thread."""
    from kiosk import app
    from kiosk.operations import events

    if demo_size is not None:
        station = app.demo_station(demo_size, folder=folder, fresh=fresh, on_progress=on_progress)
    else:
        place = folder or paths.default_folder()
        station = app.open_station(place) if app.is_station(place) else app.create_station(place)
    return station, events.overview(station)


def _close(station: Station) -> None:
    from kiosk import app

    app.close(station)
