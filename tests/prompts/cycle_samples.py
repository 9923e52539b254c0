"""What is said of a cycle, its end and a set's sleep, given what people typed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, Final

from bot.domain.cycles import (
    Aims,
    AskedAlong,
    AskedAsleep,
    AskedGoingOn,
    CycleStories,
    Ending,
    Moved,
    OwnAnswer,
    Renewal,
    Rest,
    Story,
)
from bot.domain.letters import Part
from bot.domain.states import ActionStatus, GoingOn
from prompts import cycle_answers, cycles, endings, sleeping

DAY: Final = date(2027, 2, 1)
NOW: Final = datetime(2026, 11, 24, 14, 8, tzinfo=UTC)
OURS: Final = "UOURS"


def story(typed: str, status: ActionStatus = ActionStatus.DONE, issue: str = "") -> Story:
    return Story(OURS, issue or typed, typed, typed, status, typed, typed)


def looked_back(typed: str, *, of: int = 20, in_all: int = 20) -> CycleStories:
    stories = tuple(story(typed, list(ActionStatus)[n % 6], f"{typed}{n // 2}") for n in range(of))
    return CycleStories(3, stories, in_all, Aims(typed, typed, typed), (Moved(OURS, typed),) * 3)


def renewal(typed: str) -> Renewal:
    first = datetime(2026, 11, 3, 14, tzinfo=UTC)
    return Renewal(
        every_weeks=5, meetings=5, first=first, aims=Aims(typed, typed, typed), plan_link=typed, rules=(typed,) * 5
    )


def ending(typed: str, still_open: int = 3) -> Ending:
    return Ending("s1", typed, DAY, 3, still_open)


SAID: Final[dict[str, Callable[[str], dict[str, Any]]]] = {
    "look back": lambda t: cycles.stories(looked_back(t)),
    "look back, with more": lambda t: cycles.stories(looked_back(t, in_all=31)),
    "look back at nothing": lambda t: cycles.stories(CycleStories(1, (), 0, Aims())),
    "thanked for the cycle": lambda t: cycles.thanked(t, 4),
    "ended": lambda t: endings.ended(ending(t)),
    "would go on": lambda t: cycle_answers.kept(OwnAnswer("s1", GoingOn.YES)),
    "would go on, if": lambda t: cycle_answers.kept(OwnAnswer("s1", GoingOn.YES_IF, t)),
    "would not go on": lambda t: cycle_answers.kept(OwnAnswer("s1", GoingOn.NO)),
    "what moved, for all": lambda t: cycle_answers.moved(OwnAnswer("s1", moved="x", shared=True)),
    "what moved, for oneself": lambda t: cycle_answers.moved(OwnAnswer("s1", moved="x")),
    "nothing moved": lambda t: cycle_answers.moved(OwnAnswer("s1")),
    "rests": lambda t: sleeping.rests(Rest(DAY, 2)),
}


def asked_going_on(typed: str, said: GoingOn | None = None, **more: Any) -> AskedGoingOn:
    found = AskedGoingOn("s1", typed, NOW, "Europe/London", said, moved=False, is_over=False)
    return replace(found, **more)


def asked_along(typed: str, *, comes: bool = False) -> AskedAlong:
    return AskedAlong("s1", typed, 4, NOW, "Europe/London", comes)


PARTS: Final[dict[str, tuple[Part, Callable[[str], object]]]] = {
    "letter, going on": (Part.GOING_ON, asked_going_on),
    **{f"letter, going on, {one}": (Part.GOING_ON, partial(asked_going_on, said=one, moved=True)) for one in GoingOn},
    "letter, going on, over": (Part.GOING_ON, partial(asked_going_on, is_over=True)),
    "letter, coming along": (Part.RENEWAL, asked_along),
    "letter, who comes along": (Part.RENEWAL, partial(asked_along, comes=True)),
    "letter, the host of a sleeping set": (Part.SLEEPING, lambda t: AskedAsleep("s1", t, False, False)),
    "letter, all of a sleeping set": (Part.SLEEPING, lambda t: AskedAsleep("s1", t, True, False)),
    "letter, a set that slept": (Part.SLEEPING, lambda t: AskedAsleep("s1", t, True, True)),
}
"""Parts of letters, and what they show."""
FORMS: Final[dict[str, Callable[[str], dict[str, Any]]]] = {
    "condition": lambda t: cycle_answers.condition_form(OwnAnswer("s1", GoingOn.YES_IF, t)),
    "what has moved": lambda t: cycle_answers.moved_form(OwnAnswer("s1", GoingOn.YES, t, t, True)),
    "renewal": lambda t: cycles.renewal_form("s1", renewal(t)),
    "ending": lambda t: endings.end_form(ending(t)),
    "ending, nothing open": lambda t: endings.end_form(ending(t, still_open=0)),
    "pause of a set": lambda t: sleeping.rest_form("s1", DAY),
}
