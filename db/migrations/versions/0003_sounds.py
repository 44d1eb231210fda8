"""What finding people by the sound of their names needs: the words of the roll's names, under keys.

The index of words is made anew; whoever opens the station fills it from the people who are there.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE name_word (
        word VARCHAR NOT NULL,
        people INTEGER NOT NULL,
        PRIMARY KEY (word)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE name_key (
        "key" VARCHAR NOT NULL,
        shape VARCHAR NOT NULL,
        word VARCHAR NOT NULL,
        PRIMARY KEY ("key", shape, word)
    )
     WITHOUT ROWID
    """,
    "DROP TABLE attendee_search",
    """
    CREATE VIRTUAL TABLE attendee_search USING fts5(names, others, content='', contentless_delete=1,
        detail=column, tokenize="unicode61 remove_diacritics 0 tokenchars '-'", prefix='2 3')
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
