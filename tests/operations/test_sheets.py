"""Whose badges go on which sheets, and what a desk remembers of its printer."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest

from kiosk import settings
from kiosk.badge.imposition import Backs, Sheeting
from kiosk.domain.badge import JobState
from kiosk.domain.facts import Kind
from kiosk.errors import Cancelled, InputRefused, MarhabaError, StationError, Trouble
from kiosk.operations import journal, layouts, sheets
from kiosk.operations.sheets import Choice, Delegation, Order
from kiosk.operations.station import Station
from kiosk.printing.spooler import Sides
from tests.stations import guest

PEOPLE = (
    ("Zineb Alami", "press", "OCP Group"),
    ("Ali Bennani", "participant", "ocp group"),
    ("Émile Zafrani", "speaker", "Atlas"),
    ("Driss Kabbaj", "participant", "OCP Group"),
    ("", "press", ""),
)


@pytest.fixture(autouse=True)
def roll(station: Station) -> dict[str, str]:
    """Five people, by name."""
    ids = {}
    for name, category, company in PEOPLE:
        arabic = "" if name else "سلمى"
        attendee = guest(station, name, name_arabic=arabic, category=category, company=company).attendee
        assert attendee is not None
        ids[name] = attendee.id
    return ids


def names(station: Station, **choice: object) -> list[str]:
    return [one.name for one in sheets.chosen(station, Choice(**choice))]  # type: ignore[arg-type]


def quarter(station: Station, start: int = 1) -> Sheeting:
    return sheets.sheeting(station, "a4-4xa6", start=start)


def pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def test_badges_come_as_they_are_on_the_roll_by_name_or_by_category(station: Station) -> None:
    roll = ["Zineb Alami", "Ali Bennani", "Émile Zafrani", "Driss Kabbaj", "سلمى"]
    assert names(station) == roll
    assert names(station, order=Order.NAME) == [
        "Ali Bennani",
        "Driss Kabbaj",
        "Émile Zafrani",
        "Zineb Alami",
        "سلمى",
    ]
    assert names(station, order=Order.CATEGORY) == [
        *("Ali Bennani", "Driss Kabbaj"),  # participants
        "Émile Zafrani",  # speakers
        *("Zineb Alami", "سلمى"),  # press
    ]


def test_a_delegation_is_found_however_its_company_is_spelt(station: Station) -> None:
    assert names(station, company="ocp  GROUP") == ["Zineb Alami", "Ali Bennani", "Driss Kabbaj"]
    assert sheets.delegations(station) == (Delegation("OCP Group", 3), Delegation("Atlas", 1))


def test_choices_narrow_each_other(station: Station) -> None:
    assert names(station, company="OCP Group", category="press") == ["Zineb Alami"]
    with pytest.raises(InputRefused) as refused:
        names(station, category="kings")
    assert refused.value.code is Trouble.UNKNOWN_CATEGORY


def test_what_was_printed_is_not_printed_again_once_somebody_says_so(
    station: Station, roll: dict[str, str]
) -> None:
    drawn = sheets.drawn(station, Choice(company="OCP Group"), quarter(station))
    assert names(station, unprinted=True) == names(station)
    assert sheets.mark_printed(station, drawn.attendee_ids) == 3
    assert names(station, unprinted=True) == ["Émile Zafrani", "سلمى"]
    assert sheets.mark_printed(station, ["nobody"]) == 0


def test_sheets_are_drawn_in_order_with_their_numbers(station: Station, roll: dict[str, str]) -> None:
    told: list[tuple[int, int]] = []
    drawn = sheets.drawn(
        station, Choice(order=Order.NAME), quarter(station), lambda done, total: told.append((done, total))
    )
    assert drawn.attendee_ids[0] == roll["Ali Bennani"]
    assert (drawn.sheets, pages(drawn.pdf), drawn.size_mm) == (2, 2, (210, 297))
    assert told == [(n, 5) for n in range(1, 6)]


def test_without_a_stock_each_badge_is_its_own_page(station: Station) -> None:
    drawn = sheets.drawn(station, Choice(company="Atlas"))
    assert (pages(drawn.pdf), drawn.sheets, drawn.size_mm) == (1, 1, (105, 148))


def test_the_first_sheet_tells_of_all(station: Station) -> None:
    first, badges, number = sheets.first_sheet(station, Choice(), quarter(station, start=3))
    assert (pages(first.pdf), len(first.attendee_ids), badges, number) == (1, 2, 5, 2)


def test_nobody_left_is_no_sheet(station: Station) -> None:
    for make in (sheets.drawn, sheets.first_sheet):
        with pytest.raises(InputRefused) as refused:
            make(station, Choice(company="Nobody"), quarter(station))
        assert refused.value.code is Trouble.NOTHING_TO_PRINT


def test_the_work_can_be_stopped(station: Station) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        sheets.drawn(station, Choice(), quarter(station), stop)


def test_the_shift_of_the_printer_is_kept_and_used(station: Station) -> None:
    sheets.keep_shift(station, 1.5, -2)
    assert settings.read(station.folder).sheet_shift_x_mm == 1.5
    one = quarter(station)
    assert (one.shift_x_mm, one.shift_y_mm) == (1.5, -2.0)


@pytest.mark.parametrize("wrong", [21, float("nan"), -1e300])
def test_a_shift_that_no_printer_needs_is_not_kept(station: Station, wrong: float) -> None:
    with pytest.raises(InputRefused) as refused:
        sheets.keep_shift(station, 0, wrong)
    assert refused.value.code is Trouble.SHIFT_WRONG
    assert settings.read(station.folder).sheet_shift_y_mm == 0


def test_a_shift_written_by_hand_may_be_a_whole_number(station: Station) -> None:
    file = station.folder / settings.FILE
    file.write_text(
        file.read_text("utf-8").replace("sheet_shift_x_mm = 0.0", "sheet_shift_x_mm = 2"), "utf-8"
    )
    assert settings.read(station.folder).sheet_shift_x_mm == 2.0
    file.write_text(
        file.read_text("utf-8").replace("sheet_shift_x_mm = 2", 'sheet_shift_x_mm = "2"'), "utf-8"
    )
    with pytest.raises(StationError):
        settings.read(station.folder)


def test_sheets_reach_the_printer_on_paper_of_their_size(station: Station) -> None:
    drawn = sheets.drawn(station, Choice(), quarter(station))
    reference = sheets.print_sheets(station, drawn, "a4-4xa6")
    assert station.spooler.state(reference).state is JobState.DONE
    assert names(station, unprinted=True) == names(station), "paper is for a person to see"


def test_the_alignment_page_is_of_a_stock_that_there_is(station: Station) -> None:
    assert pages(sheets.alignment(station, "avery-l4784")) == 1
    with pytest.raises(MarhabaError) as refused:
        sheets.alignment(station, "papyrus")
    assert refused.value.code is Trouble.UNKNOWN_STOCK


def test_a_category_without_badges_is_left_out(station: Station) -> None:
    layouts.assign(station, layouts.NOT_PRINTED, "press")
    assert names(station) == ["Ali Bennani", "Émile Zafrani", "Driss Kabbaj"]


def test_backs_are_printed_for_those_who_have_one(station: Station) -> None:
    layouts.assign(station, "cr80")
    layouts.assign(station, "cr80-photo", "participant")
    one = replace(sheets.sheeting(station, "avery-c32011"), backs=Backs.LONG_EDGE)
    drawn = sheets.drawn(station, Choice(), one)
    assert (drawn.has_backs, drawn.sheets, pages(drawn.pdf)) == (True, 1, 2)
    assert drawn.turned is Sides.LONG_EDGE
    short = sheets.drawn(station, Choice(), replace(one, backs=Backs.SHORT_EDGE))
    assert short.turned is Sides.SHORT_EDGE
    assert sheets.drawn(station, Choice(), replace(one, backs=Backs.NONE)).turned is Sides.ONE
    with pikepdf.open(io.BytesIO(drawn.pdf)) as document:
        assert [len(page.obj.Resources.XObject.keys()) for page in document.pages] == [5, 2]
    alone = sheets.drawn(station, Choice(category="press"), one)
    assert not alone.has_backs


@pytest.mark.parametrize(("layout", "stock"), [("butterfly", "butterfly-82x203"), ("a4-quarto", "a4-quarto")])
def test_folded_layouts_fit_the_stock_of_their_name(station: Station, layout: str, stock: str) -> None:
    layouts.assign(station, layout)
    drawn = sheets.drawn(station, Choice(), sheets.sheeting(station, stock))
    assert (drawn.sheets, pages(drawn.pdf)) == (5, 5)


def test_a_warning_names_the_badge_and_not_its_page(station: Station) -> None:
    layouts.assign(station, "cr80-photo")
    guest(station, "Li 山", category="press", company="OCP")
    drawn = sheets.drawn(station, Choice())
    assert {one.page for one in drawn.warnings} == {6}


def test_each_badge_is_known_by_the_layout_that_it_has(station: Station) -> None:
    layouts.assign(station, "cr80", "press")
    drawn = sheets.drawn(station, Choice(), sheets.sheeting(station, "a4-4xa6"))
    sheets.mark_printed(station, drawn.attendee_ids)
    facts = journal.log(station, 20, kind=Kind.BADGE_PRINTED)
    assert {str(fact.content()["layout"]) for fact in facts} == {"a6", "cr80"}
