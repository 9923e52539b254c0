"""The pulse of a meeting: its form, and the summary of what was given."""

from collections.abc import Sequence
from typing import Final

from bot.domain.lengths import LONGEST_PULSE
from bot.domain.pulses import HIGHEST, LOWEST, PulseSummary
from prompts import ids
from prompts.blocks import Block, Message, hint, section, told
from prompts.forms import Choice, Form, modal, select, text_input, tick
from prompts.language import N_, _, ngettext
from prompts.wording import in_a_line, mentions, number

MOST_WORDS: Final = 12
THE_RANGE: Final = N_(
    "If five or more of you answer, I'll show the lowest and the highest, once, when the review ends. If "
    "fewer do, I won't show any numbers."
)
"""What is promised of the numbers, wherever they are asked for, in a set that is large enough."""
NO_RANGE: Final = N_("In a set of fewer than five, numbers couldn't stay anonymous, so I won't show any.")


def pulse_form(step_id: str, *, ranged: bool = True, absent: Sequence[str] = ()) -> Form:
    """How we worked, privately: a number, and words that may be left out. `ranged` where the set is large enough for a range.

    Whoever has presented is asked as well whether those who are `absent`, as Slack ids, may read their slot.
    """
    return modal(
        _("Your pulse"),
        _("Send"),
        ids.PULSE_FORM,
        ids.value("step", step_id),
        section(
            " ".join(
                [
                    _("How did we work as a set? I'll keep your number without your name."),
                    _(THE_RANGE) if ranged else _(NO_RANGE),
                ]
            )
        ),
        select(
            "score", _("From {lowest} to {highest}").format(lowest=number(LOWEST), highest=number(HIGHEST)), _scale()
        ),
        _words("well", _("What went well?")),
        _words("better", _("What could be better?")),
        tick(
            "show",
            _("Your words"),
            _("Show the set what I wrote, word for word"),
            hint=_(
                "I'll leave your name out, but in a small set people may guess. "
                "Unless you tick this, nobody will see them and I won't keep them."
            ),
        ),
        *_may_read(absent),
    )


def _may_read(absent: Sequence[str]) -> list[Block]:
    """Not tied to the pulse: it only stands where a presenter is asked something anyway."""
    if not absent:
        return []
    could_not = ngettext("{people} couldn't come today.", "{people} couldn't come today.", len(absent))
    return [
        section(could_not.format(people=mentions(absent, opening=True))),
        tick(
            "absent",
            _("Your slot"),
            _("Whoever couldn't come may read my slot in the record"),
            hint=_(
                "Your issue, your question and your actions. Unless you tick this, they'll read only that you presented, and "
                "can ask you."
            ),
        ),
    ]


def _scale() -> list[Choice]:
    """The scores, with words at both ends."""
    ends = {
        LOWEST: _("{score}: we skimmed").format(score=number(LOWEST)),
        HIGHEST: _("{score}: we really worked").format(score=number(HIGHEST)),
    }
    return [(str(score), ends.get(score, number(score))) for score in range(LOWEST, HIGHEST + 1)]


def pulse_given(*, ranged: bool = True, words_kept: bool = False, words_left: bool = False) -> Message:
    """The private answer to whoever gave theirs, with what becomes of their words."""
    sentences = [_("Saved without your name.")]
    if ranged:
        sentences.append(_("I'll show the range if five or more of you answer."))
    if words_left:
        sentences.append(_("You didn't tick the box, so I haven't kept your words."))
    elif words_kept:
        sentences.append(_("When the review ends, the set will see what you wrote, word for word."))
    return told(hint(" ".join(sentences)))


def summary(shown: PulseSummary) -> Message:
    """The range of the answers, if there are enough for one, and the words, without names; then a question about what is shown."""
    something = shown.range is not None or shown.well or shown.better
    return told(
        section(_worked(shown)),
        *_listed(_("*What went well*"), shown.well),
        *_listed(_("*What could be better*"), shown.better),
        *([hint(_("What do you make of that?"))] if something else []),
    )


def _worked(shown: PulseSummary) -> str:
    if shown.range is None:
        return _(
            "*How we worked:* with fewer than five answers, numbers couldn't stay anonymous, so I'm not showing any."
        )
    lowest, highest = map(number, shown.range)
    if lowest == highest:
        return ngettext(
            "*How we worked:* the one answer was {score}.",
            "*How we worked:* all {count} answers were {score}.",
            shown.answers,
        ).format(score=lowest, count=number(shown.answers))
    return ngettext(
        "*How we worked:* {lowest} to {highest}, from one answer.",
        "*How we worked:* {lowest} to {highest}, from {count} answers.",
        shown.answers,
    ).format(lowest=lowest, highest=highest, count=number(shown.answers))


def _listed(title: str, words: Sequence[str]) -> list[Block]:
    lines = [f"• {in_a_line(one)}" for one in words[:MOST_WORDS]]
    return [section("\n".join([title, *lines]))] if lines else []


def _words(name: str, label: str) -> Block:
    return text_input(name, label, optional=True, multiline=True, most=LONGEST_PULSE)
