"""naming: what a server's tools are called here, so that every model's provider takes the name."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

LONGEST = 64
_KEPT = LONGEST - 9


def named(server: str, tools: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """Each tool's name here, by its own, and those that cannot be told apart and have none."""
    own = list(tools)
    names = {tool: name_of(server, tool) for tool in own}
    times, twice = Counter(names.values()), Counter(own)
    alike = sorted(tool for tool, name in names.items() if times[name] > 1 or twice[tool] > 1)
    return {tool: name for tool, name in names.items() if tool not in alike}, alike


def name_of(server: str, tool: str) -> str:
    """The server's name and the tool's; one that is too long ends in a digest of itself."""
    name = f"{server}_{_STRANGE.sub('_', tool)}"
    if len(name) <= LONGEST:
        return name
    return f"{name[:_KEPT]}_{hashlib.sha256(tool.encode(errors='replace')).hexdigest()[:8]}"


_STRANGE = re.compile(r"[^A-Za-z0-9_-]")
