"""A window for every test that wants one, in English, on a station of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk import language, paths
from kiosk.operations import imports
from kiosk.ui import application
from tests.desk_window import Hands, open_window
from tests.stations import Clock, new_station

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Dress the application as the program does."""
    application.prepare()
    return qapp


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    language.use("en")
    yield
    language.use("en")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hands(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Hands:
    """A desk whose event has nobody on its roll."""
    return open_window(qtbot, new_station(tmp_path / "station", clock), clock)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Hands:
    """A desk with the forty people of the pretix file."""
    station = new_station(tmp_path / "station", clock)
    imports.import_roll(station, paths.resources() / "sample_event" / "pretix.csv")
    return open_window(qtbot, station, clock)
