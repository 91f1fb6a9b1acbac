"""briefing: what a brief is made of, over HTTP: the playbooks of the house, and its tools."""

from fastapi import APIRouter

from domain.brief import Playbook, ToolCard
from server.identity import SignedIn
from server.premises import Premises


def briefing_routes(premises: Premises) -> APIRouter:
    """The addresses of playbooks and tools."""
    routes = APIRouter(tags=["briefs"])

    @routes.get("/playbooks")
    def list_playbooks(person: SignedIn) -> list[Playbook]:
        """The playbooks of the house, each with the brief that it makes."""
        return premises.house.briefing.playbooks(person.id)

    @routes.get("/tools")
    def list_tools(person: SignedIn) -> list[ToolCard]:
        """The tools that a brief may allow or leave out."""
        return premises.house.briefing.tools(person.id)

    return routes
