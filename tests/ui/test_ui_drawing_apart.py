"""The window has its badges drawn by another process, singly and by the roll, and none where it paints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from kiosk.badge import pdf
from kiosk.operations import badges

if TYPE_CHECKING:
    from tests.desk_window import Hands


def test_no_badge_is_drawn_in_the_windows_own_process(desk: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    def drawn_here(*_args: object, **_more: object) -> None:
        raise AssertionError

    monkeypatch.setattr(pdf, "render_some", drawn_here)
    desk.type("ghita benj")
    desk.press(Qt.Key.Key_Return)
    desk.bot.waitUntil(lambda: desk.reception.card.job() == "Badge printed")
    assert len(badges.badges_pdf(desk.station).sides) > 20
    desk.settle()
