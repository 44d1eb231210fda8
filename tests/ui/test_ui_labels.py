"""Labels begin where the window's language does, whatever their own text is written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kiosk.ui.widgets.labels import Elided, label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel
    from pytestqt.qtbot import QtBot

LATIN, ARABIC = "Une remarque ?", "أي وجبة؟"


def first_ink(one: QLabel) -> tuple[int, int]:
    """How far from either side of a label its letters begin."""
    picture = one.grab().toImage()
    ground = picture.pixel(0, 0)
    inked = [
        x
        for x in range(picture.width())
        if any(picture.pixel(x, y) != ground for y in range(picture.height()))
    ]
    return inked[0], picture.width() - 1 - inked[-1]


@pytest.mark.parametrize("elided", [False, True])
@pytest.mark.parametrize("text", [LATIN, ARABIC])
def test_a_label_begins_with_the_window_and_turns_with_it(qtbot: QtBot, text: str, *, elided: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    one = Elided() if elided else label()
    one.setParent(window)
    one.resize(300, 30)
    if isinstance(one, Elided):
        one.show_text(text)
    else:
        one.setText(text)
    left, right = first_ink(one)
    assert left < 20 < right
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    left, right = first_ink(one)
    assert right < 20 < left


def test_what_is_centred_stays_so(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    one = label(LATIN)
    one.setAlignment(Qt.AlignmentFlag.AlignCenter)
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    one.setParent(window)
    one.setText(ARABIC)
    assert one.alignment() == Qt.AlignmentFlag.AlignCenter
