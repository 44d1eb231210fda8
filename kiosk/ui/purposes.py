"""What somebody may be asked a reason, a PIN or an Enter for."""

from __future__ import annotations

from enum import StrEnum


class Purpose(StrEnum):
    """What is asked for."""

    OVERRIDE = "override"
    SKIP = "skip"
    PAYMENT = "payment"
    UNDO = "undo"
    ANNUL = "annul"
    REPLACE = "replace"
    REPRINT = "reprint"
