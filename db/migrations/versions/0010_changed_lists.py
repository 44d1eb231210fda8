"""Which lists of people changed last, so that what is kept of them in memory is kept up with."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE TABLE name_change (number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, word INTEGER)")
