"""Badges to a file and to the printer."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.cli.command_line import Run


def pages(file: Path) -> int:
    with pypdfium2.PdfDocument(file) as document:
        return len(document)


def test_badges_of_codes_are_pages_of_one_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "out.pdf"
    done = run("badge", "T-1", "T-2", "--pdf", file, "--json")
    assert (done.status, done.json["file"], done.json["pages"]) == (0, str(file), 2)
    assert pages(file) == 2
    assert run("badge", "T-1", "--pdf", file).out.startswith("✓ 1 ")
    assert pages(file) == 1


def test_a_code_of_nobody_makes_no_file(run: Run, tmp_path: Path) -> None:
    done = run("badge", "T-1", "nobody", "--pdf", tmp_path / "out.pdf", "--json")
    assert (done.status, done.json["error"]) == (2, "unknown_attendee")
    assert not (tmp_path / "out.pdf").exists()


def test_a_file_that_cannot_be_written_is_a_fault(run: Run, tmp_path: Path) -> None:
    done = run("badge", "T-1", "--pdf", tmp_path / "no" / "where.pdf", "--json")
    assert (done.status, done.json["error"]) == (2, "file_unwritable")


def test_the_whole_roll_and_what_is_left_of_it(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "out.pdf"
    assert run("badges", "--pdf", file, "--json").json["pages"] == 3
    printed = run("badge", "T-1", "--print", "--json")
    assert [job["state"] for job in printed.json["jobs"]] == ["done"]
    assert run("badges", "--unprinted", "--pdf", file, "--json").json["pages"] == 2
    assert pages(file) == 2


def test_printing_the_roll_leaves_none_unprinted(run: Run, folder: Path, tmp_path: Path) -> None:
    done = run("badges", "--unprinted", "--print", "--json")
    assert (done.status, len(done.json["jobs"])) == (0, 3)
    assert len(list((folder / "badges").glob("*.pdf"))) == 3
    left = run("badges", "--unprinted", "--pdf", tmp_path / "out.pdf", "--json")
    assert (left.status, left.json["error"]) == (2, "nothing_to_print")
    assert run("badges", "--unprinted", "--print", "--json").json == {"jobs": []}


def test_a_printer_that_does_not_work_is_told_by_state_and_status(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.cli import badges

    monkeypatch.setattr(badges, "_STUCK_S", 0.0)
    (folder / "badges").write_text("in the way")
    done = run("badge", "T-1", "--print", "--json")
    assert done.status == 1
    (job,) = done.json["jobs"]
    assert (job["state"], job["reasons"]) == ("queued", ["print_folder_unwritable"])
    (folder / "badges").unlink()
    assert run("badge", "T-2", "--print").out.count("✓") == 1


def test_a_category_nobody_has_heard_of(run: Run, tmp_path: Path) -> None:
    for target in (("--pdf", tmp_path / "out.pdf"), ("--print",)):
        done = run("badges", "--category", "ghosts", *target, "--json")
        assert (done.status, done.json["error"]) == (2, "unknown_category")
    empty = run("badges", "--category", "press", "--pdf", tmp_path / "out.pdf", "--json")
    assert empty.json["error"] == "nothing_to_print"
