"""seed: the tables and the first rows of the demo shop.

Fixed to the last cent and second, so that every demo and every test meets the same shop.
"""

SCHEMA = (
    """CREATE TABLE customers (
        customer_id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE,
        city TEXT NOT NULL)""",
    """CREATE TABLE orders (
        order_id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers,
        total_minor INTEGER NOT NULL, currency TEXT NOT NULL, status TEXT NOT NULL,
        placed_at TEXT NOT NULL)""",
    """CREATE TABLE items (
        order_id INTEGER NOT NULL REFERENCES orders, position INTEGER NOT NULL,
        name TEXT NOT NULL, quantity INTEGER NOT NULL, price_minor INTEGER NOT NULL,
        PRIMARY KEY (order_id, position))""",
    """CREATE TABLE refunds (
        refund_id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders,
        amount_minor INTEGER NOT NULL CHECK (amount_minor > 0), reason TEXT NOT NULL,
        at TEXT NOT NULL, idempotency_key TEXT NOT NULL UNIQUE)""",
    """CREATE TABLE cancellations (
        order_id INTEGER PRIMARY KEY REFERENCES orders, reason TEXT NOT NULL,
        at TEXT NOT NULL, idempotency_key TEXT NOT NULL UNIQUE)""",
    """CREATE TABLE results (
        idempotency_key TEXT PRIMARY KEY, asked TEXT NOT NULL, result TEXT NOT NULL)""",
)

CUSTOMERS = (
    (201, "Anna Berger", "anna.berger@example.com", "Graz"),
    (202, "Bruno Costa", "bruno.costa@example.com", "Porto"),
    (203, "Chiara Russo", "chiara.russo@example.com", "Turin"),
    (204, "David Novak", "david.novak@example.com", "Brno"),
    (205, "Elif Kaya", "elif.kaya@example.com", "Berlin"),
    (206, "Femke de Vries", "femke.devries@example.com", "Utrecht"),
    (207, "Goran Petrov", "goran.petrov@example.com", "Sofia"),
    (208, "Hanna Lind", "hanna.lind@example.com", "Malmo"),
)

# order_id, customer_id, status, placed_at, ((item, quantity, price_minor), ...)
ORDERS = (
    (1035, 203, "delivered", "2026-01-05T09:12:00Z", (("Linen tablecloth", 1, 4900),)),
    (1036, 201, "delivered", "2026-01-06T14:40:00Z", (("Oak cutting board", 1, 3450),)),
    (1037, 207, "delivered", "2026-01-07T18:03:00Z", (("Espresso cups, set of 4", 1, 2800),)),
    (1038, 202, "cancelled", "2026-01-08T07:55:00Z", (("Cast-iron pan", 1, 6200),)),
    (1039, 206, "delivered", "2026-01-09T11:20:00Z", (("Beeswax candle", 6, 450),)),
    (1040, 204, "delivered", "2026-01-10T16:31:00Z", (("Wool blanket", 1, 8900),)),
    (1041, 205, "delivered", "2026-01-11T10:05:00Z", (("Tea tin", 2, 1250),)),
    (1042, 201, "delivered", "2026-01-12T08:47:00Z", (("Stoneware mug", 1, 1850),)),
    (1043, 208, "shipped", "2026-01-13T12:15:00Z", (("Bread knife", 1, 3900),)),
    (1044, 202, "shipped", "2026-01-14T19:22:00Z", (("Glass carafe", 1, 2600),)),
    (
        1045,
        203,
        "shipped",
        "2026-01-15T15:09:00Z",
        (("Dinner plate", 6, 1400), ("Soup bowl", 6, 1200)),
    ),
    (1046, 205, "paid", "2026-01-16T09:58:00Z", (("Coffee grinder", 1, 12900),)),
    (1047, 206, "paid", "2026-01-17T13:44:00Z", (("Kitchen scale", 1, 4500),)),
    (
        1048,
        204,
        "paid",
        "2026-01-18T17:30:00Z",
        (("Stoneware mug", 4, 1850), ("Milk jug", 1, 2200)),
    ),
)

CURRENCY = "EUR"
