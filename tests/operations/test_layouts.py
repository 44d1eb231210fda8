"""Which layout a badge has at a station, and that no broken one stops a desk."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import pikepdf
import pytest
from PIL import Image

from kiosk import app
from kiosk.badge import layouts as reading
from kiosk.badge.means import Rendered
from kiosk.domain.badge import JobState, fields_of
from kiosk.domain.staff import Role
from kiosk.errors import FileRefused, InputRefused, NeedsApproval, Trouble
from kiosk.exchange import pretix_variables
from kiosk.operations import badges, drawing, events, layout_files, layouts, print_queue, print_rounds
from kiosk.operations.drawing import Fields
from kiosk.operations.station import Duty, Station
from kiosk.store import people
from tests.badge.badge_page import Page
from tests.stations import EVENT, Clock, guest

SMALL = {
    "id": "small",
    "title": "Small",
    "width_mm": 60,
    "height_mm": 40,
    "elements": [
        {
            "type": "text",
            "template": "{name}",
            "x_mm": 5,
            "y_mm": 5,
            "width_mm": 50,
            "height_mm": 20,
            "size_max_pt": 20,
            "size_min_pt": 8,
        },
        {
            "type": "picture",
            "template": "{Photo|code}",
            "x_mm": 5,
            "y_mm": 25,
            "width_mm": 10,
            "height_mm": 10,
        },
    ],
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    file = tmp_path / "small.json"
    file.write_text(json.dumps(SMALL), "utf-8")
    return file


def fields(station: Station, attendee_id: str) -> dict[str, str]:
    with station.database.read() as connection:
        one = people.attendee(connection, attendee_id)
        assert one is not None
        return Fields.of(connection, station)(one)


def size_mm(pdf: bytes) -> tuple[float, float]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        box = document.pages[0].mediabox
        return round(float(box[2]) / 72 * 25.4, 1), round(float(box[3]) / 72 * 25.4, 1)


def drawn(station: Station, category: str = "participant") -> Rendered:
    return drawing.draw(station, [{"name": "Ali", "name_latin": "Ali", "category_id": category}], "T")


def break_it(station: Station, name: str = "small.json", content: str = "{") -> None:
    file = station.folder / layouts.FOLDER / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(content, "utf-8")


def test_a_layout_is_taken_chosen_and_kept(station: Station, small: Path) -> None:
    assert size_mm(drawn(station).pdf) == (105, 148)
    taken = layout_files.take(station, small).layout
    assert taken is not None
    assert taken.id == "small"
    layouts.assign(station, "small")
    assert size_mm(drawn(station).pdf) == (60, 40)
    assert station.settings.layout == "small"
    app.close(station)
    again = app.open_station(station.folder, reading=True)
    assert again.layout.id == "small"
    app.close(again)


def test_each_category_has_its_layout_in_one_file(station: Station, small: Path) -> None:
    layout_files.take(station, small)
    layouts.assign(station, "small", "press")
    both = [{"name": "Ali", "category_id": "press"}, {"name": "Sara", "category_id": "speaker"}]
    made = drawing.draw(station, both, "T")
    with pikepdf.open(io.BytesIO(made.pdf)) as document:
        assert [round(float(page.mediabox[2]) / 72 * 25.4) for page in document.pages] == [60, 105]
    layouts.assign(station, layouts.USUAL, "press")
    assert size_mm(drawn(station, "press").pdf) == (105, 148)


def test_a_category_without_a_badge_is_not_printed(station: Station) -> None:
    layouts.assign(station, layouts.NOT_PRINTED, "press")
    guest(station, "Ali Bennani", category="press")
    guest(station, "Sara Tazi")
    assert print_rounds.run_queue(station) == 0
    states = {job.name: job.state for job in print_queue.jobs(station)}
    assert states == {"Ali Bennani": JobState.CANCELLED, "Sara Tazi": JobState.DONE}
    with pikepdf.open(io.BytesIO(badges.badges_pdf(station).pdf)) as document:
        assert len(document.pages) == 1


@pytest.mark.parametrize("category", ["", "press"])
def test_a_broken_layout_stops_no_desk_and_says_so(station: Station, small: Path, category: str) -> None:
    layout_files.take(station, small)
    layouts.assign(station, "small", category)
    break_it(station)
    station.use(station.make_spooler, station.make_layout)
    made = drawn(station, "press")
    assert size_mm(made.pdf) == (105, 148)
    assert made.refused == (("small.json", "1:2: Expecting property name enclosed in double quotes"),)
    guest(station, "Ali Bennani", category="press")
    assert print_rounds.run_queue(station) == 0
    (job,) = print_queue.jobs(station)
    assert (job.state, job.reasons) == (JobState.DONE, ("layout_wrong",))
    assert job.detail.startswith("small.json: 1:2")


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"press": 7}', "[" * 100_000, json.dumps({str(n): "a6" for n in range(2000)})]
)
def test_a_broken_choice_is_told_and_everybody_has_the_usual_layout(station: Station, content: str) -> None:
    break_it(station, layouts.BY_CATEGORY, content)
    made = drawn(station, "press")
    assert size_mm(made.pdf) == (105, 148)
    assert [name for name, _ in made.refused] == [layouts.BY_CATEGORY]


def test_a_layout_that_is_mended_is_used_at_once(station: Station, small: Path) -> None:
    layout_files.take(station, small)
    layouts.assign(station, "small", "press")
    good = (station.folder / layouts.FOLDER / "small.json").read_text("utf-8")
    break_it(station)
    assert drawn(station, "press").refused
    break_it(station, content=good)
    assert not drawn(station, "press").refused
    assert size_mm(drawn(station, "press").pdf) == (60, 40)


def test_what_cannot_be_used_is_not_taken(station: Station, tmp_path: Path, small: Path) -> None:
    small.write_text(json.dumps({**SMALL, "width_mm": 1e9}), "utf-8")
    with pytest.raises(FileRefused) as refused:
        layout_files.take(station, small)
    assert refused.value.values["detail"] == "width_mm: 1000000000.0 (10 … 500)"
    (tmp_path / "latin.json").write_bytes(b'{"id": "\xe9"}')
    (tmp_path / "large.json").write_bytes(b" " * 5_000_000)
    for name in ("latin.json", "large.json"):
        with pytest.raises(FileRefused):
            layout_files.take(station, tmp_path / name)
    with pytest.raises(FileRefused) as missing:
        layout_files.take(station, tmp_path / "nothing.json")
    assert missing.value.code is Trouble.FILE_MISSING
    assert not list((station.folder / layouts.FOLDER).glob("*"))


@pytest.mark.parametrize("layout_id", ["none", "usual", "../evil", "A6", ""])
def test_a_name_that_means_something_else_is_refused(station: Station, small: Path, layout_id: str) -> None:
    small.write_text(json.dumps({**SMALL, "id": layout_id}), "utf-8")
    with pytest.raises(FileRefused):
        layout_files.take(station, small)
    with pytest.raises(InputRefused):
        layouts.assign(station, layout_id or "/")


def test_nobody_is_given_a_layout_that_is_not_there(station: Station) -> None:
    with pytest.raises(InputRefused) as refused:
        layouts.assign(station, "nowhere", "press")
    assert refused.value.code is Trouble.UNKNOWN_LAYOUT
    with pytest.raises(InputRefused):
        layouts.assign(station, "a7", "nobody")
    assert layouts.by_category(station.folder) == {}
    with pytest.raises(FileRefused):
        reading.shipped("nowhere")


def test_the_overview_says_whose_and_what_is_wrong(station: Station, small: Path) -> None:
    layout_files.take(station, small)
    layouts.assign(station, "a7", "press")
    break_it(station, "broken.json")
    known = {one.id: one for one in layouts.overview(station)}
    assert [one.id for one in layouts.overview(station)][:2] == ["broken", "small"]
    assert known["broken"].wrong
    assert (known["small"].is_own, known["small"].width_mm, known["small"].wrong) == (True, 60, "")
    assert (known["a6"].is_usual, known["a7"].categories, known["cr80-photo"].sides) == (True, ("press",), 2)


def test_a_photograph_is_found_by_its_name(station: Station, small: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "black").save(out, "JPEG")
    photos = station.folder / layouts.PHOTOS
    photos.mkdir()
    (photos / "ali.jpg").write_bytes(out.getvalue())
    layout_files.take(station, small)
    layouts.assign(station, "small")
    made = drawing.draw(station, [{"name": "", "Photo": "ali.jpg"}], "T")
    assert Page(made.pdf).ink_mm() == pytest.approx((5, 25, 15, 35), abs=0.2)


@pytest.mark.parametrize(
    "name",
    [
        "../station.toml",
        "../photos/ali.jpg",
        "/etc/ali.jpg",
        "C:\\ali.jpg",
        "\\\\server\\ali.jpg",
        "con.jpg",
        "NUL.png",
        "ali.jpg:stream.jpg",
        "ali.svg",
        "x" * 300 + ".jpg",
        ".jpg",
        "ali\0.jpg",
        "ali.jpg.",
    ],
)
def test_no_name_leads_out_of_the_folder(station: Station, name: str) -> None:
    (station.folder / layouts.PHOTOS).mkdir()
    (station.folder / layouts.PHOTOS / "ali.jpg").write_bytes(b"x")
    assert layouts.picture(station.folder, name) is None


def test_a_link_is_no_picture(station: Station, tmp_path: Path) -> None:
    photos = station.folder / layouts.PHOTOS
    photos.mkdir()
    (tmp_path / "secret").write_bytes(b"x")
    (photos / "ali.jpg").symlink_to(tmp_path / "secret")
    assert layouts.picture(station.folder, "ali.jpg") is None


def test_who_may_not_set_up_takes_no_layout(station: Station, small: Path) -> None:
    station.duty = Duty("", "", Role.OPERATOR)
    with pytest.raises(NeedsApproval):
        layout_files.take(station, small)
    with pytest.raises(NeedsApproval):
        layouts.assign(station, "a7")


def test_every_field_of_a_person_can_stand_on_a_badge(station: Station) -> None:
    one = guest(station, "Fatima-Zahra El Idrissi", company="A, B; C", email="f@example.com").attendee
    assert one is not None
    told = fields(station, one.id)
    assert (told["given_name"], told["family_name"]) == ("Fatima-Zahra", "El Idrissi")
    assert (told["category_id"], told["registration"]) == ("participant", "confirmed")
    assert told["vcard"].split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "N:El Idrissi;Fatima-Zahra;;;",
        "FN:Fatima-Zahra El Idrissi",
        "ORG:A\\, B\\; C",
        "EMAIL:f@example.com",
        "END:VCARD",
    ]
    assert {"id", "name", "name_ar", "phone", "ticket", "reference", "note", "attention"} <= set(told)


@pytest.mark.parametrize(
    ("name", "parts"),
    [("Madonna", ("Madonna", "")), ("Fatima-Zahra", ("Fatima-Zahra", "")), ("علي بناني", ("علي", "بناني"))],
)
def test_a_name_is_told_apart_where_it_can_be(name: str, parts: tuple[str, str]) -> None:
    assert drawing._in_two(name) == parts


def test_all_that_pretix_knows_of_a_person_is_a_field_here(station: Station) -> None:
    one = guest(station, "Ali Bennani").attendee
    assert one is not None
    known = set(fields(station, one.id))
    for template in (*pretix_variables.VARIABLES.values(), *pretix_variables.ARABIC.values()):
        assert fields_of(template) <= known, template


def test_the_event_s_times_can_stand_on_a_badge(tmp_path: Path) -> None:
    station = app.create_station(tmp_path / "timed")
    station.now_ms = Clock()
    hours = {"starts": "2024-10-23T09:00", "admission": "2024-10-23T08:15"}
    events.configure(station, {**EVENT, "event": {**EVENT["event"], **hours}})
    one = guest(station, "Ali Bennani").attendee
    assert one is not None
    later = replace(one, valid_from=datetime(2024, 10, 24, 9, 30, tzinfo=UTC))
    with station.database.read() as connection:
        told = Fields.of(connection, station)(later)
    app.close(station)
    assert (told["event_begin"], told["event_begin_time"]) == ("23/10/2024", "09:00")
    assert (told["event_admission_time"], told["event_end"]) == ("08:15", "25/10/2024")
    assert (told["valid_from"], told["valid_from_time"]) == ("24/10/2024", "10:30")
    assert (told["today"], told["now"]) == ("24/10/2024", "08:22")


def test_what_was_answered_can_stand_on_a_badge(station: Station) -> None:
    one = guest(station, "Ali Bennani").attendee
    assert one is not None
    answered = replace(one, answers=MappingProxyType({"lunch": "Oui"}))
    with station.database.read() as connection:
        assert Fields.of(connection, station)(answered)["question_lunch"] == "Oui"


def test_a_layout_that_hid_a_shipped_one_shows_it_again(station: Station, small: Path) -> None:
    layout_files.take(station, small, layout_id="a7")
    layouts.assign(station, "a7", "press")
    assert size_mm(drawn(station, "press").pdf) == (60, 40)
    gone = layouts.remove(station, "a7")
    assert size_mm(drawn(station, "press").pdf) == (74, 105)
    assert layouts.by_category(station.folder) == {"press": "a7"}
    layouts.bring_back(station, gone)
    assert size_mm(drawn(station, "press").pdf) == (60, 40)


@pytest.mark.parametrize("layout_id", ["a6", "nowhere", "../station", ""])
def test_only_an_own_layout_is_taken_away(station: Station, layout_id: str) -> None:
    with pytest.raises(FileRefused if layout_id == "a6" else InputRefused):
        layouts.remove(station, layout_id)


def test_a_broken_choice_is_put_aside_by_the_next_one(station: Station) -> None:
    file = station.folder / layouts.FOLDER / layouts.BY_CATEGORY
    file.parent.mkdir()
    file.write_text("[", "utf-8")
    layouts.assign(station, "a7", "press")
    assert layouts.by_category(station.folder) == {"press": "a7"}
    assert file.with_suffix(".broken").read_text("utf-8") == "["
