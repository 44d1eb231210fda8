"""What was handed to printers that forget survives whatever ends the program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.errors import PrinterError, Trouble
from kiosk.printing.ledger import Ledger, Mark


def test_the_last_mark_counts_and_the_reference_stays(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "sent.log")
    assert ledger.look("one") is None
    ledger.mark("one", Mark.BEGUN)
    ledger.mark("two", Mark.SENT, "7")
    ledger.mark("one", Mark.SENT, "12")
    ledger.mark("one", Mark.DONE)
    assert ledger.look("one") == (Mark.DONE, "12")
    assert Ledger(tmp_path / "sent.log").look("two") == (Mark.SENT, "7")
    assert ledger.look("on") is None


@pytest.mark.parametrize(
    "torn", [b"beg", b"begun", b"begun thr", b"sent one", b"\xff\xfe\x00", b"nonsense one\n"]
)
def test_a_line_that_a_power_cut_tore_is_passed_over(tmp_path: Path, torn: bytes) -> None:
    file = tmp_path / "sent.log"
    ledger = Ledger(file)
    ledger.mark("one", Mark.BEGUN)
    with file.open("ab") as out:
        out.write(torn)
    ledger.mark("two", Mark.BEGUN)
    assert ledger.look("two") == (Mark.BEGUN, "")
    found = ledger.look("one")
    assert found is not None
    assert found[0] in (Mark.BEGUN, Mark.SENT)


def test_a_mark_is_there_when_the_program_is_killed_right_after(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path; from kiosk.printing.ledger import Ledger, Mark;"
        "Ledger(Path(sys.argv[1])).mark('one', Mark.BEGUN); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "sent.log")], check=False)
    assert Ledger(tmp_path / "sent.log").look("one") == (Mark.BEGUN, "")


def test_a_ledger_that_cannot_be_kept_is_told_before_anything_is_sent(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    with pytest.raises(PrinterError) as refusal:
        ledger.mark("one", Mark.BEGUN)
    assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINT_FOLDER_UNWRITABLE, True)
    with pytest.raises(PrinterError):
        ledger.look("one")
