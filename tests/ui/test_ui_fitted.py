from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.ui.widgets.fitted import Fitted
from kiosk.ui.widgets.labels import Elided, plain_tooltip, reads_right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

SHORT = ("Li", "لي")
LONG = (
    "Fatima-Zahra Bent El Mokhtar Alaoui Mdaghri El Idrissi",
    "فاطمة الزهراء بنت المختار العلوي المدغري الإدريسي",
)


@pytest.fixture
def fitted(qtbot: QtBot) -> Iterator[Fitted]:
    holder = QWidget()
    qtbot.addWidget(holder)
    one = Fitted((34, 28, 24, 20, 18, 15, 13), 2)
    QVBoxLayout(holder).addWidget(one)
    holder.resize(480, 120)
    holder.show()
    yield one
    holder.close()


def size(fitted: Fitted) -> int:
    return fitted._layout.font().pixelSize()


@pytest.mark.parametrize("name", SHORT)
def test_a_short_name_is_as_large_as_can_be(fitted: Fitted, name: str) -> None:
    fitted.show_text(name)
    assert size(fitted) == 34


@pytest.mark.parametrize("name", LONG)
def test_a_long_name_is_whole_and_inside(fitted: Fitted, name: str) -> None:
    fitted.show_text(name)
    assert fitted.toolTip() == ""
    assert 13 < size(fitted) < 34
    layout = fitted._layout
    assert all(layout.lineAt(n).naturalTextWidth() <= fitted.width() for n in range(layout.lineCount()))


@pytest.mark.parametrize("name", [*SHORT, *LONG, "محمّد العلوي", "ÉÀ Ŷpqj"])
def test_no_letter_is_cut(fitted: Fitted, name: str) -> None:
    fitted.show_text(name)
    image = fitted.grab().toImage()
    edge = {image.pixel(x, y) for x in range(image.width()) for y in (0, image.height() - 1)}
    assert len(edge) == 1


def test_a_name_beyond_all_measure_is_cut_and_told_in_the_tooltip(fitted: Fitted) -> None:
    fitted.show_text("Abdelrahman " * 16)
    assert fitted.toolTip() == "Abdelrahman " * 16
    assert fitted.text() == "Abdelrahman " * 16


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("name", ["Ali", "علي"])
def test_a_name_begins_where_the_language_does_in_its_own_direction(
    fitted: Fitted, direction: Qt.LayoutDirection, name: str
) -> None:
    holder = fitted.parentWidget()
    assert holder is not None
    holder.setLayoutDirection(direction)
    fitted.show_text(name)
    image = fitted.grab().toImage()
    ground = image.pixel(image.width() // 2, 0)
    inked = [
        x for x in range(image.width()) if any(image.pixel(x, y) != ground for y in range(image.height()))
    ]
    on_the_right = direction == Qt.LayoutDirection.RightToLeft
    assert (min(inked) > image.width() // 2) is on_the_right
    assert fitted._layout.textOption().textDirection() == (
        Qt.LayoutDirection.RightToLeft if name == "علي" else Qt.LayoutDirection.LeftToRight
    )


@pytest.mark.parametrize(
    ("text", "rtl"),
    [("شركة OCP Group 25", True), ("OCP شركة", False), ("25 شركة", True), ("", False), ("12", False)],
)
def test_the_first_letter_with_a_direction_decides(text: str, rtl: bool) -> None:
    assert reads_right_to_left(text) is rtl


def test_a_line_that_is_too_long_is_cut_and_told_in_its_tooltip(qtbot: QtBot) -> None:
    one = Elided()
    qtbot.addWidget(one)
    one.resize(80, 20)
    one.show_text("a company with a very long name")
    assert one.text().endswith("…")
    assert one.toolTip() == "a company with a very long name"


def test_a_tooltip_is_never_taken_for_html() -> None:
    shown = QTextDocument()
    shown.setHtml(plain_tooltip("<b>Ali</b> & Co"))
    assert shown.toPlainText() == "<b>Ali</b> & Co"
    assert plain_tooltip("Ali") == "Ali"
