"""What the bot says once, when something happened to a meeting that nobody asked for."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.wording import clock_time, mention

Facts = Mapping[str, Any]
"""From the row of the post: ids, and moments as seconds since 1970. `step` is the public id of the open step."""


def notice(name: str, facts: Facts) -> Message:
    """What is said under that name. Raises KeyError for a name or a fact that is not known."""
    return told(*_NOTICES[name](facts))


def _away(facts: Facts) -> list[Block]:
    gone = f"I was away from {_at(facts, 'from')} to {_at(facts, 'to')}."
    return [
        section(f"{gone} You have that time back: this step now ends at {_at(facts, 'until')}. Go on where you were.")
    ]


def _paused_itself(facts: Facts) -> list[Block]:
    return [
        section("Two steps ran out without a word from anybody, so the meeting is paused and keeps its place."),
        hint("Any of you goes on with *Resume*. I say this once and wait."),
        buttons(Button("Resume", ids.RESUME, "step", str(facts["step"]), primary=True)),
    ]


def _paused(facts: Facts) -> list[Block]:
    return [
        section(f"{mention(str(facts['by']))} has paused the meeting; the clock stands still."),
        hint("Any of you goes on with *Resume*."),
        buttons(Button("Resume", ids.RESUME, "step", str(facts["step"]), primary=True)),
    ]


def _resumed(facts: Facts) -> list[Block]:
    return [
        section(f"{mention(str(facts['by']))} has resumed the meeting. This step now ends at {_at(facts, 'until')}.")
    ]


def _presenter_silent(facts: Facts) -> list[Block]:
    step, presenter = str(facts["step"]), mention(str(facts["presenter"]))
    return [
        section(f"{presenter} has been quiet for a while, which may be thinking. What would you like to do?"),
        hint("*Wait* leaves everything as it is. I ask this once; nobody loses their place."),
        buttons(
            Button("Wait", ids.WAIT, "step", step),
            Button("Pause", ids.PAUSE, "step", step),
            Button("Go to review", ids.TO_REVIEW, "step", step),
        ),
    ]


def _left_open(_: Facts) -> list[Block]:
    return [
        section("The meeting was left open for a day, so I have closed it. Its record is on the closing card."),
        hint("If the next date is missing, your host fixes it with you."),
    ]


def _not_started(facts: Facts) -> list[Block]:
    if facts.get("settled"):
        return [hint("The meeting had not started half an hour after its time; that is settled.")]
    return [
        section("The meeting has not started: half an hour has gone since its time. Nothing is lost."),
        hint("Any of you starts it whenever you are together, or moves it to another time."),
        buttons(
            Button("Start", ids.START, "meeting", str(facts["meeting"]), primary=True),
            Button("Move it", ids.CHANGE_DATE, "set", str(facts["set"])),
        ),
    ]


def _not_said(facts: Facts) -> list[Block]:
    return [
        section(
            "Your slot ended without a word on what you will do. One small step is enough, and *none* is an answer too."
        ),
        buttons(Button("Add an action", ids.ADD_ACTION, "set", str(facts["set"]))),
        hint("I do not ask again; the next meeting opens with what there is."),
    ]


def _channel_gone(_: Facts) -> list[Block]:
    return [
        section("I cannot write in the channel of your set any more, so the set is paused. Nothing is lost."),
        hint("Type `/invite @set-adviser` there, or bring the channel back from the archive; then we go on."),
    ]


def _at(facts: Facts, name: str) -> str:
    return clock_time(datetime.fromtimestamp(float(facts[name]), UTC))


_NOTICES: Final[Mapping[str, Callable[[Facts], list[Block]]]] = {
    "away": _away,
    "paused_itself": _paused_itself,
    "paused": _paused,
    "resumed": _resumed,
    "presenter_silent": _presenter_silent,
    "left_open": _left_open,
    "not_started": _not_started,
    "not_said": _not_said,
    "channel_gone": _channel_gone,
}
