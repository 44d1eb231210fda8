"""The catalogues are complete, and the tool that says so would see what is wrong with one."""

from __future__ import annotations

import gettext
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.shape import catalogues

if TYPE_CHECKING:
    from pathlib import Path


def test_every_text_of_the_program_is_said_in_every_language() -> None:
    assert catalogues.problems() == []


def test_every_marked_text_is_found(tmp_path: Path) -> None:
    source = '_("Admitted")\nN_("Later")\nngettext("{n} guest", "{n} guests", n)\nplain("No")\n'
    (tmp_path / "one.py").write_text(source, encoding="utf-8")
    found = {message.id for message in catalogues.extracted(tmp_path) if message.id}
    assert found == {"Admitted", "Later", ("{n} guest", "{n} guests")}


@pytest.mark.parametrize(
    ("id_", "string", "fault"),
    [
        ("Admitted at {time}", "Entrée à {time}", None),
        ("Admitted at {time}", "Entrée à {heure}", "placeholders differ"),
        ("Admitted at {time}", "", "not translated"),
        ("Admitted", "Entrée {time}", "placeholders differ"),
        (("{n} guest", "{n} guests"), ("ضيف واحد", "{n} ضيوف"), None),
        (("{n} at {desk}", "{n} at {desk}"), ("{n}", "{n} à {desk}"), "placeholders differ"),
        (("{n} guest", "{n} guests"), ("", "{n} invités"), "not translated"),
    ],
)
def test_a_faulty_translation_is_seen(
    id_: str | tuple[str, str], string: str | tuple[str, str], fault: str | None
) -> None:
    assert list(catalogues.faults(Message(id_, string))) == ([fault] if fault else [])


def test_a_fuzzy_translation_is_seen() -> None:
    assert list(catalogues.faults(Message("Admitted", "Entré", flags=["fuzzy"]))) == ["fuzzy"]


def small() -> Catalog:
    catalogue = Catalog(locale="fr", charset="utf-8")
    catalogue.add("Refused", "Refusé")
    catalogue.add("Admitted", "Entrée enregistrée")
    catalogue.add(("{n} guest", "{n} guests"), ("{n} personne", "{n} personnes"))
    catalogue.add("open", "ouvert", context="door")
    return catalogue


def test_a_compiled_catalogue_speaks() -> None:
    speaking = gettext.GNUTranslations(BytesIO(catalogues.mo_bytes(small(), "fr")))
    assert speaking.gettext("Admitted") == "Entrée enregistrée"
    assert speaking.ngettext("{n} guest", "{n} guests", 1) == "{n} personne"
    assert speaking.ngettext("{n} guest", "{n} guests", 2) == "{n} personnes"
    assert speaking.pgettext("door", "open") == "ouvert"
    assert speaking.gettext("Unknown") == "Unknown"


def test_a_written_catalogue_reads_back_and_is_the_same_every_time() -> None:
    written = catalogues.po_bytes(small(), "fr")
    again = read_po(BytesIO(written), locale="fr")
    assert catalogues.po_bytes(again, "fr") == written
    assert catalogues.mo_bytes(again, "fr") == catalogues.mo_bytes(small(), "fr")
