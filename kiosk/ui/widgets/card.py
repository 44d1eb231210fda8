"""One person, large: both names, where they belong, what to mind, their real badge, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QImage, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kiosk import words
from kiosk.domain.admission import Direction
from kiosk.domain.people import Attendee, Category, Registration
from kiosk.language import _, clock, current, isolated, ngettext, number
from kiosk.ui.widgets.card_actions import PREVIEW_HEIGHT, CardActions
from kiosk.ui.widgets.chips import CategoryChip
from kiosk.ui.widgets.fitted import Fitted
from kiosk.ui.widgets.labels import label, panel
from kiosk.ui.widgets.tab_order import follow
from kiosk.words import Role, guests
from kiosk.words.standing import turned_away

if TYPE_CHECKING:
    from datetime import tzinfo

    from kiosk.operations.people import Card as PersonCard
    from kiosk.operations.print_queue import Job

__all__ = ["PREVIEW_HEIGHT", "Card"]

_MARGINS, _GAP = (14, 16), 6
"""Above and below; between two lines."""
_NAME_SIZES = (34, 28, 24, 20, 18, 15, 13)
_PLACE_SIZES = (18, 15, 13)
_COLUMNS_SIZES = (13,)


class Card(QFrame):
    """Who it is above; below, the buttons for what can be done, or a panel that an act calls for."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.attendee: Attendee | None = None
        self._category: Category | None = None
        self._card: PersonCard | None = None
        self._zone: tzinfo | None = None
        self._awaits = False
        self._badge: QImage | None = None
        self._signed = self._limited = False
        self._overriding = ""
        self._build()
        self.retranslate()
        self.clear()

    def _build(self) -> None:
        self._first = Fitted(_NAME_SIZES, 2)
        self._second = Fitted(_NAME_SIZES, 2)
        self._place = Fitted(_PLACE_SIZES, 1, QFont.Weight.Normal)
        self._columns = Fitted(_COLUMNS_SIZES, 1, QFont.Weight.Normal)
        self._category_chip = CategoryChip()
        self.buttons = CardActions()
        self._standing = label()
        column = QVBoxLayout(self)
        above, below = _MARGINS
        column.setContentsMargins(20, above, 20, below)
        column.setSpacing(_GAP)
        for one in (self._first, self._second, self._place, self._columns):
            column.addWidget(one)
        column.addLayout(self._build_standing())
        column.addWidget(self._build_attention())
        column.addWidget(self._build_lower(), 1)

    def _build_lower(self) -> QStackedWidget:
        self._lower = QStackedWidget()
        self._lower.setObjectName("lower")
        self._lower.addWidget(self.buttons)
        self.admit_button, self.walk_in_button = self.buttons.admit_button, self.buttons.walk_in_button
        self.job = self.buttons.job
        return self._lower

    def _build_standing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._category_chip)
        row.addWidget(self._standing)
        row.addStretch()
        return row

    def _build_attention(self) -> QFrame:
        self._attention, column = panel("attention", margin=10, gap=2)
        self._note = label(wraps=True)
        self._twins = label(wraps=True)
        column.addWidget(self._note)
        column.addWidget(self._twins)
        return self._attention

    @property
    def is_known(self) -> bool:
        """Whether somebody of the roll is shown."""
        return self.attendee is not None and not self._signed

    # -- the lower part ---------------------------------------------------------------------------------

    @property
    def panel(self) -> QWidget | None:
        """What is asked in the place of the actions, if anything."""
        shown = self._lower.currentWidget()
        return None if shown is self.buttons else shown

    def show_panel(self, panel: QWidget) -> None:
        """Ask for something in the place of the actions."""
        if self._lower.indexOf(panel) < 0:
            self._lower.addWidget(panel)
            follow(self.walk_in_button, panel)
        self._lower.setCurrentWidget(panel)
        self._show()

    def show_actions(self) -> None:
        """Show what can be done again."""
        self._lower.setCurrentWidget(self.buttons)
        self._show()

    def offer(self, text: str) -> None:
        """Offer to let the guest in all the same, in these words; "" does not."""
        self._overriding = text
        self._show()

    def limit(self, *, limited: bool) -> None:
        """Show the name and the category alone, and let nothing be done: nobody has signed in."""
        self._limited = limited
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the badge what the words can spare."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let what tells least about the guest make room for a panel or the buttons; the name stays."""
        shown = [one for one in (self._second, self._columns) if one.text()]
        for one in (self._second, self._place, self._columns):
            one.setVisible(one in shown or one is self._place)
        gives_way = [self._columns, self._second]
        if self.panel is not None or self.buttons.is_wrong:
            gives_way.append(self._place)
        for one in gives_way:
            if self._spare() < self._needed():
                one.hide()
        self.buttons.fit_preview(self._spare())

    def _needed(self) -> int:
        """How high the lower part must be for nothing to be cut."""
        panel = self.panel
        return panel.minimumSizeHint().height() if panel else self.buttons.height_needed()

    def _spare(self) -> int:
        """How high the lower part can be beside the words above it."""
        standing = self._standing if self._category_chip.isHidden() else self._category_chip
        above = (self._first, self._second, self._place, self._columns, standing, self._attention)
        heights = [one.sizeHint().height() for one in above if not one.isHidden()]
        around = sum(_MARGINS) + _GAP * len(heights)
        return self.contentsRect().height() - sum(heights) - around  # inside the border

    # -- what is shown ----------------------------------------------------------------------------------

    def clear(self) -> None:
        """Show nobody."""
        self.attendee = self._category = self._card = self._badge = None
        self._signed, self._overriding = False, ""
        self._lower.setCurrentWidget(self.buttons)
        self._show()

    def show_person(
        self,
        attendee: Attendee,
        category: Category | None,
        *,
        awaits: bool,
        zone: tzinfo,
        signed: bool = False,
    ) -> None:
        """Show `attendee`; `awaits` says that they have not been let in yet and Enter would do it.

        `signed` says that only the signature of a ticket speaks for them: nobody on the roll.
        """
        if self.attendee is None or self.attendee.id != attendee.id:
            self._badge = None
            self._show_badge()
            self.buttons.say_job("")
            self._card = None
        self.attendee, self._category = attendee, category
        self._awaits, self._zone, self._signed = awaits, zone, signed
        self._overriding = ""
        self._lower.setCurrentWidget(self.buttons)
        self._show()

    def show_more(self, card: PersonCard) -> None:
        """Add what takes a moment to find out; a card of somebody else comes too late and is passed over."""
        if self.attendee is not None and card.attendee.id == self.attendee.id:
            self.attendee, self._category, self._card = card.attendee, card.category, card
            self._show()

    def show_badge(self, attendee_id: str, image: QImage) -> None:
        """Show the badge, if it is still that person's turn."""
        if self.attendee is None or self.attendee.id != attendee_id:
            return
        self._badge = image
        self._show_badge()

    def _show_badge(self) -> None:
        self.buttons.show_badge(None if self._limited else self._badge)

    def show_job(self, jobs: tuple[Job, ...]) -> None:
        """Show how far this person's last badge has come, if `jobs` tells of it."""
        mine = next((job for job in jobs if self.attendee and job.attendee_id == self.attendee.id), None)
        if mine is None:
            return
        said = words.job(mine.state, mine.reasons, {"printer": mine.printer, "detail": mine.detail})
        wrong = said.role in (Role.ATTENTION, Role.REFUSED)
        self.buttons.say_job(f"{said.detail} {said.advice}".strip() or said.word, wrong=wrong)
        self._fit()

    def turn(self, direction: Direction) -> None:
        """Say on the button which way people go now."""
        self.buttons.turn(direction)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setAccessibleName(_("Guest"))
        self.buttons.retranslate()
        self._show()

    def redraw(self) -> None:
        """Draw what has a colour of its own anew."""
        self.buttons.redraw()
        self._show()

    def _show(self) -> None:
        one = self.attendee
        self._show_buttons()
        first, second = self._names()
        self._first.show_text(first)
        self._second.show_text(second)
        self._place.show_text(self._place_words())
        # The organiser's own columns, which the program knows nothing of: a table, a menu, a size.
        extra = one.extra.items() if one and not self._limited else ()
        columns = " · ".join(f"{header} : {value}" for header, value in extra)
        self._columns.show_text(columns)
        self._category_chip.tell(self._category if one else None)
        self._standing.setText(self._standing_words() if one and not self._limited else "")
        self._show_attention()
        if one is None:
            self.buttons.say_job("")
        self._fit()
        self._show_badge()

    def _show_buttons(self) -> None:
        known = self.is_known and not self._limited
        self.buttons.enable(known=known, awaits=self._awaits, registers=not self._limited)
        self.buttons.offer("" if self._limited else self._overriding)

    def _names(self) -> tuple[str, str]:
        one = self.attendee
        if one is None:
            return "", ""
        if self._signed and not one.name:
            return _("Signed ticket – no name, no payment state known"), ""
        return _names(one)

    def _place_words(self) -> str:
        one = self.attendee
        if one is None or self._limited:
            return ""
        if self._signed:
            return (
                _("Reference {reference}").format(reference=isolated(one.reference)) if one.reference else ""
            )
        return " · ".join(filter(None, (one.company, one.function)))

    def _standing_words(self) -> str:
        one, card = self.attendee, self._card
        told = []
        if one is not None and one.registration is not Registration.CONFIRMED:
            told.append(words.registration(one.registration))
        if card is not None:
            told.append(self._presence(card))
            if card.badges_printed > 1:
                printed = ngettext("{n} badge printed", "{n} badges printed", card.badges_printed)
                told.append(printed.format(n=number(card.badges_printed)))
        return " · ".join(told)

    def _presence(self, card: PersonCard) -> str:
        last = card.presence.last_at
        if card.refused is not None and not card.presence.inside:
            return turned_away(card.attendee.registration, card.refused, self._zone)
        if last is None:
            return _("not in yet")
        at = isolated(clock(last.astimezone(self._zone)))
        desk = isolated(card.presence.last_station)
        if card.presence.inside:
            return _("in since {time} · {desk}").format(time=at, desk=desk)
        return _("left at {time} · {desk}").format(time=at, desk=desk)

    def _show_attention(self) -> None:
        note = self.attendee.attention if self.attendee and not self._limited else ""
        twins = "" if self._limited else self._twins_words()
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._twins.setText(twins)
        self._twins.setVisible(bool(twins))
        self._attention.setVisible(bool(note or twins))

    def _twins_words(self) -> str:
        if self._card is None or not self._card.twins:
            return ""
        one, shown = self._card.attendee, self._card.twins[:3]
        spelt = [twin for twin in shown if guests.is_spelt_as(one, twin)]
        told = [isolated(twin.company or twin.email or guests.name(twin)) for twin in spelt]
        told += [isolated(_other(twin)) for twin in shown if twin not in spelt]
        text = _("Same name, another guest: {places}") if spelt else _("Another guest, a like name: {places}")
        return text.format(places=" · ".join(told))


def _other(twin: Attendee) -> str:
    """One whose name only sounds the same: the name, and where they belong."""
    name, place = guests.name(twin), twin.company or twin.email
    return f"{name} ({isolated(place)})" if place else name


def _names(one: Attendee) -> tuple[str, str]:
    """Return both names, that in the script of the language spoken now first; one that is not there last."""
    names = (one.name_arabic, one.name_latin) if current() == "ar" else (one.name_latin, one.name_arabic)
    return names if names[0] else (names[1], "")
