"""What every test of an operation works with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk import app
from kiosk.operations.station import Station
from tests.stations import Clock, new_station


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def station(tmp_path: Path, clock: Clock) -> Iterator[Station]:
    one = new_station(tmp_path / "station", clock)
    yield one
    app.close(one)
