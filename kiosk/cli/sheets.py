"""`badges --sheet`, `stocks` and `sheet-test`: badges many to a sheet, and the printer put right for it."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import Any

from kiosk.cli import badges as one_by_one
from kiosk.cli import opening
from kiosk.cli.output import Output
from kiosk.language import _, ngettext, number
from kiosk.operations import exports, sheets
from kiosk.operations.sheets import Choice, Drawn, Order
from kiosk.operations.station import Station
from kiosk.words import Role


def badge_sheets(asked: Namespace, out: Output) -> int:
    """The badges of the roll in an order, of one company, on sheets: to a file or to the printer."""
    choice = Choice(
        category=asked.category,
        company=asked.company,
        unprinted=asked.unprinted,
        order=Order(asked.order or Order.ROLL),
    )
    writes = asked.print or asked.mark_printed
    with opening.writing(asked) if writes else opening.reading(asked) as station:
        if asked.print and not asked.sheet:
            chosen = sheets.chosen(station, choice)
            wanted = [one.id for one in chosen]
            return one_by_one.to_paper(station, out, one_by_one.asked_for(station, out, wanted, asked.why))
        with out.progress(_("Drawing badges")) as tell:
            drawn = sheets.drawn(station, choice, _sheeting(station, asked), tell)
        reference = ""
        if asked.print:
            reference = sheets.print_sheets(station, drawn, asked.sheet)
        else:
            exports.write_file(asked.pdf, drawn.pdf)
        marked = sheets.mark_printed(station, drawn.attendee_ids) if asked.mark_printed else 0
    _say(asked, out, drawn, reference, marked)
    return 0


def _sheeting(station: Station, asked: Namespace) -> Any:
    if not asked.sheet:
        return None
    from kiosk.badge.imposition import Backs

    plain = sheets.sheeting(station, asked.sheet, start=asked.start)
    return replace(plain, crop_marks=asked.crop_marks, backs=Backs(asked.backs))


def _say(asked: Namespace, out: Output, drawn: Drawn, reference: str, marked: int) -> None:
    if out.as_json:
        out.json(
            {
                "file": str(asked.pdf) if asked.pdf else "",
                "badges": len(drawn.attendee_ids),
                "sheets": drawn.sheets,
                "job": reference,
                "marked_printed": marked,
                "layouts_refused": dict(drawn.refused),
                "warnings": [one_by_one.warning(one) for one in drawn.warnings],
            }
        )
        return
    badges = len(drawn.attendee_ids)
    text = ngettext("{n} badge", "{n} badges", badges).format(n=number(badges))
    paper = ngettext("{n} sheet", "{n} sheets", drawn.sheets).format(n=number(drawn.sheets))
    where = str(asked.pdf) if asked.pdf else _("at the printer")
    out.said(Role.ADMITTED, text, paper if asked.sheet else "", where)
    one_by_one.say_flaws(out, drawn.refused, drawn.warnings)


def stocks(_asked: Namespace, out: Output) -> int:
    """Say every stock that there is."""
    from kiosk.badge import stocks as known

    found = known.shipped().values()
    if out.as_json:
        out.json(
            [
                {
                    "id": one.id,
                    "title": one.title,
                    "sheet_mm": list(one.size_mm),
                    "label_mm": [one.label_width_mm, one.label_height_mm],
                    "labels": one.labels,
                    "precut": one.precut,
                    "fold": one.fold,
                }
                for one in found
            ]
        )
        return 0
    titles = (_("Id"), _("Stock"), _("Label"), _("Labels"))
    out.rows(
        titles,
        [
            (one.id, one.title, f"{one.label_width_mm:g} × {one.label_height_mm:g} mm", number(one.labels))
            for one in found
        ],
    )
    return 0


def sheet_test(asked: Namespace, out: Output) -> int:
    """The page that shows how far the printer is off; with --shift, that is kept first."""
    writes = asked.shift or asked.print
    job = ""
    with opening.writing(asked) if writes else opening.reading(asked) as station:
        if asked.shift:
            sheets.keep_shift(station, *asked.shift)
        if asked.print:
            job = sheets.print_alignment(station, asked.stock)
        else:
            exports.write_file(asked.pdf, sheets.alignment(station, asked.stock))
        shift = [station.settings.sheet_shift_x_mm, station.settings.sheet_shift_y_mm]
    if out.as_json:
        out.json({"file": str(asked.pdf or ""), "job": job, "shift_mm": shift})
        return 0
    told = _("shift {x} mm to the right, {y} mm down").format(x=f"{shift[0]:g}", y=f"{shift[1]:g}")
    out.said(Role.ADMITTED, str(asked.pdf) if asked.pdf else _("at the printer"), told)
    return 0
