"""lawbook: a client of the law that answers from values and remembers what was asked of it."""

from typing import Any

from domain.law import Backtest, Bill, Check, Edition, Release, Section, Standing
from domain.verdict import Route
from tests.ui.fakes import FakeClient
from tests.ui.values import HOSTILE, NOW

TEXT = "[confidence]\nact = 0.85\n"


def edition(seq: int = 1, **changed: Any) -> Edition:
    """A text that came into force as shipped."""
    values = {"seq": seq, "version": f"v{seq}", "text": TEXT, "enacted_at": NOW}
    whose = {"source": "shipped", "proposed_by": None, "seconded_by": None}
    return Edition.model_validate(values | whose | changed)


def bill(**changed: Any) -> Bill:
    """A bill by the first admin that asks for less."""
    values = {
        "id": "bill_1",
        "version": "v2",
        "text": TEXT.replace("0.85", "0.7"),
        "note": "Too many questions",
        "state": "proposed",
        "proposed_by": "admin-1",
        "proposed_at": NOW,
        "settled_by": None,
        "settled_at": None,
        "against": "v1",
        "is_stale": False,
        "loosens": ("confidence.act: 0.85 to 0.7",),
    }
    return Bill.model_validate(values | changed)


def standing(*bills: Bill, **changed: Any) -> Standing:
    """The first edition in force."""
    row = {"key": "confidence.act", "about": "Goes alone from", "value": "0.85"}
    sections = (Section.model_validate({"title": "How sure", "rows": [row]}),)
    values = {"edition": edition(), "sections": sections, "bills": bills, "names": {}, "late": 0}
    return Standing.model_validate(values | changed)


def backtest(**changed: Any) -> Backtest:
    """Ten actions, one of which would go alone."""
    flip = {
        "verdict_id": "ver_1",
        "thread_id": "t-1",
        "request_id": "req_1",
        "name": "refund_order",
        "at": NOW,
        "before": Route.REVIEW,
        "after": Route.AUTO,
        "reasons": [{"code": "low_risk", "text": HOSTILE}],
        "settled": "rejected",
    }
    stake = {
        "currency": "EUR",
        "at_stake_minor": 1850,
        "wrong_minor": 1850,
        "expected_minor": 1850,
        "low_minor": 382,
        "high_minor": 1850,
    }
    release = Release.model_validate(
        {"count": 1, "decided": 1, "wrong": 1, "share": 1.0, "low": 0.2065, "high": 1.0}
        | {"unpriced": 0, "stakes": [stake]}
    )
    counts = {name: 0 for name, field in Backtest.model_fields.items() if field.annotation is int}
    values = counts | {"replayed": 12, "acting": 10, "asked_before": 5, "asked_after": 4}
    values |= {"flipped": 1, "saved": 1, "left_out": 2}
    parts = {"flips": [flip], "release": release, "hints": [], "unknown": ["How it sounded."]}
    return Backtest.model_validate(values | parts | {"version": "v2"} | changed)


class LawClient(FakeClient):
    """Stands in for the client where the law is read and changed."""

    def __init__(self, told: Standing) -> None:
        super().__init__()
        self.told = told
        self.checked = Check(version="v2", faults=(), loosens=(), is_in_force=False)

    def law(self) -> Standing:
        return self.told

    def law_history(self) -> list[Edition]:
        return [edition(2, text=TEXT.replace("0.85", "0.9")), edition(1)]

    def check_law(self, text: str) -> Check:
        self._called("check_law", text)
        return self.checked

    def backtest(self, text: str, last: int) -> Backtest:
        self._called("backtest", text, last)
        return backtest()

    def propose(self, text: str, note: str) -> Bill:
        self._called("propose", text, note)
        return bill()

    def second(self, bill_id: str) -> Bill:
        self._called("second", bill_id)
        return bill(state="enacted")

    def withdraw_bill(self, bill_id: str) -> Bill:
        self._called("withdraw_bill", bill_id)
        return bill(state="withdrawn")

    def refuse_bill(self, bill_id: str) -> Bill:
        self._called("refuse_bill", bill_id)
        return bill(state="refused")
