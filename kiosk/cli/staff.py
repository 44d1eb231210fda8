"""`staff` and `rights`: who may sign in at a desk, and which role may do what."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from kiosk.cli import opening
from kiosk.cli.output import Output
from kiosk.domain.staff import MAY, Member, Right, Role, may
from kiosk.language import _, isolated
from kiosk.operations import staff as working
from kiosk.words import Role as Tone
from kiosk.words import staff as words


def staff(asked: Namespace, out: Output) -> int:
    """List the staff, add somebody, or change somebody."""
    if asked.act == "add":
        return _add(asked, out)
    if asked.act == "change":
        return _change(asked, out)
    with opening.reading(asked) as station:
        found = working.members(station)
    if out.as_json:
        out.json([_record(one) for one in found])
    else:
        out.rows((_("Name"), _("Role"), ""), [_row(one) for one in found])
        if not found:
            out.note(_("This desk has no staff: whoever is there may do everything."))
    return 0


def _add(asked: Namespace, out: Output) -> int:
    with opening.writing(asked) as station:
        working.require(station, Right.MANAGE_STAFF)  # before anybody types a PIN in vain
        one = working.add(station, asked.name, asked.role, opening.new_pin(asked.name))
    _say(out, one, _("{name} may sign in now: {role}"))
    return 0


def _change(asked: Namespace, out: Output) -> int:
    with opening.writing(asked) as station:
        working.require(station, Right.MANAGE_STAFF)
        one = working.named(station, asked.name)
        pin = opening.new_pin(one.name) if asked.pin else None
        active = True if asked.back else (False if asked.leave else None)
        one = working.change(station, one.id, role=asked.role, pin=pin, active=active)
    _say(
        out, one, _("{name} may sign in: {role}") if one.active else _("{name} may no longer sign in: {role}")
    )
    return 0


def _say(out: Output, one: Member, text: str) -> None:
    if out.as_json:
        out.json(_record(one))
    else:
        out.said(Tone.ADMITTED, text.format(name=isolated(one.name), role=words.role(one.role)))


def _record(one: Member) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "role": one.role, "active": one.active}


def _row(one: Member) -> tuple[str, str, str]:
    return one.name, words.role(one.role), "" if one.active else _("has left")


def rights(_asked: Namespace, out: Output) -> int:
    """Say which role may do what: the one table."""
    if out.as_json:
        out.json([_right(right) for right in Right])
        return 0
    titles = ("", *map(words.role, Role))
    out.rows(titles, [(words.right(right), *_cells(right)) for right in Right])
    return 0


def _cells(right: Right) -> list[str]:
    return [_("yes") if may(role, right) else "–" for role in Role]


def _right(right: Right) -> dict[str, Any]:
    roles = [role for role in Role if role in MAY[right]]
    return {"right": right, "description": words.right(right), "roles": roles}
