"""What doors need: answers given there, exits at the end of a day, and codes that open nothing any more.

Nothing that older versions wrote speaks of any of them, so the journal need not be folded again.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE attendee ADD COLUMN answers VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE admission ADD COLUMN automatic BOOLEAN DEFAULT '0' NOT NULL",
    "DROP INDEX admission_by_attendee",
    "CREATE INDEX admission_by_attendee ON admission (attendee_id, list_id, hlc, origin)",
    """
    CREATE TABLE barred_code (
        code VARCHAR NOT NULL,
        reason VARCHAR NOT NULL,
        at_ms INTEGER NOT NULL,
        hlc INTEGER NOT NULL,
        station VARCHAR NOT NULL,
        PRIMARY KEY (code, reason)
    )
     WITHOUT ROWID
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
