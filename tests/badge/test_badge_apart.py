from __future__ import annotations

import multiprocessing.process
import os
import signal
import subprocess
import sys
import threading
import time
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from kiosk.badge import drawing_apart, layouts, pdf
from kiosk.badge.drawing_apart import DrawingApart
from kiosk.domain.badge import Layout, PictureBox
from kiosk.errors import Cancelled, InputRefused, OurError, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kiosk.badge.means import Fields

_PHOTO = PictureBox(x_mm=5, y_mm=5, width_mm=20, height_mm=20, template="{photo}")
_PATIENCE_S = 60


@pytest.fixture
def apart() -> Iterator[DrawingApart]:
    made = DrawingApart()
    yield made
    made.close()


def badges(number: int) -> list[tuple[Layout, Fields]]:
    two = layouts.shipped("a6"), layouts.shipped("cr80")
    return [
        (two[n % 2], {"name_latin": f"Guest {n}", "name_arabic": "ليلى", "code": f"M{n:027}"})
        for n in range(number)
    ]


def photographs(number: int) -> list[tuple[Layout, Fields]]:
    with_photo = Layout(id="t", title="T", width_mm=60, height_mm=40, elements=(_PHOTO,))
    return [(with_photo, {"photo": f"{n}.png"}) for n in range(number)]


def photograph(_name: str) -> bytes:
    made = BytesIO()
    Image.new("RGB", (8, 8), "red").save(made, "PNG")
    return made.getvalue()


def pid(apart: DrawingApart) -> int:
    apart.ready()
    assert apart._warm is not None
    found = apart._warm._process.pid
    assert found is not None
    return found


def until(ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize("number", [1, 5, 130], ids=["one", "a few", "a batch"])
def test_the_same_bytes_as_here(apart: DrawingApart, number: int) -> None:
    heard: list[int] = []
    drawn = apart.render_each(badges(number), title="Assises", on_page=heard.append)
    assert drawn == pdf.render_each(badges(number), title="Assises")
    assert heard[-1] == number
    assert heard == sorted(heard)


@pytest.mark.parametrize("number", [3, 130])
def test_pictures_are_asked_for_over_there(apart: DrawingApart, number: int) -> None:
    drawn = apart.render_each(photographs(number), pictures=photograph)
    assert drawn == pdf.render_each(photographs(number), pictures=photograph)
    assert drawn.pdf.count(b"/Subtype/Image") == number


def test_what_is_refused_there_is_refused_here(apart: DrawingApart) -> None:
    process = pid(apart)
    with pytest.raises(InputRefused) as refused:
        apart.render_each([(layouts.shipped("a6"), {"code": "x" * 600})])
    assert refused.value.code is Trouble.TEXT_TOO_LONG
    assert refused.value.values == {"field": "qr", "limit": 512}
    with pytest.raises(OurError):
        apart.render_each([])
    assert apart.render_each(badges(1)).pdf
    assert pid(apart) == process, "a refusal does not cost the warm process"


def test_one_that_died_while_nobody_asked_is_replaced(apart: DrawingApart) -> None:
    os.kill(pid(apart), signal.SIGKILL)
    assert apart.render_each(badges(1)) == pdf.render_each(badges(1))


@pytest.mark.parametrize("number", [3, 130])
def test_one_that_dies_in_the_middle_begins_its_file_again(apart: DrawingApart, number: int) -> None:
    killed: list[str] = []

    def deadly(name: str) -> bytes:
        if name == "2.png" and not killed:
            killed.append(name)
            for child in drawing_apart_children():
                os.kill(child, signal.SIGKILL)
        return photograph(name)

    drawn = apart.render_each(photographs(number), pictures=deadly)
    assert killed
    assert drawn == pdf.render_each(photographs(number), pictures=photograph)


def drawing_apart_children() -> list[int]:
    return [child.pid for child in multiprocessing.active_children() if child.pid and child.name == "badges"]


def test_one_that_always_dies_is_given_up(apart: DrawingApart) -> None:
    def deadly(_name: str) -> bytes:
        os.kill(pid_of_warm(apart), signal.SIGKILL)
        return b""

    with pytest.raises(OurError, match="dies"):
        apart.render_each(photographs(1), pictures=deadly)
    assert apart.render_each(badges(1)).pdf


def pid_of_warm(apart: DrawingApart) -> int:
    assert apart._warm is not None
    assert apart._warm._process.pid is not None
    return apart._warm._process.pid


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGSTOP")
def test_one_that_hangs_is_replaced(apart: DrawingApart, monkeypatch: pytest.MonkeyPatch) -> None:
    hung = pid(apart)
    assert apart.render_each(badges(1)).pdf
    monkeypatch.setattr(drawing_apart, "_SILENT_S", 3)
    os.kill(hung, signal.SIGSTOP)
    assert apart.render_each(badges(1)) == pdf.render_each(badges(1))
    assert is_gone(hung)


@pytest.mark.parametrize("number", [1, 3000])
def test_stop_ends_it_at_once_and_the_next_badge_is_drawn(apart: DrawingApart, number: int) -> None:
    def stop(_number: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        apart.render_each(badges(number), on_page=stop)
    assert drawing_apart_children() == []
    assert apart.render_each(badges(1)).pdf


def test_no_badge_waits_for_a_batch(apart: DrawingApart) -> None:
    assert apart.render_each(badges(1)).pdf
    begun, goes_on = threading.Event(), threading.Event()

    def hold(_number: int) -> None:
        begun.set()
        assert goes_on.wait(_PATIENCE_S)

    batch = threading.Thread(target=lambda: apart.render_each(badges(50), on_page=hold))
    batch.start()
    assert begun.wait(_PATIENCE_S)
    assert apart.render_each(badges(1)).pdf
    goes_on.set()
    batch.join(_PATIENCE_S)
    assert not batch.is_alive()


@pytest.mark.parametrize("number", [1, 130])
def test_where_no_process_can_be_started_badges_are_drawn_here(
    apart: DrawingApart, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def no_room(_process: object) -> None:
        raise BlockingIOError

    monkeypatch.setattr(multiprocessing.process.BaseProcess, "start", no_room)
    apart.ready()
    assert apart.render_each(badges(number)) == pdf.render_each(badges(number))


def test_nobody_is_left_when_the_program_is_killed(tmp_path: Path) -> None:
    program = tmp_path / "asks.py"
    program.write_text(
        "from kiosk.badge import drawing_apart, layouts\n"
        "import time\n"
        "if __name__ == '__main__':\n"
        "    apart = drawing_apart.shared()\n"
        "    apart.render_each([(layouts.shipped('a6'), {'name_latin': 'A'})])\n"
        "    print(apart._warm._process.pid, flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, str(program)], stdout=subprocess.PIPE, text=True) as asking:
        assert asking.stdout is not None
        child = int(asking.stdout.readline())
        assert not is_gone(child)
        asking.kill()
    until(lambda: is_gone(child))
