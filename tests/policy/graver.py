"""graver: what gives the law more to fear than a drawn action, or the facts around it."""

from hypothesis import strategies as st

from domain.action import Action
from domain.brief import Brief
from domain.origin import Origin, Source
from domain.risk import Ambiguity, Regulation, Reversibility, Risk
from domain.verdict import Route
from policy.confidence import sureness
from policy.context import Context, Use
from policy.rules import Law
from tests.policy.drawn import (
    BRIEFS,
    CONTEXTS,
    COSTS,
    FIELDS,
    ODD,
    ORIGINS,
    SENTIMENTS,
    URLS,
    USES,
    actions,
    laws,
)


def worse(draw: st.DrawFn, risk: Risk) -> Risk:
    """The same risk or a graver one."""
    changed: dict[str, object] = {
        "read_only": risk.read_only and draw(st.booleans()),
        "external": risk.external or draw(st.booleans()),
        "physical": risk.physical or draw(st.booleans()),
        "grants": risk.grants or draw(st.booleans()),
        "address": risk.address or draw(st.sampled_from([None, "url"])),
        "recipient": risk.recipient or draw(st.sampled_from([None, "to"])),
    }
    if risk.consequential is not None:
        changed["consequential"] = (*risk.consequential, *draw(st.sampled_from([(), ("touched",)])))
    for name, scale in (
        ("reversibility", list(Reversibility)),
        ("regulation", list(Regulation)),
        ("ambiguity", list(Ambiguity)),
    ):
        at = scale.index(getattr(risk, name))
        changed[name] = scale[draw(st.integers(at, len(scale) - 1))]
    return risk.model_copy(update=changed)


@st.composite
def graver(draw: st.DrawFn, known: Context) -> Context:
    """The same facts or graver ones: more used, worse origins, less proven, worse temper."""
    more = draw(USES)
    scopes = {use.scope for use in known.uses}
    return known.model_copy(
        update={
            "repeats_done": known.repeats_done or draw(st.booleans()),
            "repeats_unknown": known.repeats_unknown or draw(st.booleans()),
            "uses": (
                *(draw(_fuller(use)) for use in known.uses),
                *(use for use in more if use.scope not in scopes),
            ),
            "new_recipient": known.new_recipient or draw(st.booleans()),
            "origins": (*(draw(_less_trusted(each)) for each in known.origins), *draw(ORIGINS)),
            "outside": known.outside or draw(st.sampled_from([(), ("page",)])),
            "brief": draw(_narrower(known.brief)),
            "covered_by": known.covered_by if draw(st.booleans()) else "",
            "is_new": known.is_new or draw(st.booleans()),
            "guessed": known.guessed or draw(st.booleans()),
            # Whom no law drawn exempts, beside who it is.
            "source": draw(st.sampled_from([known.source, "nobody"])),
            "calibrated": None
            if known.calibrated is None
            else draw(st.floats(0, known.calibrated)),
            "fields": {
                **draw(FIELDS),
                **{name: draw(st.floats(0, sure)) for name, sure in known.fields.items()},
            },
            "sentiment": draw(SENTIMENTS)
            if known.sentiment is None
            else draw(st.floats(-1, known.sentiment)),
            "held_by": known.held_by or draw(st.sampled_from(["", "rob"])),
        }
    )


def _fuller(use: Use) -> st.SearchStrategy[Use]:
    """More of a limit used, or a lower one."""
    return st.builds(
        Use,
        scope=st.just(use.scope),
        used_minor=COSTS.map(lambda more: use.used_minor + more),
        limit_minor=st.integers(0, use.limit_minor),
    )


@st.composite
def _narrower(draw: st.DrawFn, brief: Brief | None) -> Brief | None:
    """Any brief instead of none, or one that leaves less to the agent."""
    if brief is None:
        return draw(BRIEFS)
    narrowed: dict[str, object] = {"autonomy": draw(st.floats(0, brief.autonomy))}
    if draw(st.booleans()):
        narrowed["tools"] = ()
    least = brief.checkpoints.get("note", Route.AUTO)
    raised = draw(st.sampled_from([route for route in Route if route.rank >= least.rank]))
    if not raised.acts_alone:
        narrowed["checkpoints"] = {"note": raised}
    return brief.model_copy(update=narrowed)


def _less_trusted(origin: Origin) -> st.SearchStrategy[Origin]:
    worse = [source for source in Source if source.rank >= origin.source.rank]
    return st.sampled_from(worse).map(lambda source: origin.model_copy(update={"source": source}))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[tuple[Action, Context], tuple[Action, Context], Law]:
    """An action in its context, one with at least as much to fear in every respect, and a law."""
    before, known, under = draw(actions()), draw(CONTEXTS), draw(laws())
    if before.confidence is None:
        known = known.model_copy(update={"calibrated": None})
    risk = before.risk
    assert risk is not None
    amount = before.arguments["amount"]
    dearer = draw(st.one_of(st.integers(amount, amount + 2_000_000), ODD))
    wider = draw(st.one_of(wider_than(before.arguments["touched"]), ODD))
    url = before.arguments["url"]
    stranger = draw(st.sampled_from(URLS)) if url == URLS[0] else url
    after = before.model_copy(
        update={
            "risk": worse(draw, risk),
            "arguments": {"amount": dearer, "touched": wider, "url": stranger},
            "confidence": draw(_less_sure(before, known, under)),
        }
    )
    more = draw(graver(known))
    if after.confidence is None:
        # Who falls silent is an agent; where there is none, there was none before.
        guessed = more.guessed or before.confidence is not None
        more = more.model_copy(update={"calibrated": None, "guessed": guessed})
    return (before, known), (after, more), under


def _less_sure(action: Action, known: Context, law: Law) -> st.SearchStrategy[float | None]:
    """At most as sure. Who says nothing counts as sure as the law says, however that came to be."""
    sure = sureness(action, known, law)
    stated = sure if action.confidence is None else action.confidence
    silent = st.none() if law.confidence.unstated <= sure else st.nothing()
    return st.floats(0, stated) | silent


def wider_than(touched: object) -> st.SearchStrategy[object]:
    """As many or more, as a number or one by one."""
    least = len(touched) if isinstance(touched, list) else touched
    assert isinstance(least, int)
    return st.integers(least, least + 100) | st.integers(least, least + 9).map(lambda n: [None] * n)
