"""Who has which word among their names, in lists; and each word with how it is spelt and heard.

All of it is worked out anew from the attendees, and so is the index of words: whoever opens the station
fills them from the people who are there.
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STATEMENTS = (
    "DROP TABLE name_key",
    "DROP TABLE name_word",
    """
    CREATE TABLE name_word (
        number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        word VARCHAR NOT NULL,
        people INTEGER NOT NULL,
        spelt VARCHAR NOT NULL,
        heard BLOB NOT NULL,
        UNIQUE (word)
    )
    """,
    """
    CREATE TABLE name_posting (
        word INTEGER NOT NULL,
        chunk INTEGER NOT NULL,
        people BLOB NOT NULL,
        PRIMARY KEY (word, chunk)
    )
     WITHOUT ROWID
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
