"""What every test stands on: no visible screen, a real one where asked for, a log that stays clean."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.patient_bot import PatientBot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

# Before anything imports Qt. Stories on a real screen run the program in a process of its own (`xvfb`).
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


# No example is wrong for the time it took: this machine may have stood still meanwhile.
settings.register_profile("patient", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


class _Collecting(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    """Give pytest-qt's bot, with more patience."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def kiosk_log() -> Iterator[list[logging.LogRecord]]:
    """Collect what the program logs as a warning or worse.

    A test takes out what it expects; what is left fails it.
    """
    handler = _Collecting(logging.WARNING)
    records = handler.records
    logger = logging.getLogger("kiosk")
    logger.addHandler(handler)
    yield records
    logger.removeHandler(handler)
    assert not records, [f"{record.levelname} {record.name}: {record.getMessage()}" for record in records]


@pytest.fixture(scope="session")
def xvfb() -> Iterator[dict[str, str]]:
    """Start a screen of 1920×1080 of this worker's own; return the environment for programs on it.

    Xvfb picks a free display itself, so workers beside each other do not meet. It is never reset,
    or the keyboard layout that a story sets would be lost when its first program ends.
    """
    if shutil.which("Xvfb") is None:
        if os.environ.get("CI"):
            pytest.fail("Xvfb is missing; make test installs it")
        pytest.skip("Xvfb is not installed")
    reading, writing = os.pipe()
    options = ["-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-noreset", "-nolisten", "tcp"]
    server = subprocess.Popen(["Xvfb", *options], pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            display = pipe.readline().strip()
        assert display, f"Xvfb ended with {server.wait()}"
        yield _on_display(f":{display}")
    finally:
        server.terminate()
        server.wait()


def _on_display(display: str) -> dict[str, str]:
    """Return this process's environment with Qt on an X display, away from any input method."""
    environment = {k: v for k, v in os.environ.items() if k not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")}
    environment["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), environment["PATH"]))
    return environment | {"DISPLAY": display, "QT_IM_MODULE": "compose"}
