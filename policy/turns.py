"""turns: one message of a conversation, as the clients of several houses write it: who speaks, what
is plain text in it, and which tool's answer it is.
"""

from typing import Any

from domain.origin import Source
from policy.leaves import spelled
from policy.lexicon import words

SOURCES = {
    **dict.fromkeys(("user", "human", "requester", "customer"), Source.REQUESTER),
    **dict.fromkeys(("system", "developer", "reviewer"), Source.REVIEWER),
    **dict.fromkeys(("tool", "function", "web", "document", "observation"), Source.UNTRUSTED),
    **dict.fromkeys(("tool_result", "tool_response", "tool_output"), Source.UNTRUSTED),
    **dict.fromkeys(("function_call_output", "function_response"), Source.UNTRUSTED),
    **dict.fromkeys(("environment", "ipython"), Source.UNTRUSTED),
}
AGENTS = words(
    "assistant ai agent model gpt bot function_call tool_call tool_use reasoning thought"
)
SPEAKERS = frozenset(SOURCES) | AGENTS
CONVERSATIONS = words("messages history conversation transcript contents chat dialogue turns")
# What a requester said, where a context gives it a name of its own.
REQUESTS = words(
    """
    request prompt instruction instructions task goal query question
    user_message user_request user_input user_query user_prompt user_task
    """
)
# Words in the name of what was brought in, however short it is.
OUTSIDE = words(
    """
    tool tools result results output outputs observation observations document documents
    page pages web response responses retrieved attachment attachments
    """
)
_ROLES = ("role", "speaker", "type", "from", "author")
# Where people's own words stand in a message, and where a tool's answer does.
_SPOKEN = ("content", "text", "parts", "value", "message")
_ANSWERED = ("output", "result", "response", "observation", "toolResult")
_CALL_IDS = ("tool_call_id", "tool_use_id", "toolUseId", "call_id")
_NAMES = ("tool", "name", "tool_name")
# What a message has beside what is said in it.
MARKS = frozenset((*_ROLES, *_SPOKEN, *_CALL_IDS, *_NAMES, "id", "tool_calls", "function_call"))
_PLAIN = ("text", "input_text", "output_text")
_PICTURES = ("image", "audio", "video", "thinking")
_RESULTS = ("result", "response", "output")


def message_of(given: Any) -> dict[str, Any] | None:
    """One message with its speaker and its contents beside each other; None for what is none."""
    if isinstance(given, list | tuple) and len(given) == len(("speaker", "contents")):
        spoken = isinstance(given[0], str) and _plain_role(given[0]) in SPEAKERS
        return {"role": given[0], "content": given[1]} if spoken else None
    if not isinstance(given, dict):
        return None
    if given.keys() == {"type", "data"} and isinstance(given["data"], dict):
        return {**given["data"], "role": given["type"]}
    kind, inner = given.get("id"), given.get("kwargs")
    if given.get("type") == "constructor" and isinstance(inner, dict) and isinstance(kind, list):
        return {**inner, "role": "".join(map(str, kind[-1:]))}
    return given


def speaker_of(message: dict[str, Any]) -> str:
    """Who speaks, as one of `SPEAKERS`, where anybody can tell."""
    for key in _ROLES:
        if message.get(key) and (role := _plain_role(str(message[key]))) != "message":
            return role
    return "tool" if message.get("tool") or message.get("tool_name") else ""


def source_of_member(name: str) -> Source | None:
    """Whose words a part of a context is by its name; None for strangers."""
    named = name.casefold()
    source = Source.REQUESTER if named in REQUESTS else SOURCES.get(named)
    return None if source is Source.UNTRUSTED else source


def spoken_in(message: dict[str, Any]) -> list[Any]:
    """The parts of a message that are its speaker's own, where they are plain text."""
    return _parts(message, _SPOKEN)


def answered_in(message: dict[str, Any]) -> list[Any]:
    """The parts of a message that are what a tool answered."""
    return _parts(message, _ANSWERED)


def _parts(message: dict[str, Any], keys: tuple[str, ...]) -> list[Any]:
    found: list[Any] = []
    for key in keys:
        value = message.get(key)
        found += value if isinstance(value, list) else [] if value is None else [value]
    return [part for part in found if not (isinstance(part, dict) and is_picture(part))]


def text_of(part: Any) -> str | None:
    """A part that is plain text; None for any other."""
    if isinstance(part, dict):
        plain = part.get("type", "text") in _PLAIN and isinstance(part.get("text"), str)
        return part["text"] if plain and not is_result(part) else None
    return None if isinstance(part, list) or part is None else str(spelled(part))


def is_picture(part: dict[str, Any]) -> bool:
    """Whether a part is one that nobody can read here, or the agent's own thoughts."""
    kind = part.get("type")
    return isinstance(kind, str) and any(word in kind for word in _PICTURES)


def is_result(part: Any) -> bool:
    """Whether a part is what some tool answered, wherever it stands."""
    if not isinstance(part, dict):
        return False
    kinds = [key for key in (part.get("type"), *part) if key not in _PLAIN]
    return any(word in str(kind).casefold() for kind in kinds for word in _RESULTS)


def calls_of(message: dict[str, Any]) -> dict[str, str]:
    """The calls that a message makes: the name of the tool for the id of each."""
    listed = message.get("tool_calls")
    calls = [message, *(listed if isinstance(listed, list) else []), *spoken_in(message)]
    named = {}
    for call in calls:
        if not isinstance(call, dict):
            continue
        function = call.get("function")
        name = function.get("name") if isinstance(function, dict) else call.get("name")
        key = call.get("call_id") or call.get("id") or call.get("toolUseId")
        if isinstance(key, str) and isinstance(name, str) and not is_result(call):
            named[key] = name
    return named


def tool_of(message: dict[str, Any], called: dict[str, str]) -> str:
    """The tool whose answer it is: as it says itself, or by the call that it answers."""
    name = next((message[key] for key in _NAMES if isinstance(message.get(key), str)), "")
    ids = (message[key] for key in _CALL_IDS if isinstance(message.get(key), str))
    return name or next((called[key] for key in ids if key in called), "")


def _plain_role(role: str) -> str:
    """`ToolMessage`, `Tool` and `tool` are one."""
    plain = role.strip().casefold()
    for ending in ("messagechunk", "message"):
        if plain.endswith(ending) and plain != ending:
            return plain.removesuffix(ending)
    return plain
