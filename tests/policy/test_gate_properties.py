"""test_gate_properties: the law answers everything, the same each time, and never asks for less
when there is more to fear (invariant 13).
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.action import Action
from domain.brief import Brief
from domain.origin import Origin, Source
from domain.risk import Ambiguity, BlastRadius, Cost, Regulation, Reversibility, Risk
from domain.verdict import Route
from policy.confidence import sureness
from policy.context import Context, Use
from policy.gate import judge
from policy.rules import Law
from tests.fakes.papers import SAFE, action, law

COSTS = st.one_of(
    st.integers(min_value=0, max_value=2_000_000),
    st.sampled_from([99, 100, 10_000, 10_001, 100_000, 100_001, 1_000_000, 1_000_001]),
)
TOUCHED = st.one_of(
    st.integers(min_value=0, max_value=100),
    st.lists(st.none(), max_size=12),
    st.sampled_from([5, 6, 50, 51, 50_000]),
)
ODD = st.none() | st.booleans() | st.text(max_size=3) | st.floats() | st.integers(max_value=-1)
RISKS = st.builds(
    Risk,
    read_only=st.booleans(),
    external=st.booleans(),
    reversibility=st.sampled_from(Reversibility),
    regulation=st.sampled_from(Regulation),
    ambiguity=st.sampled_from(Ambiguity),
    physical=st.booleans(),
    cost=st.just(Cost(argument="amount")),
    blast_radius=st.just(BlastRadius(argument="touched")),
    domain=st.sampled_from(["", "support", "legal", "financial", "system_configuration"]),
)
CONFIDENCES = st.none() | st.floats(0, 1) | st.sampled_from([0.0, 0.59, 0.6, 0.84, 0.85, 1.0])
SCOPES = ("thread", "requester", "recipient", "house", "brief", "envelope")
SHARES = st.floats(0, 1)
USES = st.lists(
    st.builds(Use, scope=st.sampled_from(SCOPES), used_minor=COSTS, limit_minor=COSTS),
    max_size=3,
    unique_by=lambda use: use.scope,
).map(tuple)
ORIGINS = st.lists(
    st.builds(Origin, path=st.sampled_from(["amount", "touched"]), source=st.sampled_from(Source)),
    max_size=2,
).map(tuple)
BRIEFS = st.none() | st.builds(
    Brief,
    tools=st.none() | st.just(("note",)) | st.just(()),
    autonomy=SHARES,
    checkpoints=st.dictionaries(st.just("note"), st.sampled_from(Route), max_size=1),
)
CONTEXTS = st.builds(
    Context,
    repeats_done=st.booleans(),
    repeats_unknown=st.booleans(),
    uses=USES,
    new_recipient=st.booleans(),
    origins=ORIGINS,
    outside=st.sampled_from([(), ("page",)]),
    brief=BRIEFS,
    covered_by=st.sampled_from(["", "plan-1"]),
    is_new=st.booleans(),
    lot=SHARES,
    calibrated=st.none() | SHARES,
    fields=st.dictionaries(st.sampled_from(["amount", "touched"]), SHARES),
    sentiment=st.none() | st.floats(-1, 1),
    held_by=st.sampled_from(["", "rob"]),
    taken_for=st.none() | RISKS,
)
ASKS = st.sampled_from(['"review"', '"lead"', '"two"', '"refuse"'])
RAISES = ASKS | st.just('"auto"')
LIMITS = st.lists(COSTS, min_size=3, max_size=3).map(sorted)
RADII = st.lists(st.integers(0, 100), min_size=2, max_size=2).map(sorted)
BANDS = st.lists(st.floats(0, 1), min_size=2, max_size=2).map(sorted)


@st.composite
def actions(
    draw: st.DrawFn,
    amounts: st.SearchStrategy[object] = COSTS,
    touched: st.SearchStrategy[object] = TOUCHED,
) -> Action:
    """An action with any risk, price, blast radius and confidence."""
    drawn = action(risk=draw(RISKS), confidence=draw(CONFIDENCES))
    arguments = {"amount": draw(amounts), "touched": draw(touched)}
    return drawn.model_copy(update={"arguments": arguments})


@st.composite
def laws(draw: st.DrawFn) -> Law:
    """Any law that can be enacted."""
    review, lead, two = draw(LIMITS)
    floor, act = draw(BANDS)
    reviewed, led = draw(RADII)
    rails = ("irreversible_external", "regulated", "physical", "unknown_tool", "repeat")
    return law(
        over=draw(ASKS),
        new_recipient=draw(RAISES),
        new_recipient_above_minor=str(draw(COSTS)),
        untrusted=draw(ASKS),
        invented=draw(RAISES),
        after_outside=draw(RAISES),
        hostile=draw(RAISES),
        hostile_below=repr(draw(st.floats(-1, 1))),
        field=repr(draw(SHARES)),
        unstated=repr(draw(SHARES)),
        uncalibrated_sample=repr(draw(SHARES)),
        review_above_minor=str(review),
        lead_above_minor=str(lead),
        two_above_minor=str(two),
        review_above_blast_radius=str(reviewed),
        lead_above_blast_radius=str(led),
        reds_for_review=str(draw(st.integers(1, 4))),
        floor=repr(floor),
        act=repr(act),
        below_floor=draw(st.sampled_from(['"review"', '"refuse"'])),
        **{rail: draw(ASKS) for rail in rails},
    )


def worse(draw: st.DrawFn, risk: Risk) -> Risk:
    """The same risk or a graver one."""
    changed: dict[str, object] = {
        "read_only": risk.read_only and draw(st.booleans()),
        "external": risk.external or draw(st.booleans()),
        "physical": risk.physical or draw(st.booleans()),
    }
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
    brief = known.brief
    if brief is not None:
        brief = brief.model_copy(update={"autonomy": draw(st.floats(0, brief.autonomy))})
        if draw(st.booleans()):
            brief = brief.model_copy(update={"tools": ()})
    return known.model_copy(
        update={
            "repeats_done": known.repeats_done or draw(st.booleans()),
            "repeats_unknown": known.repeats_unknown or draw(st.booleans()),
            "uses": tuple(
                use.model_copy(update={"used_minor": use.used_minor + draw(COSTS)})
                for use in known.uses
            ),
            "new_recipient": known.new_recipient or draw(st.booleans()),
            "origins": (*(draw(_less_trusted(each)) for each in known.origins), *draw(ORIGINS)),
            "outside": known.outside or draw(st.sampled_from([(), ("page",)])),
            "brief": brief,
            "covered_by": known.covered_by if draw(st.booleans()) else "",
            "is_new": known.is_new or draw(st.booleans()),
            "calibrated": None
            if known.calibrated is None
            else draw(st.floats(0, known.calibrated)),
            "fields": {name: draw(st.floats(0, sure)) for name, sure in known.fields.items()},
            "sentiment": None if known.sentiment is None else draw(st.floats(-1, known.sentiment)),
        }
    )


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
    wider = draw(st.one_of(_wider(before.arguments["touched"]), ODD))
    after = before.model_copy(
        update={
            "risk": worse(draw, risk),
            "arguments": {"amount": dearer, "touched": wider},
            "confidence": draw(_less_sure(before, known, under)),
        }
    )
    more = draw(graver(known))
    if after.confidence is None:
        more = more.model_copy(update={"calibrated": None})
    return (before, known), (after, more), under


def _less_sure(action: Action, known: Context, law: Law) -> st.SearchStrategy[float | None]:
    """At most as sure. Who says nothing counts as sure as the law says, however that came to be."""
    unstated = law.confidence.unstated
    stated = unstated if action.confidence is None else action.confidence
    silent = st.none() if unstated <= sureness(action, known, law) else st.nothing()
    return st.floats(0, stated) | silent


def _wider(touched: object) -> st.SearchStrategy[object]:
    """As many or more, as a number or one by one."""
    least = len(touched) if isinstance(touched, list) else touched
    assert isinstance(least, int)
    return st.integers(least, least + 100) | st.integers(least, least + 9).map(lambda n: [None] * n)


@settings(max_examples=4 * settings().max_examples)
@given(pairs())
def test_more_to_fear_never_asks_for_less(
    pair: tuple[tuple[Action, Context], tuple[Action, Context], Law],
) -> None:
    (before, known), (after, more), under = pair
    assert judge(before, known, under).route.rank <= judge(after, more, under).route.rank


@given(TOUCHED, st.data(), laws())
def test_touching_more_never_asks_for_less_where_nothing_else_is_to_fear(
    touched: object, data: st.DataObject, under: Law
) -> None:
    wide = SAFE.model_copy(update={"blast_radius": BlastRadius(argument="touched")})
    wider = data.draw(st.one_of(_wider(touched), ODD))
    before, after = (
        action(risk=wide).model_copy(update={"arguments": {"touched": given}})
        for given in (touched, wider)
    )
    assert judge(before, Context(), under).route.rank <= judge(after, Context(), under).route.rank


@given(actions(), CONTEXTS, laws(), CONFIDENCES)
def test_losing_the_risk_profile_never_turns_asking_into_not_asking(
    before: Action, known: Context, under: Law, sure: float | None
) -> None:
    unknown = before.model_copy(update={"risk": None, "confidence": sure})
    route = judge(unknown, known, under).route
    assert route.rank >= max(under.guardrails.unknown_tool.rank, Route.REVIEW.rank)


@given(actions(COSTS | ODD, TOUCHED | ODD), CONTEXTS, laws())
def test_the_law_answers_everything_with_reasons_and_the_same_each_time(
    proposed: Action, known: Context, under: Law
) -> None:
    before = proposed.model_dump_json()
    verdict = judge(proposed, known, under)
    assert verdict.reasons
    assert judge(proposed, known, under) == verdict
    assert proposed.model_dump_json() == before
