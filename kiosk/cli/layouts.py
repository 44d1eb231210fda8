"""`layout`: which badge layouts there are, taking one from a file, and choosing one."""

from __future__ import annotations

from argparse import Namespace
from typing import Any, Final

from kiosk.cli import opening
from kiosk.cli.output import Output
from kiosk.language import _, isolated
from kiosk.operations import layout_files, layouts
from kiosk.operations.layout_files import Taken
from kiosk.operations.layouts import Known
from kiosk.words import Role
from kiosk.words.layouts import layout_remark, layout_title, picture_taken

LEFT_OUT: Final = 1


def layout(asked: Namespace, out: Output) -> int:
    """List the layouts, take one from a file, or choose one."""
    if asked.act == "import":
        return _take(asked, out)
    if asked.act == "use":
        return _use(asked, out)
    if asked.act == "remove":
        return _remove(asked, out)
    if asked.act == "export":
        return _export(asked, out)
    with opening.reading(asked) as station:
        known = layouts.overview(station)
        categories = layouts.Layouts.of(station).by_category
    if out.as_json:
        out.json({"layouts": [_record(one) for one in known], "by_category": dict(categories)})
        return 0
    titles = (_("Id"), _("Layout"), _("Size"), _("Sides"), _("For"), "")
    out.rows(titles, [_row(one) for one in known])
    for category, chosen in categories.items():
        if chosen == layouts.NOT_PRINTED:
            out.note(_("No badge is printed for {category}.").format(category=isolated(category)))
    return 0


def _remove(asked: Namespace, out: Output) -> int:
    with opening.writing(asked) as station:
        gone = layouts.remove(station, asked.layout)
    if out.as_json:
        out.json({"layout": gone.id, "categories": list(gone.categories), "was_usual": gone.was_usual})
        return 0
    out.said(Role.ADMITTED, _("The layout {id} was taken away.").format(id=isolated(gone.id)))
    return 0


def _export(asked: Namespace, out: Output) -> int:
    with opening.reading(asked) as station:
        layout_files.give(station, asked.layout, asked.file)
    if out.as_json:
        out.json({"layout": asked.layout, "file": str(asked.file)})
        return 0
    out.said(Role.ADMITTED, str(asked.file))
    out.note(_("To print with it: marhaba layout import {file}").format(file=asked.file))
    return 0


def _record(one: Known) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "width_mm": one.width_mm,
        "height_mm": one.height_mm,
        "sides": one.sides,
        "own": one.is_own,
        "usual": one.is_usual,
        "categories": list(one.categories),
        "wrong": one.wrong or None,
    }


def _row(one: Known) -> tuple[str, ...]:
    size = f"{one.width_mm:g} × {one.height_mm:g} mm" if not one.wrong else ""
    used = [_("all others"), *one.categories] if one.is_usual else one.categories
    state = one.wrong or (_("own") if one.is_own else "")
    title = layout_title(one.id, one.title, is_own=one.is_own)
    return one.id, title, size, str(one.sides or ""), ", ".join(used), state


def _take(asked: Namespace, out: Output) -> int:
    """Take a layout from a file; 1 if something of it could not be taken as it was."""
    with opening.writing(asked) as station:
        taken = layout_files.take(station, asked.file, layout_id=asked.id, size_mm=asked.size)
    if out.as_json:
        out.json(_taken(taken))
    else:
        _say_taken(out, taken)
    return LEFT_OUT if taken.remarks else 0


def _taken(taken: Taken) -> dict[str, Any]:
    one = taken.layout
    if one is None:
        return {"id": None, "pictures": list(taken.pictures), "remarks": []}
    return {
        "id": one.id,
        "title": one.title,
        "width_mm": one.width_mm,
        "height_mm": one.height_mm,
        "sides": one.sides,
        "elements": len(one.elements) + len(one.back),
        "pictures": list(taken.pictures),
        "remarks": [
            {"code": remark.code, "value": remark.value, "sentence": layout_remark(remark.code, remark.value)}
            for remark in taken.remarks
        ],
    }


def _say_taken(out: Output, taken: Taken) -> None:
    for name in taken.pictures:
        out.said(Role.ADMITTED, picture_taken(name))
    one = taken.layout
    if one is None:
        return
    size = f"{one.width_mm:g} × {one.height_mm:g} mm"
    text = _("The layout {id} is here now: {size}").format(id=isolated(one.id), size=isolated(size))
    out.said(Role.ATTENTION if taken.remarks else Role.ADMITTED, text)
    for remark in taken.remarks:
        out.said(Role.ATTENTION, layout_remark(remark.code, remark.value))
    out.note(_("To print with it: marhaba layout use {id}").format(id=one.id))


def _use(asked: Namespace, out: Output) -> int:
    with opening.writing(asked) as station:
        layouts.assign(station, asked.layout, asked.category)
    if out.as_json:
        out.json({"layout": asked.layout, "category": asked.category or None})
        return 0
    if asked.layout == layouts.NOT_PRINTED:
        text = _("No badge is printed for {category}.").format(category=isolated(asked.category))
    elif asked.category:
        text = _("Badges of {category} are printed with the layout {id} now.").format(
            category=isolated(asked.category), id=isolated(asked.layout)
        )
    else:
        text = _("Badges are printed with the layout {id} now.").format(id=isolated(asked.layout))
    out.said(Role.ADMITTED, text)
    return 0
