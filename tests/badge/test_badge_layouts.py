from __future__ import annotations

import json
from typing import Any

import pytest

from kiosk import paths
from kiosk.badge import layouts
from kiosk.domain.badge import Align, Band, QrBox, TextBox, Weight
from kiosk.errors import FileRefused, Trouble

TEXT = {
    "type": "text",
    "template": "{name}",
    "x_mm": 5,
    "y_mm": 5,
    "width_mm": 50,
    "height_mm": 10,
    "size_max_pt": 20,
    "size_min_pt": 8,
}


def written(*elements: dict[str, Any], **page: Any) -> str:
    sized = {"id": "mine", "title": "Mine", "width_mm": 60, "height_mm": 90}
    return json.dumps({**sized, "elements": list(elements), **page})


def refusal(text: str) -> str:
    with pytest.raises(FileRefused) as refused:
        layouts.load(text, name="mine.json")
    assert refused.value.code is Trouble.LAYOUT_WRONG
    assert refused.value.values["file"] == "mine.json"
    return str(refused.value.values["detail"])


def test_a_layout_is_read_with_what_it_leaves_out() -> None:
    read = layouts.load(
        written(
            {**TEXT, "weight": "bold", "align": "start", "needs": ["name"]},
            {"type": "qr", "x_mm": 10, "y_mm": 30, "side_mm": 28},
            {"type": "band", "x_mm": 0, "y_mm": 80, "width_mm": 60, "height_mm": 10},
        ),
        name="mine.json",
    )
    text, qr, band = read.elements
    assert (read.id, read.width_mm, read.height_mm) == ("mine", 60.0, 90.0)
    assert isinstance(text, TextBox)
    assert (text.weight, text.align, text.needs) == (Weight.BOLD, Align.START, ("name",))
    assert text.max_lines == 1
    assert isinstance(qr, QrBox)
    assert qr.template == "{code}"
    assert isinstance(band, Band)
    assert band.colour == "{category_colour}"


@pytest.mark.parametrize(
    ("field", "value", "detail"),
    [
        ("size_max_pt", 1e9, "elements[1].size_max_pt: 1000000000.0"),
        ("size_max_pt", 10**9, "elements[1].size_max_pt: 1000000000"),
        ("size_max_pt", "20", "elements[1].size_max_pt: 20"),
        ("x_mm", True, "elements[1].x_mm: True"),
        ("max_lines", True, "elements[1].max_lines: True"),
        ("size_min_pt", 21, "elements[1].size_min_pt: 21.0"),
        ("x_mm", float("nan"), "elements[1].x_mm: nan"),
        ("x_mm", float("-inf"), "elements[1].x_mm: -inf"),
        ("width_mm", -1, "elements[1].width_mm: -1"),
        ("max_lines", 1.5, "elements[1].max_lines: 1.5"),
        ("max_lines", 9, "elements[1].max_lines: 9"),
        ("weight", "fat", "elements[1].weight: fat"),
        ("weight", ["bold"], "elements[1].weight: ['bold']"),
        ("colour", "red", "elements[1].colour: red"),
        ("font", "Comic Sans", "elements[1].font: Comic Sans"),
        ("needs", "name", "elements[1].needs: name"),
        ("needs", [7], "elements[1].needs: 7"),
        ("template", None, "elements[1].template: None"),
        ("template", "x" * 2001, "elements[1].template: " + "x" * 60 + "…"),
        ("type", "video", "elements[1].type: video"),
        ("type", ["text"], "elements[1].type: ['text']"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(field: str, value: object, detail: str) -> None:
    assert refusal(written(TEXT, {**TEXT, field: value})).partition(" (")[0] == detail


@pytest.mark.parametrize("field", ["width_mm", "height_mm"])
@pytest.mark.parametrize("size", [9.9, 500.1, 1e9, -60, None, float("nan"), "60", False])
def test_a_page_of_a_wrong_size_is_refused(field: str, size: object) -> None:
    assert refusal(written(**{field: size})).startswith(f"{field}: ")


@pytest.mark.parametrize("field", ["template", "x_mm", "size_max_pt"])
def test_what_is_left_out_and_needed_is_named(field: str) -> None:
    assert refusal(written({k: v for k, v in TEXT.items() if k != field})) == f"elements[0].{field}: None"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not JSON",
        "[]",
        '"layout"',
        "[" * 100_000,
        '{"id": ' + "9" * 5000 + "}",
        " " * 1_000_001,
        written(elements={}),
        written(elements=[[]]),
        written(surprise=1),
        written(id="../../evil"),
        written(id=7),
    ],
)
def test_what_is_no_layout_is_refused(text: str) -> None:
    assert refusal(text)


def test_too_many_elements_are_refused() -> None:
    assert layouts.load(written(*[TEXT] * 200), name="mine.json")
    assert refusal(written(*[TEXT] * 201)) == "elements: 201 (≤ 200)"


def test_the_shipped_layouts_can_all_be_read() -> None:
    names = [file.stem for file in (paths.resources() / "layouts").glob("*.json")]
    assert "a6" in names
    assert [layouts.shipped(name).id for name in names] == names


@pytest.mark.parametrize("name", ["nothing", "../layouts/a6", "", "A6/"])
def test_no_other_file_is_taken_for_a_layout(name: str) -> None:
    with pytest.raises(FileRefused):
        layouts.shipped(name)
