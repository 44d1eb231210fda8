"""The questions to be answered before a guest may enter, in the place of the card's actions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from kiosk import words
from kiosk.domain.questions import Question, Wrong, WrongAnswerError, answer
from kiosk.language import _
from kiosk.ui import appearance
from kiosk.ui.widgets.answer_fields import AnswerField, field_for
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import label
from kiosk.ui.widgets.tab_order import follow

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_LEAST: Final = 150
_MARGIN: Final = 60
"""Shown above and below a field that has the focus, so that its question and what is wrong are seen."""


class QuestionsPanel(QFrame):
    """`answered` fires with the answers by question when the last one is given, `skipped` when none is to be.

    `left` fires when it is given up.
    """

    answered = Signal(dict)
    skipped = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("lower")
        self._questions: tuple[Question, ...] = ()
        self.fields: dict[str, AnswerField] = {}
        self._captions: dict[str, QLabel] = {}
        self._wrong: dict[str, QLabel] = {}
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self._scroll = QScrollArea()
        self._scroll.setObjectName("questions")
        self._scroll.setWidgetResizable(True)
        self._scroll.setMinimumHeight(appearance.px(_LEAST))
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.go_button = KeyButton("⏎", "primary")
        self.skip_button = KeyButton("F9")
        self.leave_button = KeyButton("Esc")
        self.go_button.clicked.connect(self._on_go)
        self.skip_button.clicked.connect(self.skipped)
        self.leave_button.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.go_button, self.skip_button, self.leave_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button, 2 if button is self.go_button else 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._scroll, 1)
        column.addLayout(row)

    def ask(
        self, questions: tuple[Question, ...], given: Mapping[str, str], wrong: Mapping[str, Wrong]
    ) -> None:
        """Ask `questions`, with what was `given` before and what was `wrong` with it."""
        self._questions = questions
        self._fill(given)
        for key, why in wrong.items():
            self._mark(key, why)
        self.begin()

    def _fill(self, given: Mapping[str, str]) -> None:
        page = QWidget()
        page.setObjectName("lower")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(3)
        self.fields, self._captions, self._wrong = {}, {}, {}
        for one in self._questions:
            field = field_for(one)
            field.put(given.get(one.id, ""))
            field.entered.connect(lambda key=one.id: self._on_entered(key))
            self.fields[one.id], self._wrong[one.id] = field, label(tone="wrong", wraps=True)
            self._captions[one.id] = label(words.question(one), wraps=True)
            self._wrong[one.id].hide()
            for widget in (self._captions[one.id], field, self._wrong[one.id]):
                column.addWidget(widget)
        column.addStretch()
        self._scroll.setWidget(page)
        follow(self.go_button.previousInFocusChain(), page)

    def answers(self) -> dict[str, str]:
        """Return what is typed, by question."""
        return {key: field.text() for key, field in self.fields.items()}

    def problems(self) -> dict[str, str]:
        """Return what is said to be wrong, by question."""
        return {key: told.text() for key, told in self._wrong.items() if told.text()}

    def begin(self) -> None:
        """Be typed into: the first answer that is wrong, else the first of all."""
        keys = [*self.problems(), *self.fields]
        if keys:
            self._focus(keys[0])

    def _focus(self, key: str) -> None:
        self.fields[key].setFocus()
        self._scroll.ensureWidgetVisible(self.fields[key], 0, _MARGIN)

    def _focused(self) -> str:
        """The question that is being answered now, if any."""
        now = QApplication.focusWidget()
        return next((key for key, one in self.fields.items() if now in (one, one.focusProxy())), "")

    def _mark(self, key: str, why: Wrong | None) -> None:
        if key in self._wrong:
            self._wrong[key].setText(words.wrong(why) if why else "")
            self._wrong[key].setVisible(why is not None)

    def _check(self, one: Question) -> bool:
        """Whether this question is answered; marks it if not."""
        try:
            answer(one, self.fields[one.id].text())
        except WrongAnswerError as error:
            self._mark(one.id, error.wrong)
            return False
        self._mark(one.id, None)
        return True

    def _on_entered(self, key: str) -> None:
        """Go on to the next question; after the last one hand all the answers over."""
        place = next(n for n, one in enumerate(self._questions) if one.id == key)
        if not self._check(self._questions[place]):
            self._focus(key)
        elif place + 1 < len(self._questions):
            self._focus(self._questions[place + 1].id)
        else:
            self._on_go()

    def _on_go(self) -> None:
        checked = [(one.id, self._check(one)) for one in self._questions]
        unanswered = [key for key, right in checked if not right]
        if unanswered:
            self._focus(unanswered[0])
        else:
            self.answered.emit(self.answers())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let nothing that is typed here go to the look-up."""
        if not event.text().isprintable() or not event.text():
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Say everything in the language of now; what is typed stays."""
        self.setAccessibleName(_("Questions before entry"))
        self.go_button.say(_("Answer and admit"))
        self.skip_button.say(_("Skip"))
        self.leave_button.say(_("Leave"))
        if self._questions:
            given, problems = self.answers(), self.problems()
            focused = self._focused()
            self._fill(given)
            for one in self._questions:
                if one.id in problems:
                    self._check(one)
            if focused:
                self._focus(focused)
