"""The pulse of a meeting: its form, and the summary of what was given."""

from collections.abc import Sequence
from typing import Final

from bot.domain.lengths import LONGEST_PULSE
from bot.domain.pulses import HIGHEST, LOWEST, PulseSummary
from prompts import ids
from prompts.blocks import Block, Message, hint, section, told
from prompts.forms import Form, modal, select, text_input
from prompts.wording import counted, in_a_line

MOST_WORDS: Final = 12


def pulse_form(step_id: str) -> Form:
    """How we worked, privately: a number, and words that may be left out."""
    scale = [(str(score), str(score)) for score in range(LOWEST, HIGHEST + 1)]
    scale[0], scale[-1] = (
        (scale[0][0], f"{LOWEST}: we hardly worked"),
        (scale[-1][0], f"{HIGHEST}: could not be better"),
    )
    return modal(
        "Your pulse",
        "Give it",
        ids.PULSE_FORM,
        ids.value("step", step_id),
        section(
            "How did we work as a set? It is kept without your name. Four answers or more, and I show the range once."
        ),
        select("score", "From 1 to 10", scale),
        _words("well", "What went well?"),
        _words("better", "What would be better?"),
    )


def pulse_given() -> Message:
    return told(
        hint("Thank you. It is kept without your name; at the end of the review I show the range, if four answer.")
    )


def summary(shown: PulseSummary) -> Message:
    """The range of the answers and the words, without names."""
    range_ = f"{shown.lowest} to {shown.highest}, middle {shown.middle}"
    alike = shown.lowest == shown.highest
    how = (
        f"{shown.lowest} from all {counted(shown.answers, 'answer')}"
        if alike
        else f"{range_}, from {counted(shown.answers, 'answer')}"
    )
    middle = f"*How we worked:* {how}."
    return told(
        section(middle),
        *_listed("What went well", shown.well),
        *_listed("What would be better", shown.better),
        hint("What do you make of it? That is for you to say, here or next time; I keep no names."),
    )


def _listed(title: str, words: Sequence[str]) -> list[Block]:
    lines = "\n".join(f"• {in_a_line(one)}" for one in words[:MOST_WORDS])
    return [section(f"*{title}*\n{lines}")] if lines else []


def _words(name: str, label: str) -> Block:
    return text_input(name, label, optional=True, multiline=True, most=LONGEST_PULSE)
