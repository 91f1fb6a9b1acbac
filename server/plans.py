"""plans: approved plans over HTTP. They are read with their conversation; here they end."""

from fastapi import APIRouter

from domain.plan import ApprovedPlan
from server.identity import SignedIn
from server.premises import Premises


def plan_routes(premises: Premises) -> APIRouter:
    """The addresses under /plans."""
    routes = APIRouter(prefix="/plans", tags=["plans"])

    @routes.post("/{plan_id}/close")
    def close(plan_id: str, person: SignedIn) -> ApprovedPlan:
        """End an approved plan: nothing more goes alone because of it."""
        return premises.house.plans.close(plan_id, person.id)

    return routes
