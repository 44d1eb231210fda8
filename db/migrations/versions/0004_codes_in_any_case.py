"""An index of codes that leaves the case of A to Z aside, for scans of a code that nobody has so spelt."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE INDEX attendee_code_in_any_case ON attendee_code (code COLLATE NOCASE)")
