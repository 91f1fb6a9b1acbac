"""duties: who may sign what, and how many must. Nobody signs what they requested (X10, E4)."""

from domain.people import Person, Role
from domain.verdict import Route


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
