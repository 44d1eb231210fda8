"""What an option's value may be, for argparse: each says what is wrong with a text that is none."""

from __future__ import annotations

import argparse
from datetime import date, datetime

from kiosk.language import _


def day(text: str) -> date:
    """Return a day such as 2024-10-23."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            _("not a day such as 2024-10-23: {text}").format(text=text)
        ) from error


def moment(text: str) -> datetime:
    """Return a time such as 2024-10-23T09:00, with or without its offset."""
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            _("not a time such as 2024-10-23T09:00: {text}").format(text=text)
        ) from error


def answer(text: str) -> tuple[str, str]:
    """Return ID=TEXT as the two."""
    key, equals, answer = text.partition("=")
    if not equals or not key:
        raise argparse.ArgumentTypeError(_("not ID=TEXT: {text}").format(text=text))
    return key, answer


def count(text: str) -> int:
    """Return a number from 1 to 1,000,000."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= 1_000_000:  # noqa: PLR2004
        raise argparse.ArgumentTypeError(_("not a number from 1 to 1000000: {text}").format(text=text))
    return int(text)


def whole(text: str) -> int:
    """Return a number from 0 to 1,000,000."""
    return 0 if text.strip() == "0" else count(text)


def mapped(text: str) -> tuple[str, str]:
    """Return COLUMN=FIELD as the two; the column may hold signs of equality itself."""
    column, equals, field = text.rpartition("=")
    if not equals or not column:
        raise argparse.ArgumentTypeError(_("not COLUMN=FIELD: {text}").format(text=text))
    return column, field
