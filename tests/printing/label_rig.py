"""Label printers of the tests' own: real lines with a device at the other end that reads what it is sent.

What it is sent is read by rules written here from the makers' references, not by the program's own code.
"""

from __future__ import annotations

import os
import re
import selectors
import socket
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from zebrafy.zebrafy_zpl import ZebrafyZPL

ZPL_WELL = (b"030,0,0,1245,000,0,0,0,000,0,0,0", b"000,0,0,0,0,2,6,0,00000000,1,000", b"1234,0")
QUESTIONS = {"brother": b"\x1b\x69\x53", "zebra": b"~HS"}


def zpl_status(
    *, paper_out: bool = False, paused: bool = False, head_up: bool = False, waiting: int = 0
) -> bytes:
    """Return a printer's answer to `~HS`."""
    first, second, third = (line.split(b",") for line in ZPL_WELL)
    first[1], first[2], first[4] = b"%d" % paper_out, b"%d" % paused, b"%03d" % waiting
    second[2] = b"%d" % head_up
    return b"".join(b"\x02" + b",".join(line) + b"\x03\r\n" for line in (first, second, third))


def ql_status(
    *,
    errors: tuple[int, int] = (0, 0),
    paper: tuple[int, int] = (62, 0),
    kind: int = 0,
    printing: bool = False,
) -> bytes:
    """Return a QL printer's 32 bytes: `kind` 0 is a reply, 1 says printed, 2 tells an error."""
    answer = bytearray(32)
    answer[:5] = b"\x80\x20\x42\x34\x41"  # a QL-820NWB
    answer[8], answer[9] = errors
    answer[10], answer[17] = paper
    answer[11] = 0x0B if paper[1] else 0x0A if paper[0] else 0
    answer[18], answer[19] = kind, int(printing)
    return bytes(answer)


@dataclass(slots=True)
class LabelPrinter:
    """A device at the end of a line. `answer` is what it says when asked, b"" if it never answers.

    `deaf`: it takes nothing at all. `hangs_up_after`: it breaks the line after so many bytes of a badge.
    """

    maker: str
    address: str = ""
    answer: bytes = b""
    deaf: bool = False
    hangs_up_after: int = 0
    heard: bytearray = field(default_factory=bytearray)
    """All it was sent but the questions."""
    asked: int = 0

    def take(self, data: bytes) -> bytes:
        """Hear `data` and return what is answered."""
        self.heard += data
        question = QUESTIONS[self.maker]
        count = self.heard.count(question)
        if not count:
            return b""
        self.asked += count
        self.heard[:] = self.heard.replace(question, b"")
        return self.answer * count


@contextmanager
def on_network(printer: LabelPrinter) -> Iterator[LabelPrinter]:
    """Have `printer` at a port of this machine."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        port = listener.getsockname()[1]
        printer.address = f"{printer.maker}://127.0.0.1:{port}"
        serving = threading.Thread(target=_serve, args=(listener, printer, over))
        serving.start()
        try:
            yield printer
        finally:
            over.set()
            serving.join()


def _serve(listener: socket.socket, printer: LabelPrinter, over: threading.Event) -> None:
    while not over.is_set():
        with suppress(TimeoutError):
            connection, _caller = listener.accept()
            with connection:
                _talk(connection, printer, over)


def _talk(connection: socket.socket, printer: LabelPrinter, over: threading.Event) -> None:
    if printer.deaf:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    connection.settimeout(0.05)
    while not over.is_set():
        if printer.deaf:
            over.wait(0.02)
            continue
        if 0 < printer.hangs_up_after < len(printer.heard):
            return
        with suppress(TimeoutError, ConnectionError):
            data = connection.recv(1 << 16)
            if not data:
                return
            connection.sendall(printer.take(data))


@contextmanager
def on_usb(printer: LabelPrinter) -> Iterator[LabelPrinter]:
    """Have `printer` behind a device file."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    printer.address = f"{printer.maker}:{os.ttyname(theirs)}"
    over = threading.Event()
    serving = threading.Thread(target=_serve_usb, args=(ours, printer, over))
    serving.start()
    try:
        yield printer
    finally:
        over.set()
        serving.join()
        os.close(theirs)
        os.close(ours)


def _serve_usb(handle: int, printer: LabelPrinter, over: threading.Event) -> None:
    with selectors.DefaultSelector() as waiting:
        waiting.register(handle, selectors.EVENT_READ)
        while not over.is_set():
            if not printer.deaf and waiting.select(0.02):
                os.write(handle, printer.take(os.read(handle, 1 << 16)))


# -- what a QL printer makes of what it is sent ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QlLabel:
    """One label: what was said of its paper, and its dots as they lie on the tape seen from above."""

    flags: int
    paper: tuple[int, int, int]
    margin: int
    is_cut: bool
    dots: NDArray[Any]


_ARGUMENTS = {b"a": 1, b"!": 1, b"M": 1, b"A": 1, b"K": 1, b"d": 2, b"z": 10}


def ql_labels(data: bytes) -> list[QlLabel]:
    """Return the labels that a QL printer would print; AssertionError at a byte that it would not know."""
    labels: list[QlLabel] = []
    about: dict[bytes, bytes] = {}
    rows: list[bytes] = []
    at = 0
    while at < len(data):
        one = data[at : at + 1]
        if one == b"\0":
            at += 1
        elif data[at : at + 2] == b"\x1b@":
            about, rows, at = {}, [], at + 2
        elif data[at : at + 2] == b"\x1bi":
            command = data[at + 2 : at + 3]
            length = _ARGUMENTS[command]
            about[command] = data[at + 3 : at + 3 + length]
            at += 3 + length
        elif one == b"M":
            assert data[at + 1] == 0, "rows are compressed"
            at += 2
        elif one == b"g":
            length = data[at + 2]
            rows.append(data[at + 3 : at + 3 + length])
            at += 3 + length
        elif one in (b"\x0c", b"\x1a"):
            labels.append(_label(about, rows))
            rows, at = [], at + 1
        else:
            raise AssertionError(f"{one!r} at {at}")
    assert not rows, "rows after the last label"
    return labels


def _label(about: dict[bytes, bytes], rows: list[bytes]) -> QlLabel:
    media = about[b"z"]
    assert int.from_bytes(media[4:8], "little") == len(rows), "the number of rows is not what was announced"
    assert {len(row) for row in rows} <= {90, 162}
    mirrored = np.unpackbits(np.frombuffer(b"".join(rows), np.uint8).reshape(len(rows), -1), axis=1)
    return QlLabel(
        flags=media[0],
        paper=(media[1], media[2], media[3]),
        margin=int.from_bytes(about[b"d"], "little"),
        is_cut=about[b"M"] == b"\x40" and about[b"A"] == b"\x01",
        dots=mirrored[:, ::-1].astype(bool),
    )


def zpl_labels(data: bytes) -> list[NDArray[Any]]:
    """Return the pictures of the labels that a ZPL printer would print, as another library reads them."""
    text = data.decode("ascii")
    announced = [(int(length), int(width)) for width, length in re.findall(r"\^XA\^PW(\d+)\^LL(\d+)", text)]
    pictures = [~np.array(image) for image in ZebrafyZPL(text).to_images()]
    for picture, (length, width) in zip(pictures, announced, strict=True):
        assert (picture.shape[0], -(-width // 8) * 8) == (length, picture.shape[1])
    return pictures
