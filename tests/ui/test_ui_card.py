"""The card: all that a desk knows of one person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from kiosk.domain.badge import JobState
from kiosk.errors import Trouble
from kiosk.language import isolated
from kiosk.operations import imports, print_queue
from kiosk.ui.widgets.labels import reads_right_to_left
from kiosk.words import Role, Said

if TYPE_CHECKING:
    from pathlib import Path

    from tests.desk_window import Hands


def test_the_organiser_s_own_columns_are_shown(desk: Hands, tmp_path: Path) -> None:
    file = tmp_path / "roll.csv"
    file.write_text("Nom;Prénom;Table;Menu\nZerouali;Lina;12;sans <b>gluten</b>\n", "utf-8")
    imports.import_roll(desk.station, file)
    desk.type("zerouali")
    desk.settle()
    desk.press(Qt.Key.Key_Down)
    desk.settle()
    card = desk.reception.card
    assert card._columns.isVisible()
    assert card._columns.text() == "Table : 12 · Menu : sans <b>gluten</b>"


@pytest.mark.parametrize("height", [640, 700, 768, 900, 1080])
def test_the_badge_is_seen_whole(desk: Hands, height: int) -> None:
    desk.window.resize(1366, height)
    actions = desk.reception.card.buttons

    def is_whole() -> bool:
        seen = actions._preview.geometry()
        return actions.rect().contains(seen) and actions.height() <= height

    desk.bot.waitUntil(lambda: desk.window.height() == height and is_whole())
    desk.type("zerouali")
    desk.bot.waitUntil(is_whole)


@pytest.mark.parametrize("height", [736, 768])
def test_trouble_with_the_badge_is_read_whole(desk: Hands, height: int) -> None:
    desk.window.resize(1366, height)
    desk.type("ghita")
    desk.press(Qt.Key.Key_Return)
    card = desk.reception.card
    desk.bot.waitUntil(lambda: card.job() == "Badge printed")
    desk.settle()
    warned = replace(desk.guest, attention="VIP: tell the protocol\nand the organisers")
    card.show_person(warned, None, awaits=False, zone=UTC)
    (job,) = print_queue.jobs(desk.station, attendee_id=warned.id)
    detail = "A6, 105 × 148 mm; in the tray there is A4, 210 × 297 mm, and nothing else"
    trouble = replace(job, state=JobState.QUEUED, reasons=(Trouble.PRINTER_WRONG_PAPER,), detail=detail)
    card.show_job((trouble,))
    assert "nothing else" in card.job()
    told = card.buttons._job_frame
    desk.bot.waitUntil(lambda: told.height() >= told.heightForWidth(told.width()))
    assert card._first.isVisible()


def test_in_arabic_no_button_is_cut_and_words_begin_on_the_right(desk: Hands) -> None:
    desk.window.resize(1366, 768)
    desk.workplace.header.language_chosen.emit("ar")
    desk.type("ghita")
    desk.press(Qt.Key.Key_Return)
    card, button = desk.reception.card, desk.reception.card.walk_in_button
    warned = replace(desk.guest, attention="Protocole : accompagner au salon")
    card.show_person(warned, None, awaits=False, zone=UTC)
    desk.bot.waitUntil(lambda: card.buttons.rect().contains(button.geometry()))
    assert button.height() >= button.sizeHint().height()
    desk.reception.banner.tell(Said(Role.ATTENTION, "Déjà", "09:42, Accueil 1"), isolated("Ghita"))
    detail = desk.reception.banner._detail
    for told in (detail, card._note):
        assert told.alignment() & Qt.AlignmentFlag.AlignRight
        assert told.alignment() & Qt.AlignmentFlag.AlignAbsolute
    assert reads_right_to_left(detail.text())
    desk.workplace.header.language_chosen.emit("en")
