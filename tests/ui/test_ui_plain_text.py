"""Rows 1 to 3 of bad input: what a name looks like is never what a window does with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from kiosk.operations import people

if TYPE_CHECKING:
    from tests.desk_window import Hands

HOSTILE = (
    "<b>Ali</b>",
    '<img src="/etc/passwd">',
    "<table><tr><td>" * 13 + "x",
    "R&D & Sons",
)


def labels(widget: QWidget) -> list[QLabel]:
    return widget.findChildren(QLabel)


def test_no_label_of_the_desk_reads_html(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F1)
    hands.workplace.open_import()
    hands.settle()
    texts = labels(hands.window)
    assert len(texts) > 30
    assert [one.text() for one in texts if one.textFormat() != Qt.TextFormat.PlainText] == []


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_shown_letter_by_letter(hands: Hands, name: str) -> None:
    people.walk_in(
        hands.station, {"name_latin": name, "company": name, "category": "participant"}, "thursday"
    )
    hands.reception.lookup.type(name[:8])
    hands.settle()
    hands.reception.lookup._choose(0)
    hands.settle()
    assert hands.reception.card._first.text() == name
    tips = [one.toolTip() for one in hands.window.findChildren(QWidget) if one.toolTip()]
    assert not any(name in tip for tip in tips if "<" in name)


def test_every_control_has_a_name_for_those_who_hear_the_screen(hands: Hands) -> None:
    unnamed = [
        one
        for one in hands.window.findChildren(QPushButton)
        if not (one.accessibleName() or one.text()) and one.isVisible()
    ]
    assert unnamed == []
