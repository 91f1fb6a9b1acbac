"""errors: one tree; every refusal has a code, a kind and a sentence that says what to do.

    CountersignError
    ├── Invalid       what came in cannot be used as it is
    ├── Forbidden     this person may not do that
    ├── Missing       there is no such thing, or none this person may see
    ├── Conflict      somebody or something else was first
    └── Unavailable   the house cannot do it now; trying again later may help

The kind is the class; doors turn it into their own status, nothing below a door knows any.
"""


class CountersignError(Exception):
    """A refusal in words. `code` is stable for programs, `sentence` is for the person."""

    kind = "error"

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


class Invalid(CountersignError):
    """What came in cannot be used as it is; nothing was changed."""

    kind = "invalid"


class Forbidden(CountersignError):
    """This person may not do that; nothing was changed."""

    kind = "forbidden"


class Missing(CountersignError):
    """There is no such thing, or none this person may see."""

    kind = "missing"


class Conflict(CountersignError):
    """Somebody or something else was first; the sentence says who."""

    kind = "conflict"


class Unavailable(CountersignError):
    """The house cannot do it now; nothing was changed, trying again later may help."""

    kind = "unavailable"
