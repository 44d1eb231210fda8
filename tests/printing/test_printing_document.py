from __future__ import annotations

import io

import pikepdf
import pytest

from kiosk.printing.document import damage


def test_a_whole_pdf_has_no_damage(a6: bytes) -> None:
    assert damage(a6) == ""


def test_a_pdf_with_compressed_cross_references_has_no_damage(a6: bytes) -> None:
    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(a6)) as pdf:
        pdf.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"/ObjStm" in packed.getvalue()
    assert damage(packed.getvalue()) == ""


def test_every_cut_shows(a6: bytes) -> None:
    whole = len(a6.rstrip())
    assert [length for length in range(whole) if not damage(a6[:length])] == []


@pytest.mark.parametrize("at", [0, 20])
def test_bytes_lost_before_the_objects_show(a6: bytes, at: int) -> None:
    assert damage(a6[:at] + a6[at + 7 :])


def test_bytes_that_appeared_show(a6: bytes) -> None:
    middle = len(a6) // 2
    assert damage(a6[:middle] + b"\r\n" + a6[middle:])


def test_a_missing_object_is_named(a6: bytes) -> None:
    assert damage(a6.replace(b"2 0 obj", b"9 9 obj")) == "object 2 is missing"


def test_a_pdf_without_a_root_is_damaged(a6: bytes) -> None:
    assert damage(a6.replace(b"/Root", b"/Rood")) == "no trailer"
