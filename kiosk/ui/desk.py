"""The open station as the screens know it: which list and direction are chosen, and whom to ask for what.

The calls go to `operations` through `ui/tasks`; heavy modules are imported there, behind the first
picture of the window.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from kiosk.domain.admission import Direction
from kiosk.domain.lists import CheckInList, fitting
from kiosk.errors import MarhabaError
from kiosk.ui.changes import Change, Changes

if TYPE_CHECKING:
    from kiosk.domain.people import Attendee
    from kiosk.domain.staff import Member, Right
    from kiosk.operations.admissions import Ask, Outcome, Recent
    from kiosk.operations.badges import Asked
    from kiosk.operations.events import Overview
    from kiosk.operations.figures import Figures
    from kiosk.operations.people import Card, Found
    from kiosk.operations.station import Duty, Station
    from kiosk.operations.undoing import Undone
    from kiosk.ui.tasks import Tasks

Failed = Callable[[MarhabaError], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Approver:
    """Somebody of the staff, and the PIN they have just typed."""

    member_id: str
    pin: str = field(repr=False)


class Desk(QObject):
    """One open station. `turned` fires when another list, direction or event is looked at.

    `duty_changed` fires when somebody has signed in or out.
    """

    turned = Signal()
    duty_changed = Signal()

    def __init__(self, station: Station, overview: Overview, tasks: Tasks, changes: Changes) -> None:
        super().__init__()
        self.station = station
        self.tasks = tasks
        self.changes = changes
        self.direction = Direction.ENTRY
        self._untold = Change(0)
        self.overview = overview
        self.check_in_list: CheckInList | None = overview.suggested
        self._chosen_by_hand = False
        changes.changed.connect(self._on_changed)

    @property
    def list_id(self) -> str:
        """The id of the list that people are admitted to now; empty while there is no event."""
        return self.check_in_list.id if self.check_in_list else ""

    @property
    def zone(self) -> ZoneInfo:
        """The event's time zone, in which all times are shown."""
        return ZoneInfo(self.overview.event.time_zone if self.overview.event else "Africa/Casablanca")

    def turn_to(self, check_in_list: CheckInList) -> None:
        """Admit people to another list from now on, which somebody has chosen."""
        self.check_in_list = check_in_list
        self._chosen_by_hand = True
        self.turned.emit()

    def follow_time(self) -> None:
        """Turn to the list that has opened; one chosen by hand is left only once it has closed."""
        now, chosen = self.station.now, self.check_in_list
        if self._chosen_by_hand and chosen is not None and not chosen.has_closed(now):
            return
        fits = fitting(self.overview.lists, now)
        if fits is not None and fits.is_open(now) and fits.id != self.list_id:
            self.check_in_list = fits
            self._chosen_by_hand = False
            self.turned.emit()

    def turn(self, direction: Direction) -> None:
        """Let people in, or out, from now on."""
        self.direction = direction
        self.turned.emit()

    def _on_changed(self, change: Change) -> None:
        if change & (Change.EVENT | Change.PEOPLE):
            from kiosk.operations import events

            self.tasks.database(self, lambda: events.overview(self.station), self._on_overview)

    def _on_overview(self, overview: Overview) -> None:
        self.overview = overview
        kept = next((one for one in overview.lists if one.id == self.list_id), None)
        self.check_in_list = kept or overview.suggested
        self._chosen_by_hand = self._chosen_by_hand and kept is not None
        self.turned.emit()

    # -- looking --------------------------------------------------------------------------------------

    def find(self, owner: QObject, text: str, then: Callable[[Found], None], failed: Failed) -> None:
        """Look `text` up on the list of now."""
        from kiosk.operations import people

        list_id = self.list_id
        self.tasks.database(owner, lambda: people.find(self.station, text, list_id), then, failed)

    def card(self, owner: QObject, attendee_id: str, then: Callable[[Card], None]) -> None:
        """Ask for all that the desk shows of one person."""
        from kiosk.operations import people

        list_id = self.list_id
        self.tasks.database(owner, lambda: people.card(self.station, attendee_id, list_id), then)

    def recent(self, owner: QObject, then: Callable[[tuple[tuple[Recent, ...], bool]], None]) -> None:
        """Ask for this desk's last admissions, and whether there is anything to undo."""
        from kiosk.operations import admissions, undoing

        station = self.station
        self.tasks.database(owner, lambda: (admissions.recent(station), undoing.can_undo(station)), then)

    def figures(self, owner: QObject, then: Callable[[Figures], None]) -> None:
        """Ask for the numbers of the list of now."""
        from kiosk.operations import figures

        list_id = self.list_id
        if list_id:
            self.tasks.database(owner, lambda: figures.figures(self.station, list_id), then)

    def keep_head(self, owner: QObject) -> None:
        """Write down how far the journal has come, so that a database that goes back in time is noticed."""
        from kiosk import app

        def nothing(_outcome: object) -> None:
            """Say nothing of it: what is wrong with the folder shows at the next act."""

        self.tasks.free(owner, lambda: app.keep_head(self.station), nothing, nothing)

    def keep(self, owner: QObject, **settings: str | int | bool) -> None:
        """Keep other settings of this desk."""
        from kiosk import app

        station = self.station
        self.tasks.database(owner, lambda: app.with_settings(station, **settings), lambda _station: None)

    def make_ready(self, owner: QObject) -> None:
        """Have what draws badges started and what looks people up in memory, beside everything else."""
        from kiosk.operations import drawing, people

        def nothing(_outcome: object) -> None:
            """Say nothing of it: what is wrong shows when somebody is looked up."""

        self.tasks.free(owner, lambda: drawing.make_ready(self.station), lambda _none: None)
        self.tasks.free(owner, lambda: people.make_ready(self.station), nothing, nothing)

    # -- acting ---------------------------------------------------------------------------------------

    def ask_about(self, *, code: str = "", attendee_id: str = "") -> Ask:
        """Return the first question about somebody at the door of now, by code or looked up."""
        from kiosk.operations.admissions import Ask

        return Ask(self.list_id, code, attendee_id, self.direction, scan_id=str(uuid.uuid4()))

    def admit(
        self,
        owner: QObject,
        ask: Ask,
        then: Callable[[Outcome], None],
        failed: Failed,
        *,
        approver: Approver | None = None,
        right: Right | None = None,
    ) -> None:
        """Ask whether somebody may pass now; the answer is on the disk already.

        `approver`, who types a PIN at this desk, lends the `right` that the act needs.
        """
        from kiosk.operations import admissions

        done = self._telling(then, Change.ADMISSIONS | Change.JOBS | Change.PEOPLE)
        if not ask.answers:
            done = self._telling(then, Change.ADMISSIONS | Change.JOBS)
        self.tasks.database(
            owner, self._approved(lambda: admissions.admit(self.station, ask), approver, right), done, failed
        )

    def undo(
        self,
        owner: QObject,
        then: Callable[[Undone], None],
        failed: Failed,
        *,
        approver: Approver | None = None,
        right: Right | None = None,
    ) -> None:
        """Take back this desk's last act."""
        from kiosk.operations import undoing

        done = self._telling(then, Change.ADMISSIONS | Change.PEOPLE | Change.JOBS)
        self.tasks.database(
            owner, self._approved(lambda: undoing.undo(self.station), approver, right), done, failed
        )

    def annul(
        self,
        owner: QObject,
        fact_id: str,
        then: Callable[[Undone], None],
        failed: Failed,
        *,
        approver: Approver | None = None,
        right: Right | None = None,
    ) -> None:
        """Take back one admission, or what was decided of two people, of whatever desk."""
        from kiosk.operations import undoing

        def act() -> Undone:
            return undoing.take_back(self.station, fact_id)

        done = self._telling(then, Change.ADMISSIONS | Change.PEOPLE | Change.JOBS)
        self.tasks.database(owner, self._approved(act, approver, right), done, failed)

    def _approved(
        self, act: Callable[[], T], approver: Approver | None, right: Right | None
    ) -> Callable[[], T]:
        """Return `act`, done with the right that the approver lends for it if there is one."""
        if approver is None or right is None:
            return act
        from kiosk.operations import staff

        def approved() -> T:
            approval = staff.approve(self.station, approver.member_id, approver.pin, right)
            with staff.approved(self.station, approval):
                return act()

        return approved

    def correct(
        self,
        owner: QObject,
        attendee_id: str,
        values: Mapping[str, str],
        then: Callable[[Attendee], None],
        failed: Failed,
    ) -> None:
        """Set a person's fields."""
        from kiosk.operations import people

        done = self._telling(then, Change.PEOPLE)
        self.tasks.database(owner, lambda: people.correct(self.station, attendee_id, values), done, failed)

    def walk_in(
        self, owner: QObject, values: Mapping[str, str], then: Callable[[Outcome], None], failed: Failed
    ) -> None:
        """Register, admit and print in one go."""
        from kiosk.operations import people

        list_id = self.list_id
        done = self._telling(then, Change.PEOPLE | Change.ADMISSIONS | Change.JOBS)
        self.tasks.database(owner, lambda: people.walk_in(self.station, values, list_id), done, failed)

    def print_badge(
        self, owner: QObject, attendee_id: str, why: str, then: Callable[[Asked], None], failed: Failed
    ) -> None:
        """Queue a badge; the answer may be that a second one wants a reason `why`."""
        from kiosk.operations import badges

        done = self._telling(then, Change.JOBS | Change.PEOPLE if why else Change.JOBS)
        self.tasks.database(owner, lambda: badges.print_badge(self.station, attendee_id, why), done, failed)

    def replace_badge(
        self, owner: QObject, attendee_id: str, then: Callable[[tuple[Attendee, str]], None], failed: Failed
    ) -> None:
        """Give somebody who lost their badge a new one; the old one opens no door any more."""
        from kiosk.operations import replacing

        done = self._telling(then, Change.JOBS | Change.PEOPLE)
        self.tasks.database(owner, lambda: replacing.replace_badge(self.station, attendee_id), done, failed)

    def close_days(self, owner: QObject) -> None:
        """Record the exits of the lists whose day has ended."""
        from kiosk.operations import closing

        def done(number: int) -> None:
            if number:
                self.changes.tell(Change.ADMISSIONS)

        self.tasks.database(owner, lambda: closing.close_days(self.station), done)

    def setting_up(
        self, owner: QObject, act: Callable[[Station], T], then: Callable[[T], None], failed: Failed
    ) -> None:
        """Change how the event is set up: its lists, its questions, its staff; every screen is told."""
        done = self._telling(then, Change.EVENT)
        self.tasks.database(owner, lambda: act(self.station), done, failed)

    def decide(
        self, owner: QObject, act: Callable[[Station], T], then: Callable[[T], None], failed: Failed
    ) -> None:
        """Decide who is one and who is two; every screen is told that people have changed."""
        done = self._telling(then, Change.PEOPLE | Change.ADMISSIONS | Change.JOBS)
        self.tasks.database(owner, lambda: act(self.station), done, failed)

    def ask(
        self, owner: QObject, look: Callable[[Station], T], then: Callable[[T], None], failed: Failed
    ) -> None:
        """Ask the station for something that a screen of its own shows."""
        self.tasks.database(owner, lambda: look(self.station), then, failed)

    # -- who is on duty -------------------------------------------------------------------------------

    def may(self, right: Right) -> bool:
        """Return whether whoever is on duty has this right."""
        from kiosk.operations import staff

        return staff.may(self.station, right)

    def approvers(self, owner: QObject, right: Right, then: Callable[[tuple[Member, ...]], None]) -> None:
        """Ask who could approve an act that needs this right."""
        from kiosk.operations import staff

        self.tasks.database(owner, lambda: staff.approvers(self.station, right), then)

    def sign_in(self, owner: QObject, who: Approver, then: Callable[[Duty], None], failed: Failed) -> None:
        """Put somebody on duty here."""
        from kiosk.operations import staff

        def done(duty: Duty) -> None:
            then(duty)
            self.duty_changed.emit()

        self.tasks.database(owner, lambda: staff.sign_in(self.station, who.member_id, who.pin), done, failed)

    def sign_out(self, owner: QObject, *, idle: bool = False) -> None:
        """Leave the desk to the safe role, in which scanning goes on."""
        from kiosk.operations import staff

        def done(_nothing: None) -> None:
            self.duty_changed.emit()

        self.tasks.database(owner, lambda: staff.sign_out(self.station, idle=idle), done)

    def _telling(self, then: Callable[..., None], change: Change) -> Callable[..., None]:
        """Return `then`; once what it showed is painted, every screen is told of `change`."""

        def done(result: object) -> None:
            then(result)
            self._untold |= change
            self.tasks.later(self, self._tell)

        return done

    def _tell(self) -> None:
        untold, self._untold = self._untold, Change(0)
        if untold:
            self.changes.tell(untold)
