from __future__ import annotations

import pickle

import pytest

from kiosk.errors import (
    Cancelled,
    FileRefused,
    InputRefused,
    MarhabaError,
    NeedsApproval,
    OurError,
    PrinterError,
    Trouble,
)


@pytest.mark.parametrize(
    "error",
    [
        InputRefused(Trouble.TEXT_TOO_LONG, field="qr", limit=512),
        FileRefused(Trouble.LAYOUT_WRONG, file="a.json", detail="{"),
        PrinterError(Trouble.PRINTER_REFUSED, retry=False, printer="P", detail=""),
        NeedsApproval("print_all"),
        Cancelled(),
        OurError("no fonts"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_of_another_process_can_be_raised_here(error: MarhabaError) -> None:
    came = pickle.loads(pickle.dumps(error))
    assert type(came) is type(error)
    assert vars(came) == vars(error)
    assert str(came) == str(error)
