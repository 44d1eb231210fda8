"""The first tables: the journal, what is folded from it, and the print queue."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE admission (
        id VARCHAR NOT NULL,
        attendee_id VARCHAR NOT NULL,
        list_id VARCHAR NOT NULL,
        direction VARCHAR NOT NULL,
        at_ms INTEGER NOT NULL,
        hlc INTEGER NOT NULL,
        origin VARCHAR NOT NULL,
        seq INTEGER NOT NULL,
        station VARCHAR NOT NULL,
        actor VARCHAR NOT NULL,
        scan VARCHAR NOT NULL,
        registers VARCHAR NOT NULL,
        annulled BOOLEAN NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    "CREATE INDEX admission_by_attendee ON admission (attendee_id, list_id, hlc)",
    "CREATE INDEX admission_by_list ON admission (list_id, annulled, at_ms)",
    "CREATE INDEX admission_by_origin ON admission (origin, seq)",
    "CREATE INDEX admission_by_scan ON admission (scan)",
    """
    CREATE TABLE attendee (
        number INTEGER NOT NULL,
        id VARCHAR NOT NULL,
        code VARCHAR NOT NULL,
        name_latin VARCHAR NOT NULL,
        name_arabic VARCHAR NOT NULL,
        company VARCHAR NOT NULL,
        function VARCHAR NOT NULL,
        category VARCHAR NOT NULL,
        email VARCHAR NOT NULL,
        phone VARCHAR NOT NULL,
        ticket VARCHAR NOT NULL,
        reference VARCHAR NOT NULL,
        note VARCHAR NOT NULL,
        attention VARCHAR NOT NULL,
        registration VARCHAR NOT NULL,
        valid_from VARCHAR NOT NULL,
        valid_until VARCHAR NOT NULL,
        extra VARCHAR NOT NULL,
        folded VARCHAR NOT NULL,
        PRIMARY KEY (number),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX attendee_by_folded ON attendee (folded)",
    """
    CREATE TABLE badge (
        fact_id VARCHAR NOT NULL,
        attendee_id VARCHAR NOT NULL,
        at_ms INTEGER NOT NULL,
        origin VARCHAR NOT NULL,
        PRIMARY KEY (fact_id)
    )
     WITHOUT ROWID
    """,
    "CREATE INDEX badge_by_attendee ON badge (attendee_id)",
    """
    CREATE TABLE configured (
        kind VARCHAR NOT NULL,
        id VARCHAR NOT NULL,
        hlc INTEGER NOT NULL,
        origin VARCHAR NOT NULL,
        body VARCHAR NOT NULL,
        PRIMARY KEY (kind, id)
    )
    """,
    """
    CREATE TABLE fact (
        origin VARCHAR NOT NULL,
        seq INTEGER NOT NULL,
        id VARCHAR NOT NULL,
        hlc INTEGER NOT NULL,
        wall_ms INTEGER NOT NULL,
        kind VARCHAR NOT NULL,
        version INTEGER NOT NULL,
        subject VARCHAR NOT NULL,
        actor VARCHAR NOT NULL,
        salt BLOB NOT NULL,
        body VARCHAR NOT NULL,
        prev_hash BLOB NOT NULL,
        hash BLOB NOT NULL,
        PRIMARY KEY (origin, seq),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX fact_by_subject ON fact (subject, hlc)",
    """
    CREATE TABLE head (
        origin VARCHAR NOT NULL,
        seq INTEGER NOT NULL,
        hlc INTEGER NOT NULL,
        hash BLOB NOT NULL,
        PRIMARY KEY (origin)
    )
    """,
    """
    CREATE TABLE presence (
        attendee_id VARCHAR NOT NULL,
        list_id VARCHAR NOT NULL,
        inside BOOLEAN NOT NULL,
        entries INTEGER NOT NULL,
        first_ms INTEGER NOT NULL,
        last_ms INTEGER NOT NULL,
        last_station VARCHAR NOT NULL,
        PRIMARY KEY (attendee_id, list_id)
    )
     WITHOUT ROWID
    """,
    "CREATE INDEX presence_by_list ON presence (list_id, inside)",
    """
    CREATE TABLE print_job (
        id VARCHAR NOT NULL,
        attendee_id VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        detail VARCHAR NOT NULL,
        reasons VARCHAR NOT NULL,
        reference VARCHAR NOT NULL,
        printer VARCHAR NOT NULL,
        tries INTEGER NOT NULL,
        queued_ms INTEGER NOT NULL,
        next_ms INTEGER NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    "CREATE INDEX print_job_by_attendee ON print_job (attendee_id, queued_ms)",
    "CREATE INDEX print_job_open ON print_job (state, queued_ms)",
    """
    CREATE TABLE station (
        "key" VARCHAR NOT NULL,
        value VARCHAR NOT NULL,
        PRIMARY KEY ("key")
    )
    """,
    """
    CREATE TABLE undone (
        fact_id VARCHAR NOT NULL,
        PRIMARY KEY (fact_id)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE attendee_code (
        code VARCHAR NOT NULL,
        attendee_id VARCHAR NOT NULL,
        PRIMARY KEY (code, attendee_id),
        FOREIGN KEY(attendee_id) REFERENCES attendee (id)
    )
     WITHOUT ROWID
    """,
    "CREATE INDEX attendee_code_by_attendee ON attendee_code (attendee_id)",
    """
    CREATE TABLE import_key (
        "key" VARCHAR NOT NULL,
        attendee_id VARCHAR NOT NULL,
        digest BLOB NOT NULL,
        PRIMARY KEY ("key", attendee_id),
        FOREIGN KEY(attendee_id) REFERENCES attendee (id)
    )
     WITHOUT ROWID
    """,
    "CREATE INDEX import_key_by_attendee ON import_key (attendee_id)",
    """
    CREATE VIRTUAL TABLE attendee_search USING fts5(names, others, content='',
    contentless_delete=1, tokenize="unicode61 remove_diacritics 0",
    prefix='2 3 4')
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
