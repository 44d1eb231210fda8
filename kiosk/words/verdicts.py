"""What is said of a verdict: a word to be read from afar, what happened, and what to do now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo
from typing import TYPE_CHECKING, Final

from kiosk import language
from kiosk.domain.admission import Admission, Barred, Direction, Reason, Verdict
from kiosk.domain.people import Category, Registration
from kiosk.domain.scenes import Bar
from kiosk.domain.staff import MAY
from kiosk.errors import MarhabaError, OurError
from kiosk.language import N_, _, clock, isolated, ngettext, number
from kiosk.words import guests, staff
from kiosk.words.moments import either, listed, when
from kiosk.words.printer_reasons import called
from kiosk.words.said import Role, Said
from kiosk.words.troubles import trouble

if TYPE_CHECKING:
    from kiosk.words.judged import Judged


@dataclass(frozen=True, slots=True)
class Place:
    """Where a verdict is told: the event's time zone, its categories by id, and who lets in all the same."""

    zone: tzinfo = UTC
    categories: Mapping[str, Category] = field(default_factory=dict)
    by: str = ""


_ELSEWHERE: Final = Place()

_REASONS: Final = {
    Reason.VALID: (Role.ADMITTED, N_("Welcome"), ""),
    Reason.UNKNOWN: (
        Role.REFUSED,
        N_("Not found"),
        N_("Type the guest's name. If it is not there, register the guest with F3."),
    ),
    Reason.AMBIGUOUS: (
        Role.ATTENTION,
        N_("Several guests"),
        N_("Ask the name, and choose the guest from the list."),
    ),
    Reason.CANCELLED: (
        Role.REFUSED,
        N_("Cancelled"),
        N_("This registration was cancelled. Send the guest to the organisers' desk."),
    ),
    Reason.BLOCKED: (Role.REFUSED, N_("Blocked"), N_("Do not let in. Call the person in charge.")),
    Reason.UNAPPROVED: (
        Role.ATTENTION,
        N_("To be approved"),
        N_("The organisers have not confirmed this registration. Call the person in charge."),
    ),
    Reason.REVOKED: (
        Role.REFUSED,
        N_("Replaced"),
        N_("Ask for the newer badge or ticket. If there is none, call the person in charge."),
    ),
    Reason.INVALID_TIME: (
        Role.REFUSED,
        N_("Not valid now"),
        N_("This ticket is for another day or time. Check the date with the guest."),
    ),
    Reason.NOT_ON_LIST: (
        Role.REFUSED,
        N_("Not for this door"),
        N_("This badge does not open this list. Check the list chosen above (F4)."),
    ),
    Reason.UNPAID: (Role.ATTENTION, N_("Unpaid"), N_("Send the guest to the cash desk, then scan again.")),
    Reason.RULES: (
        Role.REFUSED,
        N_("Not allowed"),
        N_("Tell the guest why. In doubt, call the person in charge."),
    ),
    Reason.FULL: (
        Role.REFUSED,
        N_("Full"),
        N_("Ask the guest to wait until somebody leaves."),
    ),
    Reason.QUESTIONS: (Role.ATTENTION, N_("One question first"), N_("Ask the guest, and type the answer.")),
    Reason.ALREADY_IN: (
        Role.ATTENTION,
        N_("Already in"),
        N_("If the badge was lost, replace it with Shift+F8. If in doubt, call the person in charge."),
    ),
    Reason.SECOND_LOOK: (
        Role.ATTENTION,
        N_("Look twice"),
        N_("Compare the company and the end of the phone number, then admit."),
    ),
}


def verdict(judged: Judged, place: Place = _ELSEWHERE) -> Said:
    """Return what is said of a verdict, in the language spoken now."""
    given = judged.verdict
    role, word, advice = _REASONS[given.reason]
    if given.admitted and judged.direction is Direction.EXIT:
        return Said(role, _("Goodbye"), _overruled(given, place) or _("Exit recorded."))
    if given.admitted:
        return Said(role, _(word), _of_admission(judged, place), _next(judged))
    if given.reason is Reason.QUESTIONS:
        word = ngettext("One question first", "{n} questions first", len(given.questions) or 1)
        return Said(role, word.format(n=number(len(given.questions))), *_of_refusal(judged, place))
    detail, other = _of_refusal(judged, place)
    return Said(role, _(word), detail, other or _(advice))


def reason(one: Reason) -> str:
    """Return the word for a reason, to be read from afar."""
    return _(_REASONS[one][1])


def at_door(error: MarhabaError) -> Said:
    """Return what is said of an error while somebody stands at the door."""
    if not isinstance(error, OurError):
        return trouble(error)
    return Said(
        Role.ATTENTION,
        _("Try again"),
        _("Something went wrong inside Marhaba."),
        _("Scan again. If it fails again, write down the name and the time."),
    )


# -- admitted --------------------------------------------------------------------------------------------


def _of_admission(judged: Judged, place: Place) -> str:
    """What happened beside the welcome: what was overridden, what is not known, and what to tell them."""
    parts = (
        _overruled(judged.verdict, place),
        _("A signed ticket: neither the name nor the payment is known here.") if judged.signed else "",
        *guests.welcomes(judged.check_in_list, judged.category),
    )
    return " · ".join(filter(None, parts))


def _overruled(given: Verdict, place: Place) -> str:
    if given.overrode is None:
        return ""
    text = _("Let in by {name} all the same: {reason}") if place.by else _("Let in all the same: {reason}")
    return text.format(name=isolated(place.by), reason=isolated(reason(given.overrode)))


def _next(judged: Judged) -> str:
    if judged.signed:
        return _("Ask the guest's name.")
    if not judged.job_id:
        return ""
    if judged.held_up is None:
        return _("The badge is on its way.")
    from kiosk.words.printers import sign_of  # the window opens without

    sign = sign_of(judged.held_up.reasons)
    text = _("The badge waits for {printer}: {trouble}.")
    return text.format(printer=isolated(called(judged.held_up.name)), trouble=sign[:1].lower() + sign[1:])


# -- refused ---------------------------------------------------------------------------------------------


def _of_refusal(judged: Judged, place: Place) -> tuple[str, str]:
    """What happened, and what to do where that is not what is always done of this reason."""
    tell = _TELLING.get(judged.verdict.reason)
    detail, advice = tell(judged, place, judged.at.astimezone(place.zone).date()) if tell else ("", "")
    if judged.needs is not None:
        roles = isolated(staff.roles(MAY[judged.needs]))
        return detail, _("Ask for the PIN of somebody who may: {roles}.").format(roles=roles)
    return detail, advice


def _unknown(judged: Judged, _place: Place, _today: date) -> tuple[str, str]:
    from kiosk.words.foreign import foreign  # the window opens without

    return (foreign(judged.foreign) if judged.foreign else "", "")


def _ambiguous(judged: Judged, _place: Place, _today: date) -> tuple[str, str]:
    n = len(judged.others)
    text = ngettext("{n} guest has this code.", "{n} guests have this code.", n)
    return (text.format(n=number(n)) if n else "", "")


def _second_look(judged: Judged, _place: Place, _today: date) -> tuple[str, str]:
    n, one = len(judged.others), judged.attendee
    text = ngettext("{n} other guest has this name.", "{n} other guests have this name.", n)
    if one is not None and not any(guests.is_spelt_as(one, other) for other in judged.others):
        text = ngettext(
            "{n} other guest has a name that sounds so.", "{n} other guests have a name that sounds so.", n
        )
    return (text.format(n=number(n)) if n else "", "")


def _blocked(judged: Judged, place: Place, today: date) -> tuple[str, str]:
    return _since(_("Blocked: {when}"), judged.verdict.barred, place, today), ""


def _revoked(judged: Judged, place: Place, today: date) -> tuple[str, str]:
    return _since(_("Replaced: {when}"), judged.verdict.barred, place, today), ""


def _since(text: str, barred: Barred | None, place: Place, today: date) -> str:
    if barred is None:
        return ""
    said = text.format(when=when(barred.at, place.zone, today))
    return f"{said} · {isolated(barred.station)}" if barred.station else said


def _invalid_time(judged: Judged, place: Place, today: date) -> tuple[str, str]:
    one = judged.attendee
    if one is None or not (one.valid_from or one.valid_until):
        return "", ""
    if one.valid_from and one.valid_until:
        text = _("Valid from {start} until {end}")
    else:
        text = _("Valid from {start}") if one.valid_from else _("Valid until {end}")
    start, end = (when(at, place.zone, today) if at else "" for at in (one.valid_from, one.valid_until))
    return text.format(start=start, end=end), ""


def _not_on_list(judged: Judged, place: Place, _today: date) -> tuple[str, str]:
    wanted = judged.check_in_list.categories
    if not wanted:
        return "", ""
    titles = [
        one.title.best(language.current()) or key for key, one in place.categories.items() if key in wanted
    ]
    titles += sorted(wanted - place.categories.keys())
    return _("Only for: {names}").format(names=listed(titles)), ""


def _unpaid(judged: Judged, _place: Place, _today: date) -> tuple[str, str]:
    if not judged.verdict.confirmable:
        return "", ""
    return "", _("If the guest has paid, confirm it. If not, send the guest to the cash desk.")


def _rules(judged: Judged, place: Place, today: date) -> tuple[str, str]:
    from kiosk.words.hindrances import hindrance

    bars = judged.verdict.hindrances
    detail = either(hindrance(one, place.zone, today, place.categories) for one in bars)
    if any(one.bar is Bar.BROKEN for one in bars):
        return detail, _("Call the person in charge: the rule of this list must be corrected.")
    return detail, ""


def _full(judged: Judged, _place: Place, _today: date) -> tuple[str, str]:
    n = judged.check_in_list.capacity
    text = ngettext("The only place is taken.", "All {n} places are taken.", n)
    return (text.format(n=number(n)) if n else "", "")


def _questions(judged: Judged, _place: Place, _today: date) -> tuple[str, str]:
    from kiosk.words.questions import question

    asked = " · ".join(isolated(question(one)) for one in judged.verdict.questions)
    return asked, _(_REASONS[Reason.QUESTIONS][2])


def _already_in(judged: Judged, place: Place, today: date) -> tuple[str, str]:
    first: Admission | None = judged.verdict.first
    if first is None:
        return "", ""
    at = first.at.astimezone(place.zone)
    template = (
        _("Entry already recorded at {time} · {desk}")
        if at.date() == today
        else _("Entry already recorded on {day} at {time} · {desk}")
    )
    day, time = isolated(f"{at:%d/%m}"), isolated(clock(at))
    return template.format(day=day, time=time, desk=isolated(first.station)), ""


_TELLING: Final[Mapping[Reason, Callable[[Judged, Place, date], tuple[str, str]]]] = {
    Reason.UNKNOWN: _unknown,
    Reason.AMBIGUOUS: _ambiguous,
    Reason.SECOND_LOOK: _second_look,
    Reason.BLOCKED: _blocked,
    Reason.REVOKED: _revoked,
    Reason.INVALID_TIME: _invalid_time,
    Reason.NOT_ON_LIST: _not_on_list,
    Reason.UNPAID: _unpaid,
    Reason.RULES: _rules,
    Reason.FULL: _full,
    Reason.QUESTIONS: _questions,
    Reason.ALREADY_IN: _already_in,
}


# -- registrations ---------------------------------------------------------------------------------------

_REGISTRATIONS: Final = {
    Registration.CONFIRMED: N_("confirmed"),
    Registration.PENDING: N_("awaiting approval"),
    Registration.UNPAID: N_("unpaid"),
    Registration.PAYS_LATER: N_("pays later"),
    Registration.CANCELLED: N_("cancelled"),
    Registration.BLOCKED: N_("blocked"),
}


def registration(state: Registration) -> str:
    """Return the word for how far a registration has come."""
    return _(_REGISTRATIONS[state])
