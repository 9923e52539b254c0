"""What the bot says once, when something happened to a meeting that nobody asked for."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from bot.domain.step_kinds import StepKind
from prompts import channels, ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.channels import room
from prompts.founding import rhythm
from prompts.wording import (
    clock_time,
    counted,
    in_a_line,
    listed,
    mention,
    mentions,
    opening_a_sentence,
    plain,
    slash,
    when,
)

Facts = Mapping[str, Any]
"""From the row of the post: ids, and moments as seconds since 1970. `step` is the public id of the open step."""


def notice(name: str, facts: Facts, prefix: str = "") -> Message:
    """What is said under that name. Raises KeyError for a name or a fact that is not known."""
    return told(*_NOTICES[name]({**facts, "prefix": prefix}))


def _command(facts: Facts, words: str) -> str:
    return slash(words, str(facts["prefix"]))


def _presenter_silent(facts: Facts) -> list[Block]:
    quiet = f"{mention(str(facts['presenter']))} has been quiet for a while, which may be thinking."
    return _presenter_gone(facts, f"{quiet} What would you like to do?")


def _presenter_away(facts: Facts) -> list[Block]:
    return _presenter_gone(facts, f"{mention(str(facts['presenter']))} has gone away. What would you like to do?")


def _presenter_gone(facts: Facts, why: str) -> list[Block]:
    """It stands until the presenter gives a sign, or the slot goes on without them."""
    step, presenter = str(facts["step"]), mention(str(facts["presenter"]))
    if facts.get("back"):
        return [hint(opening_a_sentence(f"{presenter} is back: go on where you were."))]
    if facts.get("settled"):
        return [hint(opening_a_sentence(f"{presenter} wasn't there for a while."))]
    pause, review = Button("A moment", ids.PAUSE, "step", step), Button("Go to review", ids.TO_REVIEW, "step", step)
    if facts.get("waited_by"):
        stays = "An open question stays open until it is answered, or *Done* ends the turn."
        waits = f"{mention(str(facts['waited_by']))} would like to wait for {presenter}. {stays}"
        return [section(opening_a_sentence(waits)), buttons(pause, review)]
    return [
        section(opening_a_sentence(why)),
        hint("*Wait* leaves everything as it is. I ask this once; nobody loses their place."),
        buttons(Button("Wait", ids.WAIT, "step", step), pause, review),
    ]


def _presenter_left(_: Facts) -> list[Block]:
    return [section("The presenter has left the set, so this slot is over. The meeting goes on in the channel.")]


def _slot_ended(facts: Facts) -> list[Block]:
    """Nothing begins before somebody is ready."""
    if facts.get("settled"):
        return [section("Thank you all for being here.")]
    ready = Button("We're ready", ids.RESUME, "step", str(facts["step"]), primary=True)
    return [section("Thank you all for being here. This slot is over; we go on when you're ready."), buttons(ready)]


def _bidder_missing(facts: Facts) -> list[Block]:
    who = mentions([str(user) for user in facts["users"]])
    if facts.get("settled"):
        return [hint(opening_a_sentence(f"We waited a while for {who}."))]
    issue = "has the only issue and isn't" if len(facts["users"]) == 1 else "have the only issues and aren't"
    step = str(facts["step"])
    return [
        section(opening_a_sentence(f"{who} {issue} here yet. Shall we wait? I'll wait five minutes.")),
        buttons(Button("Wait longer", ids.EXTEND, "step", step), Button("Go on without", ids.NEXT, "step", step)),
    ]


def _nearly_all(facts: Facts) -> list[Block]:
    """Nobody is named, and nobody has missed anything."""
    return [section(_NEARLY_ALL[StepKind(str(facts["kind"]))])]


def _left_open(facts: Facts) -> list[Block]:
    return [
        section("The meeting was left open for a day, so I have closed it. Its record is on the closing card."),
        hint(f"Where the next date is missing I ask your host for it; {_command(facts, 'set')} has the button too."),
    ]


def _not_started(facts: Facts) -> list[Block]:
    if facts.get("settled"):
        return [hint("The meeting hadn't started half an hour after its time; that's been sorted out.")]
    return [
        section("It's half an hour past the start time. Nothing is lost."),
        hint("Start whenever you're together, or move it to another time."),
        buttons(
            Button("Start", ids.START, "meeting", str(facts["meeting"]), primary=True),
            Button("Move it", ids.CHANGE_DATE, "meeting", str(facts["meeting"])),
        ),
    ]


def _missed(facts: Facts) -> list[Block]:
    moment = when(datetime.fromtimestamp(float(facts["at"]), UTC), str(facts["zone"]))
    missed = f"*{in_a_line(str(facts['set_name']), 80)}* didn't meet as planned ({moment})"
    if facts.get("settled"):
        return [hint(f"{missed}; that's been sorted out.")]
    return [
        section(f"{missed}. Nothing is lost, and it takes no number. You're the host: another date, or skip this one?"),
        buttons(
            Button("Fix a date", ids.CHANGE_DATE, "meeting", str(facts["meeting"]), primary=True),
            Button("Skip this one", ids.SKIP_MEETING, "meeting", str(facts["meeting"])),
        ),
        hint("If you do neither, it's skipped when the next meeting comes up. I won't ask again."),
    ]


def _skipped(facts: Facts) -> list[Block]:
    at, zone = datetime.fromtimestamp(float(facts["at"]), UTC), str(facts["zone"])
    then = f"There's no next date yet: {_command(facts, 'set plan')} fixes one."
    if "next_at" in facts:
        then = f"Next: {when(datetime.fromtimestamp(float(facts['next_at']), UTC), zone)}."
    return [section(f"{mention(str(facts['by']))} has skipped the meeting planned for {when(at, zone)}. {then}")]


def _no_date(facts: Facts) -> list[Block]:
    closed = f"Meeting {int(facts['number'])} of your set has closed without a next date"
    if facts.get("settled"):
        return [hint(f"{closed}; that's been sorted out.")]
    return [
        section(f"{closed}, and you are the host: agree on one with the others, then fix it here."),
        buttons(Button("Fix the next date", ids.CHANGE_DATE, "set", str(facts["set"]), primary=True)),
        hint(f"The channel is told of it, and I do not ask again; {_command(facts, 'set')} there has the same button."),
    ]


def _added(facts: Facts) -> list[Block]:
    users, set_id = [str(user) for user in facts["users"]], str(facts["set"])
    verb = "is" if len(users) == 1 else "are"
    return [
        section(f"{mentions(users)} {verb} now in the set: {mention(str(facts['by']))} has added you."),
        hint(
            f"The charter says how this set works, and {_command(facts, 'set rules')} shows its ground rules. "
            "Once you agree I count and call you."
        ),
        buttons(
            Button("I agree", ids.AGREE, "set", set_id, primary=True),
            Button("Not for me", ids.DECLINE_RULES, "set", set_id),
        ),
    ]


def _channel_gone(facts: Facts) -> list[Block]:
    """What helps depends on Slack's word for it; what is settled has gone on by itself."""
    where = room(facts)
    if facts.get("settled"):
        return [hint(f"I couldn't write in {where} for a while. I can again.")]
    lost = section(f"I can't write in {where} any more, so its set is paused. Nothing is lost.")
    room_elsewhere = f"it another room: type {_command(facts, 'set')} in that channel, and press *Move the set here*."
    if str(facts["reason"]) in _DELETED:
        return [lost, hint(f"The channel was deleted. Give {room_elsewhere}")]
    help_ = _HELP.get(str(facts["reason"]), "An admin may have to let me post there.")
    return [
        lost,
        hint(f"{help_} I'll keep trying, and at once when one of you does something there."),
        hint(f"Or give {room_elsewhere}"),
    ]


def _given_up(facts: Facts) -> list[Block]:
    where, reason = room(facts), plain(str(facts["reason"]), 60)
    return [
        section(f"I couldn't post a message in {where} (`{reason}`), so I gave it up."),
        hint(
            f"Nothing that any of you wrote or decided is lost: {_command(facts, 'set')} there shows where the set stands."
        ),
        hint("If it happens again, show this to whoever looks after the app."),
    ]


def _at(facts: Facts, name: str) -> str:
    return clock_time(datetime.fromtimestamp(float(facts[name]), UTC))


def _moved(facts: Facts) -> list[Block]:
    by, number = mention(str(facts["by"])), int(facts["number"])
    moment = when(datetime.fromtimestamp(float(facts["at"]), UTC), str(facts["zone"]))
    said = f"has moved meeting {number} to {moment}" if facts["again"] else f"has fixed the next date: {moment}"
    return [section(f"{by} {said}."), hint(f"The card of meeting {number} appears here at that time, with *Start*.")]


_WHAT_CHANGED: Final[Mapping[str, str]] = {
    "name": "its name",
    "learn": "what it wants to learn",
    "do": "what it wants to do",
    "change": "what it wants to change",
    "plan_link": "the plan it serves",
    "place": "where it meets",
    "adviser": "its facilitator",
}


def _set_changed(facts: Facts) -> list[Block]:
    """In one line; words that people typed stand on the charter, which has followed."""
    minutes, often = int(facts["minutes"]), rhythm(int(facts["every_weeks"]), int(facts["meetings"]))
    told = {
        **_WHAT_CHANGED,
        "rhythm": f"how often it meets (*{often}*)",
        "minutes": f"how long (*{minutes} minutes*)",
        "format": f"the format of a meeting (*{in_a_line(str(facts['format']), 80)}*)",
        "quiet_seconds": f"when a typed turn ends by quiet (*{counted(int(facts['quiet_seconds']) // 60, 'minute')}*)",
        "zone": f"its time zone (*{in_a_line(str(facts.get('zone', '')), 80)}*)",
        "spoken": f"how you talk (*{'spoken' if facts['spoken'] else 'typed'}*)",
    }
    what = listed([told[str(one)] for one in facts["what"]])
    return [section(f"{mention(str(facts['by']))} has changed the set: {what}. The charter shows it as it is now.")]


_NEARLY_ALL: Final[Mapping[StepKind, str]] = {
    StepKind.OPENING: "Nearly everyone's here, so let's begin. You can join us at any time.",
    StepKind.SLOT_REVIEW: "Nearly everyone has answered, so we'll go on. You can still add a line here at any time.",
    StepKind.REVIEW: "Nearly everyone has had their say, so we'll go on. You can still add a line at any time.",
}
"""What is said where the set goes on without waiting for the last one."""
_INVITE: Final = "Type `/invite @set-adviser` there if I'm not in the channel."
_UNARCHIVE: Final = "Bring the channel back from the archive."
_DELETED: Final = frozenset({"channel_deleted", "group_deleted"})
_HELP: Final[Mapping[str, str]] = {
    **dict.fromkeys(("not_in_channel", "channel_not_found", "channel_left", "group_left"), _INVITE),
    **dict.fromkeys(("is_archived", "is_inactive", "channel_archive", "group_archive"), _UNARCHIVE),
}
_NOTICES: Final[Mapping[str, Callable[[Facts], list[Block]]]] = {
    "presenter_silent": _presenter_silent,
    "presenter_away": _presenter_away,
    "presenter_left": _presenter_left,
    "slot_ended": _slot_ended,
    "bidder_missing": _bidder_missing,
    "nearly_all": _nearly_all,
    "left_open": _left_open,
    "not_started": _not_started,
    "moved": _moved,
    "missed": _missed,
    "skipped": _skipped,
    "no_date": _no_date,
    "added": _added,
    "set_changed": _set_changed,
    "channel_gone": _channel_gone,
    "given_up": _given_up,
    **channels.NOTICES,
}
