"""The forms in which a set is founded, and its settings and ground rules are changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.domain.lengths import LONGEST_AIM, LONGEST_NAME, LONGEST_RULES
from bot.domain.sets import (
    COMFORTABLE,
    FEWEST,
    MOST,
    QUIET_SECONDS,
    RHYTHMS,
    USUAL_RHYTHM,
    Charter,
    Settings,
)
from prompts import ids
from prompts.blocks import Block, Button, buttons, hint, section
from prompts.forms import (
    Choice,
    Form,
    modal,
    moment_picker,
    number,
    people,
    person,
    radio,
    select,
    text_input,
)
from prompts.wording import counted, in_a_line, slash

SAMPLE_RULES: Final = (
    "We ask, we do not tell: no advice, no stories of our own.",
    "Whoever presents owns the problem and decides what to do; they may leave any question open.",
    "What is said here stays here, unless somebody may come to harm; only the presenter raises it again.",
    "We come on time and stay to the end, or say beforehand that we cannot.",
    "We listen to the end, one at a time, and leave room for silence.",
    "We do what we said we would, and say what came of it, also when nothing did.",
)
"""Samples to start from; a set makes its own (G1). They cover attendance, advice, ownership and confidentiality."""
MEMBER: Final = "member"
FACILITATOR: Final = "facilitator"
_USUAL_QUIET: Final = "120"
_USUAL_MINUTES: Final = 90


def founding_form(
    channel_id: str,
    *,
    formats: Sequence[Choice],
    first: datetime,
    channel_name: str = "",
    more: bool = False,
    prefix: str = "",
) -> Form:
    """The wizard: its seven fields, and once *More* was pressed in it all the others, whatever was typed.

    `formats` are (name, title); `first` is when the first meeting is unless another moment is chosen (UTC).
    """
    where = f" in #{in_a_line(channel_name, 80)}" if channel_name else ""
    return modal(
        "Found a set",
        "Found it",
        ids.SET_FORM,
        channel_id,
        section(f"This founds an action learning set{where}. Its members then agree to the rules."),
        _name(),
        people("members", "Members", hint=_how_many()),
        radio("i_am", "I am", _ROLES, initial=MEMBER),
        moment_picker("first", "First meeting on", initial=first, hint="In your own time; everyone sees it in theirs."),
        _rhythm(USUAL_RHYTHM),
        *_talk(),
        _length(_USUAL_MINUTES),
        *(_rest(formats) if more else _more(first, prefix)),
    )


def settings_form(set_id: str, shown: Settings, formats: Sequence[Choice], prefix: str = "") -> Form:
    """What a set was founded with, to be changed at any time, and more members; its rules and next date have their own ways."""
    return modal(
        "Change the set",
        "Save",
        ids.SETTINGS_FORM,
        ids.value("set", set_id),
        hint(
            f"The channel is told what you change. Ground rules: {slash('set rules', prefix)}. The next date: "
            f"{slash('set plan', prefix)}. To leave: {slash('set leave', prefix)}."
        ),
        _name(shown.name),
        people("add", "Add members", hint="I'll ask them to agree to the ground rules.", optional=True),
        _rhythm((shown.every_weeks, shown.meetings), hint="The next meeting keeps its date; those after it follow."),
        *_talk(spoken=shown.spoken, place=shown.place),
        _length(shown.minutes),
        *_aims(shown),
        _adviser(shown.adviser),
        *_manner(formats, shown.format, shown.quiet_seconds),
        _zone("A city in it will do. The next meeting stays as it is; those after it keep to this.", shown.zone),
    )


def rules_form(shown: Charter) -> Form:
    """The ground rules, one a line."""
    return modal(
        "Ground rules",
        "Save",
        ids.RULES_FORM,
        ids.value("set", shown.set_id),
        _rules_field(shown.rules),
        hint("Your set sees old beside new in the channel. The old ones hold until enough of you have agreed."),
    )


_ROLES: Final = ((MEMBER, "A member"), (FACILITATOR, "The facilitator: I look after the set and its meetings"))
_TALK: Final = (
    ("typed", "Typed: you talk in threads here"),
    ("spoken", "Spoken: you talk on a call, I keep the process"),
)


def _how_many() -> str:
    best = f"{COMFORTABLE.start} to {COMFORTABLE.stop - 1} work best; {FEWEST} to {MOST} are possible."
    return f"{best} You are counted too if you're a member."


def _name(initial: str = "") -> Block:
    return text_input("name", "Name of the set", initial=initial, most=LONGEST_NAME)


def _rhythm(chosen: tuple[int, int], hint: str = "") -> Block:
    """How often and how many, in one; what a set has already is offered too."""
    offered = RHYTHMS if chosen in RHYTHMS else (chosen, *RHYTHMS)
    choices = [(_rhythm_value(one), rhythm(*one)) for one in offered]
    return select("rhythm", "How often, and how many", choices, initial=_rhythm_value(chosen), hint=hint)


def _rhythm_value(one: tuple[int, int]) -> str:
    return f"{one[0]}x{one[1]}"


def rhythm(every_weeks: int, meetings: int) -> str:
    """How often a set meets and how many times: "every 4 weeks, 4 times"."""
    if meetings == 1:
        return "once"
    weeks = "week" if every_weeks == 1 else f"{every_weeks} weeks"
    return f"every {weeks}, {meetings} times"


def _talk(*, spoken: bool = False, place: str = "") -> list[Block]:
    where = "For a spoken set, or one that meets in a room. A huddle in this channel does as well."
    return [
        radio("spoken", "How do you talk?", _TALK, initial="spoken" if spoken else "typed"),
        text_input(
            "place", "Link for the call, or the place", initial=place, optional=True, most=LONGEST_AIM, hint=where
        ),
    ]


def _length(minutes: int) -> Block:
    return number("minutes", "Length of a meeting in minutes", initial=minutes, low=30, high=480)


def _more(first: datetime, prefix: str) -> list[Block]:
    """The rest is as most sets have it."""
    later = f"{slash('set', prefix)} changes any of it later."
    return [
        hint(f"That's all it takes. *More* has the aims, format and ground rules; {later}"),
        buttons(Button("More", ids.MORE_TO_FOUND, "first", f"{first.timestamp():.0f}")),
    ]


def _rest(formats: Sequence[Choice]) -> list[Block]:
    zone = _zone("Yours, unless you name a city in another, such as London.")
    return [*_aims(None), _adviser(None), *_manner(formats), zone, _rules_field(SAMPLE_RULES)]


def _aims(shown: Settings | None) -> list[Block]:
    return [
        _aim("learn", "What do you want to learn?", shown),
        _aim("do", "What do you want to do?", shown),
        _aim("change", "What do you want to change?", shown),
        _aim("plan_link", "The plan it serves", shown, hint="A link, or its name."),
    ]


def _aim(name: str, label: str, shown: Settings | None, hint: str = "") -> Block:
    initial = str(getattr(shown, name)) if shown is not None else ""
    return text_input(name, label, initial=initial, optional=True, most=LONGEST_AIM, hint=hint)


def _adviser(user: str | None) -> Block:
    who = "If you have one. They need not be a member, and I'll tell them what is theirs to do."
    return person("adviser", "Facilitator", initial=user, optional=True, hint=who)


def _manner(formats: Sequence[Choice], chosen: str = "", quiet_seconds: int = int(_USUAL_QUIET)) -> list[Block]:
    quiet = "Typed: a turn ends after so long without a word"
    return [
        select("format", "Format of a meeting", formats, initial=chosen or formats[0][0]),
        select("quiet_seconds", quiet, _quiet(), initial=str(quiet_seconds)),
    ]


def _zone(hint: str, chosen: str = "") -> Block:
    """Where a set has one it is not taken away."""
    return text_input(
        "zone", "Time zone of its dates", initial=chosen, hint=hint, optional=not chosen, most=LONGEST_NAME
    )


def _quiet() -> list[Choice]:
    return [(str(seconds), counted(seconds // 60, "minute")) for seconds in QUIET_SECONDS]


def _rules_field(rules: Sequence[str]) -> Block:
    return text_input(
        "rules",
        "Ground rules, one a line",
        initial="\n".join(rules),
        multiline=True,
        most=LONGEST_RULES,
        hint="Samples to start from: keep, change or replace them.",
    )
