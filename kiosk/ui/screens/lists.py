"""The lists screen: the doors in their order, one as a form beside its rule, and who may enter it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from kiosk.domain.lists import CheckInList
from kiosk.domain.people import NO_WORDS, Words
from kiosk.language import N_, _
from kiosk.ui.screens import list_words
from kiosk.ui.screens.list_form import ListForm
from kiosk.ui.screens.prospect import WhoMayEnter
from kiosk.ui.screens.setting_up import SettingUp
from kiosk.ui.widgets.labels import restyle

if TYPE_CHECKING:
    from kiosk.operations.events import Overview
    from kiosk.operations.station import Station
    from kiosk.ui.widgets.ordered import Line


class Lists(SettingUp[CheckInList]):
    """The screen; `left` fires when it is done with."""

    heading = N_("Lists")
    form: ListForm

    def _make_form(self) -> ListForm:
        return ListForm(lambda: self._desk.zone)

    def _beside(self) -> QWidget:
        self.prospect = WhoMayEnter(self._desk)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.prospect)
        self.pages.addWidget(self.form.rule)
        self.who_button, self.rule_button = QPushButton(), QPushButton()
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(8)
        for page, button in enumerate((self.who_button, self.rule_button)):
            button.setProperty("kind", "switch")
            button.setCheckable(True)
            group.addButton(button, page)
            row.addWidget(button, 1)
        self.who_button.setChecked(True)
        group.idClicked.connect(self._on_page)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.pages, 1)
        return side

    def _on_page(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        if page == 0:
            self._shown()

    # -- what there is ----------------------------------------------------------------------------------

    def _load(self, then: Callable[[Sequence[CheckInList]], None]) -> None:
        from kiosk.operations import events

        def loaded(overview: Overview) -> None:
            self.form.offer(overview.categories)
            then(overview.lists)

        self._desk.ask(self, events.overview, loaded, self._refuse)

    def _first(self) -> str:
        return self._desk.list_id

    def _line(self, one: CheckInList) -> Line:
        categories = {each.id: each for each in self._desk.overview.categories}
        return list_words.line(one, self._desk.zone, categories)

    def _new(self) -> CheckInList:
        return CheckInList("", NO_WORDS)

    # -- acts -------------------------------------------------------------------------------------------

    def _kept(self, station: Station, one: CheckInList) -> CheckInList:
        from kiosk.operations import lists

        return lists.save_list(station, one)

    def _copied(self, station: Station, one: CheckInList, title: Words) -> CheckInList:
        from kiosk.operations import lists

        return lists.copy_list(station, one.id, title)

    def _gone(self, station: Station, one: CheckInList) -> None:
        from kiosk.operations import lists

        lists.delete_list(station, one.id)

    def _put_in_order(self, station: Station, ids: Sequence[str]) -> object:
        from kiosk.operations import lists

        return lists.order_lists(station, ids)

    # -- showing ----------------------------------------------------------------------------------------

    def _shown(self) -> None:
        self.prospect.show_list(self.form.peek())
        wrong = bool(self.form.rule.problem)
        restyle(self.rule_button, "state", "attention" if wrong else "")

    def _sound(self) -> bool:
        return not self.form.rule.problem

    def _allow(self) -> None:
        super()._allow()
        self.form.rule.text.setReadOnly(not self.form.isEnabled())

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        super().retranslate()
        self.who_button.setText(_("Who may enter"))
        self.rule_button.setText(_("Rule"))
        self.prospect.retranslate()
