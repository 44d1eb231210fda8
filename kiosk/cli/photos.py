"""`photos`: people's photographs taken in, each with whom it is of."""

from __future__ import annotations

from argparse import Namespace

from kiosk.cli import opening
from kiosk.cli.output import Output
from kiosk.language import _
from kiosk.operations import photos as operation
from kiosk.words import Role
from kiosk.words.layouts import photographs_taken

NOT_ALL = 1


def photos(asked: Namespace, out: Output) -> int:
    """Take photographs from files, folders and ZIP archives; 1 if some could not be kept."""
    with opening.writing(asked) as station, out.progress(_("Taking photographs")) as tell:
        taken = operation.take(station, asked.places, on_progress=lambda done: tell(done, 0))
    left_out = bool(taken.nobodys or taken.refused)
    if out.as_json:
        kept = [{"id": one.id, "code": one.code, "name": one.name} for one in taken.kept]
        out.json({"kept": kept, "nobodys": list(taken.nobodys), "refused": dict(taken.refused)})
    else:
        told = photographs_taken(len(taken.kept), taken.nobodys, taken.refused)
        out.said(Role.ATTENTION if left_out else Role.ADMITTED, told)
    return NOT_ALL if left_out else 0
