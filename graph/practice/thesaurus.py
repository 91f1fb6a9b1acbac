"""thesaurus: which English verbs mean much the same, and which of them only look.

General English; a tool's own verbs come from its name, description and examples.
"""

from graph.practice.words import stems_of


def related(one: str) -> frozenset[str]:
    """The stems that can stand for the stem `one`, itself included."""
    return _RELATED.get(one, frozenset((one,)))


LOOKING = stems_of(
    "get read show find list look search fetch view check see display describe query lookup count "
    "browse inspect retrieve"
)
TELLING = stems_of("tell inform notify write mail message contact reply answer let text remind")
MAKING = stems_of("create add make open new file raise register insert start schedule set plan")
_GROUPS = (
    LOOKING,
    TELLING | stems_of("send"),
    stems_of("create add make new register insert"),
    stems_of("open file raise create log report"),
    stems_of("schedule plan book arrange set reserve"),
    stems_of("remove delete drop erase discard"),
    stems_of("change update edit modify alter adjust set"),
    stems_of("stop halt end terminate shut"),
    stems_of("cancel abort revoke withdraw"),
    stems_of("start launch run begin trigger"),
    stems_of("restart reboot"),
    stems_of("move transfer shift relocate"),
    stems_of("assign give hand allocate"),
    stems_of("deploy release ship publish"),
    stems_of("approve accept confirm"),
    stems_of("reject decline deny"),
    stems_of("pay settle"),
    stems_of("close resolve finish complete"),
    stems_of("call phone ring"),
    stems_of("buy purchase"),
    stems_of("invite ask"),
    stems_of("inspect check examine verify survey"),
    stems_of("deliver bring hand"),
    stems_of("pick collect fetch"),
    stems_of("repair fix mend"),
    stems_of("photo shoot"),
)
# These verbs say little alone: what is made, changed or removed must fit as well.
VAGUE = (
    MAKING
    | LOOKING
    | stems_of(
        "remove delete drop erase change update edit modify set send move close give do put take"
    )
)
_RELATED = {
    member: frozenset().union(*(group for group in _GROUPS if member in group))
    for group in _GROUPS
    for member in group
}
VERBS = frozenset(_RELATED) | VAGUE | TELLING
