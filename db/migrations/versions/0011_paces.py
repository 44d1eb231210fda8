"""Whether a badge was asked for among many: somebody at the desk goes before the rest of a batch.

What waits already keeps its order: nobody knows any more who asked for it.
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE print_job ADD COLUMN pace INTEGER DEFAULT '0' NOT NULL")
