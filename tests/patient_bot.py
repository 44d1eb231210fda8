"""Waiting for what a window does: as long as any machine may need, and no longer than it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pytestqt.qtbot import QtBot

if TYPE_CHECKING:
    from collections.abc import Callable

NEVER_MS: Final = 60_000
"""What has not come by then never comes, however much else the machine has to do."""


class PatientBot(QtBot):
    """pytest-qt's bot, which gives up after five seconds unless it is told otherwise at every call."""

    def waitUntil(  # noqa: N802
        self, callback: Callable[[], bool | None], *, timeout: int = NEVER_MS
    ) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = NEVER_MS, **options: Any) -> Any:  # noqa: N802
        return super().waitSignal(signal, timeout=timeout, **options)
