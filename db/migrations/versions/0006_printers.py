"""Several printers, each with its own queue, its state and its roll; and which desk printed a badge.

What a job was sent to is kept under `queue`, the way's own name of it; `printer` is what the desk calls
it by, which an older station did not know: its jobs are given to a printer when the queue is next run.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE print_job ADD COLUMN queue VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE print_job ADD COLUMN attempt INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE print_job ADD COLUMN turn INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE print_job ADD COLUMN why VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE print_job ADD COLUMN changed_ms INTEGER DEFAULT 0 NOT NULL",
    "UPDATE print_job SET queue = printer, printer = '', changed_ms = queued_ms",
    "DROP INDEX print_job_open",
    "CREATE INDEX print_job_open ON print_job (state, printer)",
    """
    CREATE TABLE printer (
        name VARCHAR NOT NULL,
        ready BOOLEAN NOT NULL,
        reasons VARCHAR NOT NULL,
        detail VARCHAR NOT NULL,
        since_ms INTEGER NOT NULL,
        labels_left INTEGER,
        PRIMARY KEY (name)
    )
    """,
    "ALTER TABLE badge ADD COLUMN station VARCHAR DEFAULT '' NOT NULL",
    """
    UPDATE badge SET station = coalesce(
        (SELECT json_extract(body, '$.station') FROM fact
         WHERE id = badge.fact_id AND json_valid(body) AND json_type(body, '$.station') = 'text'), '')
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
