"""context: what the law may know beside the action itself. Kept with each verdict (B16)."""

from pydantic import BaseModel, ConfigDict, Field

from domain.brief import Brief
from domain.origin import Origin
from domain.risk import Risk


class Use(BaseModel):
    """How much of one limit is used, before the action that is judged; in minor units.

    `scope` is thread, requester, recipient, house, brief or envelope.
    """

    model_config = ConfigDict(frozen=True)

    scope: str
    used_minor: int
    limit_minor: int


class Context(BaseModel):
    """The facts around an action.

    `clarified`: the requester has said that this is what they meant; it authorises nothing.
    `guessed`: an agent judged that this is to be done. False where a person ordered exactly this,
    or where a call is weighed as such; then nobody's confidence is missing.
    `covered_by`: the approved plan within which the action lies, "" for none.
    `is_new`: the tool has not yet earned that it may go alone.
    `lot` is drawn once for a call, in [0, 1): below a sample's share the call is in the sample.
    `source` is who stated the confidence; `calibrated` what that has meant so far, None where
    nobody has checked. `fields` are confidences of single arguments.
    `sentiment` of the requester goes from -1 (hostile) to 1; None where they said nothing.
    `outside` names the tools whose answers, read before the action was proposed, brought in words
    that nobody in the house said.
    `held_by` is who took the action out of the outbox. `taken_for` is what a tool without a risk
    profile looks like by its words and arguments; it only ever raises what is asked.
    """

    model_config = ConfigDict(frozen=True)

    repeats_done: bool = False
    repeats_unknown: bool = False
    clarified: bool = False
    guessed: bool = True
    uses: tuple[Use, ...] = ()
    new_recipient: bool = False
    origins: tuple[Origin, ...] = ()
    outside: tuple[str, ...] = ()
    brief: Brief | None = None
    covered_by: str = ""
    is_new: bool = False
    lot: float = Field(default=1.0, ge=0.0, le=1.0)
    source: str = ""
    calibrated: float | None = Field(default=None, ge=0.0, le=1.0)
    fields: dict[str, float] = {}
    sentiment: float | None = None
    held_by: str = ""
    taken_for: Risk | None = None
