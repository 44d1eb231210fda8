"""The menu of the header: the ways to the other screens, with their keys and who may go there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from kiosk.language import _, number
from kiosk.ui import appearance, icons
from kiosk.ui.places import WAYS, Place, Way, least_role
from kiosk.words import staff

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.domain.staff import Right

_SIGN: Final = 18


class MenuButton(QPushButton):
    """The button with three lines. `chosen` fires with a Place, `help_asked` and `lock_asked` for the last.

    While an import runs, the button tells how much of it is done.
    """

    chosen = Signal(Place)
    help_asked = Signal()
    lock_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._may: Callable[[Right], bool] = lambda _right: True
        self._has_staff = False
        self._percent = -1
        self.clicked.connect(self.open)

    def serve(self, may: Callable[[Right], bool]) -> None:
        """Ask `may` who may go where."""
        self._may = may

    def tell_staff(self, *, has_staff: bool) -> None:
        """Say whether there is anybody to sign out, each time that menu opens."""
        self._has_staff = has_staff

    def open(self) -> None:
        """Open the menu, its first entry chosen: arrows and Enter do the rest."""
        if self.isHidden():
            return
        menu = self.ways()
        pop_up(menu, self)
        menu.setActiveAction(menu.actions()[0])

    def ways(self) -> QMenu:
        """Return the menu."""
        menu = QMenu(self)
        for place, way in WAYS.items():
            action = add_action(menu, self._title(way), partial(self.chosen.emit, place), key=way.key)
            action.setIcon(self._icon(way.icon))
        menu.addSeparator()
        add_action(menu, _("Keys"), self.help_asked.emit, key="F1").setIcon(self._icon("info"))
        last = _("Sign out and lock") if self._has_staff else _("Hide the screen")
        action = add_action(menu, last, self.lock_asked.emit, key="F12")
        action.setIcon(self._icon("lock" if self._has_staff else "eye-off"))
        return menu

    def _title(self, way: Way) -> str:
        """What the entry says, with who may go there for those who may not."""
        title = _(way.title)
        if self._may(way.right):
            return title
        return _("{title} ({role})").format(title=title, role=staff.role(least_role(way.right)))

    def show_import(self, percent: int) -> None:
        """Show how much of an import is done; -1 when none runs."""
        self._percent = percent
        shown = _("{percent} %").format(percent=number(percent)) if percent >= 0 else ""
        importing = _("Import {percent} %").format(percent=number(percent)) if percent >= 0 else ""
        self.setText(shown)
        self.setAccessibleName(" · ".join(filter(None, (_("Menu"), importing))))
        self.setToolTip(importing or "F10")

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.show_import(self._percent)

    def redraw(self) -> None:
        """Draw the sign in the colours of now."""
        self.setIcon(self._icon("menu"))

    def _icon(self, name: str) -> QIcon:
        return icons.icon(name, appearance.colours().muted, appearance.px(_SIGN), self.devicePixelRatioF())


def add_action(menu: QMenu, text: str, act: Callable[[], None], *, key: str = "") -> QAction:
    """Return a new entry of `menu`; `key` is only told: the window itself listens to it."""
    action = menu.addAction(text.replace("&", "&&") + (f"\t{key}" if key else ""))
    action.triggered.connect(lambda _checked=False: act())
    return action


def pop_up(menu: QMenu, under: QWidget) -> None:
    """Open `menu` under a button, on the side that the language begins on; it is gone once it is closed."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    edge = under.rect().bottomLeft()
    if under.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        edge = under.rect().bottomRight() - QPoint(menu.sizeHint().width(), 0)
    menu.popup(under.mapToGlobal(edge))
