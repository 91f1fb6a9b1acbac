"""law: what people read of the law and do about it: its texts, bills, and what a change would do.

Sums are in minor units, shares between 0 and 1.
"""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from domain.verdict import Reason, Route


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class Fault(_Value):
    """What keeps a text from being a law: the line (None for the end), the key, and why."""

    line: int | None
    where: str
    what: str


class Row(_Value):
    """One thing that the law states: its key, what it is about, and its value in words."""

    key: str
    about: str
    value: str


class Section(_Value):
    """One table of the law in words."""

    title: str
    rows: tuple[Row, ...]


class Edition(_Value):
    """A text that came into force. `source` is shipped, file or bill; "" in older houses."""

    seq: int
    version: str
    text: str
    enacted_at: datetime
    source: str
    proposed_by: str | None
    seconded_by: str | None


class BillState(StrEnum):
    """Where a bill stands."""

    PROPOSED = "proposed"
    ENACTED = "enacted"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


class Bill(_Value):
    """A law that somebody puts forward. `is_stale`: another law came into force meanwhile.

    `loosens` says in words what it asks less of than the law in force.
    """

    id: str
    version: str
    text: str
    note: str
    state: BillState
    proposed_by: str
    proposed_at: datetime
    settled_by: str | None
    settled_at: datetime | None
    against: str
    is_stale: bool
    loosens: tuple[str, ...]


class Standing(_Value):
    """The law in force and what is proposed instead; `names` are those of the people who did.

    `notice` says why a newer text is not in force; `late` how many requests are past their time.
    """

    edition: Edition
    sections: tuple[Section, ...]
    bills: tuple[Bill, ...]
    names: dict[str, str]
    late: int
    notice: str = ""

    def name_of(self, person_id: str | None) -> str:
        """What somebody mentioned here is called; their id if the house does not know them."""
        return self.names.get(person_id or "", person_id or "the house")


class Check(_Value):
    """Whether a text could be law; `loosens` is what it asks less of than the law in force."""

    version: str
    faults: tuple[Fault, ...]
    loosens: tuple[str, ...]
    is_in_force: bool


class Settled(StrEnum):
    """What people did about an action; `nothing` where nobody decided."""

    APPROVED = "approved"
    EDITED = "edited"
    REJECTED = "rejected"
    NOTHING = "nothing"


class Flip(_Value):
    """An action that a candidate sends elsewhere than it went; `request_id` is "" for none."""

    verdict_id: str
    thread_id: str
    request_id: str
    name: str
    at: datetime
    before: Route
    after: Route
    reasons: tuple[Reason, ...]
    settled: Settled


class Stake(_Value):
    """What the actions cost, in one currency, that a candidate lets go alone.

    `wrong_minor` is the sum of those that people had stopped or changed. `expected_minor` is the
    share of such actions times their sum, added up over the bands of prices of which enough was
    decided, between `low_minor` and `high_minor`.
    """

    currency: str
    at_stake_minor: int
    wrong_minor: int
    expected_minor: int
    low_minor: int
    high_minor: int


class Release(_Value):
    """What a candidate lets go alone though people were asked.

    Of `count` actions `decided` were decided, `wrong` of them rejected, changed, or found bad
    afterwards. `share` is wrong by decided, with its 95 % interval (Wilson); with nothing decided
    it is unknown and the interval is 0 to 1. `unpriced` have no cost that can be read.
    """

    count: int
    decided: int
    wrong: int
    share: float | None
    low: float
    high: float
    unpriced: int
    stakes: tuple[Stake, ...]


class Hint(_Value):
    """How often people overrode actions of one domain on both sides of its threshold (B6).

    Above it they looked at a sample, or for another reason than confidence.
    """

    domain: str
    act: float
    above: int
    above_overridden: int
    below: int
    below_overridden: int
    words: str


class Backtest(_Value):
    """Recorded actions judged again under a candidate. Reads count among none but `replayed`.

    `left_out` are verdicts from which the facts are missing. `asked_before` and `asked_after` count
    actions that wait for people, `signatures_*` what these have to sign. `unknown` says what the
    candidate asks that nobody had written down; such actions may be asked about more often.
    `flipped` counts all flips, of which `flips` are the newest.
    """

    version: str
    replayed: int
    left_out: int
    acting: int
    flipped: int
    flips: tuple[Flip, ...]
    asked_before: int
    asked_after: int
    refused_before: int
    refused_after: int
    rechecked_before: int
    rechecked_after: int
    signatures_before: int
    signatures_after: int
    added: int
    saved: int
    caught: int
    release: Release
    hints: tuple[Hint, ...]
    unknown: tuple[str, ...]
