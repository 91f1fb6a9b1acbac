"""till: tools that cost what they are told and go alone, as far as the law's limits let them.

What they did stands in the fake world as a note.
"""

from langchain_core.tools import StructuredTool

from tests.fakes.world import happened, note


def credit(to: str, amount_minor: int) -> str:
    """Credit somebody with a sum."""
    note(f"{to} {amount_minor}")
    return f"credited {amount_minor} to {to}"


def bounce(to: str, amount_minor: int) -> str:
    """Say that nobody was credited."""
    raise ValueError(f"refused: {to}")


def vanish(to: str, amount_minor: int) -> str:
    """Credit somebody, then lose the connection."""
    credit(to, amount_minor)
    raise ConnectionResetError("connection lost")


def falter(to: str, amount_minor: int) -> str:
    """Lose the connection before anybody is credited, the first time; then credit them."""
    faltered = f"faltered at {to}"
    if f"note {faltered}" in happened():
        return credit(to, amount_minor)
    note(faltered)
    raise ConnectionResetError("connection lost")


def again(to: str, amount_minor: int) -> str:
    """Credit somebody; may be called again after a crash."""
    return credit(to, amount_minor)


def send(to: str, amount_minor: int) -> str:
    """Credit somebody for good."""
    return credit(to, amount_minor)


MONEY = {
    "external": False,
    "reversibility": "effort",
    "cost": {"argument": "amount_minor"},
    "recipient": "to",
}
TOOLS = [
    *(
        StructuredTool.from_function(function, metadata={"risk": MONEY, "timeout_seconds": 1.0})
        for function in (credit, bounce, vanish, falter)
    ),
    StructuredTool.from_function(again, metadata={"risk": MONEY, "idempotent": True}),
    # It cannot be taken back, so somebody signs each.
    StructuredTool.from_function(
        send,
        metadata={
            "risk": MONEY | {"external": True, "reversibility": "irreversible"},
            "timeout_seconds": 1.0,
        },
    ),
]
