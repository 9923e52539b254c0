"""That the clock of a meeting stands, or goes again: said once or twice in a slot, and edited from then on."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from bot.domain.controls import ClockWord, Standing
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.controls import going_on, resume
from prompts.slots import carried
from prompts.wording import clock_time, mention, mentions, opening_a_sentence, when

Facts = Mapping[str, Any]
"""From the row of the post: ids, and moments as seconds since 1970. `step` is the public id of the open step."""


_ONCE_ENOUGH: Final = "The clock stands meanwhile, and goes again by itself once enough of you are here."
_MOST_OF_A_DAY: Final = 12 * 3600


def clock(shown: ClockWord) -> Message:
    """What is said under that name. Raises KeyError for a name or a fact that is not known."""
    return told(*_WORDS[shown.name](shown))


def _away(shown: ClockWord) -> list[Block]:
    """Times of day alone would mislead where it was most of a day."""
    at = _on_its_day if shown.facts["to"] - shown.facts["from"] >= _MOST_OF_A_DAY else _at
    gone = f"I was away from {at(shown, 'from')} to {at(shown, 'to')}."
    given = f"You have that time back: this step now ends at {at(shown, 'until')}. Go on where you were."
    return [section(f"{gone} {given}"), *carried(shown.carried)]


def _paused_itself(shown: ClockWord) -> list[Block]:
    sign = "a click" if shown.facts.get("spoken") else "a word"
    if not shown.standing:
        return [hint(f"Two steps ran out without {sign} from anybody, so the meeting was paused for a while.")]
    return [
        section(f"Two steps ran out without {sign} from anybody, so the meeting is paused and keeps its place."),
        hint("Any of you goes on with *Resume*. I say this once and wait."),
        resume("step", str(shown.facts["step"])),
    ]


def _too_few(shown: ClockWord) -> list[Block]:
    """It is asked once; what goes on by itself is said with it."""
    if not shown.standing:
        return _waited_for_more(shown)
    step, here = str(shown.facts["step"]), [str(user) for user in shown.facts["here"]]
    begin = going_on("step", step, Standing.TOO_FEW)
    if shown.facts.get("waited_by"):
        waits = f"{mention(str(shown.facts['waited_by']))} would like to wait. *Begin* goes on with those who are here."
        return [section(opening_a_sentence(waits)), hint(_ONCE_ENOUGH), buttons(begin)]
    so_far = (
        f"So far only {mentions(here)} {'is' if len(here) == 1 else 'are'} here." if here else "Nobody is here yet."
    )
    return [
        section(f"{so_far} Shall we wait, or begin?"),
        hint(_ONCE_ENOUGH),
        buttons(Button("Wait", ids.WAIT, "step", step), begin),
    ]


def _waited_for_more(_: ClockWord) -> list[Block]:
    return [hint("We waited a while for more of us.")]


def _paused(shown: ClockWord) -> list[Block]:
    who = mention(str(shown.facts["by"]))
    if not shown.standing:
        return [hint(f"{who} had paused the meeting; it has gone on since.")]
    return [
        section(f"{who} has paused the meeting; the clock stands still."),
        hint("Any of you goes on with *Resume*."),
        resume("step", str(shown.facts["step"])),
    ]


def _moment(shown: ClockWord) -> list[Block]:
    """Nobody is named."""
    if not shown.standing:
        return [hint("We took a moment.")]
    return [section("Let's take a moment. There's nothing to do."), _go_on(shown)]


def _listening(shown: ClockWord) -> list[Block]:
    if not shown.standing:
        return [hint("For a while we only listened.")]
    return [section("Let's only listen for now. Please just read: there's nothing to ask or to answer."), _go_on(shown)]


def _go_on(shown: ClockWord) -> Block:
    return resume("step", str(shown.facts["step"]), Standing.MOMENT)


def _went_on(shown: ClockWord) -> list[Block]:
    until = "The time of this step is up." if shown.facts.get("over") else f"This step ends at {_at(shown, 'until')}."
    return [section(f"We go on where we were. {until}"), *carried(shown.carried)]


def _resumed(shown: ClockWord) -> list[Block]:
    who = mention(str(shown.facts["by"]))
    until = (
        "The time of this step is up." if shown.facts.get("over") else f"This step now ends at {_at(shown, 'until')}."
    )
    return [
        section(f"{who} has resumed the meeting. {until}"),
        *carried(shown.carried),
    ]


def _on_its_day(shown: ClockWord, name: str) -> str:
    return when(datetime.fromtimestamp(float(shown.facts[name]), UTC), "UTC")


def _at(shown: ClockWord, name: str) -> str:
    return clock_time(datetime.fromtimestamp(float(shown.facts[name]), UTC))


_WORDS: Final[Mapping[str, Callable[[ClockWord], list[Block]]]] = {
    "away": _away,
    "paused_itself": _paused_itself,
    "too_few": _too_few,
    "waited_for_more": _waited_for_more,
    "paused": _paused,
    "resumed": _resumed,
    "moment": _moment,
    "listening": _listening,
    "went_on": _went_on,
}
