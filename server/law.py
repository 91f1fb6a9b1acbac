"""law: the law over HTTP: read it, try a text on what was recorded, and change it as two admins."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from domain.law import Backtest, Bill, Check, Edition, Standing
from graph.laws import LAST
from server.identity import SignedIn
from server.premises import Premises

LAST_HERE = 20_000


class Text(BaseModel):
    """A text that might be law."""

    model_config = ConfigDict(extra="forbid")

    text: str


class Trial(Text):
    """A text, and on how many of the newest actions it is tried."""

    last: int = Field(default=LAST, ge=1, le=LAST_HERE)


class Proposal(Text):
    """A text, and why it should be the law."""

    note: str


def law_routes(premises: Premises) -> APIRouter:
    """The addresses under /policy."""
    routes = APIRouter(prefix="/policy", tags=["policy"])

    @routes.get("")
    def read_law(person: SignedIn) -> Standing:
        """The law in force, in words, and what is proposed instead."""
        return premises.house.laws.standing(person.id)

    @routes.get("/history")
    def read_history(person: SignedIn) -> list[Edition]:
        """The texts that came into force, the last one first."""
        return premises.house.laws.history(person.id)

    @routes.post("/check")
    def check(text: Text, person: SignedIn) -> Check:
        """Whether a text could be law; its faults with their lines."""
        return premises.house.laws.check(text.text, person.id)

    @routes.post("/backtest")
    def backtest(trial: Trial, person: SignedIn) -> Backtest:
        """What a text would do otherwise with the newest actions."""
        return premises.house.laws.backtest(trial.text, person.id, trial.last)

    @routes.post("/bills", status_code=201)
    def propose(proposal: Proposal, person: SignedIn) -> Bill:
        """Put a law forward; another admin has to second it."""
        return premises.house.bills.propose(proposal.text, proposal.note, person.id)

    @routes.post("/bills/{bill_id}/second")
    def second(bill_id: str, person: SignedIn) -> Bill:
        """Agree to another admin's bill, which is the law from then on."""
        return premises.house.bills.second(bill_id, person.id)

    @routes.post("/bills/{bill_id}/withdraw")
    def withdraw(bill_id: str, person: SignedIn) -> Bill:
        """Take back a bill of one's own."""
        return premises.house.bills.withdraw(bill_id, person.id)

    @routes.post("/bills/{bill_id}/refuse")
    def refuse(bill_id: str, person: SignedIn) -> Bill:
        """Refuse another admin's bill."""
        return premises.house.bills.refuse(bill_id, person.id)

    return routes
