"""answers: which kind of request takes which answer, and what an answer must say to count."""

from domain.decision import APPROVING, Decision, DecisionType, Remedy
from domain.errors import Invalid
from domain.request import COUNTERSIGNED, RequestKind
from policy.fitting import Shape
from storage.rows import unpacked
from storage.signers import signers_of
from storage.unit import Row

ALLOWED = {
    **dict.fromkeys(COUNTERSIGNED, (*APPROVING, DecisionType.REJECT, DecisionType.RESPOND)),
    RequestKind.ESCALATION: (
        *APPROVING,
        DecisionType.REJECT,
        DecisionType.RESPOND,
        DecisionType.ORDER,
        DecisionType.TAKE_OVER,
    ),
    RequestKind.ELICITATION: (DecisionType.ANSWER, DecisionType.DECLINE),
    RequestKind.OUTCOME: (DecisionType.ANSWER,),
    RequestKind.PROOF: (DecisionType.APPROVE, DecisionType.REJECT),
    RequestKind.RECHECK: (DecisionType.APPROVE, DecisionType.REJECT),
}


def require_fitting(row: Row, decision: Decision) -> None:
    """Raise Invalid unless this kind of request takes this kind of answer."""
    kind = RequestKind(row["kind"])
    if decision.type not in ALLOWED[kind]:
        allowed = ", ".join(allowed.value for allowed in ALLOWED[kind])
        raise Invalid("decision_misplaced", f"This request takes one of: {allowed}.")
    if decision.type is DecisionType.EDIT and decision.name != row["name"]:
        raise Invalid(
            "edit_changes_tool",
            f"An edit keeps the tool ({row['name']}); reject and ask for another instead.",
        )
    if kind is RequestKind.PROOF and _rejects_silently(decision):
        raise Invalid("message_missing", "Say what is missing; the operator goes by your words.")
    if kind is RequestKind.RECHECK and decision.type is DecisionType.REJECT:
        _require_remedy(decision)
    if decision.type in APPROVING:
        _require_checked(row, decision)
    comments = kind is RequestKind.PLAN and decision.type is DecisionType.RESPOND
    if (comments or decision.type in _SAYING) and not decision.message.strip():
        raise Invalid("message_missing", "Say it in words: this answer needs a message.")


def filled_in(row: Row, decision: Decision) -> Decision:
    """An answer as the request's form asks for it; raises Invalid `answer_invalid`."""
    if decision.type is not DecisionType.ANSWER or not row["form"]:
        return decision
    schema = unpacked(row["form"])["requestedSchema"]
    content = Shape(schema).fitted(decision.content or {}, "the form", "answer_invalid")
    if content.get("happened") and content.get("retry"):
        raise Invalid("answer_invalid", "What has happened is not tried again; choose one.")
    return decision.model_copy(update={"content": content})


def _require_checked(row: Row, decision: Decision) -> None:
    """Raise Invalid while something on the checklist is not ticked (E14)."""
    signers = signers_of(row)
    open_ = [item for item in signers.checklist if item not in decision.checked] if signers else []
    if open_:
        listed = "; ".join(open_)
        raise Invalid("checklist_open", f"Check this first, then agree: {listed}.")


def _require_remedy(decision: Decision) -> None:
    """Raise Invalid unless somebody who finds an effect wrong says what follows, and why (E5)."""
    if (decision.content or {}).get("remedy") not in tuple(Remedy):
        known = ", ".join(Remedy)
        raise Invalid(
            "remedy_missing",
            f'It is done already: say what follows, as {{"remedy": one of {known}}} in `content`.',
        )
    if _rejects_silently(decision):
        raise Invalid("message_missing", "Say what is wrong; whoever mends it goes by your words.")


def _rejects_silently(decision: Decision) -> bool:
    return decision.type is DecisionType.REJECT and not decision.message.strip()


_SAYING = (DecisionType.ORDER,)
