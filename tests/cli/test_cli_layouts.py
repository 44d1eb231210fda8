"""`marhaba layout`: listing, taking from pretix, choosing by category."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.cli.command_line import Run

PRETIX = [
    {
        "type": "textarea",
        "left": "10",
        "bottom": "60",
        "width": "80",
        "content": "attendee_name",
        "fontsize": "20",
    },
    {"type": "barcodearea", "left": "90", "bottom": "10", "size": "40", "content": "secret"},
    {
        "type": "textarea",
        "left": "10",
        "bottom": "20",
        "width": "60",
        "content": "seat_zone",
        "fontsize": "8",
    },
]


@pytest.fixture
def pretix(tmp_path: Path) -> Path:
    file = tmp_path / "Badge Salle 1.json"
    file.write_text(json.dumps(PRETIX), "utf-8")
    return file


def test_the_shipped_layouts_are_listed(run: Run) -> None:
    told = run("layout", "--json").json
    ids = {one["id"] for one in told["layouts"]}
    assert {"a6", "a7", "cr80", "label-62x100", "4x3", "a4-quarto", "butterfly", "tent"} <= ids
    assert [one["id"] for one in told["layouts"] if one["usual"]] == ["a6"]
    assert "a6\tA6\t105 × 148 mm\t1\t" in run("layout", "--language", "en").out


def test_a_layout_of_pretix_is_taken_used_and_printed(run: Run, pretix: Path, tmp_path: Path) -> None:
    taken = run("layout", "import", pretix, "--json")
    assert taken.status == 1  # something of it could not be taken as it was
    told = taken.json
    assert (told["id"], told["width_mm"], told["height_mm"], told["elements"]) == (
        "badge-salle-1",
        148,
        105,
        3,
    )
    assert [(one["code"], one["value"]) for one in told["remarks"]] == [
        ("size_guessed", "148 × 105 mm"),
        ("variable_unknown", "seat_zone"),
    ]
    assert "seat_zone" in told["remarks"][1]["sentence"]
    assert run("layout", "use", "badge-salle-1").status == 0
    assert run("badges", "--pdf", tmp_path / "all.pdf").status == 0
    with pikepdf.open(tmp_path / "all.pdf") as document:
        boxes = [[float(edge) for edge in page.mediabox] for page in document.pages]
    assert len(boxes) == 3  # one of the four has cancelled
    assert boxes == [pytest.approx([0, 0, 148 / 25.4 * 72, 105 / 25.4 * 72], abs=0.001)] * 3


def test_the_size_can_be_said(run: Run, pretix: Path) -> None:
    told = run("layout", "import", pretix, "--size", "150 x 110.5", "--id", "hall", "--json").json
    assert (told["id"], told["width_mm"], told["height_mm"]) == ("hall", 150, 110.5)
    assert run("layout", "import", pretix, "--size", "large").status == 2


def test_a_category_has_its_own_layout_or_none(run: Run, tmp_path: Path) -> None:
    assert run("layout", "use", "cr80", "--category", "press").status == 0
    assert run("layout", "use", "none", "--category", "speaker").status == 0
    told = run("layout", "--json").json
    assert told["by_category"] == {"press": "cr80", "speaker": "none"}
    assert "speaker" in run("layout", "--language", "en").err
    assert run("layout", "use", "usual", "--category", "press").status == 0
    assert run("layout", "--json").json["by_category"] == {"speaker": "none"}


@pytest.mark.parametrize(
    ("argv", "error"),
    [
        (("layout", "use", "nowhere"), "unknown_layout"),
        (("layout", "use", "nowhere", "--category", "press"), "unknown_layout"),
        (("layout", "use", "cr80", "--category", "nobody"), "unknown_category"),
        (("layout", "import", "nothing.json"), "file_missing"),
    ],
)
def test_what_is_not_there_is_told(run: Run, argv: tuple[str, ...], error: str) -> None:
    done = run(*argv, "--json")
    assert (done.status, done.json["error"]) == (2, error)


def test_a_layout_that_is_wrong_is_refused_with_its_place(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text('{"id": "mine", "title": "x", "width_mm": 1e9, "height_mm": 50, "elements": []}', "utf-8")
    done = run("layout", "import", file, "--json")
    assert done.json["error"] == "layout_wrong"
    assert "width_mm: 1000000000.0 (10 … 500)" in done.json["sentence"]
    assert "mine" not in {one["id"] for one in run("layout", "--json").json["layouts"]}


@pytest.mark.parametrize("command", [("badges",), ("badges", "--sheet", "a4-4xa6")])
def test_a_layout_that_broke_is_told_by_every_command_that_draws(
    run: Run, folder: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    own = folder / "layouts" / "a6.json"
    own.parent.mkdir()
    own.write_text("{", "utf-8")
    pdf = tmp_path / "badges.pdf"
    told = run(*command, "--pdf", pdf, "--json")
    assert told.status == 0, "nobody goes without a badge"
    assert list(told.json["layouts_refused"]) == ["a6.json"]
    assert "Marhaba's own layout" in run(*command, "--pdf", pdf, "--language", "en").out
    with pikepdf.open(pdf) as document:
        assert document.pages


def test_an_audit_that_finds_a_broken_layout_is_not_clean(run: Run, folder: Path) -> None:
    assert run("audit").status == 0
    own = folder / "layouts" / "a6.json"
    own.parent.mkdir()
    own.write_text("{", "utf-8")
    told = run("audit", "--language", "en")
    assert told.status == 1
    assert "a6.json cannot be used" in told.out


def test_a_layout_is_written_changed_and_taken_back(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    assert run("layout", "export", "cr80", file, "--json").json["file"] == str(file)
    told = json.loads(file.read_text("utf-8"))
    assert (told["id"], told["width_mm"]) == ("cr80", 85.6)
    file.write_text(json.dumps({**told, "id": "mine", "title": "Mine"}), "utf-8")
    assert run("layout", "import", file).status == 0
    assert "mine\tMine" in run("layout", "--language", "en").out
    assert run("layout", "export", "nowhere", file).status == 2


def test_photographs_are_taken_with_whom_they_are_of(run: Run, tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (30, 40), "black").save(out, "JPEG")
    place = tmp_path / "photos"
    place.mkdir()
    for name in ("T-1.jpg", "holiday.jpg"):
        (place / name).write_bytes(out.getvalue())
    (place / "T-2.jpg").write_bytes(b"<svg/>")
    told = run("photos", place, "--json")
    assert told.status == 1
    assert [one["name"] for one in told.json["kept"]] == ["Ali Bennani"]
    assert told.json["nobodys"] == ["holiday.jpg"]
    assert list(told.json["refused"]) == ["T-2.jpg"]
    (place / "holiday.jpg").unlink()
    (place / "T-2.jpg").unlink()
    assert run("photos", place).status == 0


def test_a_picture_and_an_archive_are_taken(run: Run, tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (30, 40), "black").save(out, "PNG")
    logo = tmp_path / "logo.png"
    logo.write_bytes(out.getvalue())
    assert run("layout", "import", logo, "--json").json["pictures"] == ["logo.png"]
    file = tmp_path / "tent.zip"
    assert run("layout", "export", "tent", file).status == 0
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["tent.json", "logo.png"]
    assert run("layout", "import", file, "--id", "mine", "--json").json["pictures"] == ["logo.png"]


def test_an_own_layout_is_taken_away(run: Run, pretix: Path) -> None:
    assert run("layout", "import", pretix, "--id", "mine").status == 1
    run("layout", "use", "mine", "--category", "press")
    assert run("layout", "remove", "mine", "--json").json == {
        "layout": "mine",
        "categories": ["press"],
        "was_usual": False,
    }
    assert "mine" not in {one["id"] for one in run("layout", "--json").json["layouts"]}
    assert run("layout", "remove", "a6").status == 2
