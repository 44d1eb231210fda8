"""A serial scanner that is a pseudo-terminal: what is written here arrives at its port."""

from __future__ import annotations

import os
import pty
import tty
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Wire:
    """A scanner at the port `name`, which stays the same however often it is unplugged."""

    name: Path
    _ours: int = -1

    def plug(self) -> None:
        self._ours, theirs = pty.openpty()
        tty.setraw(theirs)
        self.name.unlink(missing_ok=True)
        self.name.symlink_to(os.ttyname(theirs))
        os.close(theirs)

    def unplug(self) -> None:
        if self._ours >= 0:
            os.close(self._ours)
            self._ours = -1
            self.name.unlink(missing_ok=True)

    def send(self, data: bytes) -> None:
        assert os.write(self._ours, data) == len(data)
