"""Sheets, paper lists and their ticks at the command line."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.cli.command_line import Run


def pages(file: Path) -> int:
    with pypdfium2.PdfDocument(file) as document:
        return len(document)


def test_the_roll_goes_onto_sheets_but_for_whoever_has_cancelled(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "out.pdf"
    done = run("badges", "--sheet", "a4-4xa6", "--start", 3, "--crop-marks", "--pdf", file, "--json")
    assert done.status == 0
    assert (done.json["badges"], done.json["sheets"], pages(file)) == (3, 2, 2)
    told = run("badges", "--sheet", "a4-4xa6", "--pdf", file)
    assert told.out.startswith("✓ 3 ")


def test_a_delegation_alone_by_name(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "out.pdf"
    done = run("badges", "--company", "ATLAS", "--order", "name", "--pdf", file, "--json")
    assert (done.status, done.json["badges"], pages(file)) == (0, 1, 1)
    printed = run("badges", "--company", "ATLAS", "--print", "--json")
    assert (printed.status, len(printed.json["jobs"])) == (0, 1)


def test_sheets_to_the_printer_count_as_printed_when_it_is_said(run: Run, tmp_path: Path) -> None:
    done = run("badges", "--sheet", "a4-4xa6", "--print", "--mark-printed", "--json")
    assert (done.status, done.json["marked_printed"]) == (0, 3)
    assert done.json["job"]
    left = run("badges", "--unprinted", "--sheet", "a6", "--pdf", tmp_path / "left.pdf", "--json")
    assert (left.status, left.json["error"]) == (2, "nothing_to_print")


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (("--sheet", "papyrus"), "unknown_stock"),
        (("--sheet", "avery-l4784"), "badge_too_large"),
        (("--sheet", "a4-4xa6", "--start", "5"), "start_wrong"),
        (("--company", "Nobody & Sons"), "nothing_to_print"),
    ],
)
def test_what_cannot_be_printed_says_why_and_writes_nothing(
    run: Run, tmp_path: Path, options: tuple[str, ...], error: str
) -> None:
    file = tmp_path / "out.pdf"
    done = run("badges", *options, "--pdf", file, "--json")
    assert (done.status, done.json["error"]) == (2, error)
    assert done.json["sentence"]
    assert not file.exists()


def test_the_stocks_are_listed(run: Run) -> None:
    found = {one["id"]: one for one in run("stocks", "--json").json}
    assert found["avery-l4784"]["labels"] == 10
    assert "avery-l4784\t" in run("stocks").out


def test_a_test_page_keeps_the_shift_it_is_given(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "test.pdf"
    done = run("sheet-test", "avery-l4784", "--shift", "1.5", "-0.5", "--pdf", file, "--json")
    assert (done.status, done.json["shift_mm"], pages(file)) == (0, [1.5, -0.5], 1)
    assert run("sheet-test", "a6", "--pdf", file, "--json").json["shift_mm"] == [1.5, -0.5]
    refused = run("sheet-test", "a6", "--shift", "1", "nan", "--pdf", file, "--json")
    assert (refused.status, refused.json["error"]) == (2, "shift_wrong")


def test_a_door_list_goes_to_paper_and_its_ticks_come_back(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "list.pdf"
    done = run("door-list", "--list", "thursday", "--pdf", file, "--json")
    assert (done.status, done.json["list"], pages(file)) == (0, "thursday", 1)
    ticked = run("ticks", "--list", "thursday", "--at", "2024-10-24 09:10", "T-1", "T-2", "--json")
    assert (ticked.status, len(ticked.json["entered"])) == (0, 2)
    assert run("figures", "--list", "thursday", "--json").json["inside"] == 2
    again = run("ticks", "--list", "thursday", "--at", "2024-10-24T09:10+01:00", "T-1", "--json")
    assert (again.json["entered"], again.json["known"]) == ([], 1)


def test_ticks_come_from_a_file_with_their_own_times(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "ticks.txt"
    file.write_text("\ufeffT-1\n\nT-2 ; 2024-10-24 09:45\nnobody\n", "utf-8")
    done = run("ticks", "--list", "thursday", "--at", "2024-10-24 09:10", "--file", file, "--json")
    assert (done.status, len(done.json["entered"]), done.json["unknown"]) == (1, 2, ["nobody"])
    when = run("history", "T-2").out
    assert "2024-10-24 09:45" in when
    piped = run("ticks", "--list", "thursday", "--file", "-", stdin="T-1;2024-10-24 09:10\n")
    assert piped.status == 0
    assert "1 " in piped.out


@pytest.mark.parametrize(
    ("line", "error"),
    [("T-1;noon", "tick_wrong"), ("T-1", "tick_timeless"), ("T-1;2099-01-01 00:00", "tick_too_late")],
)
def test_a_tick_without_a_good_time_is_refused(run: Run, tmp_path: Path, line: str, error: str) -> None:
    file = tmp_path / "ticks.txt"
    file.write_text(line, "utf-8")
    done = run("ticks", "--list", "thursday", "--file", file, "--json")
    assert (done.status, done.json["error"]) == (2, error)


def test_a_file_of_ticks_that_is_not_there_is_a_fault(run: Run, tmp_path: Path) -> None:
    done = run("ticks", "--file", tmp_path / "no.txt", "--json")
    assert (done.status, done.json["error"]) == (2, "file_missing")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    assert run("ticks", "--file", tmp_path / "bytes", "--json").json["error"] == "file_unknown_text"


def test_a_door_list_goes_to_the_printer(run: Run, folder: Path) -> None:
    told = run("door-list", "--print", "--json")
    assert told.status == 0
    assert told.json["job"] in {file.name for file in (folder / "badges").glob("*.pdf")}


def test_a_test_page_goes_to_the_printer(run: Run, folder: Path) -> None:
    told = run("sheet-test", "a4-4xa6", "--print", "--json")
    assert told.json["job"] in {file.name for file in (folder / "badges").glob("*.pdf")}
