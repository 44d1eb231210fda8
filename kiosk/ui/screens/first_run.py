"""What a station without an event asks for: the event's title, place and days, or the sample event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kiosk import words
from kiosk.domain.people import NAME_LIMIT
from kiosk.language import _
from kiosk.ui import appearance
from kiosk.ui.changes import Change
from kiosk.ui.widgets.choice import DayChoice
from kiosk.ui.widgets.labels import label, panel

if TYPE_CHECKING:
    from kiosk.errors import MarhabaError
    from kiosk.ui.desk import Desk


class FirstRun(QWidget):
    """`created` fires once the station has its event."""

    created = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("screen")
        self._desk = desk
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        self._heading = label(tone="headline")
        self._explained = label(tone="muted", wraps=True)
        self.title = QLineEdit(maxLength=NAME_LIMIT)
        self.place = QLineEdit(maxLength=NAME_LIMIT)
        today = QDate.currentDate()
        self.first, self.last = DayChoice(today), DayChoice(today.addDays(2))
        self._captions = [label(tone="field") for _one in range(4)]
        self._wrong = label(tone="wrong", wraps=True)
        self._wrong.hide()
        self.create_button = QPushButton()
        self.create_button.setProperty("kind", "primary")
        self.create_button.setMinimumWidth(180)
        self.sample_button = QPushButton()
        frame, column = panel(margin=32, gap=16)
        frame.setFixedWidth(appearance.px(600))
        column.addWidget(self._heading)
        column.addWidget(self._explained)
        column.addLayout(self._build_grid())
        column.addWidget(self._wrong)
        column.addLayout(self._build_buttons())
        whole = QVBoxLayout(self)
        whole.addStretch()
        whole.addWidget(frame, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch()

    def _build_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        places = ((self.title, 0, 2), (self.place, 2, 2), (self.first, 4, 1), (self.last, 4, 1))
        for n, (caption, (widget, line, width)) in enumerate(zip(self._captions, places, strict=True)):
            column = 1 if n == len(places) - 1 else 0
            caption.setBuddy(widget)
            grid.addWidget(caption, line, column, 1, width)
            grid.addWidget(widget, line + 1, column, 1, width)
        return grid

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.create_button)
        row.addWidget(self.sample_button)
        row.addStretch()
        return row

    def _connect(self) -> None:
        self.create_button.clicked.connect(self._on_create)
        self.sample_button.clicked.connect(self._on_sample)
        self.title.returnPressed.connect(self._on_create)
        self.place.returnPressed.connect(self._on_create)
        self.first.dateChanged.connect(lambda day: self.last.setDate(max(day, self.last.date())))

    def _on_create(self) -> None:
        from kiosk.operations import events

        title, place = self.title.text(), self.place.text()
        first, last = self.first.date().toPython(), self.last.date().toPython()
        station = self._desk.station
        self._desk.tasks.database(
            self,
            lambda: events.create_event(station, title, place, first, last),  # type: ignore[arg-type]
            self._on_created,
            self._refuse,
        )

    def _on_sample(self) -> None:
        from kiosk import paths
        from kiosk.operations import events, imports

        station = self._desk.station

        def make() -> None:
            events.create_sample_event(station)
            imports.import_roll(station, paths.resources() / "sample_event" / "roll.csv")

        for button in (self.create_button, self.sample_button):
            button.setEnabled(False)
        self._desk.tasks.database(self, make, self._on_created, self._refuse)

    def _on_created(self, _event: object) -> None:
        self._desk.changes.tell(Change.EVENT | Change.PEOPLE)
        self.created.emit()

    def _refuse(self, error: MarhabaError) -> None:
        for button in (self.create_button, self.sample_button):
            button.setEnabled(True)
        self._wrong.setText(words.sentence(error))
        self._wrong.show()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._heading.setText(_("Welcome. Which event is this desk for?"))
        self._explained.setText(
            _("One entrance list is made for each day. The attendees come from your file, in the next step.")
        )
        names = (_("Title of the event"), _("Place"), _("First day"), _("Last day"))
        for caption, widget, name in zip(
            self._captions, (self.title, self.place, self.first, self.last), names, strict=True
        ):
            caption.setText(name)
            widget.setAccessibleName(name)
        self.create_button.setText(_("Create the event"))
        self.sample_button.setText(_("Open the sample event"))
