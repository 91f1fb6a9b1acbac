"""test_wrapping: every kind of callable becomes a tool that runs, or is refused in words."""

import asyncio
import functools
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, ClassVar

import pytest
from langchain_core.tools import InjectedToolArg, StructuredTool

from domain.errors import Invalid
from tools.catalogue import Tool, tool_of


def pay(amount: int, to: str = "ann") -> str:
    """Pay somebody."""
    return f"{amount} {to}"


async def pay_later(amount: int, to: str = "ann") -> str:
    """Pay somebody later."""
    await asyncio.sleep(0)
    return f"{amount} {to}"


def undescribed(amount, to="ann"):  # type: ignore[no-untyped-def]
    return f"{amount} {to}"


def promise(amount: int) -> Awaitable[str]:
    """Promise to pay."""
    return pay_later(amount)


class Till:
    """A till."""

    metadata: ClassVar = {"risk": {"external": False, "reversibility": "one_click"}}

    def pay(self, amount: int) -> str:
        """Pay from the till."""
        return f"{amount} ann"

    async def pay_later(self, amount: int) -> str:
        return f"{amount} ann"

    @classmethod
    def pay_all(cls, amount: int) -> str:
        return f"{amount} ann"

    def __call__(self, amount: int) -> str:
        return f"{amount} ann"


class Clerk:
    async def __call__(self, amount: int) -> str:
        """Pay as a clerk does."""
        return f"{amount} ann"


class Keyed:
    def __call__(self, amount: int, idempotency_key: Annotated[str, InjectedToolArg]) -> str:
        return f"{amount} {idempotency_key}"


def call(tool: Tool, **arguments: Any) -> Any:
    return asyncio.run(tool.call(arguments, "ann"))


@pytest.mark.parametrize(
    ("machine", "name", "description"),
    [
        (pay, "pay", "Pay somebody."),
        (pay_later, "pay_later", "Pay somebody later."),
        (undescribed, "undescribed", "undescribed"),
        (promise, "promise", "Promise to pay."),
        (functools.partial(pay, to="ann"), "pay", "Pay somebody."),
        (functools.partial(pay_later, to="ann"), "pay_later", "Pay somebody later."),
        (functools.partial(functools.partial(pay), to="ann"), "pay", "Pay somebody."),
        (functools.partial(Till()), "Till", "A till."),
        (Till().pay, "pay", "Pay from the till."),
        (Till().pay_later, "pay_later", "pay_later"),
        (Till.pay_all, "pay_all", "pay_all"),
        (Till(), "Till", "A till."),
        (Clerk(), "Clerk", "Pay as a clerk does."),
        (Keyed(), "Keyed", "Keyed"),
    ],
)
def test_every_callable_loads_and_runs(
    machine: Callable[..., Any], name: str, description: str
) -> None:
    tool = tool_of(machine)
    assert (tool.name, tool.description) == (name, description)
    assert tool.schema["required"] == ["amount"]
    assert call(tool, amount=1) == "1 ann"


def test_what_a_partial_has_bound_is_nobody_elses_to_give() -> None:
    tool = tool_of(functools.partial(pay, to="bob"))
    assert list(tool.schema["properties"]) == ["amount"]
    assert call(tool, amount=1) == "1 bob"
    by_place = tool_of(functools.partial(pay, 7))
    assert list(by_place.schema["properties"]) == ["to"]
    assert call(by_place, to="bob") == "7 bob"


def test_parameters_without_annotations_take_anything() -> None:
    tool = tool_of(undescribed)
    assert set(tool.schema["properties"]) == {"amount", "to"}
    assert call(tool, amount="much") == "much ann"


def test_an_objects_own_metadata_is_read() -> None:
    assert tool_of(Till()).risk == tool_of(functools.partial(Till())).risk is not None


def test_an_objects_key_is_injected_and_never_the_models() -> None:
    tool = tool_of(Keyed())
    assert tool.takes_key
    assert list(tool.schema["properties"]) == ["amount"]


@pytest.mark.parametrize("name", ["mail.send", "mail-send", "mail_send", "a.b.c"])
def test_a_dotted_name_is_a_name(name: str) -> None:
    tool = tool_of(StructuredTool.from_function(pay, name=name))
    assert tool.name == name
    assert call(tool, amount=1) == "1 ann"


def test_an_empty_description_is_kept_empty() -> None:
    assert tool_of(StructuredTool.from_function(pay, description="")).description == ""


def test_a_schema_given_as_a_dictionary_runs_with_its_key() -> None:
    def keyed(amount: int, idempotency_key: str) -> str:
        return f"{amount} {idempotency_key}"

    schema = {"type": "object", "properties": {"amount": {"type": "integer"}}}
    tool = tool_of(StructuredTool(name="t", description="", args_schema=schema, func=keyed))
    assert call(tool, amount=1) == "1 ann"


@pytest.mark.parametrize(
    "schema", [{"type": "nothing"}, {"properties": None}, {"properties": {"a": 5}}]
)
def test_a_dictionary_that_is_no_schema_is_refused(schema: dict[str, Any]) -> None:
    broken = StructuredTool(name="pay", description="", args_schema=schema, func=pay)
    with pytest.raises(Invalid, match="pay's schema") as refused:
        tool_of(broken)
    assert refused.value.code == "tools_broken"


def _any_number(*amounts: int) -> None:
    """Nameless arguments."""


def _any_names(**amounts: int) -> None:
    """Arguments of any name."""


def _unknown(amount: "Nowhere") -> None:  # type: ignore[name-defined]  # noqa: F821
    """A type that is not there."""


@pytest.mark.parametrize(
    "machine",
    [
        _any_number,
        _any_names,
        _unknown,
        functools.partial(_unknown),
        print,
        len,
        int,
        Till,
        lambda amount: amount,
        functools.partialmethod(pay),
        "pay",
    ],
)
def test_what_cannot_be_a_tool_is_refused_in_words(machine: Any) -> None:
    with pytest.raises(Invalid) as refused:
        tool_of(machine)
    assert refused.value.code == "tools_broken"
    assert refused.value.sentence.endswith(("annotate its arguments.", "only such.", "function."))


def test_an_exception_stays_the_callables_own_word() -> None:
    def stop(amount: int) -> str:
        """Raise what no future can hold."""
        raise StopIteration

    def refuse(amount: int) -> str:
        """Say no."""
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        call(tool_of(refuse), amount=1)
    with pytest.raises(RuntimeError):
        call(tool_of(stop), amount=1)
