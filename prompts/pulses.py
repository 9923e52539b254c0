"""The pulse of a meeting: its form, and the summary of what was given."""

from collections.abc import Sequence
from typing import Final

from bot.domain.lengths import LONGEST_PULSE
from bot.domain.pulses import HIGHEST, LOWEST, PulseSummary
from prompts import ids
from prompts.blocks import Block, Message, hint, section, told
from prompts.forms import Form, modal, select, text_input, tick
from prompts.wording import counted, in_a_line

MOST_WORDS: Final = 12
TOO_FEW: Final = "Too few for a range to hide anyone."
THE_RANGE: Final = (
    "With five answers or more I show the lowest and the highest, once, as the review ends; "
    "with fewer, no number at all."
)
"""What is promised of the numbers, wherever they are asked for, in a set that is large enough."""
NO_RANGE: Final = "In a set of fewer than five no number could hide, so I show none."


def pulse_form(step_id: str, *, ranged: bool = True) -> Form:
    """How we worked, privately: a number, and words that may be left out. `ranged` where the set is large enough for a range."""
    scale = [(str(score), str(score)) for score in range(LOWEST, HIGHEST + 1)]
    scale[0], scale[-1] = (
        (scale[0][0], f"{LOWEST}: we skimmed"),
        (scale[-1][0], f"{HIGHEST}: we really worked"),
    )
    return modal(
        "Your pulse",
        "Send",
        ids.PULSE_FORM,
        ids.value("step", step_id),
        section(
            f"How did we work as a set? Your number is kept without your name. {THE_RANGE if ranged else NO_RANGE}"
        ),
        select("score", "From 1 to 10", scale),
        _words("well", "What went well?"),
        _words("better", "What would be better?"),
        tick(
            "show",
            "Your words",
            "Show my words to the set, word for word",
            hint="Without your name, but in a small set people may guess. Without the tick nobody sees them and I don't keep them.",
        ),
    )


def pulse_given(*, ranged: bool = True, words_kept: bool = False, words_left: bool = False) -> Message:
    """The private answer to whoever gave theirs, with what becomes of their words."""
    words = " The set reads your words then, word for word." if words_kept else ""
    words = " Your words had no tick, so I haven't kept them." if words_left else words
    numbers = " I'll show the range if five or more of you answer." if ranged else ""
    return told(hint(f"Saved without your name.{numbers}{words}"))


def summary(shown: PulseSummary) -> Message:
    """The range of the answers, if there are enough for one, and the words, without names; then a question about what is shown."""
    something = shown.range is not None or shown.well or shown.better
    return told(
        section(f"*How we worked:* {_range(shown)}"),
        *_listed("What went well", shown.well),
        *_listed("What would be better", shown.better),
        *([hint("What do you make of that?")] if something else []),
    )


def _range(shown: PulseSummary) -> str:
    if shown.range is None:
        return TOO_FEW
    lowest, highest = shown.range
    if lowest == highest:
        return f"{lowest} from all {counted(shown.answers, 'answer')}."
    return f"{lowest} to {highest}, from {counted(shown.answers, 'answer')}."


def _listed(title: str, words: Sequence[str]) -> list[Block]:
    lines = "\n".join(f"• {in_a_line(one)}" for one in words[:MOST_WORDS])
    return [section(f"*{title}*\n{lines}")] if lines else []


def _words(name: str, label: str) -> Block:
    return text_input(name, label, optional=True, multiline=True, most=LONGEST_PULSE)
