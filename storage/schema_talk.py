"""schema_talk: what hangs on a conversation besides its words: stops, and pictures in letters.

Whoever asks METADATA for every table must have imported this file.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, String, Table

from storage.schema import METADATA

# What the agent does on the strength of mail up to `mail_seq` is stopped; newer mail is not.
STOPS = Table(
    "stops",
    METADATA,
    Column("thread_id", ForeignKey("threads.id"), primary_key=True),
    Column("mail_seq", BigInteger, primary_key=True),
    Column("by", String(128), nullable=False),
    Column("at", BigInteger, nullable=False),
)

ENCLOSURES = Table(
    "enclosures",
    METADATA,
    Column("thread_id", ForeignKey("threads.id"), primary_key=True),
    Column("digest", String(64), primary_key=True),
)
Index("ix_enclosures_digest", ENCLOSURES.c.digest)
