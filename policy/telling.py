"""telling: what a tool's description says that it does, by the verbs of its sentences.

A reading verb counts in the first sentence alone: what comes later may speak of other things.
"""

import re

from policy import lexicon
from policy.deeds import Form, Kind, bases_of, kind_of, verb_of

MOST_CHARACTERS = 4000


def told_kinds(description: str, named: list[str]) -> set[Kind]:
    """The kinds of the verbs that sentences begin with, of those joined to them in the same form,
    and of those that `it` or `this function` is the subject of. `named` are the words of its name.

    A verb that nobody knows counts as a deed where the first sentence says it of the tool.
    """
    kinds: set[Kind] = set()
    # Where `search_messages` says "Messages that ...", nobody messages anybody.
    nouns = set(named[1:]) if named and kind_of(named[0]) is Kind.READS else set()
    for number, sentence in enumerate(_sentences(description)):
        for place in _places(sentence):
            kind, form = _verb_at(sentence, place, named)
            if number == 0 and _leads(sentence, place):
                kinds |= _unheard(sentence, place, kind, nouns) | _at_length(sentence, place, kind)
            if kind is None or sentence[place] in nouns:
                continue
            if kind is not Kind.READS or (number == 0 and _leads(sentence, place)):
                kinds.add(kind)
            kinds |= _joined(sentence, place, form)
    return kinds


def _sentences(description: str) -> list[list[str]]:
    """The words of each sentence; without those that only say where a tool belongs."""
    text = _LABEL.sub(". ", description[:MOST_CHARACTERS])
    told = (_WORDS.findall(sentence) for sentence in _SENTENCES.split(text))
    words = [[word.casefold() for word in sentence] for sentence in told]
    return [sentence for sentence in words if sentence and "belongs" not in sentence[:4]]


def _places(sentence: list[str]) -> list[int]:
    """Where verbs stand whose subject is the tool: at the beginning, behind "this function is used
    to", and behind "it".
    """
    found = [0]
    for place, word in enumerate(sentence):
        if word not in lexicon.TOOLS or (place >= 4 and word != "it"):
            continue
        behind = place + 1
        while behind < len(sentence) and sentence[behind] in lexicon.FILLERS:
            behind += 1
        if behind < len(sentence) and sentence[behind] not in lexicon.OF_ITSELF:
            found.append(behind)
    return found


def _verb_at(sentence: list[str], place: int, named: list[str]) -> tuple[Kind | None, Form]:
    word = sentence[place]
    kind, form = verb_of(word)
    if word == "returns" and "return" not in named:
        return Kind.READS, Form.THIRD_PERSON
    if form is Form.GERUND and sentence[place - 1 : place] != ["for"]:
        return None, form
    if kind and word.startswith("evaluat") and not set(sentence) & lexicon.CODE_WORDS:
        return Kind.READS, form
    return kind, form


def _leads(sentence: list[str], place: int) -> bool:
    """Whether nothing but words for a tool stands before a verb."""
    return all(word in lexicon.TOOLS | lexicon.FILLERS for word in sentence[:place])


def _joined(sentence: list[str], first: int, form: Form) -> set[Kind]:
    kinds = set()
    for place in range(first + 1, len(sentence) - 1):
        kind, its_form = verb_of(sentence[place])
        joined = its_form is form and sentence[place - 1] in _JOINING
        if kind and joined and sentence[place + 1] not in _AFTER_NOUNS:
            kinds |= set() if _is_listed(sentence, place) else {kind}
    return kinds


def _is_listed(sentence: list[str], place: int) -> bool:
    """Whether a word is a noun in a list, as in "its name, credit card and town"."""
    noun = sentence[place] in lexicon.NOUNS_BEFORE | lexicon.NOUNS_LISTED
    behind = sentence[place + 1]
    return noun and sentence[place - 1] == "," and behind not in lexicon.BEFORE_OBJECTS


def _unheard(sentence: list[str], place: int, kind: Kind | None, nouns: set[str]) -> set[Kind]:
    """UNKNOWN where the first verb of a tool, or one joined to it, is none that anybody knows."""
    joined = [
        at
        for at in range(place + 2, len(sentence))
        if sentence[at - 1] in _JOINING - {","} and (kind is Kind.READS or at == place + 2)
    ]
    # Two verbs side by side need no object to be told from nouns: "inspect and secure parts".
    pair = kind is Kind.READS and sentence[place + 1 : place + 2] == ["and"]
    strange = any(_is_strange_verb(sentence, at, named=nouns) for at in (place, *joined))
    lone = pair and len(sentence) > place + 3 and _is_strange(sentence[place + 2], nouns)
    return {Kind.UNKNOWN} if strange or lone else _second(sentence, place, kind)


def _second(sentence: list[str], place: int, kind: Kind | None) -> set[Kind]:
    """What the second of two verbs does, where the first is none that anybody knows: "review and
    update"."""
    behind = sentence[place + 1 : place + 4]
    if kind is not None or len(behind) < 3 or behind[0] != "and" or behind[2] in _AFTER_NOUNS:
        return set()
    second, form = verb_of(behind[1])
    same = (form is Form.THIRD_PERSON) == sentence[place].endswith("s")
    return {second} if second and second is not Kind.READS and same else set()


def _is_strange_verb(sentence: list[str], place: int, named: set[str]) -> bool:
    """Whether an unknown word has an object behind it, as verbs have and nouns have not."""
    word, behind = sentence[place], sentence[place + 1 : place + 2]
    if not behind or not _is_strange(word, named):
        return False
    if word in ("turn", "turns") and "into" in sentence:
        return False
    third = word.endswith("s") and not word.endswith(("ss", "us", "is", "ics", "'s"))
    free = behind[0] not in lexicon.LINKS | lexicon.SMALL and behind[0] != ","
    return behind[0] in lexicon.BEFORE_OBJECTS or (third and free and place == 0)


def _is_strange(word: str, named: set[str]) -> bool:
    bases = {base for base, _ in bases_of(word)}
    known = lexicon.SMALL | lexicon.LINKS | lexicon.BEFORE_OBJECTS | lexicon.SAY_NOTHING | named
    return verb_of(word)[0] is None and not bases & known


def _at_length(sentence: list[str], place: int, kind: Kind | None) -> set[Kind]:
    """What a reading verb is with the rest of its sentence: it fills or it tells secrets."""
    if kind is not Kind.READS:
        return set()
    bases, rest = {base for base, _ in bases_of(sentence[place])}, {*sentence[place + 1 :]}
    found = set()
    if bases & lexicon.FILLING and rest & {"into", "onto"} and "memory" not in rest:
        found.add(Kind.CHANGES)
    if not bases & lexicon.CHECKING and rest & lexicon.SECRETS_TOLD:
        found.add(Kind.PRIVATE)
    return found


_LABEL = re.compile(r"\b(?:tool )?description\s*:", re.IGNORECASE)
_SENTENCES = re.compile(r"[.!?;\n]+")
_WORDS = re.compile(r"[A-Za-z']+|,")
_JOINING = frozenset({"and", "or", "then", ","})
_AFTER_NOUNS = frozenset(
    ["of", "for", "from", "in", "on", "with", "by", "to", "at", "that", "which", "and", "or", ","]
)
