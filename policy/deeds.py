"""deeds: the kinds of what a tool can do, and the verbs that say so, in three forms."""

from enum import StrEnum

from policy import lexicon


class Kind(StrEnum):
    """What a tool does, in the order of how grave it is."""

    READS = "reads"
    LIGHT = "light"
    CHANGES = "changes"
    UNKNOWN = "unknown"
    PRIVATE = "private"
    EXECUTES = "executes"
    GRANTS = "grants"
    SENDS = "sends"
    DESTROYS = "destroys"
    PAYS = "pays"


class Form(StrEnum):
    """How a verb stands in a sentence: `delete`, `deletes`, `deleting`."""

    BASE = "base"
    THIRD_PERSON = "third person"
    GERUND = "gerund"


def kind_of(word: str) -> Kind | None:
    """What a verb in its base form does; None for any other word."""
    return next((kind for kind, verbs in _VERBS if word in verbs), None)


def bases_of(word: str) -> list[tuple[str, Form]]:
    """What a verb may be in its base form, and in which form it would stand; for any word."""
    third = [(base, Form.THIRD_PERSON) for base in _of_third(word)]
    return [(word, Form.BASE), *third, *((base, Form.GERUND) for base in _of_gerund(word))]


def verb_of(word: str) -> tuple[Kind | None, Form]:
    """What a verb in any of its forms does, and in which form it stands."""
    for base, form in bases_of(word):
        if kind := kind_of(base):
            return kind, form
    return None, Form.BASE


def _of_third(word: str) -> list[str]:
    if word.endswith("ies"):
        return [f"{word[:-3]}y"]
    return [word.removesuffix(ending) for ending in ("s", "es") if word.endswith(ending)]


def _of_gerund(word: str) -> list[str]:
    """`adding`, `deleting`, `running`."""
    if not word.endswith("ing") or len(word) < 5:
        return []
    stem = word[:-3]
    doubled = [stem[:-1]] if stem[-1] == stem[-2] else []
    return [stem, f"{stem}e", *doubled]


# Gravest first, but for reading: a word in two lists counts as the graver one.
_VERBS = (
    (Kind.READS, lexicon.READS),
    (Kind.PAYS, lexicon.PAYS),
    (Kind.DESTROYS, lexicon.DESTROYS),
    (Kind.SENDS, lexicon.SENDS),
    (Kind.GRANTS, lexicon.GRANTS),
    (Kind.EXECUTES, lexicon.EXECUTES),
    (Kind.LIGHT, lexicon.LIGHT),
    (Kind.CHANGES, lexicon.CHANGES),
)
