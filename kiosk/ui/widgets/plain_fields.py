"""Fields of a form about doors: words in three languages, moments, times and numbers that may be empty.

Each tells what stands in it letter by letter (`typed`, to know whether something changed) and what that
means (`value`); `edited` fires when a person changes it. What makes no sense is a WrongAnswerError.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from kiosk import words
from kiosk.domain.people import NAME_LIMIT, NO_WORDS, Words
from kiosk.domain.questions import Answering, Question, Wrong, WrongAnswerError, answer
from kiosk.language import isolated
from kiosk.ui.widgets.choice import Choice
from kiosk.ui.widgets.labels import label

if TYPE_CHECKING:
    from datetime import tzinfo

    from PySide6.QtGui import QKeyEvent

LANGUAGES: Final = {"fr": "Français", "ar": "العربية", "en": "English"}
"""What each language calls itself."""

_DIGITS: Final = 6

T = TypeVar("T")


class LineEdit(QLineEdit):
    """A line of text. `edited` fires when a person changes it."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__(maxLength=NAME_LIMIT)
        self.textEdited.connect(lambda _text: self.edited.emit())

    def typed(self) -> str:
        """Return what stands in it."""
        return self.text()


class PlainChoice(Choice):
    """A box to choose from, which leaves the keys with Ctrl to its screen."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


class _AnswerEdit(LineEdit, Generic[T]):
    """A line that is read as an answer of some kind is; empty is none.

    While nobody changes it, it means what was shown, even where the line cannot say all of it.
    """

    answering: Answering
    example: str

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[str, T] | None = None
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setPlaceholderText(self.example)

    def _show(self, text: str, value: T) -> None:
        self._shown = (text, value)
        self.setText(text)

    def _value(self, read: Callable[[str], T]) -> T:
        if self._shown is not None and self._shown[0] == self.text():
            return self._shown[1]
        return read(answer(Question("", NO_WORDS, self.answering, required=False), self.text()))


class TimeEdit(_AnswerEdit[time | None]):
    """A time of day, as 14:30; or none."""

    answering, example = Answering.TIME, "––:––"

    def value(self) -> time | None:
        """Return the time; WrongAnswerError if it is none."""
        return self._value(lambda text: time.fromisoformat(text) if text else None)

    def show_time(self, at: time | None) -> None:
        """Show `at`."""
        self._show(f"{at:%H:%M}" if at else "", at)


class MomentEdit(_AnswerEdit[datetime | None]):
    """A day and a time, as 24/10/2024 14:30, in the zone it is shown in; or none."""

    answering, example = Answering.MOMENT, "––/––/–––– ––:––"

    def value(self, zone: tzinfo) -> datetime | None:
        """Return the moment, aware; WrongAnswerError if it is none."""

        def read(text: str) -> datetime | None:
            at = datetime.fromisoformat(text) if text else None
            return at.replace(tzinfo=zone) if at and at.tzinfo is None else at

        return self._value(read)

    def show_moment(self, at: datetime | None, zone: tzinfo) -> None:
        """Show `at` as clocks in `zone` say it."""
        self._show(f"{at.astimezone(zone):%d/%m/%Y %H:%M}" if at else "", at)


class NumberEdit(_AnswerEdit[int]):
    """A whole number below a million; empty is 0."""

    answering, example = Answering.NUMBER, "–"

    def value(self) -> int:
        """Return the number; WrongAnswerError if it is none, or none that can be counted."""
        return self._value(_counted)

    def show_number(self, number: int) -> None:
        """Show `number`, nothing for 0."""
        self._show(str(number) if number else "", number)


def _counted(text: str) -> int:
    if text and not text.isdecimal():
        raise WrongAnswerError(Wrong.NOT_A_NUMBER)
    if len(text) > _DIGITS:
        raise WrongAnswerError(Wrong.TOO_LONG)
    return int(text or "0")


class WordsEdit(QWidget):
    """The same words in three languages, each typed in its own direction. `edited` as above."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edits = {language: LineEdit() for language in LANGUAGES}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for language, edit in self.edits.items():
            right = language == "ar"
            edit.setLayoutDirection(
                Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight
            )
            if right:
                edit.setProperty("script", "arabic")
            edit.setPlaceholderText(LANGUAGES[language])
            edit.edited.connect(self.edited)
            row.addWidget(edit, 1)
        self.setFocusProxy(self.edits["fr"])

    def typed(self) -> tuple[str, ...]:
        """Return what stands in them."""
        return tuple(edit.text() for edit in self.edits.values())

    def value(self) -> Words:
        """Return the words."""
        return Words(**{language: edit.text().strip() for language, edit in self.edits.items()})

    def show_words(self, shown: Words) -> None:
        """Show `shown`, each from its beginning."""
        for language, edit in self.edits.items():
            edit.setText(getattr(shown, language))
            edit.setCursorPosition(0)

    def setAccessibleName(self, name: str) -> None:
        """Tell each field's name with its language."""
        super().setAccessibleName(name)
        for language, edit in self.edits.items():
            edit.setAccessibleName(f"{name} · {isolated(LANGUAGES[language])}")


class Field(QWidget):
    """A caption, what is to be filled in under it, and under that what is wrong with it."""

    def __init__(self, *inputs: QWidget) -> None:
        super().__init__()
        self._inputs = inputs
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._caption = label(tone="field", wraps=True)
        self._problem = label(tone="wrong", wraps=True)
        self._problem.hide()
        self._caption.setBuddy(inputs[0])
        row = QHBoxLayout()
        row.setSpacing(8)
        for one in inputs:
            row.addWidget(one, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._caption)
        column.addLayout(row)
        column.addWidget(self._problem)

    def name(self, caption: str, *names: str) -> None:
        """Set the caption, and the name of each input where the caption alone does not tell it."""
        self._caption.setText(caption)
        for one, name in zip(self._inputs, names or (caption,) * len(self._inputs), strict=False):
            one.setAccessibleName(name)

    def mark(self, problem: str) -> None:
        """Say what is wrong; nothing if all is well."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        for one in self._inputs:
            one.setAccessibleDescription(problem)

    @property
    def problem(self) -> str:
        """What is said to be wrong."""
        return self._problem.text()

    def take_focus(self) -> None:
        """Be typed into."""
        self._inputs[0].setFocus()


def told(error: WrongAnswerError) -> str:
    """Return what is wrong with what was typed."""
    return words.wrong(error.wrong)
