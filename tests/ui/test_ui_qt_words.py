"""Qt's own words: in the desk's language, and no key lost over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from kiosk.ui import qt_words
from kiosk.ui.places import WAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

COPY = {"fr": "Cop&ier", "ar": "ا&نسخ", "en": "&Copy"}


@pytest.fixture(autouse=True)
def english_again(qtbot: QtBot) -> Iterator[None]:
    yield
    qt_words.speak("en")


def test_a_field_s_menu_follows_the_language() -> None:
    for language in ("fr", "ar", "en", "fr"):
        qt_words.speak(language)
        assert QCoreApplication.translate("QLineEdit", "&Copy") == COPY[language]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_keys_stay_what_they_are(language: str) -> None:
    qt_words.speak(language)
    control = Qt.KeyboardModifier.ControlModifier
    keys = {way.key for way in WAYS.values() if way.key}
    for name in keys:
        meant = QKeyCombination(control, Qt.Key(ord(name[-1])))
        assert QKeySequence(name) == QKeySequence(meant), name
    assert QKeySequence("Backspace") == QKeySequence(Qt.Key.Key_Backspace)
    assert QKeySequence("Esc") == QKeySequence(Qt.Key.Key_Escape)
