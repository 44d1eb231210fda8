"""A station in a folder, and the command line run on it: in this process, or in one of its own."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from kiosk import app, language
from kiosk.__main__ import main
from tests.cli.command_line import Done, Run
from tests.stations import new_station

SHEET = """\
Référence;Nom complet;الاسم الكامل;Société;GSM;Statut;Code billet
R1;Ali Bennani;علي بناني;OCP Group;0661234567;confirmé;T-1
R2;Sara Benjelloun;;Atlas;;confirmé;T-2
R3;<b>Nadia</b> [red]Benali;;=HYPERLINK(1);;confirmé;T-3
R4;Omar Tazi;;Atlas;;annulé;T-4
"""


@pytest.fixture(autouse=True)
def _quiet_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No station or language of whoever runs the tests; the language spoken before is spoken again after."""
    for name in ("MARHABA_STATION", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(language._Current, "code", language._Current.code)
    monkeypatch.setattr(language._Current, "catalogue", language._Current.catalogue)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed station with the people of SHEET on its roll and nobody admitted."""
    from kiosk.operations import imports

    station = new_station(tmp_path / "station")
    sheet = tmp_path / "guests.csv"
    sheet.write_text(SHEET, "utf-8")
    imports.import_roll(station, sheet)
    app.close(station)
    return station.folder


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the station in this process."""

    def run_it(*argv: object, stdin: str = "", station: Path = folder) -> Done:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        status = main(["--station", str(station), *map(str, argv)])
        said = capsys.readouterr()
        return Done(status, said.out, said.err)

    return run_it
