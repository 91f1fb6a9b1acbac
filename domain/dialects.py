"""dialects: the forms in which clients send a decision, all read into one.

LangChain's single decision and its `{"decisions": [one]}`, the older inbox's list of one
(accept | edit | response | ignore), and MCP's form elicitation (accept | decline | cancel).
What fits none of them is refused whole; nothing is guessed.
"""

from typing import Any

from pydantic import ValidationError

from domain.decision import Decision
from domain.errors import Invalid


def read_decision(given: Any) -> Decision:
    """The Decision that `given` says; raises Invalid `decision_malformed`."""
    if isinstance(given, Decision):
        return given
    try:
        return Decision.model_validate(_plain(given))
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"]) or "the decision"
        raise _malformed(f"{where}: {fault['msg']}") from error


def _plain(given: Any) -> dict[str, Any]:
    if isinstance(given, list):
        return _older(_only(given))
    if not isinstance(given, dict):
        raise _malformed("it is not an object")
    if set(given) == {"decisions"}:
        return _single(_only(given["decisions"]))
    if "action" in given and "type" not in given:
        return _elicited(given)
    return _single(given)


def _single(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise _malformed("it is not an object")
    return _edited(given) if given.get("type") == "edit" else dict(given)


def _only(decisions: Any) -> Any:
    if not isinstance(decisions, list) or len(decisions) != 1:
        raise _malformed("a request takes exactly one decision")
    return decisions[0]


def _edited(given: dict[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in given.items() if name != "edited_action"}
    if "edited_action" not in given:
        return rest
    action = given["edited_action"]
    if {"name", "arguments"} & set(rest):
        raise _malformed("an edit says its action once")
    if not isinstance(action, dict) or set(action) != {"name", "args"}:
        raise _malformed('edited_action is {"name": ..., "args": {...}}')
    return {**rest, "name": action["name"], "arguments": action["args"]}


def _older(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict) or given.get("type") not in tuple(_OLDER):
        raise _malformed(f"the type is one of {', '.join(_OLDER)}")
    plain: dict[str, Any] = {"type": _OLDER[given["type"]]}
    arguments = given.get("args")
    if given["type"] == "edit":
        if not isinstance(arguments, dict) or set(arguments) != {"action", "args"}:
            raise _malformed('args is {"action": ..., "args": {...}}')
        return {**plain, "name": arguments["action"], "arguments": arguments["args"]}
    if given["type"] == "response":
        return {**plain, "message": arguments}
    return plain


def _elicited(given: dict[str, Any]) -> dict[str, Any]:
    if given["action"] not in ("accept", "decline", "cancel") or set(given) - {
        "action",
        "content",
        "message",
    }:
        raise _malformed("the action is accept, decline or cancel")
    if given["action"] != "accept":
        return {"type": "decline", "message": given.get("message", "")}
    content = given.get("content")
    if not isinstance(content, dict):
        raise _malformed("an accepted form has its content")
    return {"type": "answer", "content": content, "message": given.get("message", "")}


def _malformed(why: str) -> Invalid:
    return Invalid(
        "decision_malformed",
        f"This decision cannot be read: {why}. Nothing was decided; send it again, for example "
        'as {"type": "approve"}.',
    )


_OLDER = {"accept": "approve", "edit": "edit", "response": "respond", "ignore": "reject"}
