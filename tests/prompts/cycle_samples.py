"""What is said of a cycle, its end and a set's sleep, given what people typed."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, Final

from bot.domain.cycles import Aims, CycleStories, Ending, Moved, Renewal, Rest, Story
from bot.domain.states import ActionStatus
from prompts import cycles, endings, sleeping

DAY: Final = date(2027, 2, 1)
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
    "rests": lambda t: sleeping.rests(Rest(DAY, 2)),
}
FORMS: Final[dict[str, Callable[[str], dict[str, Any]]]] = {
    "renewal": lambda t: cycles.renewal_form("s1", renewal(t)),
    "ending": lambda t: endings.end_form(ending(t)),
    "ending, nothing open": lambda t: endings.end_form(ending(t, still_open=0)),
    "pause of a set": lambda t: sleeping.rest_form("s1", DAY),
}
