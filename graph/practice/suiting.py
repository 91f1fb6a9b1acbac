"""suiting: how well each kind of value suits each kind of parameter, before any nearness."""

from graph.practice.kinds import Kind

SUITS = {
    (Kind.ADDRESS, "email"): 1.0,
    (Kind.MOMENT, "datetime"): 0.95,
    (Kind.MOMENT, "date"): 0.92,
    (Kind.MOMENT, "time"): 0.9,
    (Kind.MINOR, "money"): 1.0,
    (Kind.MINOR, "integer"): 0.5,
    (Kind.MINOR, "decimal"): 0.55,
    (Kind.MONEY, "money"): 1.0,
    (Kind.MONEY, "decimal"): 0.7,
    (Kind.MONEY, "integer"): 0.6,
    (Kind.NUMBER, "integer"): 0.8,
    (Kind.NUMBER, "decimal"): 0.8,
    (Kind.IDENTITY, "code"): 0.95,
    (Kind.IDENTITY, "integer"): 0.8,
    (Kind.IDENTITY, "quoted"): 0.7,
    (Kind.LINK, "url"): 1.0,
    (Kind.WORD, "quoted"): 0.75,
    (Kind.WORD, "code"): 0.7,
    (Kind.WORD, "name"): 0.72,
    (Kind.WORD, "word"): 0.5,
    (Kind.WORD, "integer"): 0.5,
    (Kind.TEXT, "quoted"): 0.6,
}
