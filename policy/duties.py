"""duties: who may sign what, and how many must. Nobody signs what they requested (X10, E4)."""

from domain.action import Action
from domain.people import Person, Role
from domain.verdict import Route, Signers
from policy.rules import Law

LEADS = 3


def signatures_needed(route: Route) -> int:
    """How many different people must agree on a route that asks people."""
    return 2 if route is Route.TWO else 1


def may_sign(person: Person, route: Route) -> bool:
    """Whether this person's roles suffice for one of the signatures that `route` asks for."""
    if route is Route.REFUSE:
        return False
    if route is Route.LEAD:
        return person.holds(Role.LEAD)
    return person.holds(Role.REVIEWER, Role.LEAD)


def lacks(person: Person, signers: Signers | None) -> str:
    """What this person lacks to be one of `signers`, in words; "" for nothing."""
    if signers is None:
        return ""
    if signers.role is Role.LEAD and not person.holds(Role.LEAD):
        return "the role of a lead"
    missing = [skill for skill in signers.skills if skill not in person.skills]
    return f"what it takes: {', '.join(missing)}" if missing else ""


def by_leads(signers: Signers) -> Signers:
    """The same number of people, each of them a lead."""
    return signers.model_copy(update={"role": Role.LEAD, "tier": LEADS})


def signers_of(action: Action, route: Route, law: Law) -> Signers:
    """Who must sign or look at `action`; a specialist's matter is tier two (A12, D15, X10)."""
    terms = law.terms(action)
    lead = route is Route.LEAD or terms.role is Role.LEAD
    return Signers(
        role=Role.LEAD if lead else Role.REVIEWER,
        tier=LEADS if lead else 2 if terms.skills else 1,
        quorum=signatures_needed(route),
        sla_seconds=terms.sla_seconds,
        decide_within_seconds=(
            terms.recheck_within_seconds if route is Route.RECHECK else terms.decide_within_seconds
        ),
        skills=terms.skills,
        checklist=terms.checklist,
    )
