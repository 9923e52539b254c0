"""Numbers as sentences say them."""

from typing import Final

_COUNTED: Final = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun, up to twelve in words: three people, 15 minutes."""
    word = _COUNTED[number] if 0 <= number < len(_COUNTED) else str(number)
    return f"{word} {noun if number == 1 else plural or noun + 's'}"


def opening_a_sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
