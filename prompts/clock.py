"""That the clock of a meeting stands, or goes again: said once or twice in a slot, and edited from then on."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from bot.domain.controls import ClockWord, Standing
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.controls import going_on, resume
from prompts.language import N_, _, ngettext
from prompts.slots import carried
from prompts.wording import clock_time, mention, mentions, when

Facts = Mapping[str, Any]
"""From the row of the post: ids, and moments as seconds since 1970. `step` is the public id of the open step."""


_ONCE_ENOUGH: Final = N_("The clock has stopped for now. I'll start it again as soon as enough of you are here.")
_MOST_OF_A_DAY: Final = 12 * 3600


def clock(shown: ClockWord) -> Message:
    """What is said under that name. Raises KeyError for a name or a fact that is not known."""
    return told(*_WORDS[shown.name](shown))


def _away(shown: ClockWord) -> list[Block]:
    """Times of day alone would mislead where it was most of a day."""
    at = _on_its_day if shown.facts["to"] - shown.facts["from"] >= _MOST_OF_A_DAY else _at
    away = _(
        "I was away from {gone} to {back}. You have that time back: this step now ends at {until}. "
        "Carry on where you were."
    )
    words = away.format(gone=at(shown, "from"), back=at(shown, "to"), until=at(shown, "until"))
    return [section(words), *carried(shown.carried)]


def _paused_itself(shown: ClockWord) -> list[Block]:
    if not shown.standing:
        return [hint(_("I'd paused for a while, as nobody seemed to be here."))]
    if shown.facts.get("spoken"):
        why = _("Nobody has pressed anything for two steps, so I've paused.")
    else:
        why = _("I haven't heard from anyone for two steps, so I've paused.")
    return [
        section(why),
        hint(_("Anyone can press *Resume*. Until then I'll wait.")),
        resume("step", str(shown.facts["step"])),
    ]


def _too_few(shown: ClockWord) -> list[Block]:
    """It is asked once; what goes on by itself is said with it."""
    if not shown.standing:
        return _waited_for_more(shown)
    step, here = str(shown.facts["step"]), [str(user) for user in shown.facts["here"]]
    begin = going_on("step", step, Standing.TOO_FEW)
    if shown.facts.get("waited_by"):
        waits = _("{person} would like to wait. *Begin* starts with whoever is here.")
        person = mention(str(shown.facts["waited_by"]), opening=True)
        return [section(waits.format(person=person)), hint(_(_ONCE_ENOUGH)), buttons(begin)]
    return [
        section(_shall_we_wait(here)),
        hint(_(_ONCE_ENOUGH)),
        buttons(Button(_("Wait"), ids.WAIT, "step", step), begin),
    ]


def _shall_we_wait(here: Sequence[str]) -> str:
    if not here:
        return _("Nobody is here yet. Shall we wait, or begin?")
    so_far = ngettext(
        "Only {people} is here so far. Shall we wait, or begin?",
        "Only {people} are here so far. Shall we wait, or begin?",
        len(here),
    )
    return so_far.format(people=mentions(here))


def _waited_for_more(_shown: ClockWord) -> list[Block]:
    return [hint(_("We waited a while for the others."))]


def _paused(shown: ClockWord) -> list[Block]:
    who = mention(str(shown.facts["by"]), opening=True)
    if not shown.standing:
        return [hint(_("{person} paused the meeting; it's running again.").format(person=who))]
    return [
        section(_("{person} has paused the meeting, so the clock has stopped.").format(person=who)),
        hint(_("Anyone can press *Resume*.")),
        resume("step", str(shown.facts["step"])),
    ]


def _moment(shown: ClockWord) -> list[Block]:
    """Nobody is named."""
    if not shown.standing:
        return [hint(_("We took a moment."))]
    return [section(_("Let's take a moment. There's nothing to do.")), _go_on(shown)]


def _listening(shown: ClockWord) -> list[Block]:
    if not shown.standing:
        return [hint(_("For a while we just listened."))]
    if shown.facts.get("spoken"):
        words = _("Let's just listen for now. There's nothing to ask or answer.")
    else:
        words = _("Let's just listen for now. Please read along: there's nothing to ask or answer.")
    return [section(words), _go_on(shown)]


def _go_on(shown: ClockWord) -> Block:
    return resume("step", str(shown.facts["step"]), Standing.MOMENT)


def _went_on(shown: ClockWord) -> list[Block]:
    if shown.facts.get("over"):
        return [section(_("Let's carry on where we were. Time's up for this step.")), *carried(shown.carried)]
    words = _("Let's carry on where we were. This step ends at {time}.").format(time=_at(shown, "until"))
    return [section(words), *carried(shown.carried)]


def _resumed(shown: ClockWord) -> list[Block]:
    who = mention(str(shown.facts["by"]), opening=True)
    if shown.facts.get("over"):
        words = _("{person} has resumed the meeting. Time's up for this step.").format(person=who)
    else:
        words = _("{person} has resumed the meeting. This step now ends at {time}.").format(
            person=who, time=_at(shown, "until")
        )
    return [section(words), *carried(shown.carried)]


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
