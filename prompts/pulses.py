"""The one private form of a meeting's end: the pulse and what one takes away; and the summary of all pulses."""

from collections.abc import Sequence
from typing import Final

from bot.domain.lengths import LONGEST_DETAIL, LONGEST_PULSE
from bot.domain.pulses import HIGHEST, LOWEST, PulseForm, PulseSaved, PulseSummary, PulseTaken
from prompts import ids
from prompts.blocks import Block, Message, hint, section, told
from prompts.forms import Choice, Form, modal, select, text_input, tick
from prompts.language import N_, _, ngettext
from prompts.wording import in_a_line, listed, mentions, number

MOST_WORDS: Final = 12
THE_RANGE: Final = N_(
    "Once everyone here has answered, or halfway through the review, I'll show the lowest and the highest, if five or more of you "
    "have answered. If fewer do, I won't show any numbers."
)
"""What is promised of the numbers, wherever they are asked for, in a set that is large enough."""
NO_RANGE: Final = N_("In a set of fewer than five, numbers couldn't stay anonymous, so I won't show any.")
_TAKEN_TOO_LATE: Final = {
    PulseTaken.GIVEN: N_(
        "You'd given your number before, and I don't know which one is yours, so I haven't counted this one."
    ),
    PulseTaken.SHOWN: N_("Sorry, your number came just after the numbers closed, so I haven't counted it."),
}


def pulse_form(step_id: str, shown: PulseForm, said: str = "") -> Form:
    """How we worked, and what one takes away: whatever is left out is left out.

    `said` are words of theirs in the review, with which the form begins where they have kept none for themselves.
    """
    return modal(
        _("Your pulse") if shown.takes_pulse else _("Taking away"),
        _("Save"),
        ids.PULSE_FORM,
        ids.value("step", step_id),
        section(_about(shown)),
        *([_score()] if shown.takes_pulse else []),
        _takeaway(
            "for_me",
            _("What I'm taking away, for me"),
            shown.kept.for_me or said,
            _("Only you can see it, on your Home tab."),
        ),
        _takeaway(
            "for_set",
            _("What I'm taking away, for the set"),
            shown.kept.for_set or "",
            _("It goes into the record of this meeting, with your name."),
        ),
        *(_to_change() if shown.takes_pulse else []),
        *(_may_read(shown) if shown.absent else []),
    )


def _may_read(shown: PulseForm) -> list[Block]:
    """Nothing ties it to the pulse: it stands where a presenter is asked something anyway."""
    could_not = _("{people} couldn't come today.").format(people=mentions(shown.absent, opening=True))
    return [
        section(could_not),
        tick(
            "absent",
            _("Your slot"),
            _("Whoever couldn't come may read my slot in the record"),
            hint=_(
                "It shows your issue, your question and your actions. Unless you tick this, they'll see only that you presented."
            ),
            ticked=shown.may_read,
        ),
    ]


def _about(shown: PulseForm) -> str:
    if shown.gave:
        return _(
            "You've given your number. I don't know which one is yours, so it stays as it is. What you're taking away can "
            "still change."
        )
    if not shown.takes_pulse:
        return _("The numbers are closed now, but there's still time for what you're taking away.")
    about = _("How did we work as a set? I'll keep your number without your name.")
    return " ".join([about, _(THE_RANGE) if shown.ranged else _(NO_RANGE)])


def _score() -> Block:
    label = _("From {lowest} to {highest}").format(lowest=number(LOWEST), highest=number(HIGHEST))
    return select("score", label, _scale(), optional=True)


def _scale() -> list[Choice]:
    """The scores, with words at both ends."""
    ends = {
        LOWEST: _("{score}: we skimmed").format(score=number(LOWEST)),
        HIGHEST: _("{score}: we really worked").format(score=number(HIGHEST)),
    }
    return [(str(score), ends.get(score, number(score))) for score in range(LOWEST, HIGHEST + 1)]


def _takeaway(name: str, label: str, words: str, who_reads: str) -> Block:
    return text_input(name, label, initial=words, optional=True, multiline=True, most=LONGEST_DETAIL, hint=who_reads)


def _to_change() -> list[Block]:
    return [
        text_input("better", _("One thing to change"), optional=True, multiline=True, most=LONGEST_PULSE),
        tick(
            "show",
            _("Who may read it"),
            _("Show it to the set, word for word"),
            hint=_(
                "I'll leave your name out, but in a small set people may guess. "
                "Unless you tick this, nobody will see it and I won't keep it."
            ),
        ),
    ]


def saved(found: PulseSaved, *, words_shown: bool = False) -> Message:
    """The private answer to whoever sent the form: what is kept, and what becomes of their words."""
    return told(hint(" ".join([*_counted(found, words_shown=words_shown), *_kept(found), *_is_read(found)])))


def _is_read(found: PulseSaved) -> list[str]:
    if found.may_read is None:
        return []
    if found.may_read:
        return [_("Whoever couldn't come can read your slot in the record.")]
    return [_("Whoever couldn't come will see only that you presented.")]


def _counted(found: PulseSaved, *, words_shown: bool) -> list[str]:
    if found.taken is None:
        return []
    if found.taken in _TAKEN_TOO_LATE:
        return [_(_TAKEN_TOO_LATE[found.taken]), *_back(found.words_left)]
    sentences = [_("Saved without your name.")]
    if found.ranged:
        sentences.append(
            _("I'll show the range once everyone here has answered, or halfway through, if five or more of you have.")
        )
    if found.words_left:
        sentences.append(_("You didn't tick the box, so I haven't kept what you'd change."))
    elif words_shown:
        sentences.append(_("The set will then see what you'd change, word for word."))
    return sentences


def _back(words: Sequence[str]) -> list[str]:
    """What was written and cannot be taken any more is theirs to say."""
    if not words:
        return []
    wrote = _("You wrote: {words}. If you'd like the set to hear it, say it in the thread.")
    return [wrote.format(words=listed([f"_{in_a_line(one)}_" for one in words]))]


def _kept(found: PulseSaved) -> list[str]:
    match bool(found.kept.for_me), bool(found.kept.for_set):
        case True, True:
            return [
                _(
                    "What you're taking away is saved: yours on your Home tab, where only you can see it, and the set's in the "
                    "record of this meeting."
                )
            ]
        case True, False:
            return [_("What you're taking away is saved on your Home tab, where only you can see it.")]
        case False, True:
            return [_("What you're taking away is saved for the set: it'll be in the record of this meeting.")]
    said_else = found.taken is not None or found.may_read is not None
    return [] if said_else else [_("I've removed what you had there.")]


def summary(shown: PulseSummary) -> Message:
    """The range of the answers, if there are enough for one, and the words, without names; then a question about what is shown.

    Where there is time for it, the talk begins here.
    """
    something = shown.range is not None or shown.well or shown.better
    return told(
        section(_worked(shown)),
        *_listed(_("*What went well*"), shown.well),
        *_listed(_("*What we could change*"), shown.better),
        *([hint(_("What do you make of that?"))] if something else []),
        *([section(_(THE_TALK))] if shown.talk else []),
    )


THE_TALK: Final = N_("Now there's time to talk about it: a line each, as the card above asks.")


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
