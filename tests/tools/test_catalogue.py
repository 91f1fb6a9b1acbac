"""test_catalogue: what becomes a tool, what its profile says, and what is refused in words."""

import asyncio
from collections.abc import Callable
from typing import Annotated, Any

import pytest
from langchain_core.tools import InjectedToolArg, StructuredTool, ToolException, tool

from domain.errors import Invalid
from domain.risk import Reversibility
from policy.digest import canonical_digest
from tools.catalogue import Tool, catalogue_of, tool_of
from tools.undo import Undo


def plain(amount: int, to: str = "ann") -> str:
    """Pay somebody."""
    return f"{amount} {to}"


def undescribed(amount: int) -> int:
    return amount


def unannotated(amount, to="ann"):
    """Pay somebody."""
    return f"{amount} {to}"


async def waiting(amount: int) -> str:
    """Pay, later."""
    await asyncio.sleep(0)
    return f"later {amount}"


def keyed(amount: int, idempotency_key: Annotated[str, InjectedToolArg]) -> str:
    """Pay once."""
    return f"{amount} {idempotency_key}"


def made(function: Callable[..., Any] = undescribed, **metadata: Any) -> Tool:
    """A LangChain tool with this metadata, read by the catalogue."""
    return tool_of(
        StructuredTool.from_function(function, name="t", description="d", metadata=metadata)
    )


def call(read: Tool, **arguments: Any) -> Any:
    return asyncio.run(read.call(arguments, "the-key"))


def refusal(*machines: Any) -> str:
    with pytest.raises(Invalid) as refused:
        catalogue_of(machines)
    assert refused.value.code == "tools_broken"
    return refused.value.sentence


@pytest.mark.parametrize(
    ("machine", "answer"),
    [
        (plain, "1 ann"),
        (undescribed, 1),
        (unannotated, "1 ann"),
        (waiting, "later 1"),
        (tool(plain), "1 ann"),
        (keyed, "1 the-key"),
    ],
)
def test_callables_and_langchain_tools_run_alike(machine: Any, answer: Any) -> None:
    read = tool_of(machine)
    assert call(read, amount=1) == answer
    assert read.description
    assert read.schema["required"] == ["amount"]
    assert read.schema["additionalProperties"] is False


def test_a_schema_given_as_a_dictionary_is_kept() -> None:
    schema = {
        "title": "noise",
        "type": "object",
        "properties": {"amount": {"type": "integer", "minimum": 1}},
        "required": ["amount"],
    }
    read = tool_of(
        StructuredTool.from_function(undescribed, name="t", description="d", args_schema=schema)
    )
    assert read.schema["properties"] == schema["properties"]
    assert "title" not in read.schema
    with pytest.raises(Invalid):
        catalogue_of([read.machine]).checked("t", {"amount": 0})


def test_the_key_is_not_an_argument_of_the_model() -> None:
    read = tool_of(keyed)
    assert read.takes_key
    assert "idempotency_key" not in read.schema["properties"]
    assert not tool_of(plain).takes_key


def test_a_tool_without_a_profile_stays_and_has_none() -> None:
    assert catalogue_of([plain]).find("plain") is not None
    assert tool_of(plain).risk is None


@pytest.mark.parametrize(
    ("metadata", "read_only", "reversibility"),
    [
        ({"risk": {"read_only": True}}, True, Reversibility.IRREVERSIBLE),
        ({"risk": {"reversibility": "effort"}}, False, Reversibility.EFFORT),
        ({"readOnlyHint": True}, True, Reversibility.IRREVERSIBLE),
        (
            {"destructiveHint": False, "openWorldHint": False},
            False,
            Reversibility.EFFORT,
        ),
    ],
)
def test_a_profile_is_read_from_metadata_or_from_mcp_hints(
    metadata: dict[str, Any], read_only: bool, reversibility: Reversibility
) -> None:
    risk = made(**metadata).risk
    assert risk is not None
    assert (risk.read_only, risk.reversibility) == (read_only, reversibility)


@pytest.mark.parametrize(
    "metadata",
    [
        {"readOnlyHint": "yes"},
        {"readOnlyHint": True, "openWorldHint": True},
        {"destructiveHint": False},
        {"idempotentHint": True},
    ],
)
def test_hints_that_say_too_little_are_no_profile(metadata: dict[str, Any]) -> None:
    assert made(**metadata).risk is None


@pytest.mark.parametrize(
    "metadata",
    [
        {"risk": {"reversable": "effort"}},
        {"risk": {"cost": {"fixed_minor": "much"}}},
        {"risk": None},
        {"risk": "low"},
        {"timeout_seconds": "soon"},
        {"timeout_seconds": -1},
        {"timeout_seconds": 0},
        {"timeout_seconds": float("nan")},
        {"timeout_seconds": float("inf")},
        {"examples": 5},
    ],
)
def test_broken_metadata_is_refused_with_the_name_of_the_tool(metadata: dict[str, Any]) -> None:
    broken = StructuredTool.from_function(plain, name="pay", description="", metadata=metadata)
    assert "pay" in refusal(broken)


def test_two_tools_of_the_same_name_are_refused() -> None:
    assert "plain" in refusal(plain, tool(plain))


def test_what_is_no_tool_is_refused() -> None:
    def callback(then: Callable[[int], int]) -> int:
        """Wants a function."""
        return then(1)

    def unknown(amount: "Nowhere") -> int:  # type: ignore[name-defined]  # noqa: F821
        """Wants the unknown."""
        return 1

    for machine in (5, {"name": "pay"}, None, callback, unknown):
        assert refusal(machine)


def test_what_an_older_house_could_not_know_leaves_its_fingerprints_alone() -> None:
    older = {
        "name": "t",
        "description": "d",
        "schema": made().schema,
        "risk": {"read_only": False, "external": True, "reversibility": "one_click"}
        | {"regulation": "none", "ambiguity": "structured", "physical": False, "address": None}
        | {"cost": {"fixed_minor": 0, "argument": None, "currency": "EUR"}},
    }
    assert made(risk={"reversibility": "one_click"}).fingerprint == canonical_digest(older)


def test_the_fingerprint_changes_with_words_schema_risk_and_undo_and_with_nothing_else() -> None:
    def base(**changed: Any) -> str:
        given = {"name": "t", "description": "d", "metadata": {"risk": {}}}
        return tool_of(StructuredTool.from_function(plain, **(given | changed))).fingerprint

    assert base() == base(metadata={"risk": {}, "timeout_seconds": 3})
    others = [
        base(name="u"),
        base(description="e"),
        base(metadata={"risk": {"external": False}}),
        base(metadata={"risk": {"blast_radius": {"fixed": 2}}}),
        base(metadata={"risk": {}, "undo": "u"}),
        base(metadata={"risk": {}, "undo": {"tool": "u", "arguments": {"a": "result.a"}}}),
        base(metadata={}),
        tool_of(tool("t", undescribed, description="d")).fingerprint,
    ]
    assert len({base(), *others}) == 9


CREDIT = {"customer": "argument.amount", "number": "result.credit.number"}


def undone(undo: Any, reversibility: str = "effort") -> tuple[Any, Any]:
    """A tool that says how it is undone, and the one that undoes it."""

    def back(number: int, customer: int, why: str = "") -> str:
        """Take it back."""
        return why

    metadata = {"risk": {"reversibility": reversibility}, "undo": undo}
    forth = StructuredTool.from_function(plain, name="forth", description="d", metadata=metadata)
    return forth, back


@pytest.mark.parametrize(
    ("undo", "read"),
    [
        (None, None),
        ("back", Undo(tool="back")),
        ({"tool": "back", "arguments": CREDIT}, Undo(tool="back", arguments=CREDIT)),
        (Undo(tool="back", arguments=CREDIT), Undo(tool="back", arguments=CREDIT)),
        ("forth", Undo(tool="forth")),
    ],
)
def test_a_tool_names_the_one_that_takes_it_back(undo: Any, read: Undo | None) -> None:
    forth = catalogue_of(undone(undo)).find("forth")
    assert forth is not None
    assert forth.undo == read


@pytest.mark.parametrize(
    ("undo", "words"),
    [
        ("nowhere", "there is no such tool"),
        ("", "at least 1 character"),
        (5, "undo"),
        ({"arguments": {}}, "undo.tool"),
        ({"tool": "back", "why": "so"}, "undo.why"),
        ({"tool": "back", "arguments": {"who": "argument.amount"}}, "takes no such argument"),
        ({"tool": "back", "arguments": {"number": "argument.number"}}, "which is not there"),
        ({"tool": "back", "arguments": {"number": "argument."}}, "which is not there"),
        ({"tool": "back", "arguments": {"number": "result."}}, "which is not there"),
        ({"tool": "back", "arguments": {"number": "result.a..b"}}, "which is not there"),
        ({"tool": "back", "arguments": {"number": "amount"}}, "which is not there"),
        ({"tool": "back", "arguments": {"number": 7}}, "undo.arguments.number"),
    ],
)
def test_an_undo_that_could_not_be_called_is_refused(undo: Any, words: str) -> None:
    sentence = refusal(*undone(undo))
    assert sentence.startswith("forth's undo")
    assert words in sentence


def test_one_click_needs_an_undo_that_leaves_nothing_to_fill_in() -> None:
    whole = Undo(tool="back", arguments=CREDIT)
    half = Undo(tool="back", arguments={"number": "result.credit.number"})
    assert "leaves out customer" in refusal(*undone(half, "one_click"))
    assert _reversibility(undone(whole, "one_click")) is Reversibility.ONE_CLICK
    assert _reversibility(undone(half)) is Reversibility.EFFORT


@pytest.mark.parametrize(
    ("claimed", "believed"),
    [("one_click", "effort"), ("effort", "effort"), ("irreversible", "irreversible")],
)
def test_who_names_no_undo_has_no_one_click(claimed: str, believed: str) -> None:
    assert _reversibility(undone(None, claimed)) == believed


def _reversibility(machines: tuple[Any, Any]) -> Reversibility:
    risk = next(iter(catalogue_of(machines))).risk
    assert risk is not None
    return Reversibility(risk.reversibility)


def test_what_only_reads_needs_no_undo() -> None:
    risk = made(risk={"read_only": True, "reversibility": "one_click"}).risk
    assert risk is not None
    assert risk.reversibility is Reversibility.ONE_CLICK


def test_a_tool_cannot_turn_its_errors_into_results() -> None:
    def refuse(amount: int) -> str:
        """Refuse."""
        raise ToolException("no")

    quiet = StructuredTool.from_function(
        refuse, handle_tool_error=True, handle_validation_error=True
    )
    with pytest.raises(ToolException):
        call(tool_of(quiet), amount=1)
