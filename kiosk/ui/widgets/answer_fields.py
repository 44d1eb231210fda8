"""Fields for answers at a door, one kind for each kind of question; all can be worked by keys alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kiosk import words
from kiosk.domain.answers import plain_digits, yes_or_no
from kiosk.domain.questions import LONG_LIMIT, TEXT_LIMIT, Answering, Option, Question
from kiosk.language import _, current
from kiosk.ui import appearance
from kiosk.ui.widgets import country_names
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import label, plain_tooltip, restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LTR: Final = (
    Answering.NUMBER,
    Answering.DATE,
    Answering.TIME,
    Answering.MOMENT,
    Answering.PHONE,
    Answering.EMAIL,
)
_LONG_HEIGHT: Final = 72
_BY_DIGIT: Final = 9
_SHORT_TITLE: Final = 24
"""Characters that half a line has room for."""
_FIRST_LETTERS: Final = {"ن": "yes", "ل": "no"}
"""Beside those that are read as an answer: the keyboard may speak another language than the screen."""


class AnswerField(QWidget):
    """One answer. `entered` fires when Enter says that it is given."""

    entered = Signal()

    def text(self) -> str:
        """Return the answer as somebody would type it."""
        raise NotImplementedError

    def put(self, text: str) -> None:
        """Show an answer that was given before."""
        raise NotImplementedError

    def _hold(self, *widgets: QWidget) -> QVBoxLayout:
        """Stand around `widgets`, and be told of their Enter."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for one in widgets:
            column.addWidget(one)
        widgets[0].installEventFilter(self)
        self.setFocusProxy(widgets[0])
        return column

    def eventFilter(self, _target: QObject, event: QEvent) -> bool:
        """Take Enter, unless Shift makes a new line of it."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
            return True
        return self._takes(event)

    def _takes(self, _event: QKeyEvent) -> bool:
        return False


class LineField(AnswerField):
    """A line of text, a number, a day, a time, a telephone number, an e-mail address."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setMaxLength(TEXT_LIMIT)
        self.edit.setPlaceholderText(words.how(question))
        if question.answering in _LTR:
            self.edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._hold(self.edit)

    def text(self) -> str:
        return self.edit.text()

    def put(self, text: str) -> None:
        self.edit.setText(text)


class LongField(AnswerField):
    """A text of several lines: Shift and Enter begin another."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.edit = QPlainTextEdit()
        self.edit.setObjectName("answer")
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(appearance.px(_LONG_HEIGHT))
        self.edit.setPlaceholderText(words.how(question))
        self._hold(self.edit)

    def text(self) -> str:
        return self.edit.toPlainText()[: 2 * LONG_LIMIT]

    def put(self, text: str) -> None:
        self.edit.setPlainText(text)


class CountryField(AnswerField):
    """A country, by any part of its name in any language, or by its two letters; ↓ and ↑ change the match."""

    def __init__(self, _question: Question) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setMaxLength(TEXT_LIMIT)
        self.edit.setPlaceholderText(_("the beginning of a country's name"))
        self._told = label(tone="small")
        self._found: tuple[str, ...] = ()
        self._place = 0
        self.edit.textChanged.connect(self._on_text)
        self._hold(self.edit, self._told)

    def text(self) -> str:
        return self._found[self._place] if self._found else self.edit.text()

    def put(self, text: str) -> None:
        self.edit.setText(text)
        if not self._found and country_names.is_known(text):
            self._found = (text,)
            self._tell()

    def _on_text(self, text: str) -> None:
        self._found, self._place = country_names.matching(text), 0
        self._tell()

    def _takes(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and self._found:
            self._place = (self._place + step) % len(self._found)
            self._tell()
        return bool(step)

    def _tell(self) -> None:
        """Show which country is meant, and the next ones that ↓ would take."""
        following = (*self._found[self._place :], *self._found[: self._place])[:3]
        names = [f"{country_names.name(code, current())} ({code})" for code in following]
        self._told.setText("   ↓ ".join(names))
        self.edit.setAccessibleDescription(names[0] if names else "")


class _ButtonsField(AnswerField):
    """Answers to choose from, which digits or letters press."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[QAbstractButton] = []
        self.setObjectName("choices")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _stand(self, buttons: list[QAbstractButton]) -> None:
        self.buttons = buttons
        for one in buttons:
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field itself takes the keys

    def _press(self, place: int) -> None:
        if 0 <= place < len(self.buttons):
            self.buttons[place].click()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        restyle(self, "focused", "yes")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        restyle(self, "focused", "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean an answer; no other is meant for the look-up."""
        if event.key() in _ENTER:
            self.entered.emit()
        elif (place := self._meant(event)) is not None:
            self._press(place)
        elif not event.text().isprintable() or not event.text():
            super().keyPressEvent(event)

    def _meant(self, event: QKeyEvent) -> int | None:
        digit = plain_digits(event.text())
        return int(digit) - 1 if digit.isascii() and digit.isdecimal() else None


class YesNoField(_ButtonsField):
    """Yes or no, by the first letter of either."""

    def __init__(self, _question: Question) -> None:
        super().__init__()
        self.yes, self.no = KeyButton(_("Yes")[0].upper(), "switch"), KeyButton(_("No")[0].upper(), "switch")
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 4, 4)
        for button, text in ((self.yes, _("Yes")), (self.no, _("No"))):
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.say(text)
            row.addWidget(button, 1)
        self._stand([self.yes, self.no])

    def text(self) -> str:
        return "yes" if self.yes.isChecked() else "no" if self.no.isChecked() else ""

    def put(self, text: str) -> None:
        self.yes.setChecked(text == "yes")
        self.no.setChecked(text == "no")

    def _meant(self, event: QKeyEvent) -> int | None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return 1 if self.yes.isChecked() else 0
        letter = event.text().casefold()
        for place, text in enumerate((_("Yes"), _("No"))):
            if letter and letter == text[0].casefold():
                return place
        kept = _FIRST_LETTERS.get(letter) or yes_or_no(letter)
        return {"yes": 0, "no": 1}.get(kept or "")


class OptionsField(_ButtonsField):
    """One or several answers to choose from, the first nine by their digits."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._options: tuple[Option, ...] = question.options
        self._several = question.answering is Answering.CHOICES
        self._place = -1
        grid = QGridLayout(self)
        grid.setContentsMargins(6, 4, 6, 4)
        grid.setVerticalSpacing(2)
        titles = [words.option(option) for option in self._options]
        columns = 2 if max(map(len, titles), default=0) <= _SHORT_TITLE else 1
        made: list[QAbstractButton] = []
        for place, title in enumerate(titles):
            shown = f"{place + 1}  {title}" if place < _BY_DIGIT else title
            shown = shown.replace("&", "&&")
            made.append(QCheckBox(shown) if self._several else QRadioButton(shown))
            made[-1].setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            made[-1].setToolTip(plain_tooltip(title))
            grid.addWidget(made[-1], place // columns, place % columns)
        self._stand(made)

    def text(self) -> str:
        chosen = zip(self._options, self.buttons, strict=True)
        return ",".join(option.id for option, button in chosen if button.isChecked())

    def put(self, text: str) -> None:
        wanted = text.split(",")
        for option, button in zip(self._options, self.buttons, strict=True):
            button.setChecked(option.id in wanted)

    def _meant(self, event: QKeyEvent) -> int | None:
        """The digit's, or with the arrows the next one; of several the space bar chooses."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self._place = min(max(self._place + step, 0), len(self.buttons) - 1)
            self._mark()
            return None if self._several else self._place
        if event.key() == Qt.Key.Key_Space:
            return self._place
        return super()._meant(event)

    def _mark(self) -> None:
        for place, button in enumerate(self.buttons):
            restyle(button, "marked", "yes" if place == self._place else "")


_FIELDS: Final[Mapping[Answering, Callable[[Question], AnswerField]]] = {
    Answering.LONG_TEXT: LongField,
    Answering.YES_NO: YesNoField,
    Answering.CHOICE: OptionsField,
    Answering.CHOICES: OptionsField,
    Answering.COUNTRY: CountryField,
}


def field_for(question: Question) -> AnswerField:
    """Return a field, still empty, for the answer to `question`."""
    made = _FIELDS.get(question.answering, LineField)(question)
    target = made.focusProxy() or made
    target.setAccessibleName(words.question(question))
    target.setAccessibleDescription(words.how(question))
    return made
