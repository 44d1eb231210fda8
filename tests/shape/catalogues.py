"""Keeps the translation catalogues in step with the program: `--update` writes them, `--check` only looks.

A catalogue is sorted by its English texts and carries no line numbers and no dates, so that two
people's changes merge quietly. English is the language of the source: its catalogue fills itself.
"""

from __future__ import annotations

import argparse
import re
import struct
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from tests.shape.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE: Final = ROOT / "kiosk"
CATALOGUES: Final = ROOT / "resources" / "translations"
LANGUAGES: Final = ("fr", "ar", "en")
KEYWORDS: Final = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
PLACEHOLDER: Final = re.compile(r"%\(\w+\)[dirs]|%[dirs]|\{\w*[^{}]*\}")
COUNTS: Final = {"{n}", "{count}", "%d"}
"""What a plural's form may leave out: Arabic says "one guest" and "two guests" without a figure."""

MO_MAGIC: Final = 0x950412DE


def po_file(language: str) -> Path:
    """Return the catalogue that people edit."""
    return CATALOGUES / language / "LC_MESSAGES" / "marhaba.po"


def extracted(source: Path = SOURCE) -> Catalog:
    """Return every text that the program's source marks for translation."""
    found = Catalog(charset="utf-8")
    for _file, _line, text, _comments, context in extract_from_dir(source, keywords=KEYWORDS):
        found.add(text, context=context)
    return found


def read(language: str) -> Catalog:
    """Return a language's catalogue; an empty one if there is no file yet."""
    if not po_file(language).exists():
        return Catalog(locale=language, charset="utf-8")
    with po_file(language).open("rb") as stream:
        return read_po(stream, locale=language)


def update() -> None:
    """Bring every catalogue up to date with the source; keep what is translated, drop what is gone."""
    template = extracted()
    for language in LANGUAGES:
        catalogue = read(language)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        if language == "en":
            _fill_with_source(catalogue)
        path = po_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(po_bytes(catalogue, language))
        path.with_suffix(".mo").write_bytes(mo_bytes(catalogue, language))


def problems() -> list[str]:
    """Return what is wrong with the catalogues, a line each; nothing if all is well."""
    template = extracted()
    return [f"{language}: {problem}" for language in LANGUAGES for problem in _problems(template, language)]


def _problems(template: Catalog, language: str) -> Iterator[str]:
    if not po_file(language).exists():
        yield "no catalogue"
        return
    catalogue = read(language)
    wanted, there = ({(m.context, m.id) for m in one if m.id} for one in (template, catalogue))
    yield from (f"not in the catalogue: {id_!r}" for _context, id_ in wanted - there)
    yield from (f"no longer in the source: {id_!r}" for _context, id_ in there - wanted)
    for message in catalogue:
        if message.id:
            yield from (f"{fault}: {message.id!r}" for fault in faults(message))
    mo = po_file(language).with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != mo_bytes(catalogue, language):
        yield "the compiled catalogue is not that of the text: run make words"


def faults(message: Message) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    if message.fuzzy:
        yield "fuzzy"
    for id_, form in _pairs(message):
        if not form:
            yield "not translated"
        elif not _same_placeholders(message, id_, form):
            yield "placeholders differ"


def _pairs(message: Message) -> list[tuple[str, str]]:
    """Return each form of a translation beside the English text that it stands for."""
    if not message.pluralizable:
        return [(str(message.id), str(message.string))]
    return [(message.id[1], form) for form in _forms(message)]


def _forms(message: Message) -> list[str]:
    """Return the forms of a plural; one empty one if there is no translation at all."""
    return list(message.string or ("",))


def _same_placeholders(message: Message, id_: str, form: str) -> bool:
    wanted, there = (sorted(PLACEHOLDER.findall(text)) for text in (id_, form))
    if not message.pluralizable:
        return wanted == there
    return set(wanted) - COUNTS <= set(there) <= set(wanted)


def _fill_with_source(catalogue: Catalog) -> None:
    for message in catalogue:
        if message.id:
            message.string = message.id


def po_bytes(catalogue: Catalog, language: str) -> bytes:
    """Return the catalogue as text, with a header that changes only when the language does."""
    body = BytesIO()
    write_po(body, catalogue, width=100, no_location=True, omit_header=True, sort_output=True)
    lines = [f'"{line}\\n"' for line in _header(catalogue, language).splitlines()]
    return "\n".join(['msgid ""', 'msgstr ""', *lines, "", ""]).encode() + body.getvalue()


def mo_bytes(catalogue: Catalog, language: str) -> bytes:
    """Return the catalogue compiled: the manual of GNU gettext, "The Format of GNU MO Files"."""
    texts = {"": _header(catalogue, language)} | {
        _key(message): _value(message) for message in catalogue if message.id and not message.fuzzy
    }
    pairs = sorted((key.encode(), value.encode()) for key, value in texts.items() if value)
    tables, data, start = [b"", b""], b"", 28 + 16 * len(pairs)
    for side in (0, 1):
        for pair in pairs:
            tables[side] += struct.pack("<2I", len(pair[side]), start + len(data))
            data += pair[side] + b"\0"
    head = struct.pack("<7I", MO_MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return head + tables[0] + tables[1] + data


def _header(catalogue: Catalog, language: str) -> str:
    plural = f"Plural-Forms: {catalogue.plural_forms}"
    return f"Language: {language}\nContent-Type: text/plain; charset=UTF-8\n{plural}\n"


def _key(message: Message) -> str:
    id_ = "\0".join(message.id) if message.pluralizable else str(message.id)
    return f"{message.context}\x04{id_}" if message.context else id_


def _value(message: Message) -> str:
    if not message.pluralizable:
        return str(message.string)
    forms = _forms(message)
    return "\0".join(forms) if all(forms) else ""


def main() -> int:
    """Do as the command line says; return 1 if something is wrong."""
    parser = argparse.ArgumentParser(description="The translation catalogues.")
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--update", action="store_true", help="extract, merge and compile")
    choice.add_argument("--check", action="store_true", help="say what is wrong, change nothing")
    if parser.parse_args().update:
        update()
    found = problems()
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
