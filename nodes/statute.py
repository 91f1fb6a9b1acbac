"""statute: the law in force, for every thread of this process. Newer rows take its place.

Whoever judges reads it once for each verdict, so that a verdict is given under one law.
"""

import logging
import threading

from domain.errors import Invalid
from policy.rules import Law, enact
from storage import laws
from storage.unit import Storage

log = logging.getLogger(__name__)


class Statute:
    """The law that holds now; `seq` is the number of the newest text that was looked at.

    `notice` says why the newest text is not in force, where today's code cannot enact it.
    """

    def __init__(self, law: Law, seq: int = 0) -> None:
        self._law = law
        self._seq = seq
        self._guard = threading.Lock()
        self.notice = ""

    @property
    def law(self) -> Law:
        """The law in force."""
        return self._law

    def follow(self, storage: Storage) -> bool:
        """Take over a law that was enacted since; whether one was. One cheap query if not."""
        with storage.view() as unit:
            if laws.latest_seq(unit) <= self._seq:
                return False
            row = laws.latest(unit)
        assert row is not None
        with self._guard:
            if row["seq"] <= self._seq:
                return False
            self._seq = row["seq"]
            if row["version"] == self._law.version:
                self.notice = ""
                return False
            try:
                self._law, self.notice = enact(row["text"], "the law of the last bill"), ""
            except Invalid as broken:
                self.notice = broken.sentence
                log.warning("the old law stays: %s", broken.sentence)
                return False
            return True
