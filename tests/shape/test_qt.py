"""The Qt we run on keeps its references right."""

from __future__ import annotations

import subprocess
import sys

# PySide6 6.12.0 takes a reference off None with every call that returns it: under Python before 3.12, where
# None could still die, the process aborts after some 5,000 calls. A short test run never gets that far.
PROGRAM = """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel()
for number in range(200_000):
    label.setText("")
print("alive")
"""


def test_two_hundred_thousand_calls_that_return_none_leave_python_alive() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr
