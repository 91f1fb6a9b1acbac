"""people: who is there and what each may do. A person may hold several roles."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Role(StrEnum):
    """What a person may do in the house; a lead may do what a reviewer may."""

    REQUESTER = "requester"
    REVIEWER = "reviewer"
    LEAD = "lead"
    OPERATOR = "operator"
    ADMIN = "admin"


# Who reads the desk, and every conversation and task; deciding asks for more.
JUDGING = (Role.REVIEWER, Role.LEAD, Role.ADMIN)
# Who throws and releases the kill switch, and who speaks in the agent's place.
HALTING = (Role.LEAD, Role.ADMIN)
TAKING_OVER = (Role.LEAD,)


class Person(BaseModel):
    """Somebody known to the house; the law may ask for `skills`: licences and specialisms."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    roles: tuple[Role, ...]
    skills: tuple[str, ...] = ()

    def holds(self, *roles: Role) -> bool:
        """Whether this person has at least one of `roles`."""
        return any(role in self.roles for role in roles)
