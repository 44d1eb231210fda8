"""By which keys spellings of one name are found: a column for each script, with an index.

Whoever opens the station works them out from the names that are there.
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE attendee ADD COLUMN heard_latin VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE attendee ADD COLUMN heard_arabic VARCHAR DEFAULT '' NOT NULL",
    "CREATE INDEX attendee_by_heard_latin ON attendee (heard_latin)",
    "CREATE INDEX attendee_by_heard_arabic ON attendee (heard_arabic)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
