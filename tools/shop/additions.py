"""additions: what later versions of the shop have beyond the first, with their first rows.

Run on a new file right after the seed, and on an older file when it is next opened; so a statement
here may never change once it has been released.
"""

SECOND_VERSION = (
    "ALTER TABLE customers ADD COLUMN street TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE customers ADD COLUMN postcode TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE address_changes (
        change_id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers,
        at TEXT NOT NULL, idempotency_key TEXT NOT NULL UNIQUE)""",
    """CREATE TABLE credits (
        credit_id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers,
        amount_minor INTEGER NOT NULL CHECK (amount_minor > 0), reason TEXT NOT NULL,
        at TEXT NOT NULL, withdrawn_at TEXT, idempotency_key TEXT NOT NULL UNIQUE)""",
    """CREATE TABLE erasures (
        customer_id INTEGER PRIMARY KEY REFERENCES customers, at TEXT NOT NULL,
        idempotency_key TEXT NOT NULL UNIQUE)""",
    """CREATE TABLE notices (
        notice_id INTEGER PRIMARY KEY, segment TEXT NOT NULL, subject TEXT NOT NULL,
        text TEXT NOT NULL, at TEXT NOT NULL, idempotency_key TEXT NOT NULL UNIQUE)""",
    """CREATE TABLE notice_readers (
        notice_id INTEGER NOT NULL REFERENCES notices,
        customer_id INTEGER NOT NULL REFERENCES customers, PRIMARY KEY (notice_id, customer_id))""",
    "CREATE TABLE partner (mood TEXT NOT NULL CHECK (mood IN ('fail', 'hang', 'well')))",
    "INSERT INTO partner VALUES ('fail')",
    """CREATE TABLE syncs (
        sync_id INTEGER PRIMARY KEY, items INTEGER NOT NULL, at TEXT NOT NULL)""",
)

THIRD_VERSION = (
    """CREATE TABLE recommendations (
        recommendation_id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers,
        item TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL,
        idempotency_key TEXT NOT NULL UNIQUE)""",
)

# street, postcode, customer_id
STREETS = (
    ("Feldgasse 12", "8010", 201),
    ("Rua das Oliveiras 8", "4050-449", 202),
    ("Via Roma 21", "10123", 203),
    ("Dlouha 5", "602 00", 204),
    ("Ahornweg 3", "10115", 205),
    ("Molenstraat 17", "3511 AB", 206),
    ("Ulitsa Vitosha 30", "1000", 207),
    ("Storgatan 9", "211 42", 208),
)
