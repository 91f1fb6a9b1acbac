"""drawn: any action, any facts around it, and any law. What the law comes to look at belongs here,
and in `graver` the way in which it is worse.
"""

from hypothesis import strategies as st

from domain.action import Action
from domain.brief import Brief
from domain.origin import Origin, Source
from domain.risk import Ambiguity, BlastRadius, Cost, Regulation, Reversibility, Risk
from domain.verdict import Route
from policy.context import Context, Use
from policy.rules import Law, enact
from tests.fakes.papers import LAW, action, law

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
    address=st.sampled_from([None, "url"]),
    recipient=st.sampled_from([None, "to"]),
    consequential=st.sampled_from([None, (), ("amount",), ("amount", "to", "url")]),
    grants=st.booleans(),
    domain=st.sampled_from(["", *LAW.domains]),
)
# The first is listed in every law drawn.
URLS = ["https://a.example/x", "https://b.example/x", "no url"]
URL = st.sampled_from(URLS)
PATHS = ["amount", "touched", "to", "url", "elsewhere"]
CONFIDENCES = st.none() | st.floats(0, 1) | st.sampled_from([0.0, 0.59, 0.6, 0.84, 0.85, 1.0])
LAW_DOMAINS = sorted(LAW.domains)
SCOPES = ("thread", "requester", "recipient", "house", "brief", "envelope")
SHARES = st.floats(0, 1)
USES = st.lists(
    st.builds(Use, scope=st.sampled_from(SCOPES), used_minor=COSTS, limit_minor=COSTS),
    max_size=3,
    unique_by=lambda use: use.scope,
).map(tuple)
ORIGINS = st.lists(
    st.builds(Origin, path=st.sampled_from(PATHS), source=st.sampled_from(Source)),
    max_size=2,
).map(tuple)
# Those that a brief may name: it sends to people, or refuses.
CHECKPOINTS = [route for route in Route if not route.acts_alone]
BRIEFS = st.none() | st.builds(
    Brief,
    tools=st.none() | st.just(("note",)) | st.just(()),
    autonomy=SHARES,
    checkpoints=st.dictionaries(st.just("note"), st.sampled_from(CHECKPOINTS), max_size=1),
)
FIELDS = st.dictionaries(st.sampled_from(["amount", "touched"]), SHARES)
SENTIMENTS = st.none() | st.floats(-1, 1)
CONTEXTS = st.builds(
    Context,
    clarified=st.booleans(),
    guessed=st.booleans(),
    source=st.sampled_from(["", "practice", "other"]),
    repeats_done=st.booleans(),
    repeats_unknown=st.booleans(),
    uses=USES,
    new_recipient=st.booleans(),
    origins=ORIGINS,
    outside=st.sampled_from([(), ("page",)]),
    brief=BRIEFS,
    covered_by=st.sampled_from(["", "plan-1"]),
    is_new=st.booleans(),
    lot=SHARES | st.sampled_from([0.0, 0.01, 0.99]),
    calibrated=st.none() | SHARES,
    fields=FIELDS,
    sentiment=SENTIMENTS,
    held_by=st.sampled_from(["", "rob"]),
    taken_for=st.none() | RISKS,
)
ASKS = st.sampled_from(['"review"', '"lead"', '"two"', '"refuse"'])
RAISES = ASKS | st.just('"auto"')
LIMITS = st.lists(COSTS, min_size=3, max_size=3).map(sorted)
RADII = st.lists(st.integers(0, 100), min_size=2, max_size=2).map(sorted)
BELOW = st.sampled_from(['"ask"', '"review"', '"refuse"'])
SUMS = st.sampled_from(["0", "50000", "5000000"])
SOME = SHARES.map(repr)
# Of the tool itself, beside those of the field of work that it is in.
TERMS = st.fixed_dictionaries(
    {},
    optional={
        "act": SOME,
        "floor": SOME,
        "field": SOME,
        "below_floor": BELOW,
        "review_above_minor": SUMS,
        "lead_above_minor": SUMS,
        "two_above_minor": SUMS,
        "autonomy": SOME,
        "recheck": SOME,
        "outbox_seconds": st.sampled_from(["0", "60"]),
        "plan_first": st.sampled_from(["true", "false"]),
        "role": st.sampled_from(['"lead"', '"reviewer"']),
        "skills": st.just('["clinician"]'),
        "domain": st.sampled_from(LAW_DOMAINS).map(repr),
    },
)
BANDS = st.lists(st.floats(0, 1), min_size=2, max_size=2).map(sorted)


@st.composite
def actions(
    draw: st.DrawFn,
    amounts: st.SearchStrategy[object] = COSTS,
    touched: st.SearchStrategy[object] = TOUCHED,
) -> Action:
    """An action with any risk, price, blast radius and confidence."""
    drawn = action(risk=draw(RISKS), confidence=draw(CONFIDENCES))
    arguments = {"amount": draw(amounts), "touched": draw(touched), "url": draw(URL)}
    return drawn.model_copy(update={"arguments": arguments})


@st.composite
def laws(draw: st.DrawFn) -> Law:
    """Any law that can be enacted."""
    review, lead, two = draw(LIMITS)
    floor, act = draw(BANDS)
    reviewed, led = draw(RADII)
    green, red = draw(st.lists(COSTS, min_size=2, max_size=2).map(sorted))
    rails = ("irreversible_external", "regulated", "physical", "unknown_tool", "repeat")
    drawn = law(
        allow_hosts='["a.example"]',
        exempt=draw(st.sampled_from(["[]", '["practice"]', '["practice", "other"]'])),
        green_below_minor=str(green),
        red_from_minor=str(max(red, 1)),
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
        below_floor=draw(BELOW),
        **{rail: draw(ASKS) for rail in rails},
    )
    terms = [f"{key} = {value}" for key, value in draw(TERMS).items()]
    return enact("\n".join([drawn.text, "[tools.note]", *terms]), "drawn.toml") if terms else drawn
