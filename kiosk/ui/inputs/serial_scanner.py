"""Scanners at a serial port, most of them on USB: no keyboard layout can disturb them.

What arrives is cut into scans by `scanning.serial_lines`; a scanner that is unplugged is found again
under whatever name its port has then.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QIODevice, QObject, QTimer
from PySide6.QtSerialPort import QSerialPort, QSerialPortInfo

from kiosk.errors import ScannerError, Trouble
from kiosk.scanning.device import Kind
from kiosk.scanning.scanner import Scan
from kiosk.scanning.serial_lines import Lines
from kiosk.scanning.serial_ports import SPEEDS, Port, found_again, likeliest
from kiosk.ui.inputs.reviving import Reviving

if TYPE_CHECKING:
    from collections.abc import Iterable

_LOST: Final = (QSerialPort.SerialPortError.ResourceError, QSerialPort.SerialPortError.ReadError)


def ports() -> tuple[Port, ...]:
    """Return the serial ports of this computer, scanners first."""
    there = (_port(info) for info in QSerialPortInfo.availablePorts())
    return tuple(sorted(there, key=lambda port: (not port.is_scanner, not port.vendor, port.name)))


def _port(info: QSerialPortInfo) -> Port:
    title = " ".join(filter(None, (info.manufacturer(), info.description())))
    return Port(
        info.portName(), title, info.vendorIdentifier(), info.productIdentifier(), info.serialNumber()
    )


class SerialScanner(Reviving):
    """Listens to one serial port; the likeliest unless one is chosen. Signals as in Reviving."""

    kind = Kind.SERIAL

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.port: Port | None = None
        self.speed = SPEEDS[0]
        self._lines = Lines()
        self._device: QSerialPort | None = None
        self._silence = QTimer(self, singleShot=True)
        self._silence.timeout.connect(self._on_silence)

    def choose(self, port: Port | None, speed: int = SPEEDS[0]) -> None:
        """Listen to `port` at `speed` bauds, if it listens; None is the likeliest port."""
        self.port, self.speed = port, speed
        self._restart()

    def _open(self) -> None:
        there = ports()
        wanted = self.port or likeliest(there)
        if wanted is None:
            self._lose(ScannerError(Trouble.SERIAL_NONE))
            return
        # A port without USB numbers may be one that the system does not list.
        port = found_again(wanted, there) or (None if wanted.vendor else wanted)
        if port is None:
            self._lose(ScannerError(Trouble.SERIAL_MISSING, port=_name(wanted)))
            return
        self._listen(port)

    def _listen(self, port: Port) -> None:
        device = QSerialPort(self)
        device.setPortName(port.name)
        device.setBaudRate(self.speed)
        if not device.open(QIODevice.OpenModeFlag.ReadOnly):
            trouble = _trouble(device.error(), port)
            device.deleteLater()
            self._lose(ScannerError(trouble, port=_name(port)))
            return
        device.setDataTerminalReady(True)  # Windows leaves it low, and some scanners wait for it
        device.clearError()
        self._device, self.port = device, port
        device.readyRead.connect(self._on_bytes)
        device.errorOccurred.connect(self._on_error)
        self._found()

    def _close(self) -> None:
        self._silence.stop()
        self._lines.forget()
        device, self._device = self._device, None
        if device is not None:
            device.blockSignals(True)
            device.close()
            device.deleteLater()

    def _on_error(self, error: QSerialPort.SerialPortError) -> None:
        if error in _LOST and self._device is not None and self.port is not None:
            detail = self._device.errorString()
            self._lose(ScannerError(Trouble.SERIAL_GONE, port=_name(self.port), detail=detail))

    def _on_bytes(self) -> None:
        if self._device is None:
            return
        self._tell(self._lines.feed(bytes(self._device.readAll().data())))
        if self._lines.waits:
            self._silence.start(self._lines.silence_ms)
        else:
            self._silence.stop()

    def _on_silence(self) -> None:
        self._tell(self._lines.silence())

    def _tell(self, texts: Iterable[str]) -> None:
        for text in texts:
            if self._device is not None:  # who hears of a scan may stop listening
                self.scanned.emit(Scan(text))


def _name(port: Port) -> str:
    """Return the port as people are told it."""
    return f"{port.title} ({port.name})" if port.title else port.name


def _trouble(error: QSerialPort.SerialPortError, port: Port) -> Trouble:
    """Return why a port cannot be opened: Unix says the same of one in use and of one that is forbidden."""
    if error != QSerialPort.SerialPortError.PermissionError:
        return Trouble.SERIAL_MISSING
    place = Path("/dev") / port.name
    forbidden = sys.platform != "win32" and not os.access(place, os.R_OK)
    return Trouble.SERIAL_FORBIDDEN if forbidden else Trouble.SERIAL_BUSY
