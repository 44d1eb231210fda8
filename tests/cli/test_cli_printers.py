"""`printers` and `print-test`: choosing printers, what they are for, and trying one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from kiosk.printing import present
from kiosk.printing.present import Candidate
from tests.cli.command_line import Run
from tests.printing.label_rig import LabelPrinter, on_network, zpl_labels, zpl_status

NOBODY = "zebra://127.0.0.1:1"


@pytest.fixture
def labels() -> Iterator[LabelPrinter]:
    with on_network(LabelPrinter("zebra", answer=zpl_status())) as printer:
        yield printer


def test_a_new_desk_has_its_folder(run: Run) -> None:
    (one,) = run("printers", "--json").json
    assert (one["name"], one["address"], one["ready"], one["since"]) == ("folder", "folder", True, None)
    assert run("printers").out.startswith("✓ folder")


def test_a_printer_is_added_changed_and_taken_away(run: Run, labels: LabelPrinter) -> None:
    added = run("printers", "add", labels.address, "--name", "Étiquettes", "--category", "press", "--json")
    assert [one["name"] for one in added.json] == ["Étiquettes"]  # nobody had chosen the folder
    run("printers", "add", "folder", "--name", "Dossier")
    run("printers", "change", "étiquettes", "--name", "Presse", "--labels", "100", "--layout", "a7")
    listed = {one["name"]: one for one in run("printers", "--json").json}
    assert list(listed) == ["Presse", "Dossier"]
    press = listed["Presse"]
    assert (press["categories"], press["layouts"], press["labels_left"]) == (["press"], ["a7"], 100)
    changed = run("printers", "change", "Presse", "--category", "", "--layout", "", "--json").json[0]
    assert (changed["categories"], changed["layouts"], changed["labels"]) == ([], [], 100)
    assert [one["name"] for one in run("printers", "remove", "Presse", "--json").json] == ["Dossier"]
    assert [one["name"] for one in run("printers", "remove", "Dossier", "--json").json] == ["folder"]


@pytest.mark.parametrize(
    ("argv", "error"),
    [
        (("add", "nonsense"), "printer_address_wrong"),
        (("add", NOBODY, "--name", " "), "printer_nameless"),
        (("add", NOBODY, "--name", "x" * 61), "text_too_long"),
        (("add", NOBODY, "--category", "nobody"), "unknown_category"),
        (("add", NOBODY, "--layout", "nothing"), "unknown_layout"),
        (("add", NOBODY, "--labels", "200000"), "labels_wrong"),
        (("add", "zebra://127.0.0.1:2", "--name", "HALL"), "printer_name_taken"),
        (("change", "nowhere", "--name", "x"), "unknown_printer"),
        (("remove", "nowhere"), "unknown_printer"),
        (("roll", "nowhere"), "unknown_printer"),
        (("policy", "never"), "usage"),
        (("policy", "never", "--category", "nobody"), "unknown_category"),
        (("policy", "never", "--list", "nowhere"), "unknown_list"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_changes(
    run: Run, argv: tuple[str, ...], error: str
) -> None:
    run("printers", "add", NOBODY, "--name", "Hall")
    before = run("printers", "--json").json
    done = run("printers", *argv, "--json")
    assert (done.status, done.json["error"]) == (2, error)
    assert run("printers", "--json").json == before


def test_a_printer_that_is_asked_says_how_it_is_and_since_when(run: Run, labels: LabelPrinter) -> None:
    run("printers", "add", labels.address, "--name", "Hall")
    labels.answer = zpl_status(paper_out=True)
    asked = run("printers", "--ask", "--json")
    assert (asked.status, asked.json[0]["ready"], asked.json[0]["reasons"]) == (1, False, ["media-empty"])
    said = run("--language", "en", "printers").out
    assert said.startswith("! Hall · The printer is out of paper: put paper in (since ")
    labels.answer = zpl_status()
    assert run("printers", "--ask", "--json").json[0]["ready"]


def test_printers_that_are_there_are_found(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    there = (Candidate("zebra:/dev/usb/lp0", "Zebra ZD421", "/dev/usb/lp0", "zebra"),)
    monkeypatch.setattr(present, "printers", lambda: there)
    assert run("printers", "find", "--json").json == [
        {"address": "zebra:/dev/usb/lp0", "title": "Zebra ZD421", "where": "/dev/usb/lp0", "kind": "zebra"}
    ]
    monkeypatch.setattr(present, "printers", lambda: ())
    assert run("printers", "find").status == 1


def test_a_new_roll_is_counted_from_its_first_label(run: Run) -> None:
    run("printers", "add", "folder", "--name", "Rouleau", "--labels", "30")
    run("badge", "T-1", "--print")
    assert run("printers", "--json").json[0]["labels_left"] == 29
    assert run("printers", "roll", "Rouleau", "12", "--json").json == {
        "printer": "Rouleau",
        "labels_left": 12,
    }
    assert "12 labels left" in run("--language", "en", "printers").out
    assert run("printers", "roll", "Rouleau", "--json").json["labels_left"] == 30


def test_when_an_admission_prints_can_be_said(run: Run) -> None:
    run("printers", "policy", "never", "--list", "thursday")
    told = run("printers", "policy", "--json").json
    assert {one["id"]: one["prints"] for one in told if one["kind"] == "list"} == {
        "thursday": "never",
        "press-room": None,
    }
    never = run("admit", "T-1", "--list", "thursday", "--json").json
    assert (never["admitted"], never["job"]) == (True, None)
    run("printers", "policy", "usual", "--list", "thursday")
    assert run("admit", "T-2", "--list", "thursday", "--json").json["job"] is not None
    run("printers", "policy", "never", "--category", "press")
    assert "jamais" in run("printers", "policy").out


# -- trying --------------------------------------------------------------------------------------------


def test_a_test_badge_goes_to_the_usual_printer(run: Run, folder: Path) -> None:
    done = run("print-test", "--json")
    assert (done.status, done.json["state"], done.json["width_mm"], done.json["height_mm"]) == (
        0,
        "done",
        105,
        148,
    )
    (file,) = (folder / "badges").iterdir()
    with pypdfium2.PdfDocument(file) as document:
        assert len(document) == 1
    assert run("queue", "--json").json == {"jobs": []}  # it is nobody's badge


def test_a_printer_is_tried_before_it_is_this_desks(run: Run, labels: LabelPrinter) -> None:
    done = run("print-test", labels.address, "--json")
    assert (done.status, done.json["state"]) == (0, "done")
    assert len(zpl_labels(bytes(labels.heard))) == 1
    assert [one["name"] for one in run("printers", "--json").json] == ["folder"]


def test_it_has_the_size_of_the_badges_that_go_there(run: Run, labels: LabelPrinter) -> None:
    run("printers", "add", labels.address, "--name", "Hall", "--layout", "label-62x100")
    done = run("print-test", "hall", "--json").json
    assert (done["printer"], done["width_mm"], done["height_mm"]) == ("Hall", 62, 100)


def test_a_printer_that_is_not_there_is_told(run: Run) -> None:
    done = run("print-test", NOBODY, "--json")
    assert (done.status, done.json["error"]) == (2, "printer_unreachable")
    assert run("print-test", "nowhere", "--json").json["error"] == "unknown_printer"


def test_a_printer_without_paper_says_so_and_takes_nothing(run: Run, labels: LabelPrinter) -> None:
    labels.answer = zpl_status(paper_out=True)
    done = run("--language", "en", "print-test", labels.address)
    assert done.status == 2
    assert "out of paper" in done.err
    assert not labels.heard
