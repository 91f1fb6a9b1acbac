"""refusals: the code with which something is refused, for tests that assert on codes alone."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.errors import CountersignError


def refused(
    kind: type[CountersignError], call: Callable[..., Any], *given: Any, **named: Any
) -> str:
    """The code of the refusal that this call must end in."""
    with pytest.raises(kind) as refusal:
        call(*given, **named)
    return refusal.value.code
