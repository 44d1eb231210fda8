"""A list's own rule as it is kept: JSON, checked while it is typed, and what can stand in it."""

from __future__ import annotations

import json
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from kiosk import words
from kiosk.domain.rule_moments import VARIABLES
from kiosk.errors import InputRefused
from kiosk.language import _
from kiosk.ui.widgets.labels import label

_EXAMPLES: Final = (
    '{"<": [{"var": "entries_today"}, 2]}',
    '{"isAfter": [{"var": "now"}, {"buildTime": ["customtime", "14:00"]}]}',
    '{"in": [{"var": "category"}, ["press", "speaker"]]}',
    '{"or": [{"==": [{"var": "gate"}, "North"]}, {"==": [{"var": "now_isoweekday"}, 5]}]}',
)


class RuleEditor(QWidget):
    """`edited` fires when a person changes the rule; `problem` tells what is wrong with it."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.problem = ""
        self._shown = ("", "")
        self._silent = False
        self._build()

    def _build(self) -> None:
        self._about = label(tone="muted", wraps=True)
        self.text = QPlainTextEdit()
        self.text.setObjectName("rule")
        self.text.setTabChangesFocus(True)
        self.text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        option = self.text.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        self.text.document().setDefaultTextOption(option)
        self.text.textChanged.connect(self._on_changed)
        self._state = label(tone="muted", wraps=True)
        self._wrong = label(tone="wrong", wraps=True)
        self._wrong.hide()
        self._help = label(tone="muted", wraps=True)
        self._examples = label("\n".join(_EXAMPLES), wraps=True)
        self._examples.setObjectName("example")
        self._examples.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._examples.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._about)
        column.addWidget(self.text, 3)
        column.addWidget(self._state)
        column.addWidget(self._wrong)
        column.addWidget(self._build_help(), 2)

    def _build_help(self) -> QScrollArea:
        page = QWidget()
        page.setObjectName("form")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addWidget(self._help)
        inside.addWidget(self._examples)
        inside.addStretch()
        area = QScrollArea()
        area.setObjectName("form")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        area.setWidget(page)
        return area

    def open(self, rule: str) -> None:
        """Show `rule`, set out in lines where it can be read."""
        self._shown = (_set_out(rule), rule)
        self._silent = True
        self.text.setPlainText(self._shown[0])
        self._silent = False
        self._check()

    def typed(self) -> str:
        """Return what stands there."""
        return self.text.toPlainText()

    def value(self) -> str:
        """Return the rule, as it was if nobody changed it."""
        typed = self.typed()
        return self._shown[1] if typed == self._shown[0] else typed.strip()

    def _on_changed(self) -> None:
        if not self._silent:
            self._check()
            self.edited.emit()

    def _check(self) -> None:
        from kiosk.operations import lists

        try:
            lists.check_rule(self.value())
        except InputRefused as error:
            self.problem = words.sentence(error)
        else:
            self.problem = ""
        self._wrong.setText(self.problem)
        self._wrong.setVisible(bool(self.problem))
        self._state.setVisible(not self.problem)
        self._state.setText(_("This rule can be followed.") if self.value() else _("There is no rule."))
        self.text.setAccessibleDescription(self.problem)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.text.setAccessibleName(_("Rule"))
        self._about.setText(
            _("What the form cannot say: a JsonLogic rule that must hold beside it. Rules of pretix fit.")
        )
        self._help.setText(
            _(
                "It can ask for: {names}. Beside the usual operators there are inList, isAfter, isBefore, "
                "buildTime, entries_since, entries_before, entries_days_since and entries_days_before. "
                "For instance:"
            ).format(names=", ".join(name for name in VARIABLES if name != "product"))
        )
        self._check()


def _set_out(rule: str) -> str:
    try:
        return json.dumps(json.loads(rule), ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        return rule
