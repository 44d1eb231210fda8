"""A layout written as the JSON that `badge.layouts` reads: what is as usual is left out."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from enum import Enum
from typing import TYPE_CHECKING, Any

from kiosk.badge.layouts import KINDS

if TYPE_CHECKING:
    from kiosk.domain.badge import Layout

_NAMES = {kind: name for name, kind in KINDS.items()}


def written(layout: Layout) -> str:
    """Return `layout` as JSON, an indented line a value; reading it gives the same layout."""
    return json.dumps(_plain(layout), ensure_ascii=False, indent=1) + "\n"


def _plain(record: Any) -> Any:
    """Return a record as an object with its `type`, and anything else as it stands in JSON."""
    if isinstance(record, tuple):
        return [_plain(each) for each in record]
    if isinstance(record, Enum):
        return record.value
    if not hasattr(record, "__dataclass_fields__"):
        return record
    name = _NAMES.get(type(record))
    values = ((field, getattr(record, field.name)) for field in fields(record))
    kept = {
        field.name: _plain(value)
        for field, value in values
        if field.default is MISSING or value != field.default
    }
    return {"type": name, **kept} if name else kept
