"""What opens the window instead of running a command: nothing at all, the demonstration, a station alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kiosk.__main__ import main
from kiosk.ui import application

Opened = list[tuple[tuple[Any, ...], dict[str, Any]]]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """With what the window was opened; it is not shown, and ends with 7."""
    calls: Opened = []

    def run(*args: Any, **options: Any) -> int:
        calls.append((args, options))
        return 7

    monkeypatch.setattr(application, "run", run)
    return calls


def test_without_anything_the_users_own_desk_opens(opened: Opened) -> None:
    assert main([]) == 7
    assert opened == [((None,), {})]


def test_a_station_and_a_language_may_be_told(opened: Opened, tmp_path: Path) -> None:
    assert main(["--station", str(tmp_path), "--language", "ar"]) == 7
    assert opened == [((tmp_path,), {"language": "ar"})]


def test_the_demonstration_opens_with_its_size(opened: Opened) -> None:
    main(["demo"])
    main(["demo", "--size", "100000", "--fresh", "--language", "en"])
    assert [options for _args, options in opened] == [
        {"demo_size": 1500, "fresh": False, "language": None},
        {"demo_size": 100_000, "fresh": True, "language": "en"},
    ]


def test_a_command_opens_no_window(opened: Opened, tmp_path: Path) -> None:
    assert main(["--station", str(tmp_path), "figures"]) == 2
    assert opened == []
