"""The tables of a station, as they are today; `db/migrations` tells how they came to be.

`fact` and `head` are the journal, `station` is what this desk alone knows, `print_job` and `printer` are
its way to paper. All the others are projections: folded from the journal, thrown away and folded again at
will.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
)

metadata = MetaData()

fact = Table(
    "fact",
    metadata,
    Column("origin", String, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("id", String, nullable=False, unique=True),
    Column("hlc", Integer, nullable=False),
    Column("wall_ms", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("subject", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("body", String, nullable=False),
    Column("prev_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("origin", "seq"),
    Index("fact_by_subject", "subject", "hlc"),
)

head = Table(
    "head",
    metadata,
    Column("origin", String, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("hlc", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)

station = Table(
    "station",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)

configured = Table(
    "configured",
    metadata,
    Column("kind", String, nullable=False),
    Column("id", String, nullable=False),
    Column("hlc", Integer, nullable=False),
    Column("origin", String, nullable=False),
    Column("body", String, nullable=False),
    PrimaryKeyConstraint("kind", "id"),
)

attendee = Table(
    "attendee",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("code", String, nullable=False),
    Column("name_latin", String, nullable=False),
    Column("name_arabic", String, nullable=False),
    Column("company", String, nullable=False),
    Column("function", String, nullable=False),
    Column("category", String, nullable=False),
    Column("email", String, nullable=False),
    Column("phone", String, nullable=False),
    Column("ticket", String, nullable=False),
    Column("reference", String, nullable=False),
    Column("note", String, nullable=False),
    Column("attention", String, nullable=False),
    Column("registration", String, nullable=False),
    Column("valid_from", String, nullable=False),
    Column("valid_until", String, nullable=False),
    Column("extra", String, nullable=False),
    Column("folded", String, nullable=False),
    Column("answers", String, nullable=False, server_default=""),
    # What spellings of a name share, of either script; the Arabic one is left out where it is the Latin one.
    Column("heard_latin", String, nullable=False, server_default=""),
    Column("heard_arabic", String, nullable=False, server_default=""),
    Index("attendee_by_folded", "folded"),
    Index("attendee_by_heard_latin", "heard_latin"),
    Index("attendee_by_heard_arabic", "heard_arabic"),
)

attendee_code = Table(
    "attendee_code",
    metadata,
    Column("code", String, nullable=False),
    Column("attendee_id", ForeignKey(attendee.c.id), nullable=False),
    # Whose facts gave it, where that is somebody whom the attendee has absorbed; else empty.
    Column("subject", String, nullable=False, server_default=""),
    PrimaryKeyConstraint("code", "attendee_id"),
    Index("attendee_code_by_attendee", "attendee_id"),
    sqlite_with_rowid=False,
)

barred_code = Table(
    "barred_code",
    metadata,
    Column("code", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("at_ms", Integer, nullable=False),
    Column("hlc", Integer, nullable=False),
    Column("station", String, nullable=False),
    PrimaryKeyConstraint("code", "reason"),
    sqlite_with_rowid=False,
)

import_key = Table(
    "import_key",
    metadata,
    Column("key", String, nullable=False),
    Column("attendee_id", ForeignKey(attendee.c.id), nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("subject", String, nullable=False, server_default=""),  # as of a code
    PrimaryKeyConstraint("key", "attendee_id"),
    Index("import_key_by_attendee", "attendee_id"),
    sqlite_with_rowid=False,
)

absorbed = Table(
    "absorbed",
    metadata,
    Column("subject", String, primary_key=True),
    Column("stands", String, nullable=False),
    Index("absorbed_by_stands", "stands"),
    sqlite_with_rowid=False,
)

kept_apart = Table(
    "kept_apart",
    metadata,
    Column("fact_id", String, primary_key=True),
    Column("one", String, nullable=False),
    Column("other", String, nullable=False),
    sqlite_with_rowid=False,
)

admission = Table(
    "admission",
    metadata,
    Column("id", String, primary_key=True),
    Column("attendee_id", String, nullable=False),
    Column("list_id", String, nullable=False),
    Column("direction", String, nullable=False),
    Column("at_ms", Integer, nullable=False),
    Column("hlc", Integer, nullable=False),
    Column("origin", String, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("station", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("scan", String, nullable=False),
    Column("registers", String, nullable=False),
    Column("annulled", Boolean, nullable=False),
    Column("automatic", Boolean, nullable=False, server_default="0"),
    Index("admission_by_attendee", "attendee_id", "list_id", "hlc", "origin"),
    Index("admission_by_list", "list_id", "annulled", "at_ms"),
    Index("admission_by_origin", "origin", "seq"),
    Index("admission_by_scan", "scan"),
)

presence = Table(
    "presence",
    metadata,
    Column("attendee_id", String, nullable=False),
    Column("list_id", String, nullable=False),
    Column("inside", Boolean, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("first_ms", Integer, nullable=False),
    Column("last_ms", Integer, nullable=False),
    Column("last_station", String, nullable=False),
    PrimaryKeyConstraint("attendee_id", "list_id"),
    Index("presence_by_list", "list_id", "inside"),
    sqlite_with_rowid=False,
)

undone = Table(
    "undone",
    metadata,
    Column("fact_id", String, primary_key=True),
    sqlite_with_rowid=False,
)

badge = Table(
    "badge",
    metadata,
    Column("fact_id", String, primary_key=True),
    Column("attendee_id", String, nullable=False),
    Column("at_ms", Integer, nullable=False),
    Column("origin", String, nullable=False),
    Column("station", String, nullable=False, server_default=""),
    Index("badge_by_attendee", "attendee_id"),
    sqlite_with_rowid=False,
)

print_job = Table(
    "print_job",
    metadata,
    Column("id", String, primary_key=True),
    Column("attendee_id", String, nullable=False),
    Column("state", String, nullable=False),
    Column("detail", String, nullable=False),
    Column("reasons", String, nullable=False),
    Column("reference", String, nullable=False),
    Column("printer", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("queued_ms", Integer, nullable=False),
    Column("next_ms", Integer, nullable=False),
    Column("queue", String, nullable=False, server_default=""),
    Column("attempt", Integer, nullable=False, server_default="0"),
    Column("turn", Integer, nullable=False, server_default="0"),
    Column("why", String, nullable=False, server_default=""),
    Column("changed_ms", Integer, nullable=False, server_default="0"),
    Column("pace", Integer, nullable=False, server_default="0"),
    Index("print_job_open", "state", "printer"),
    Index("print_job_by_attendee", "attendee_id", "queued_ms"),
)

printer = Table(
    "printer",
    metadata,
    Column("name", String, primary_key=True),
    Column("ready", Boolean, nullable=False),
    Column("reasons", String, nullable=False),
    Column("detail", String, nullable=False),
    Column("since_ms", Integer, nullable=False),
    Column("labels_left", Integer),
)

name_word = Table(
    "name_word",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("word", String, nullable=False, unique=True),
    Column("people", Integer, nullable=False),
    Column("spelt", String, nullable=False),
    Column("heard", LargeBinary, nullable=False),
    sqlite_autoincrement=True,  # a number is never given to another word: what is in memory stays true
)

name_posting = Table(
    "name_posting",
    metadata,
    Column("word", Integer, nullable=False),
    Column("chunk", Integer, nullable=False),
    Column("people", LargeBinary, nullable=False),
    PrimaryKeyConstraint("word", "chunk"),
    sqlite_with_rowid=False,
)
"""Numbers of attendees by numbers of words; like the index of words, it is no projection of its own."""

name_change = Table(
    "name_change",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("word", Integer),
    sqlite_autoincrement=True,  # a number is never given twice: what is in memory is known to be behind
)
"""The words whose lists of people changed last, in order; without a word, any of them may have."""

PROJECTIONS: Final = (
    configured,
    attendee_code,
    barred_code,
    import_key,
    attendee,
    absorbed,
    kept_apart,
    admission,
    presence,
    undone,
    badge,
    name_word,
)
"""Thrown away and folded again by a rebuild, in an order that foreign keys allow."""

SEARCH_DDL: Final = (
    "CREATE VIRTUAL TABLE attendee_search USING fts5(names, others, content='', contentless_delete=1,"
    " detail=column, tokenize=\"unicode61 remove_diacritics 0 tokenchars '-'\", prefix='2 3')"
)
"""Words of an attendee, folded, under its number; SQLAlchemy has no words for a virtual table."""

CODE_INDEX_DDL: Final = "CREATE INDEX attendee_code_in_any_case ON attendee_code (code COLLATE NOCASE)"
"""Codes with the case of A to Z left aside; Alembic cannot compare an index of an expression."""

HEAD_OF_SCHEMA: Final = "0011"
"""The newest migration; a database at it is opened without asking Alembic."""
