"""means: how people oversee the agent, one paragraph each, read from the configuration and code.

Who may do what is asked of the very functions and constants that the desk and the house go by.
"""

from collections.abc import Callable

from domain.people import HALTING, JUDGING, TAKING_OVER, Person, Role
from domain.verdict import Route
from graph.house import House
from policy.duties import may_sign, signatures_needed
from policy.wording import worth_of
from tools.guards import GUARDS


def means_of(house: House) -> dict[str, list[str]]:
    """Each means by its name, as sentences."""
    return {name: write(house) for name, write in _MEANS.items()}


def _understand(house: House) -> list[str]:
    return [
        "Every request shows the action with the very arguments that would run, the law's reasons "
        "above the agent's own words, where each value came from, what the requester wrote, and "
        "how the action can be taken back.",
        "What was shown is what runs: the digest of arguments and tool is checked in the "
        "transaction that starts the effect.",
    ]


def _deciders(house: House) -> list[str]:
    told = []
    for route in Route:
        if route.acts_alone or route is Route.REFUSE:
            continue
        roles = [role.value for role in Role if may_sign(_holder(role), route)]
        needed = signatures_needed(route)
        people = "one person" if needed == 1 else f"{needed} different people"
        told.append(f"Route `{route.value}`: {people}, each a {' or '.join(roles)}.")
    return [*told, "Nobody decides what they asked for themselves, and the agent never decides."]


def _override(house: House) -> list[str]:
    return [
        "Whoever may sign a request may approve, change or reject it, or answer in the tool's "
        "place; silence never approves, and a request that nobody decides lapses.",
        f"A {_listed(TAKING_OVER)} can take a conversation over and speak in the agent's place.",
    ]


def _reverse(house: House) -> list[str]:
    undone = [(tool.name, tool.undo.tool) for tool in house.rooms.catalogue if tool.undo]
    listed = [f"`{name}` is taken back with `{other}`." for name, other in sorted(undone)]
    return [
        "A decision can be undone by who signed it until its effect begins.",
        *(listed or ["No tool names another that takes it back."]),
    ]


def _interrupt(house: House) -> list[str]:
    return [
        "The requester can stop the agent: what has not begun never begins.",
        f"A {_listed(HALTING)} can halt the whole house: no effect starts until it is released.",
        "Before each effect these guards are checked in one transaction: "
        + ", ".join(f"`{guard.__name__}`" for guard in GUARDS)
        + ".",
    ]


def _attention(house: House) -> list[str]:
    law = house.rooms.law
    lists = {
        f"{kind} {name}": terms.checklist
        for kind, named in (("domain", law.domains), ("tool", law.tools))
        for name, terms in named.items()
        if terms.checklist
    }
    ticked = [f"For {name}: {'; '.join(items)}." for name, items in sorted(lists.items())]
    return [
        "An item that has only just opened takes no decision, so that nobody approves by reflex.",
        f"A decision is expected within {law.request.sla_seconds} seconds unless the law says "
        "otherwise for a tool or domain; late ones are counted, never let through.",
        *(["Checklists that must be ticked before anybody agrees:", *ticked] if ticked else []),
    ]


def _proportion(house: House) -> list[str]:
    rails, matrix, bands = (
        house.rooms.law.guardrails,
        house.rooms.law.matrix,
        house.rooms.law.confidence,
    )
    worth = worth_of(house.rooms.law, house.rooms.source, house.calibration.standing())
    return [
        f"Hard guardrails ask first: sums above {_sum(rails.review_above_minor)} (a lead above "
        f"{_sum(rails.lead_above_minor)}, two people above {_sum(rails.two_above_minor)}), more "
        f"than {rails.review_above_blast_radius} people or records at once, what cannot be taken "
        "back, what is regulated or physical, and every tool without a risk profile.",
        f"Then {matrix.reds_for_review} red properties of cost, reversibility, regulation and "
        f"ambiguity; then confidence below {bands.act:.2f}. An agent that does not say how sure it "
        f"is counts as {bands.unstated:.2f}.",
        f"The confidence of this house's agent, `{house.rooms.source}`: {worth}.",
    ]


def _record(house: House) -> list[str]:
    return [
        "Each verdict is kept with the law's version, the thresholds and the facts it rests on, "
        "before anything follows from it; each decision with who, when, why, before and after.",
        "The audit is a chain of hashes, sealed on a schedule; `countersign audit verify` says up "
        "to when it is sealed.",
        f"Those who read it all: {_listed(JUDGING)}.",
    ]


def _holder(role: Role) -> Person:
    return Person(id="somebody", name="Somebody", roles=(role,))


def _listed(roles: tuple[Role, ...]) -> str:
    return " or ".join(role.value for role in roles)


def _sum(minor: int) -> str:
    return f"{minor // 100:,}.{minor % 100:02d}"


_MEANS: dict[str, Callable[[House], list[str]]] = {
    "understand": _understand,
    "deciders": _deciders,
    "override": _override,
    "reverse": _reverse,
    "interrupt": _interrupt,
    "attention": _attention,
    "proportion": _proportion,
    "record": _record,
}
