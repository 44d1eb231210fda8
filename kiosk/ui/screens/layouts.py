"""Badge layouts: seen on real guests, taken from files, and given to categories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from kiosk import words
from kiosk.domain.staff import Right
from kiosk.language import _, current, isolated, number
from kiosk.ui import appearance, pictures
from kiosk.ui.changes import Change
from kiosk.ui.screens.layouts_frame import LayoutsFrame
from kiosk.words import guests
from kiosk.words.layouts import layout_remark, photographs_taken, picture_taken, replaced_layouts

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from kiosk.domain.people import Attendee
    from kiosk.errors import MarhabaError
    from kiosk.operations.layout_files import Taken
    from kiosk.operations.layouts import Known, Removed
    from kiosk.operations.photos import Taken as PhotosTaken
    from kiosk.operations.station import Station
    from kiosk.ui.desk import Desk

_PREVIEW: Final = 900
_LOOK_MS: Final = 1000
"""How often a layout that somebody may be changing in an editor is looked at."""


@dataclass(frozen=True, slots=True)
class _There:
    """What there is to choose from, whose badges show it, and what cannot be used."""

    known: tuple[Known, ...]
    chosen: Mapping[str, str]
    refused: tuple[tuple[str, str], ...]
    samples: tuple[Attendee, ...]


class Layouts(LayoutsFrame):
    """Draws the layout that is chosen anew whenever it, its file or the guest is another."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._there = _There((), {}, (), ())
        self._at = 0
        self._side = 0
        self._asked = 0
        self._written_ns = 0
        self._shown = ""
        self._gone: Removed | None = None
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.table.chosen.connect(self._on_chosen)
        self.table.turned.connect(self.turn_on)
        self.choices.decided.connect(self._on_decided)
        self.next_button.clicked.connect(self.turn_on)
        self.over_button.clicked.connect(self.turn_over)
        self.take_button.clicked.connect(self.take)
        self.save_button.clicked.connect(self.save)
        self.photos_button.clicked.connect(self.take_photographs)
        self.remove_button.clicked.connect(self.remove)
        self.leave_button.clicked.connect(self.escape)
        self._timer.timeout.connect(self._look_at_file)
        self._desk.changes.changed.connect(self._on_changed)
        self._desk.duty_changed.connect(self._on_duty)

    # -- what there is ----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """See what there is now."""
        super().showEvent(event)
        self.table.setFocus()
        self._timer.start()
        self._on_duty()
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Watch no file when nobody looks on."""
        super().hideEvent(event)
        self._timer.stop()

    def refresh(self) -> None:
        """Ask what there is."""
        station = self._desk.station
        self._desk.tasks.free(self, lambda: _look(station), self._on_there, self._refuse)

    def _on_there(self, there: _There) -> None:
        layout = self.layout_id or next((one.id for one in there.known if one.is_usual), "")
        guest = self.guest.id if self.guest is not None else ""
        self._there = there
        ids = [one.id for one in there.samples]
        self._at = ids.index(guest) if guest in ids else 0
        self._show(layout)

    def _show(self, layout_id: str) -> None:
        """Show everything there is, this layout chosen."""
        there = self._there
        ids = [one.id for one in there.known]
        row = ids.index(layout_id) if layout_id in ids else 0
        titles = {one.id: one.title.best(current()) for one in self._desk.overview.categories}
        self.table.show_layouts(there.known, titles, row)
        self.choices.show_choices(there.known, self._desk.overview.categories, there.chosen)
        self._wrong_layouts.setText("\n".join(replaced_layouts(there.refused)))
        self._wrong_layouts.setVisible(bool(there.refused))
        if layout_id != self._shown:
            self._side = 0
        self._draw()

    @property
    def known(self) -> Known | None:
        """The layout that is chosen."""
        row = self.table.currentRow()
        return self._there.known[row] if 0 <= row < len(self._there.known) else None

    @property
    def layout_id(self) -> str:
        """Its id; empty while there is none."""
        return self.known.id if self.known is not None else ""

    @property
    def guest(self) -> Attendee | None:
        """Whose badge is shown."""
        return self._there.samples[self._at] if self._there.samples else None

    def _on_changed(self, change: Change) -> None:
        if change & (Change.PEOPLE | Change.EVENT) and self.isVisible():
            self.refresh()

    def _on_duty(self) -> None:
        self._allow(may=self._desk.may(Right.CONFIGURE))
        self.photos_button.setEnabled(self._desk.may(Right.IMPORT))

    # -- seeing -----------------------------------------------------------------------------------------

    def _on_chosen(self, _row: int) -> None:
        self._side = 0
        self._draw()

    def turn_on(self) -> None:
        """Show another guest's badge."""
        if self._there.samples:
            self._at = (self._at + 1) % len(self._there.samples)
            self._draw()

    def turn_over(self) -> None:
        """Show the other side of the badge."""
        if self.known is not None and self.known.sides > 1:
            self._side = 1 - self._side
            self._draw()

    def _draw(self) -> None:
        known, guest = self.known, self.guest
        self._shown = self.layout_id
        self.over_button.setEnabled(known is not None and known.sides > 1)
        self.save_button.setEnabled(known is not None and not known.wrong)
        may = self.choices.isEnabled()
        self.remove_button.setEnabled(known is not None and known.is_own and may)
        self._say_whose()
        if known is None or guest is None:
            return
        from kiosk.operations import layouts, samples

        self._written_ns = layouts.changed_ns(self._desk.station.folder, known.id)
        self._asked += 1
        asked, station, side = self._asked, self._desk.station, self._side
        height = appearance.px(_PREVIEW)

        def work() -> QImage:
            return pictures.page(samples.drawn(station, known.id, guest).pdf, height, side)

        self._desk.tasks.free(
            self,
            work,
            lambda image: self._on_drawn(image, asked),
            lambda error: self._on_undrawn(error, asked),
        )

    def _on_drawn(self, image: QImage, asked: int) -> None:
        if asked == self._asked:
            self.paper.show_image(image)

    def _on_undrawn(self, error: MarhabaError, asked: int) -> None:
        if asked == self._asked:
            self.paper.show_text(words.sentence(error))

    def _look_at_file(self) -> None:
        """Look anew at a layout that was written meanwhile, in whatever editor."""
        from kiosk.operations import layouts

        if self.known is None:
            return
        written = layouts.changed_ns(self._desk.station.folder, self.known.id)
        if written != self._written_ns:
            self._written_ns = written
            self.refresh()

    def _say_whose(self) -> None:
        guest = self.guest
        if guest is None:
            self._whose.show_text("")
            return
        told = _("{name} ({n} of {total})").format(
            name=isolated(guests.name(guest)), n=number(self._at + 1), total=number(len(self._there.samples))
        )
        self._whose.show_text(told if guest.id else _("An invented guest: nobody is on the roll yet."))

    # -- changing ---------------------------------------------------------------------------------------

    def _on_decided(self, category_id: str, layout_id: str) -> None:
        from kiosk.operations import layouts

        act = partial(layouts.assign, layout_id=layout_id, category_id=category_id)

        def done(_nothing: None) -> None:
            self._tell(_("Kept: badges are printed so from now on."))

        self._desk.setting_up(self, act, done, self._refuse_choice)

    def _refuse_choice(self, error: MarhabaError) -> None:
        self._refuse(error)
        self.refresh()

    def take(self) -> None:
        """Ask for a file, and take the layout in it."""
        if self.take_button.isEnabled():
            dialog = self._dialog(_("Take a layout from a file"), QFileDialog.FileMode.ExistingFile)
            dialog.setNameFilter("JSON, ZIP, PNG, JPEG (*.json *.zip *.png *.jpg *.jpeg)")
            dialog.fileSelected.connect(lambda chosen: self.take_from(Path(chosen)))
            dialog.open()

    def take_from(self, file: Path) -> None:
        """Take the layout in `file`, of ours or of pretix, and show it."""
        from kiosk.operations import layout_files

        def act(station: Station) -> Taken:
            return layout_files.take(station, file)

        self._desk.setting_up(self, act, self._on_taken, self._refuse)

    def _on_taken(self, taken: Taken) -> None:
        layout_id = taken.layout.id if taken.layout is not None else self.layout_id
        told = [picture_taken(name) for name in taken.pictures]
        if taken.layout is not None:
            told.append(_("The layout {id} is here now.").format(id=isolated(taken.layout.title)))
        told += [layout_remark(one.code, one.value) for one in taken.remarks]
        self._tell("\n".join(told), wrong=bool(taken.remarks))

        def there(found: _There) -> None:
            self._there = found
            self._show(layout_id)

        station = self._desk.station
        self._desk.tasks.free(self, lambda: _look(station), there, self._refuse)

    def save(self) -> None:
        """Ask for a file, and write the layout that is chosen to it."""
        if self.save_button.isEnabled():
            dialog = self._dialog(_("Save the layout"), QFileDialog.FileMode.AnyFile)
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setNameFilters(["JSON (*.json)", "ZIP (*.zip)"])
            dialog.setDefaultSuffix("json")
            dialog.selectFile(f"{self.layout_id}.json")
            dialog.fileSelected.connect(lambda chosen: self.save_to(Path(chosen)))
            dialog.open()

    def save_to(self, file: Path) -> None:
        """Write the layout that is chosen to `file`, to be changed there and taken back."""
        from kiosk.operations import layout_files

        station, layout_id = self._desk.station, self.layout_id

        def act() -> None:
            layout_files.give(station, layout_id, file)

        def done(_nothing: None) -> None:
            text = _("{file} is written. Change it in any text editor, and take it back from there.")
            self._tell(text.format(file=isolated(file.name)))

        self._desk.tasks.free(self, act, done, self._refuse)

    def remove(self) -> None:
        """Take the layout that is chosen away, if it is the station's own."""
        from kiosk.operations import layouts

        known = self.known
        if known is None or not self.remove_button.isEnabled():
            return

        def done(gone: Removed) -> None:
            self._gone = gone
            told = _("{layout} was taken away. Ctrl+Z brings it back.")
            self._tell(told.format(layout=isolated(known.title)))

        self._desk.setting_up(self, partial(layouts.remove, layout_id=known.id), done, self._refuse)

    def undo(self) -> None:
        """Bring back what was taken away last."""
        from kiosk.operations import layouts

        gone, self._gone = self._gone, None
        if gone is not None:
            done = partial(self._tell, _("It is back."))
            act = partial(layouts.bring_back, gone=gone)
            self._desk.setting_up(self, act, lambda _nothing: done(), self._refuse)

    def take_photographs(self) -> None:
        """Ask for files, and take the photographs in them."""
        if self.photos_button.isEnabled():
            dialog = self._dialog(_("Take photographs"), QFileDialog.FileMode.ExistingFiles)
            dialog.setNameFilter("JPEG, PNG, ZIP (*.jpg *.jpeg *.png *.zip)")
            dialog.filesSelected.connect(lambda chosen: self.take_photographs_from(list(map(Path, chosen))))
            dialog.open()

    def take_photographs_from(self, files: Sequence[Path]) -> None:
        """Take the photographs in `files`, each with whom it is of."""
        from kiosk.operations import photos

        station = self._desk.station
        self._tell(_("Taking photographs…"))

        def done(taken: PhotosTaken) -> None:
            told = photographs_taken(len(taken.kept), taken.nobodys, taken.refused)
            self._tell(told, wrong=bool(taken.nobodys or taken.refused))
            self._desk.changes.tell(Change.EVENT)

        self._desk.tasks.free(self, lambda: photos.take(station, files), done, self._refuse)

    def _dialog(self, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
        dialog = QFileDialog(self, title)
        dialog.setFileMode(mode)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _refuse(self, error: MarhabaError) -> None:
        self._tell(words.sentence(error), wrong=True)

    def escape(self) -> None:
        """Leave."""
        self.left.emit()

    # -- showing ----------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._name_all()
        self._tell("")
        self._on_duty()
        if self._there.known:
            self._show(self.layout_id)

    def redraw(self) -> None:
        """Draw the signs in the colours of now."""
        if self._there.known:
            self._show(self.layout_id)
        self.paper.update()


def _look(station: Station) -> _There:
    from kiosk.operations import layouts, samples

    in_force = layouts.Layouts.of(station)
    known = layouts.overview(station)
    broken = {one.id: one.wrong for one in known if one.wrong}
    return _There(
        known, in_force.by_category, (*in_force.refused.items(), *broken.items()), samples.samples(station)
    )
