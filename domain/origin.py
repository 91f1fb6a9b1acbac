"""origin: where an argument's value came from. Origins are ordered; a later one is trusted less."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Source(StrEnum):
    """Who brought a text in, from the most trusted to the least.

    `model` is what stands in no text that anybody brought in: the agent made it up.
    """

    REQUESTER = "requester"
    REVIEWER = "reviewer"
    TRUSTED_TOOL = "trusted_tool"
    MODEL = "model"
    UNTRUSTED = "untrusted"

    @property
    def rank(self) -> int:
        """0 for the requester's own words, higher where a value is trusted less."""
        return list(Source).index(self)


class Span(BaseModel):
    """A piece of a value, by its characters, with the message that it stands in ("" for none).

    `by` is who said it: a person's id or a tool's name.
    """

    model_config = ConfigDict(frozen=True)

    start: int
    end: int
    source: Source
    message_id: str = ""
    by: str = ""


class Origin(BaseModel):
    """Where the value of one argument came from; `path` is dotted, as in `items.0.sku`.

    `source` is the least trusted of the spans that matter. Spans cover the value as text. `name` is
    the argument's where that holds a dot itself.
    """

    model_config = ConfigDict(frozen=True)

    path: str
    source: Source
    spans: tuple[Span, ...] = ()
    name: str = ""

    @property
    def argument(self) -> str:
        """The name of the argument that the path begins with."""
        return self.name or self.path.split(".", 1)[0]
