"""The line to a label printer: a raw network port, or a device file on USB. Bytes out, bytes back.

Every call waits for a short while only.
"""

from __future__ import annotations

import os
import select
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Protocol

from kiosk.errors import PrinterError, Trouble
from kiosk.printing.addresses import Address

_PIECE: Final = 4096
_LOOK_AGAIN_S: Final = 0.01


class Wire(Protocol):
    """An open line. Its methods raise OSError."""

    def write(self, data: bytes) -> None:
        """Send all of `data`; where this raises, the end of it never left."""
        ...

    def has_arrived(self) -> bool:
        """Return whether the other end has taken what was written, after a short wait."""
        ...

    def read(self, timeout_s: float) -> bytes:
        """Return what has come, b"" if nothing came within `timeout_s` or nothing ever will."""
        ...


@contextmanager
def opened(address: Address, timeout_s: float) -> Iterator[Wire]:
    """Give the line to `address`; PrinterError with PRINTER_UNREACHABLE if nobody is there or it breaks."""
    try:
        if address.port:
            with socket.create_connection((address.place, address.port), timeout_s) as connection:
                yield Network(connection, timeout_s)
        else:
            handle = os.open(address.place, os.O_RDWR | _NONBLOCKING)
            try:
                yield Device(handle, timeout_s)
            finally:
                os.close(handle)
    except OSError as error:
        code = Trouble.PRINTER_UNREACHABLE
        raise PrinterError(code, retry=True, printer=address.title, detail=_told(error)) from error


class Network:
    """A raw port on the network."""

    def __init__(self, connection: socket.socket, timeout_s: float) -> None:
        self._connection = connection
        self._timeout_s = timeout_s

    def write(self, data: bytes) -> None:
        """Send all of `data`."""
        self._connection.settimeout(self._timeout_s)
        self._connection.sendall(data)

    def has_arrived(self) -> bool:
        """Return whether the other end has acknowledged all; True where the system cannot tell."""
        deadline = time.monotonic() + self._timeout_s
        while _unacknowledged(self._connection):
            if time.monotonic() > deadline:
                return False
            time.sleep(_LOOK_AGAIN_S)
        # A line that was cut has nothing left to acknowledge either.
        return not self._connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)

    def read(self, timeout_s: float) -> bytes:
        """Return what has come."""
        self._connection.settimeout(timeout_s)
        try:
            return self._connection.recv(_PIECE)
        except TimeoutError:
            return b""


class Device:
    """A device file, opened without blocking: a printer that takes nothing must not keep us for ever."""

    def __init__(self, handle: int, timeout_s: float) -> None:
        self._handle = handle
        self._timeout_s = timeout_s

    def write(self, data: bytes) -> None:
        """Send all of `data`."""
        left = memoryview(data)
        while left:
            if not select.select([], [self._handle], [], self._timeout_s)[1]:
                raise TimeoutError
            left = left[os.write(self._handle, left[:_PIECE]) :]

    def has_arrived(self) -> bool:
        """Return whether the printer would take more: it does so when it has the last piece."""
        return bool(select.select([], [self._handle], [], self._timeout_s)[1])

    def read(self, timeout_s: float) -> bytes:
        """Return what has come; a printer that has nothing to say answers with nothing at once."""
        deadline = time.monotonic() + timeout_s
        while (left_s := deadline - time.monotonic()) > 0:
            if not select.select([self._handle], [], [], left_s)[0]:
                break
            try:
                if data := os.read(self._handle, _PIECE):
                    return data
            except BlockingIOError:
                pass
            time.sleep(_LOOK_AGAIN_S)
        return b""


_NONBLOCKING: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


def _unacknowledged(connection: socket.socket) -> int:
    """Return how many bytes the other end has not acknowledged yet; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0
    import fcntl
    import termios

    answer = fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, b"\0\0\0\0")
    return int.from_bytes(answer, sys.byteorder)


def _told(error: OSError) -> str:
    return error.strerror or type(error).__name__
