"""storage: tables, transactions and the rows in them. It remembers and decides nothing."""
