"""One person, large: both names, where they belong, what to mind, their real badge, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from kiosk import words
from kiosk.domain.admission import Direction
from kiosk.domain.people import Attendee, Category, Registration
from kiosk.language import _, clock, current, isolated, ngettext, number
from kiosk.ui import appearance, icons
from kiosk.ui.widgets.chips import CategoryChip
from kiosk.ui.widgets.fitted import Fitted
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import label, panel, restyle
from kiosk.words import Role

if TYPE_CHECKING:
    from datetime import tzinfo

    from kiosk.operations.badges import Job
    from kiosk.operations.people import Card as PersonCard

PREVIEW_HEIGHT = 340
_PREVIEW_LEAST = 150
_GAPS = 70  # between the words and around them
_NAME_SIZES = (34, 28, 24, 20, 18, 15, 13)
_PLACE_SIZES = (18, 15, 13)
_COLUMNS_SIZES = (13,)


class Card(QFrame):
    """The signals fire when a button is pressed; what they do is the screen's business."""

    admitted = Signal()
    printed_again = Signal()
    corrected = Signal()
    walked_in = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.attendee: Attendee | None = None
        self._category: Category | None = None
        self._card: PersonCard | None = None
        self._zone: tzinfo | None = None
        self._awaits = False
        self._badge: QImage | None = None
        self._build()
        self.retranslate()
        self.clear()

    def _build(self) -> None:
        self._first = Fitted(_NAME_SIZES, 2)
        self._second = Fitted(_NAME_SIZES, 2)
        self._place = Fitted(_PLACE_SIZES, 1, QFont.Weight.Normal)
        self._columns = Fitted(_COLUMNS_SIZES, 1, QFont.Weight.Normal)
        self._category_chip = CategoryChip()
        self._standing = label()
        self._job = label(wraps=True)
        self._job_frame, self._job_column = panel("job", margin=0)
        self._job_column.addWidget(self._job)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(6)
        for one in (self._first, self._second, self._place, self._columns):
            column.addWidget(one)
        column.addLayout(self._build_standing())
        column.addWidget(self._build_attention())
        column.addStretch()
        column.addLayout(self._build_actions())

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

    def _build_actions(self) -> QGridLayout:
        self._preview = label()
        self._preview.setObjectName("preview")
        self._preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.admit_button = KeyButton("⏎", "primary")
        self.print_button = KeyButton("F8")
        self.correct_button = KeyButton("F2")
        self.walk_in_button = KeyButton("F3")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._preview, 0, 0, 5, 1, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self._job_frame, 0, 1, Qt.AlignmentFlag.AlignBottom)
        grid.setRowStretch(0, 1)
        buttons = (self.admit_button, self.print_button, self.correct_button, self.walk_in_button)
        for line, button in enumerate(buttons, start=1):
            grid.addWidget(button, line, 1)
        pressed = (self.admitted, self.printed_again, self.corrected, self.walked_in)
        for button, signal in zip(buttons, pressed, strict=True):
            button.clicked.connect(signal)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return grid

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the badge what the words can spare."""
        super().resizeEvent(event)
        self._size_preview()

    def _size_preview(self) -> None:
        words_above = (self._first, self._second, self._place, self._category_chip)
        taken = sum(one.sizeHint().height() for one in words_above) + appearance.px(_GAPS)
        if not self._columns.isHidden():
            taken += self._columns.sizeHint().height() + appearance.px(6)
        if not self._attention.isHidden():
            taken += self._attention.sizeHint().height()
        spare = self.height() - taken
        height = min(max(spare, appearance.px(_PREVIEW_LEAST)), appearance.px(PREVIEW_HEIGHT))
        if height != self._preview.height():
            self._preview.setFixedSize(round(height * 105 / 148), height)
            self._draw_badge()

    # -- what is shown ----------------------------------------------------------------------------------

    def clear(self) -> None:
        """Show nobody."""
        self.attendee = self._category = self._card = self._badge = None
        self._show()

    def show_person(
        self, attendee: Attendee, category: Category | None, *, awaits: bool, zone: tzinfo
    ) -> None:
        """Show `attendee`; `awaits` says that they have not been let in yet and Enter would do it."""
        if self.attendee is None or self.attendee.id != attendee.id:
            self._badge = None
            self._draw_badge()
            self._say_job("")
            self._card = None
        self.attendee, self._category = attendee, category
        self._awaits, self._zone = awaits, zone
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
        self._draw_badge()

    def _draw_badge(self) -> None:
        if self._badge is None:
            self._empty_preview()
            return
        ratio = self.devicePixelRatioF()
        height = round((self._preview.height() - 2) * ratio)
        picture = QPixmap.fromImage(
            self._badge.scaledToHeight(height, Qt.TransformationMode.SmoothTransformation)
        )
        picture.setDevicePixelRatio(ratio)
        self._preview.setPixmap(picture)

    def show_job(self, jobs: tuple[Job, ...]) -> None:
        """Show how far this person's last badge has come, if `jobs` tells of it."""
        mine = next((job for job in jobs if self.attendee and job.attendee_id == self.attendee.id), None)
        if mine is None:
            return
        said = words.job(mine.state, mine.reasons, {"printer": mine.printer, "detail": mine.detail})
        wrong = said.role in (Role.ATTENTION, Role.REFUSED)
        self._say_job(f"{said.detail} {said.advice}".strip() or said.word, wrong=wrong)

    def _say_job(self, text: str, *, wrong: bool = False) -> None:
        self._job.setText(text)
        around = (12, 6, 12, 6) if wrong else (0, 0, 0, 0)
        self._job_column.setContentsMargins(*around)
        restyle(self._job_frame, "tone", "wrong" if wrong else "")

    def job(self) -> str:
        """Return what is said of this person's badge."""
        return self._job.text()

    def turn(self, direction: Direction) -> None:
        """Say on the button which way people go now."""
        text = _("Admit and print") if direction is Direction.ENTRY else _("Record the exit")
        self.admit_button.say(text)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setAccessibleName(_("Guest"))
        self.turn(Direction.ENTRY)
        self.print_button.say(_("Print again"))
        self.correct_button.say(_("Correct"))
        self.walk_in_button.say(_("New guest"))
        self._preview.setAccessibleName(_("Badge"))
        self._show()

    def redraw(self) -> None:
        """Draw what has a colour of its own anew."""
        self._show()

    def _show(self) -> None:
        one = self.attendee
        for button in (self.print_button, self.correct_button):
            button.setEnabled(one is not None)
        self.admit_button.setEnabled(one is not None and self._awaits)
        first, second = _names(one) if one else ("", "")
        self._first.show_text(first)
        self._second.show_text(second)
        self._second.setVisible(bool(second))
        self._place.show_text(" · ".join(filter(None, (one.company, one.function))) if one else "")
        # The organiser's own columns, which the program knows nothing of: a table, a menu, a size.
        columns = " · ".join(f"{header} : {value}" for header, value in one.extra.items()) if one else ""
        self._columns.show_text(columns)
        self._columns.setVisible(bool(columns))
        self._category_chip.tell(self._category if one else None)
        self._standing.setText(self._standing_words() if one else "")
        self._show_attention()
        if one is None:
            self._say_job("")
        self._size_preview()
        self._draw_badge()

    def _empty_preview(self) -> None:
        colour = appearance.colours().line
        self._preview.setPixmap(icons.pixmap("id-card", colour, appearance.px(48), self.devicePixelRatioF()))

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
        if last is None:
            return _("not in yet")
        at = isolated(clock(last.astimezone(self._zone)))
        desk = isolated(card.presence.last_station)
        if card.presence.inside:
            return _("in since {time} · {desk}").format(time=at, desk=desk)
        return _("left at {time} · {desk}").format(time=at, desk=desk)

    def _show_attention(self) -> None:
        note = self.attendee.attention if self.attendee else ""
        twins = self._twins_words()
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._twins.setText(twins)
        self._twins.setVisible(bool(twins))
        self._attention.setVisible(bool(note or twins))

    def _twins_words(self) -> str:
        if self._card is None or not self._card.twins:
            return ""
        places = [isolated(twin.company or twin.email or twin.name) for twin in self._card.twins[:3]]
        return _("Same name, another guest: {places}").format(places=" · ".join(places))


def _names(one: Attendee) -> tuple[str, str]:
    """Return both names, that in the script of the language spoken now first; one that is not there last."""
    names = (one.name_arabic, one.name_latin) if current() == "ar" else (one.name_latin, one.name_arabic)
    return names if names[0] else (names[1], "")
