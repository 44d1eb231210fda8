"""Setting scanners up: codes to try them with, what arrived and what to change, and which devices listen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from kiosk import words
from kiosk.language import _, isolated
from kiosk.scanning.device import Kind, State
from kiosk.scanning.scanner import Scan
from kiosk.scanning.serial_ports import LIKELIEST, SPEEDS
from kiosk.scanning.trial import CODES, Trial, tried
from kiosk.scanning.wedge import GAPS_MS, Press, joined
from kiosk.ui import appearance
from kiosk.ui.inputs.devices import Devices
from kiosk.ui.inputs.keyboard_device import KeyboardDevice
from kiosk.ui.inputs.keyboard_scanner import KeyboardScanner, us_character
from kiosk.ui.screens import scanner_words
from kiosk.ui.screens.keyed import KeyedScreen
from kiosk.ui.widgets.camera_preview import CameraPreview
from kiosk.ui.widgets.device_rows import DeviceRow
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import label, panel
from kiosk.ui.widgets.sample_code import SampleCode
from kiosk.ui.widgets.ticks import Tick
from kiosk.ui.widgets.trial_panel import TrialPanel

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from kiosk.errors import MarhabaError
    from kiosk.scanning.serial_ports import Port
    from kiosk.ui.desk import Desk
    from kiosk.ui.sounds import Sounds

_LOOK_AGAIN_MS: Final = 2_000
_TYPING_ENDS_MS: Final = 1_000
_FEWEST: Final = 6
_TRIAL_HEIGHT: Final = 304
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class Scanners(KeyedScreen):
    """`left` fires when the screen is done with. While it is shown, it takes every scan for a trial."""

    left = Signal()
    takes_scans: ClassVar[bool] = True

    def __init__(self, desk: Desk, devices: Devices | None = None) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk = desk
        self.devices = devices or Devices.of_application()
        self._sounds: Sounds | None = None
        self._heard = KeyboardDevice(self)
        self._began_camera = False
        self._typed: list[Press] = []
        self._looking = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_ENDS_MS)
        self._build()
        self._connect()
        self.retranslate()

    # -- building ---------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._heading = label(tone="headline")
        self._under = label(tone="muted", wraps=True)
        self.samples = {sample: SampleCode(code) for sample, code in CODES.items()}
        self.keyboard = DeviceRow(scanner_words.heard, switchable=False, above=False)
        self.serial, self.camera = DeviceRow(), DeviceRow(above=False)
        self.serial.second.show()
        for speed in SPEEDS:
            self.serial.second.addItem(f"{speed}", speed)
        self.mirror = Tick()
        self.trial, self.preview = TrialPanel(), CameraPreview()
        self.mirror.setChecked(self._desk.station.settings.camera_mirrored)
        self.preview.mirror(self.mirror.isChecked())
        self.card_button, self.leave_button = KeyButton("Ctrl+S"), KeyButton("Esc")
        self._told = label(tone="muted", wraps=True)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addLayout(self._build_left(), 1)
        sides.addLayout(self._build_right(), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 12, 24, 12)
        whole.setSpacing(8)
        upper = QHBoxLayout()
        upper.setSpacing(24)
        upper.addWidget(self._heading)
        upper.addWidget(self._under, 1)
        whole.addLayout(upper)
        whole.addLayout(sides, 1)
        whole.addLayout(self._build_lower())

    def _build_left(self) -> QVBoxLayout:
        codes, inside = panel(margin=8)
        row = QHBoxLayout()
        row.setSpacing(12)
        for one in self.samples.values():
            row.addWidget(one, 1)
        inside.addLayout(row)
        devices, lines = panel(margin=12, gap=8)
        for line in (self.keyboard, self.serial, self.camera):
            lines.addWidget(line)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(codes)
        column.addWidget(devices)
        column.addStretch()
        return column

    def _build_right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        self.trial.setMinimumHeight(appearance.px(_TRIAL_HEIGHT))  # so that the picture under it stays
        column.addWidget(self.trial)
        column.addWidget(self.preview, 1)
        column.addWidget(self.mirror)
        return column

    def _build_lower(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.card_button)
        row.addWidget(self._told, 1)
        row.addWidget(self.leave_button)
        for button in (self.card_button, self.leave_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return row

    def _connect(self) -> None:
        self._heard.scanned.connect(self._on_keyboard)
        self._heard.state_changed.connect(self.keyboard.show_state)
        self._heard.start()
        self.keyboard.chosen.connect(self._on_gap)
        self.devices.scanned.connect(self._on_scanned)
        self.devices.state_changed.connect(self._on_state)
        self.devices.failed.connect(self._on_failed)
        self.serial.switched.connect(self._on_serial_switched)
        self.serial.chosen.connect(self._on_port)
        self.camera.switched.connect(self._on_camera_switched)
        self.camera.chosen.connect(self._on_camera)
        self.mirror.edited.connect(self._on_mirror)
        self.card_button.clicked.connect(self.save_card)
        self.leave_button.clicked.connect(self.escape)
        self._looking.timeout.connect(self._list_ports)
        self._typing.timeout.connect(self._on_typed)
        self.bind({"Ctrl+S": self.save_card})

    # -- what arrives -----------------------------------------------------------------------------------

    def _on_keyboard(self, scan: Scan) -> None:
        self._on_scanned(scan, Kind.KEYBOARD)

    def _on_scanned(self, scan: Scan, kind: Kind) -> None:
        if self.isVisible():
            self._typed.clear()
            self._show(self._tried(kind, scan))

    def _tried(self, kind: Kind, scan: Scan) -> Trial:
        gap_ms = self._desk.station.settings.scanner_gap_ms
        return replace(tried(kind, scan, gap_ms=gap_ms), device=self.devices.title(kind))

    def _show(self, trial: Trial) -> None:
        self.trial.show_trial(trial)
        if trial.is_good and trial.sample is not None:
            self.samples[trial.sample].tick(is_read=True)
        if self._sounds is not None:
            self._sounds.play(words.Role.ADMITTED if trial.is_good else words.Role.ATTENTION)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Collect what is typed: a scanner that is too slow is taken for a person."""
        if event.key() in _ENTER:
            self._on_typed()
        elif event.text().isprintable() and event.text():
            self._typed.append(Press(event.timestamp(), us_character(event), event.text()))
            self._typing.start()
        else:
            super().keyPressEvent(event)

    def _on_typed(self) -> None:
        typed, self._typed = self._typed, []
        self._typing.stop()
        if len(typed) < _FEWEST:
            return
        trial = self._tried(Kind.KEYBOARD, joined(typed, has_suffix=True))
        if trial.sample is not None:  # a person types something else
            self._show(trial)

    # -- devices ----------------------------------------------------------------------------------------

    def _on_gap(self) -> None:
        gap_ms: int = self.keyboard.choice.currentData()
        KeyboardScanner.of_application().tune(gap_ms)
        self._desk.keep(self, scanner_gap_ms=gap_ms)
        self._told.setText(scanner_words.slow_gap(gap_ms))

    def _offer_gaps(self) -> None:
        now_ms = self._desk.station.settings.scanner_gap_ms
        offered = sorted({*GAPS_MS, now_ms})
        self.keyboard.offer([(scanner_words.gap(ms), ms) for ms in offered], now_ms)

    def _on_mirror(self) -> None:
        self.preview.mirror(self.mirror.isChecked())
        self._desk.keep(self, camera_mirrored=self.mirror.isChecked())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._list_ports()
        self._meet()
        self._looking.start()
        self.setFocus()

    def _meet(self) -> None:
        """Show the devices as they are: the reception may listen to some already."""
        for kind, state in self.devices.standing():
            self._on_state(kind, state)
            if kind is Kind.SERIAL and state is not State.STOPPED:
                self._show_port()

    def _show_port(self) -> None:
        serial = self.devices.serial
        self.serial.second.setCurrentIndex(max(0, self.serial.second.findData(serial.speed)))
        self._list_ports(serial.port)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._looking.stop()
        if self._began_camera:
            self._began_camera = False
            self.devices.camera.stop()

    def _list_ports(self, chosen: Port | None = None) -> None:
        from kiosk.ui.inputs.serial_scanner import ports

        offers: list[tuple[str, object]] = [(_("The likeliest port"), None)]
        offers += [(f"{port.name}  {port.title}".strip(), port) for port in ports()]
        there = [self.serial.choice.itemData(at) for at in range(self.serial.choice.count())]
        if chosen is not None or there != [what for _word, what in offers]:
            self.serial.offer(offers, chosen or self.serial.choice.currentData())

    def _on_serial_switched(self, on: bool) -> None:
        serial = self.devices.serial
        if on:
            self._on_port()
            serial.start()
        else:
            serial.stop()
        self._keep_serial(on=on)

    def _on_port(self) -> None:
        serial = self.devices.serial
        serial.choose(self.serial.choice.currentData(), self.serial.second.currentData())
        if serial.state is not State.STOPPED:
            self._keep_serial(on=True)

    def _keep_serial(self, *, on: bool) -> None:
        """Have the desk listen there again when it is next opened, or not."""
        port, speed = self.devices.serial.port, self.devices.serial.speed
        name = port.name if port is not None else LIKELIEST
        self._desk.keep(self, serial_port=name if on else "", serial_speed=speed)

    def _on_camera_switched(self, on: bool) -> None:
        self._began_camera = on
        if not on:
            self.devices.camera.stop()
            return
        self._prepare_camera()
        self.devices.camera.start()

    def _prepare_camera(self) -> None:
        """Hear and see what the camera tells; its sound library is loaded now anyway."""
        from kiosk.ui.sounds import Sounds

        if self._sounds is None:
            self._sounds = Sounds(self)
            self.devices.camera.choose(self._desk.station.settings.camera)
            self.devices.camera.looked.connect(self.preview.show_look)
            self.devices.camera.cameras_changed.connect(self._list_cameras)

    def _on_camera(self) -> None:
        chosen: str = self.camera.choice.currentData() or ""
        self.devices.camera.choose(chosen)
        self._desk.keep(self, camera=chosen)

    def _list_cameras(self) -> None:
        offers: list[tuple[str, object]] = [(_("The usual camera"), "")]
        offers += [(one.title, one.id) for one in self.devices.camera.cameras()]
        self.camera.offer(offers, self._desk.station.settings.camera)

    def _on_state(self, kind: Kind, state: State) -> None:
        (self.camera if kind is Kind.CAMERA else self.serial).show_state(state)
        if kind is Kind.CAMERA and state is not State.CONNECTED:
            self._clear_picture()

    def _on_failed(self, kind: Kind, error: MarhabaError) -> None:
        (self.camera if kind is Kind.CAMERA else self.serial).show_error(error)

    # -- the card ---------------------------------------------------------------------------------------

    def save_card(self) -> None:
        """Ask for a file, and write the card to it."""
        dialog = QFileDialog(self, _("Save the card"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile("scanner.pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save_card_to(Path(name)))
        dialog.open()

    def save_card_to(self, file: Path) -> None:
        """Write the card, in the language of now, to `file`."""
        from kiosk.badge import scanner_card
        from kiosk.operations import exports

        card = scanner_words.card()

        def done(_nothing: None) -> None:
            self._told.setText(
                _("{file} is written. Print it in its true size.").format(file=isolated(file.name))
            )

        def failed(error: MarhabaError) -> None:
            self._told.setText(words.sentence(error))

        self._desk.tasks.free(self, lambda: exports.write_file(file, scanner_card.drawn(card)), done, failed)

    @property
    def told(self) -> str:
        """What is said at the bottom."""
        return self._told.text()

    # -- showing ----------------------------------------------------------------------------------------

    def escape(self) -> None:
        """Leave."""
        self.left.emit()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._heading.setText(_("Scanners"))
        self._under.setText(
            _("Scan the three codes, here or on the printed card, with each scanner: it says what to change.")
        )
        for sample, one in self.samples.items():
            one.name(scanner_words.sample(sample))
            one.redraw()
        self.keyboard.name(_("A scanner that types like a keyboard"))
        self._offer_gaps()
        self.serial.name(_("Scanner at a serial port"), _("Speed"))
        self.camera.name(_("Camera"))
        if self.camera.choice.count() <= 1:
            self.camera.offer([(_("The usual camera"), "")], "")
        else:
            self.camera.choice.setItemText(0, _("The usual camera"))
        self.serial.choice.setItemText(0, _("The likeliest port"))
        self.mirror.say(_("Show the picture as a mirror does"))
        self.card_button.say(_("Save the card to print"))
        self.leave_button.say(_("Back to the desk"))
        self.trial.retranslate()
        self.preview.retranslate()
        self._clear_picture()
        self._told.setText("")

    def _clear_picture(self) -> None:
        state = self.camera.state
        off = _("Start the camera, and hold the printed card before it.")
        self.preview.tell(off if state is State.STOPPED else scanner_words.state(state))

    def redraw(self) -> None:
        """Draw every icon in the colours of now."""
        for one in self.samples.values():
            one.redraw()
        self.trial.redraw()
        self.mirror.redraw()
        self.preview.update()
