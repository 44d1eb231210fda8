"""The open station as the screens know it: which list and direction are chosen, and whom to ask for what.

The calls go to `operations` through `ui/tasks`; heavy modules are imported there, behind the first
picture of the window.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from kiosk.domain.admission import CheckInList, Direction
from kiosk.errors import MarhabaError
from kiosk.ui.changes import Change, Changes

if TYPE_CHECKING:
    from kiosk.domain.people import Attendee
    from kiosk.operations.admissions import Outcome, Recent, Undone
    from kiosk.operations.events import Overview
    from kiosk.operations.figures import Figures
    from kiosk.operations.people import Card, Found
    from kiosk.operations.station import Station
    from kiosk.ui.tasks import Tasks

Failed = Callable[[MarhabaError], None]


class Desk(QObject):
    """One open station. `turned` fires when another list, direction or event is looked at."""

    turned = Signal()

    def __init__(self, station: Station, overview: Overview, tasks: Tasks, changes: Changes) -> None:
        super().__init__()
        self.station = station
        self.tasks = tasks
        self.changes = changes
        self.direction = Direction.ENTRY
        self._untold = Change(0)
        self.overview = overview
        self.check_in_list: CheckInList | None = overview.suggested
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
        """Admit people to another list from now on."""
        self.check_in_list = check_in_list
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
        if self.check_in_list not in overview.lists:
            self.check_in_list = overview.suggested
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
        from kiosk.operations import admissions

        station = self.station
        self.tasks.database(owner, lambda: (admissions.recent(station), admissions.can_undo(station)), then)

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

    # -- acting ---------------------------------------------------------------------------------------

    def admit(
        self,
        owner: QObject,
        then: Callable[[Outcome], None],
        failed: Failed,
        *,
        code: str = "",
        attendee_id: str = "",
    ) -> None:
        """Ask whether somebody, by code or looked up, may pass now; the answer is on the disk already."""
        from kiosk.operations import admissions

        ask = admissions.Ask(self.list_id, code, attendee_id, self.direction, scan_id=str(uuid.uuid4()))
        self.tasks.database(
            owner,
            lambda: admissions.admit(self.station, ask),
            self._telling(then, Change.ADMISSIONS | Change.JOBS),
            failed,
        )

    def undo(self, owner: QObject, then: Callable[[Undone], None], failed: Failed) -> None:
        """Take back this desk's last act."""
        from kiosk.operations import admissions

        done = self._telling(then, Change.ADMISSIONS | Change.PEOPLE | Change.JOBS)
        self.tasks.database(owner, lambda: admissions.undo(self.station), done, failed)

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

    def print_again(self, owner: QObject, attendee_id: str, then: Callable[[str], None]) -> None:
        """Queue another badge."""
        from kiosk.operations import badges

        done = self._telling(then, Change.JOBS)
        self.tasks.database(owner, lambda: badges.print_again(self.station, attendee_id), done)

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
