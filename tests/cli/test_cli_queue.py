"""`queue`: what waits to be printed, and what people do about it, without a window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import badges as waiting
from kiosk.printing.ledger import Ledger, Mark
from tests.cli.command_line import Run
from tests.printing.label_rig import LabelPrinter, on_network, zpl_labels, zpl_status


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for a printer that does not move gives up soon."""
    monkeypatch.setattr(waiting, "_STUCK_S", 0.3)
    monkeypatch.setattr(waiting, "_ROUND_S", 0.05)


@pytest.fixture
def printer(run: Run) -> Iterator[LabelPrinter]:
    """The desk's printer, without paper, and a folder beside it."""
    with on_network(LabelPrinter("zebra", answer=zpl_status(paper_out=True))) as one:
        run("printers", "add", one.address, "--name", "Hall")
        run("printers", "add", "folder", "--name", "Dossier", "--category", "press")
        yield one


def jobs(run: Run, *argv: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("queue", *argv, "--json").json["jobs"]
    return found


def test_a_badge_that_waits_is_listed_with_its_reason(run: Run, printer: LabelPrinter) -> None:
    run("badge", "T-1", "--print")
    (one,) = jobs(run)
    assert (one["state"], one["printer"], one["undecided"]) == ("queued", "Hall", False)
    listed = run("--language", "en", "queue")
    assert listed.status == 0
    assert "Ali Bennani" in listed.out
    assert "out of paper" in listed.out
    assert jobs(run, "--printer", "Dossier") == []
    assert "1 badge waits" in run("--language", "en", "printers").out


def test_it_is_printed_by_a_retry_once_there_is_paper(run: Run, printer: LabelPrinter) -> None:
    run("badge", "T-1", "T-2", "--print")
    printer.answer = zpl_status()
    done = run("queue", "retry", "--json")
    assert (done.status, [one["state"] for one in done.json["jobs"]]) == (0, ["done", "done"])
    assert len(zpl_labels(bytes(printer.heard))) == 2
    assert jobs(run) == []


def test_it_is_moved_to_another_printer(run: Run, printer: LabelPrinter, folder: Path) -> None:
    run("badge", "T-1", "T-2", "--print")
    one, other = jobs(run)
    moved = run("queue", "move", one["id"][:8], "--to", "dossier", "--json")
    assert [(job["printer"], job["state"]) for job in moved.json["jobs"]] == [("Dossier", "done")]
    rest = run("queue", "move", "--from", "Hall", "--to", "Dossier", "--json")
    assert [(job["id"], job["state"]) for job in rest.json["jobs"]] == [(other["id"], "done")]
    assert len(list((folder / "badges").glob("*.pdf"))) == 2
    assert not printer.heard


def test_it_is_cancelled_and_not_printed_later(run: Run, printer: LabelPrinter) -> None:
    run("badge", "T-1", "--print")
    (one,) = jobs(run)
    cancelled = run("queue", "cancel", one["id"], "--json")
    assert [job["state"] for job in cancelled.json["jobs"]] == ["cancelled"]
    printer.answer = zpl_status()
    run("queue", "retry")
    assert (jobs(run), bytes(printer.heard)) == ([], b"")


@pytest.mark.parametrize("decision", ["printed", "again"])
def test_what_nobody_can_tell_is_decided_by_a_person(
    run: Run, printer: LabelPrinter, folder: Path, decision: str
) -> None:
    printer.answer = zpl_status(waiting=1)
    run("badge", "T-1", "--print")
    (one,) = jobs(run)
    Ledger(folder / "sent-badges.log").mark(one["id"], Mark.UNSURE)  # as a cable pulled out leaves it
    run("queue", "retry")
    listed = run("--language", "en", "queue")
    assert listed.status == 1
    assert "marhaba queue printed" in listed.err
    assert jobs(run)[0]["undecided"]
    sent = len(zpl_labels(bytes(printer.heard)))
    printer.answer = zpl_status()
    done = run("queue", decision, one["id"][:6], "--json")
    assert (done.status, done.json["jobs"][0]["state"]) == (0, "done")
    assert len(zpl_labels(bytes(printer.heard))) == sent + (decision == "again")
    assert jobs(run) == []


@pytest.mark.parametrize("act", ["cancel", "printed", "again", "retry"])
def test_a_job_that_is_not_there_is_told(run: Run, act: str) -> None:
    done = run("queue", act, "0000", "--json")
    assert (done.status, done.json["error"]) == (2, "unknown_job")


def test_too_short_a_beginning_means_no_job(run: Run, printer: LabelPrinter) -> None:
    run("badge", "T-1", "--print")
    (one,) = jobs(run)
    assert run("queue", "cancel", one["id"][:3], "--json").json["error"] == "unknown_job"


def test_a_printer_that_is_not_this_desks_is_told(run: Run, printer: LabelPrinter) -> None:
    run("badge", "T-1", "--print")
    (one,) = jobs(run)
    assert run("queue", "move", one["id"], "--to", "nowhere", "--json").json["error"] == "unknown_printer"
    assert jobs(run) == [one]


def test_names_are_told_only_to_those_who_may_print(
    run: Run, printer: LabelPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("badge", "T-1", "--print")
    monkeypatch.setenv("MARHABA_NEW_PIN", "84197326")
    run("staff", "add", "Salma", "--role", "administrator")
    assert run("queue", "--json").json["error"] == "needs_approval"
    monkeypatch.setenv("MARHABA_PIN", "84197326")
    assert len(run("--as", "Salma", "queue", "--json").json["jobs"]) == 1
