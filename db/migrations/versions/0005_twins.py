"""People who are one: who was absorbed by whom, who is kept apart, and whose a code or a file's key was.

Nobody was merged before, so every code and key is the attendee's own, and the new tables are empty.
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE attendee_code ADD COLUMN subject VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE import_key ADD COLUMN subject VARCHAR DEFAULT '' NOT NULL",
    """
    CREATE TABLE absorbed (
        subject VARCHAR NOT NULL,
        stands VARCHAR NOT NULL,
        PRIMARY KEY (subject)
    )
     WITHOUT ROWID
    """,
    "CREATE INDEX absorbed_by_stands ON absorbed (stands)",
    """
    CREATE TABLE kept_apart (
        fact_id VARCHAR NOT NULL,
        one VARCHAR NOT NULL,
        other VARCHAR NOT NULL,
        PRIMARY KEY (fact_id)
    )
     WITHOUT ROWID
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
