"""wording: what people write, as it may be kept: some of it, not too much, and valid text."""

from domain.errors import Invalid

TEXT_CHARACTERS = 100_000
TITLE_CHARACTERS = 80


def checked_text(text: str) -> str:
    """`text` as it is kept; raises Invalid `text_empty`, `text_too_long`, `text_malformed`."""
    said = text.replace("\x00", "") if isinstance(text, str) else ""
    if not said.strip():
        raise Invalid("text_empty", "There is nothing to send; write something first.")
    if len(said) > TEXT_CHARACTERS:
        raise Invalid(
            "text_too_long",
            f"A message has at most {TEXT_CHARACTERS:,} characters; this one has {len(said):,}. "
            "Shorten it or send it in parts.",
        )
    try:
        said.encode()
    except UnicodeEncodeError as error:
        raise Invalid("text_malformed", "The message is not valid Unicode text.") from error
    return said


def title_of(text: str) -> str:
    """A text as a title: one line, cut."""
    line = " ".join(text.split())
    return line if len(line) <= TITLE_CHARACTERS else line[: TITLE_CHARACTERS - 1] + "…"
