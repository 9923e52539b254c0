"""The forms in which a set is founded and its ground rules are changed."""

from collections.abc import Sequence
from datetime import date, time
from typing import Final

from bot.domain.lengths import LONGEST_AIM, LONGEST_NAME, LONGEST_RULES
from bot.domain.sets import COMFORTABLE, FEWEST, MOST, QUIET_SECONDS, Charter
from prompts import ids
from prompts.blocks import Block, hint, section
from prompts.forms import (
    Choice,
    Form,
    date_picker,
    modal,
    number,
    people,
    person,
    radio,
    select,
    text_input,
    time_picker,
)
from prompts.wording import counted, in_a_line

SAMPLE_RULES: Final = (
    "We ask, we do not tell: no advice, no stories of our own.",
    "Whoever presents owns the problem and decides what to do; they may leave any question open.",
    "What is said here stays here, unless somebody may come to harm; only the presenter raises it again.",
    "We come on time and stay to the end, or say beforehand that we cannot.",
    "We listen to the end, one at a time, and leave room for silence.",
    "We do what we said we would, and say what came of it, also when nothing did.",
)
"""Samples to start from; a set makes its own (G1). They cover attendance, advice, ownership and confidentiality."""
USUAL_START: Final = time(14)
_USUAL_QUIET: Final = "120"


def founding_form(
    channel_id: str,
    user_id: str,
    *,
    formats: Sequence[Choice],
    zone: str,
    channel_name: str = "",
    rules: Sequence[str] = SAMPLE_RULES,
    first_on: date | None = None,
    at: time = USUAL_START,
) -> Form:
    """The wizard, its fields named as those of `Founding`. `formats` are (name, title); `at` is in `zone` (IANA)."""
    where = f" in #{in_a_line(channel_name, 80)}" if channel_name else ""
    return modal(
        "Found a set",
        "Found it",
        ids.SET_FORM,
        channel_id,
        section(f"This founds an action learning set{where}. Its members then agree to the rules."),
        text_input("name", "Name of the set", most=LONGEST_NAME),
        *_members(user_id),
        *_aims(),
        *_dates(zone, first_on, at),
        *_manner(formats),
        _rules_field(rules),
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


def _members(user_id: str) -> list[Block]:
    best = f"{COMFORTABLE.start} to {COMFORTABLE.stop - 1} work best; {FEWEST} to {MOST} are possible."
    return [
        people("members", "Members", initial=[user_id], hint=best),
        person(
            "adviser", "Adviser", optional=True, hint="A human facilitator, if you have one. They need not be a member."
        ),
    ]


def _aims() -> list[Block]:
    return [
        _aim("learn", "What do you want to learn?"),
        _aim("do", "What do you want to do?"),
        _aim("change", "What do you want to change?"),
        text_input("plan_link", "The plan it serves", optional=True, most=LONGEST_AIM, hint="A link, or its name."),
    ]


def _aim(name: str, label: str) -> Block:
    return text_input(name, label, optional=True, most=LONGEST_AIM)


def _dates(zone: str, first_on: date | None, at: time) -> list[Block]:
    return [
        number("meetings", "Number of meetings", initial=4, low=1, high=52),
        number("minutes", "Length of a meeting in minutes", initial=90, low=30, high=480),
        date_picker("first_on", "First meeting on", initial=first_on),
        time_picker("at", "At", initial=at, hint=f"In {zone}. Everyone sees it in their own time."),
        number("every_weeks", "Weeks between meetings", initial=4, low=1, high=26),
        text_input(
            "place", "Place", optional=True, most=LONGEST_AIM, hint="A link, a room, or a huddle in this channel."
        ),
    ]


def _manner(formats: Sequence[Choice]) -> list[Block]:
    talk = (("typed", "Typed: you talk in threads here"), ("spoken", "Spoken: you talk on a call, I keep the process"))
    return [
        radio("spoken", "How do you talk?", talk, initial="typed"),
        select("format", "Format of a meeting", formats, initial=formats[0][0]),
        select("quiet_seconds", "Typed: a turn ends after so long without a word", _quiet(), initial=_USUAL_QUIET),
    ]


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
