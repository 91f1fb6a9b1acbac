"""wrapping: any plain callable as a LangChain tool: function, method, partial or object.

What a partial has bound is nobody else's to give: it is no argument of the tool.
"""

import functools
import inspect
import re
from collections.abc import Callable
from typing import Any, get_type_hints

from langchain_core.runnables.config import run_in_executor
from langchain_core.tools import BaseTool, StructuredTool

from domain.errors import Invalid


def wrapped(machine: Any) -> BaseTool:
    """`machine` as a tool; raises Invalid `tools_broken` for what cannot be one."""
    if not callable(machine) or inspect.isclass(machine):
        raise Invalid(
            "tools_broken",
            f"{machine!r} is neither a LangChain tool nor a function, method or object that can be "
            "called; list only such.",
        )
    inner = _inner(machine)
    name = getattr(inner, "__name__", type(inner).__name__)
    if not _NAME.fullmatch(name):
        raise Invalid("tools_broken", f"A tool cannot be called {name}; list a named function.")
    try:
        return StructuredTool.from_function(
            coroutine=_shell(machine, name),
            name=name,
            description=_words(inner) or name,
            metadata=getattr(inner, "metadata", None),
        )
    except (TypeError, ValueError, NameError) as error:
        raise Invalid(
            "tools_broken", f"{name} has no usable signature ({error}); annotate its arguments."
        ) from error


def _inner(machine: Any) -> Any:
    """What a partial is a part of."""
    return machine.func if isinstance(machine, functools.partial) else machine


def _shell(machine: Callable[..., Any], name: str) -> Any:
    """A function in front of `machine`: schemas are read from functions only."""
    inner = _inner(machine)
    bound = machine.keywords if isinstance(machine, functools.partial) else {}
    signature = inspect.signature(machine)
    parameters = [each for each in signature.parameters.values() if each.name not in bound]
    for each in parameters:
        if each.kind not in (each.POSITIONAL_OR_KEYWORD, each.KEYWORD_ONLY):
            raise ValueError(f"{each.name} cannot be given by its name")

    async def shell(**arguments: Any) -> Any:
        # Called in a thread, for it may block; what it promises is waited for here, since a promise
        # that nobody keeps would be taken for a deed.
        result = await run_in_executor(None, machine, **arguments)
        return await result if inspect.isawaitable(result) else result

    return _dressed(shell, inner, name, signature.replace(parameters=parameters))


def _dressed(shell: Any, inner: Any, name: str, signature: inspect.Signature) -> Any:
    spoken = inner if inspect.isroutine(inner) else type(inner).__call__
    hints = get_type_hints(spoken, include_extras=True)
    shell.__name__, shell.__doc__, shell.__signature__ = name, _words(inner), signature
    shell.__annotations__ = {each: hints[each] for each in signature.parameters if each in hints}
    return shell


def _words(inner: Any) -> str:
    own = None if inspect.isroutine(inner) else inspect.getdoc(type(inner).__call__)
    told = inspect.getdoc(inner)
    return (own if own and own != _CALL_WORDS else told) or ""


_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,127}")
_CALL_WORDS = type.__call__.__doc__
