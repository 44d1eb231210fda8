"""Letting people in and out: one transaction an act, on the disk before it is shown."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain import codes, foreign_codes, rules
from kiosk.domain.admission import Admission, Direction, Reason, Request, Verdict, decide, gravest
from kiosk.domain.facts import Fact, Kind
from kiosk.domain.lists import CheckInList
from kiosk.domain.names import clean
from kiosk.domain.people import TEXT_LIMIT, Attendee, Category, Registration
from kiosk.domain.printers import Prints, policy
from kiosk.domain.questions import Wrong, WrongAnswerError, answer, open_questions
from kiosk.domain.staff import Right
from kiosk.errors import InputRefused, Trouble
from kiosk.operations import closing, holders, print_policy, print_queue, requests, staff
from kiosk.operations.holders import Holder
from kiosk.operations.requests import the_list
from kiosk.operations.routing import queue_badge
from kiosk.operations.station import LastScan, Station
from kiosk.store import admissions, configured, journal, namesakes, people, print_jobs, printers
from kiosk.store.database import Connection
from kiosk.store.journal import Draft
from kiosk.store.printers import PrinterRow

if TYPE_CHECKING:
    from kiosk.domain.foreign_codes import Foreign

DOUBLE_READ_MS: Final = 3000
"""The same code again within this time is one scan that the scanner read twice."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Somebody at a door: with a code, or looked up. `scan_id` makes asking again harmless.

    The rest is what a first answer may call for: `answers` by question, `confirms_payment` to let in who
    has not paid, `forces` to let in all the same for the reason `why`, `looked` when others of the name
    have been looked at.
    """

    list_id: str
    code: str = ""
    attendee_id: str = ""
    direction: Direction = Direction.ENTRY
    scan_id: str = ""
    printing: bool = True
    answers: Mapping[str, str] = field(default_factory=dict)
    confirms_payment: bool = False
    forces: bool = False
    why: str = ""
    looked: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked beyond the first answer."""
        return not (self.answers or self.confirms_payment or self.forces or self.looked)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to an Ask, on the disk already. `repeated` says that it had been given before.

    `fact_id` is empty where nothing was written, because something is to be asked first: answers (the
    verdict QUESTIONS, with what was `wrong` in those given), a look at the others of the name (SECOND_LOOK,
    with these `others`), or the approval of somebody with the right that it `needs`. `others` are also
    those who have one code, of the verdict AMBIGUOUS. `signed` says that only a signature speaks for the
    ticket; `foreign` what a code is that is none of ours; `held_up` which printer the badge waits for, where
    that printed nothing when last asked.
    """

    verdict: Verdict
    attendee: Attendee | None
    category: Category | None
    check_in_list: CheckInList
    direction: Direction
    at: datetime
    fact_id: str
    job_id: str | None
    code: str
    repeated: bool = False
    needs: Right | None = None
    others: tuple[Attendee, ...] = ()
    wrong: Mapping[str, Wrong] = field(default_factory=dict)
    signed: bool = False
    foreign: Foreign | None = None
    held_up: PrinterRow | None = None


@dataclass(frozen=True, slots=True)
class Recent:
    """One of this desk's last admissions, with the person (None: since erased or withdrawn)."""

    admission: Admission
    attendee: Attendee | None


def admit(station: Station, ask: Ask) -> Outcome:
    """Return the verdict on `ask`, written down as a fact, with a badge queued where one is due.

    Where more is needed nothing is written and the outcome says what: the face asks, and calls again.
    InputRefused with UNKNOWN_LIST if there is no such list, WHY_MISSING to force without a reason;
    NeedsApproval if whoever is on duty may not admit people this way at all.
    """
    staff.require(station, Right.LOOK_UP if ask.attendee_id else Right.SCAN)
    code = codes.clean(ask.code)
    what = (code, ask.attendee_id, ask.list_id, ask.direction)
    with station.admitting:  # two readers that see one code at once are one scan, too
        given = _double_read(station, what) if ask.is_plain else None
        if given is not None:
            return replace(given, repeated=True)
        with station.database.write() as connection:
            outcome = answered(connection, station, ask)
            seq = journal.heads(connection).get(station.settings.origin, 0)
        _keep(station, what, LastScan(station.now_ms(), outcome, seq))
    return outcome


def _keep(station: Station, what: tuple[str, ...], answer: LastScan) -> None:
    """Keep an answer for a second reading, and none of those that are too old for that."""
    fresh = {key: one for key, one in station.last_scans.items() if _is_fresh(one, answer.at_ms)}
    station.last_scans = {**fresh, what: answer}


def _is_fresh(answer: LastScan, now_ms: int) -> bool:
    return 0 <= now_ms - answer.at_ms < DOUBLE_READ_MS


def _double_read(station: Station, what: tuple[str, ...]) -> Outcome | None:
    """The last answer, if this is the same scan again and nothing has happened since that would change it."""
    last = station.last_scans.get(what)
    if last is None or not _is_fresh(last, station.now_ms()):
        return None
    with station.database.read() as connection:
        since = journal.since(connection, station.settings.origin, last.seq)
    return None if any(_matters(kind, subject, last.outcome) for kind, subject in since) else last.outcome


def _matters(kind: str, subject: str, given: Outcome) -> bool:
    """Whether what has happened may change an answer: not a badge printed, nor who else passed after them."""
    if kind == Kind.BADGE_PRINTED:
        return False
    passed = kind in (Kind.ADMISSION_GIVEN, Kind.ADMISSION_REFUSED, Kind.ATTENDEE_ANSWERED)
    is_other = given.attendee is not None and subject != given.attendee.id
    return not (passed and is_other and given.verdict.admitted)


@dataclass(frozen=True, slots=True)
class _Case:
    """One Ask being answered: who stands at which door."""

    connection: Connection
    station: Station
    ask: Ask
    code: str
    check_in_list: CheckInList
    holder: Holder
    category: Category | None
    registers: str

    @property
    def attendee(self) -> Attendee | None:
        return self.holder.attendee

    @property
    def subject(self) -> str:
        """Whom it is told of: whom the code was given to, be it that another stands for them now."""
        return self.holder.subject or (self.attendee.id if self.attendee else "")

    def outcome(self, verdict: Verdict, **told: Any) -> Outcome:
        """The answer `verdict`, with nothing written yet unless `told` says so."""
        given: dict[str, Any] = {
            "attendee": self.attendee,
            "category": self.category,
            "check_in_list": self.check_in_list,
            "direction": self.ask.direction,
            "at": self.station.now,
            "fact_id": "",
            "job_id": None,
            "code": self.code or (self.attendee.code if self.attendee else ""),
            "signed": self.holder.signed,
            **told,
        }
        return Outcome(verdict, **given)


def answered(connection: Connection, station: Station, ask: Ask, *, registers: str = "") -> Outcome:
    """Return the verdict on `ask` as `admit` does, within a transaction that does more.

    `registers` is the fact that has just put the person on the roll.
    """
    code = codes.clean(ask.code)
    check_in_list = the_list(connection, ask.list_id)
    closing.close_day(connection, station, check_in_list)
    event = configured.event(connection)
    if ask.attendee_id:
        holder = holders.of_person(connection, people.attendee(connection, ask.attendee_id), code)
    else:
        holder = holders.of_code(connection, code, event)
    category = configured.category(connection, holder.attendee.category) if holder.attendee else None
    case = _Case(connection, station, ask, code, check_in_list, holder, category, registers)
    given = _given(connection, ask, case.attendee)
    if given is not None:
        return case.outcome(Verdict(Reason.VALID), at=given.at, fact_id=given.id, repeated=True)
    request = requests.request(
        connection, station, check_in_list, category=category, event=event, attendee=case.attendee
    )
    request = replace(
        request,
        direction=ask.direction,
        barred=holder.barred,
        namesakes=bool(holder.namesakes),
        confirms_payment=ask.confirms_payment and staff.may(station, Right.CONFIRM_PAYMENT),
    )
    return _decided(case, request)


def _decided(case: _Case, request: Request) -> Outcome:
    """The outcome of a case: the verdict written down, or what is to be asked first."""
    ask, attendee = case.ask, case.attendee
    answers, wrong = _answers(case, request)
    if attendee is not None and answers:
        attendee = replace(attendee, answers=MappingProxyType({**attendee.answers, **answers}))
    past = _past(case)
    verdict = decide(attendee, case.check_in_list, past, request)
    if ask.forces:
        # Who may confirm a payment, or skip questions, does not pass over what stands behind them too.
        verdict = gravest(attendee, case.check_in_list, past, request)
    if (ask.forces or (ask.confirms_payment and verdict.confirmable)) and verdict.right is not None:
        if not staff.may(case.station, verdict.right):
            return case.outcome(verdict, needs=verdict.right)
        if ask.forces:
            _refuse_no_reason(ask)
            verdict = Verdict(Reason.VALID, overrode=verdict.reason)
    if verdict.reason is Reason.QUESTIONS:
        return case.outcome(verdict, wrong=wrong)
    if others := _to_look_at(case, verdict):
        return case.outcome(Verdict(Reason.SECOND_LOOK), others=others)
    paid = request.confirms_payment and attendee is not None and attendee.registration is Registration.UNPAID
    return _written(case, verdict, answers, paid=paid)


def _past(case: _Case) -> list[Admission]:
    """What the decision needs of the person's admissions here: all, if a rule may count them."""
    if case.attendee is None:
        return []
    of = (case.connection, case.attendee.id, case.check_in_list.id)
    return (
        admissions.first_and_last(*of)
        if rules.of_list(case.check_in_list) is None
        else admissions.history(*of)
    )


def _refuse_no_reason(ask: Ask) -> None:
    if not clean(ask.why, field="why", limit=TEXT_LIMIT):
        raise InputRefused(Trouble.WHY_MISSING)


def _answers(case: _Case, request: Request) -> tuple[dict[str, str], dict[str, Wrong]]:
    """The answers given, as they are kept; and what is wrong with the others."""
    good: dict[str, str] = {}
    wrong: dict[str, Wrong] = {}
    if not case.ask.answers or case.attendee is None:
        return good, wrong
    for question in open_questions(request.questions, case.attendee, case.check_in_list.id):
        if question.id not in case.ask.answers:
            continue
        try:
            good[question.id] = answer(question, case.ask.answers[question.id])
        except WrongAnswerError as error:
            wrong[question.id] = error.wrong
    return ({}, wrong) if wrong else (good, wrong)


def _to_look_at(case: _Case, verdict: Verdict) -> tuple[Attendee, ...]:
    """The others of this name, however it is spelt, before who was looked up is let in for one of them."""
    ask, one = case.ask, case.attendee
    if not ask.attendee_id or ask.looked or one is None or not verdict.admitted:
        return ()
    return namesakes.of(case.connection, one)


def _written(case: _Case, verdict: Verdict, answers: Mapping[str, str], *, paid: bool) -> Outcome:
    connection, station, attendee = case.connection, case.station, case.attendee
    told: dict[str, Any] = {}
    if verdict.admitted and answers and attendee is not None:
        drafts = [Draft(Kind.ATTENDEE_ANSWERED, case.subject, {"answers": dict(answers)})]
        journal.record(connection, station.author, drafts)
        told["attendee"] = people.attendee(connection, attendee.id) or attendee
    fact = _fact(case, verdict, paid=paid)
    if attendee is not None and verdict.admitted and (job_id := _badge(case, attendee)):
        told["job_id"], told["held_up"] = job_id, printers.holding_up(connection, job_id)
    if verdict.reason is Reason.UNKNOWN:
        told["foreign"] = foreign_codes.recognise(case.code)
        if told["foreign"] is None and holders.is_unclear(connection, case.code):
            told["foreign"] = foreign_codes.Foreign(foreign_codes.ForeignKind.UNCLEAR)
    told["others"] = case.holder.namesakes
    return case.outcome(verdict, at=admissions.moment(fact.wall_ms), fact_id=fact.id, **told)


def _given(connection: Connection, ask: Ask, attendee: Attendee | None) -> Admission | None:
    """The admission that this very scan, by its id, has given before."""
    if not ask.scan_id or attendee is None:
        return None
    same = (attendee.id, ask.list_id, ask.direction)
    given = admissions.by_scan(connection, ask.scan_id)
    return next((one for one in given if (one.attendee_id, one.list_id, one.direction) == same), None)


def _told_code(code: str) -> str:
    """What the journal keeps of a cleaned code: all of it, but for the password of a network."""
    foreign = foreign_codes.recognise(code)
    if foreign is not None and foreign.kind is foreign_codes.ForeignKind.WIFI:
        code = f"WIFI:S:{foreign.name};;"
    return code.encode("unicode_escape").decode()[: codes.SCAN_LIMIT]


def _fact(case: _Case, verdict: Verdict, *, paid: bool) -> Fact:
    """Append the fact of a verdict and return it."""
    station, ask = case.station, case.ask
    body: dict[str, Any] = {
        "list": ask.list_id,
        "direction": ask.direction,
        "station": station.settings.name,
        "scan": ask.scan_id or str(uuid.UUID(bytes=station.random(16), version=4)),
        "code": _told_code(case.code),
    }
    if raw := codes.unreadable(ask.code):
        body["raw"] = raw
    if case.registers:
        body["registers"] = case.registers
    if not verdict.admitted:
        body["reason"] = verdict.reason
    elif ask.forces:
        body["overrode"] = verdict.overrode or ""
        body["why"] = clean(ask.why, field="why", limit=TEXT_LIMIT)
    if verdict.admitted and paid:
        body["paid"] = True
    kind = Kind.ADMISSION_GIVEN if verdict.admitted else Kind.ADMISSION_REFUSED
    return journal.record(case.connection, station.author, [Draft(kind, case.subject, body)])[0]


def _badge(case: _Case, attendee: Attendee) -> str:
    """Queue a badge where this entry prints one, and return its job's id; one in a batch is taken out of it.

    By the policy of the list and of the category, and where it was asked for.
    """
    wanted = case.ask.printing and case.station.settings.print_on_admission
    prints = policy(case.check_in_list.prints, case.category.prints if case.category else None)
    if not wanted or case.ask.direction is Direction.EXIT or case.holder.signed or prints is Prints.NEVER:
        return ""
    if not print_policy.is_due(case.connection, attendee.id, prints):
        return print_jobs.hasten(case.connection, attendee.id)
    # One that failed gives way to this one.
    print_queue.cancel_waiting(case.connection, case.station, attendee.id)
    return queue_badge(case.connection, case.station, attendee.id)


def recent(station: Station, limit: int = 8) -> tuple[Recent, ...]:
    """Return this desk's last admissions, newest first, annulled ones included."""
    with station.database.read() as connection:
        return tuple(
            Recent(admission, people.attendee(connection, admission.attendee_id))
            for admission in admissions.by_desk(connection, station.settings.origin, limit)
        )
