"""reasons: why the law asks a person. They stand above anything the agent says."""

from collections.abc import Sequence

from ui.parts.component import component

_REASONS = component("reasons", "<h3></h3><ul></ul>")


def reasons(key: str, title: str, texts: Sequence[str]) -> None:
    """The law's grounds, one line each."""
    _REASONS(key=key, data={"title": title, "texts": list(texts)}, height="content")
