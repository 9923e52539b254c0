"""What the bot says once, when something happened to a meeting that nobody asked for."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from bot.domain.controls import Standing
from bot.domain.step_kinds import StepKind
from prompts import channels, cycles, endings, hints, hosting, ids, programme, regrets, set_changes, sleeping
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.channels import room
from prompts.controls import resume, stops
from prompts.language import N_, _, ngettext
from prompts.members import own_record
from prompts.recruiting import composition
from prompts.wording import clock_time, in_a_line, mention, mentions, number, plain, slash, when

Facts = Mapping[str, Any]
"""From the row of the post: ids, and moments as seconds since 1970. `step` is the public id of the open step."""


def notice(name: str, facts: Facts) -> Message:
    """What is said under that name. Raises KeyError for a name or a fact that is not known."""
    return told(*_NOTICES[name](facts))


def _command(facts: Facts, words: str) -> str:
    return slash(words)


def _presenter_silent(facts: Facts) -> list[Block]:
    quiet = _("{presenter} has been quiet for a while, perhaps thinking. What would you like to do?")
    return _presenter_gone(facts, quiet)


def _presenter_away(facts: Facts) -> list[Block]:
    return _presenter_gone(facts, _("{presenter} is away now. What would you like to do?"))


def _presenter_gone(facts: Facts, why: str) -> list[Block]:
    """It stands until the presenter gives a sign, or the slot goes on without them. `why` names the presenter."""
    presenter = mention(str(facts["presenter"]), opening=True)
    if facts.get("back"):
        return [hint(_("{presenter} is back: carry on where you were.").format(presenter=presenter))]
    if facts.get("settled"):
        return [hint(_("{presenter} wasn't there for a while.").format(presenter=presenter))]
    if facts.get("waited_by"):
        return _presenter_waited_for(facts)
    return [
        section(why.format(presenter=presenter)),
        hint(_("*Wait* leaves everything as it is. I won't ask again, and nobody loses their turn.")),
        buttons(Button(_("Wait"), ids.WAIT, "step", str(facts["step"])), *_without_presenter(facts)),
    ]


def _presenter_waited_for(facts: Facts) -> list[Block]:
    waits = _(
        "{person} would like to wait for {presenter}. An open question stays open until it's answered, "
        "or someone presses *Next question*."
    )
    person, presenter = mention(str(facts["waited_by"]), opening=True), mention(str(facts["presenter"]))
    return [section(waits.format(person=person, presenter=presenter)), buttons(*_without_presenter(facts))]


def _without_presenter(facts: Facts) -> tuple[Button, Button]:
    step = str(facts["step"])
    pause = Button(stops(in_slot=True), ids.PAUSE, "step", step)
    return pause, Button(_("Go to review"), ids.TO_REVIEW, "step", step)


def _presenter_left(_facts: Facts) -> list[Block]:
    return [section(_("The presenter has left the set, so this slot is over. We'll carry on in the channel."))]


def _silent_round(facts: Facts) -> list[Block]:
    """Nobody has asked in a whole round: said once, without blame, and without a guess at why."""
    quiet = _("A whole round without a question, and that's fine: a silence can be for thinking.")
    if not facts["presenter"]:
        return [hint(quiet)]
    on = _("{presenter}, say more if you like, or press *That's it* when you've had enough time.")
    return [hint(" ".join([quiet, on.format(presenter=mention(str(facts["presenter"]), opening=True))]))]


def _slot_ended(facts: Facts) -> list[Block]:
    """Nothing begins before somebody is ready."""
    if facts.get("settled"):
        return [section(_("Thank you all for being here."))]
    words = _("Thank you all for being here. This slot is over; we'll carry on when you're ready.")
    return [section(words), resume("step", str(facts["step"]), Standing.ENDED)]


def _bidder_missing(facts: Facts) -> list[Block]:
    users, step = [str(user) for user in facts["users"]], str(facts["step"])
    if facts.get("settled"):
        return [hint(_("We waited a while for {people}.").format(people=mentions(users)))]
    missing = ngettext(
        "{people} has the only issue and isn't here yet. Shall we wait? I'll wait five minutes.",
        "{people} have the only issues and aren't here yet. Shall we wait? I'll wait five minutes.",
        len(users),
    )
    longer = Button(_("Wait longer"), ids.EXTEND, "step", step)
    without = Button(_("Go on without them"), ids.NEXT, "step", step)
    return [section(missing.format(people=mentions(users, opening=True))), buttons(longer, without)]


def _nearly_all(facts: Facts) -> list[Block]:
    """Nobody is named, and nobody has missed anything."""
    return [section(_(_NEARLY_ALL[StepKind(str(facts["kind"]))]))]


def _balance(facts: Facts) -> list[Block]:
    """How often each has asked, as a question to the set, and how many turns were questions: it names nobody."""
    return [section(_how_often(facts)), *_turns_asked(facts)]


def _how_often(facts: Facts) -> str:
    """Between how many and how many times; of few peers that is not told."""
    if "least" not in facts:
        return _("*How is our balance?*")
    least, most = int(facts["least"]), int(facts["most"])
    if not most:
        return _("*How is our balance?* Nobody asked a question in turn today. What do you make of that?")
    if least == most:
        said = ngettext(
            "*How is our balance?* Each of you asked one question. What do you make of that?",
            "*How is our balance?* Each of you asked {count} questions. What do you make of that?",
            most,
        )
        return said.format(count=number(most))
    said = _("*How is our balance?* Asked: between {least} and {most} times each. What do you make of that?")
    return said.format(least=number(least), most=number(most))


def _turns_asked(facts: Facts) -> list[Block]:
    """How many turns were questions, today and in the meetings before; nothing where none were counted."""
    if "turns" not in facts:
        return []
    questions = int(facts["questions"])
    today = ngettext(
        "Of {turns} turns today, one was a question.", "Of {turns} turns today, {count} were questions.", questions
    )
    said = [today.format(turns=number(int(facts["turns"])), count=number(questions))]
    each = [
        _("{count} of {turns}").format(count=number(asked), turns=number(turns)) for turns, asked in facts["before"]
    ]
    said += [_("In earlier meetings, one by one: {each}.").format(each=", ".join(each))] if each else []
    return [section(" ".join(said))]


def _reading(facts: Facts) -> list[Block]:
    """After the last report: until when the clock leaves time, and the way on at once."""
    if facts.get("settled"):
        return [hint(_("That was the last report."))]
    words = _(
        "That was the last report. There's time to read, and for one question each. I'll move on at {time}; "
        "*Next* moves on straight away."
    )
    until = datetime.fromtimestamp(float(facts["until"]), UTC)
    onward = Button(_("Next"), ids.NEXT, "step", str(facts["step"]))
    return [section(words.format(time=clock_time(until))), buttons(onward)]


def _asks(facts: Facts) -> list[Block]:
    """A question that somebody took over from a hint: it stands for theirs."""
    return [section(hints.asks(str(facts["by"]), str(facts["rewrite"])))]


def _left_open(facts: Facts) -> list[Block]:
    ask = _("If there's no next date yet, I'll ask your host for one. {command} has a button for it too.")
    return [
        section(_("The meeting was left open for a day, so I've closed it. Its record is on the closing card.")),
        hint(ask.format(command=_command(facts, "set"))),
    ]


def _not_started(facts: Facts) -> list[Block]:
    if facts.get("settled"):
        return [hint(_("The meeting hadn't started on time; that's sorted now."))]
    return [
        section(_("It's half an hour past the start time. Nothing is lost.")),
        hint(_("Start whenever you're together, or move it.")),
        buttons(
            Button(_("Start"), ids.START, "meeting", str(facts["meeting"]), primary=True),
            Button(_("Move it"), ids.CHANGE_DATE, "meeting", str(facts["meeting"])),
        ),
    ]


def _skipped(facts: Facts) -> list[Block]:
    at, zone = datetime.fromtimestamp(float(facts["at"]), UTC), str(facts["zone"])
    skipped = _("{person} has skipped the meeting planned for {date}.").format(
        person=mention(str(facts["by"]), opening=True), date=when(at, zone)
    )
    if "next_at" in facts:
        then = _("Next: {date}.").format(date=when(datetime.fromtimestamp(float(facts["next_at"]), UTC), zone))
    else:
        then = _("There's no next date yet: you can fix one with {command}.").format(
            command=_command(facts, "set plan")
        )
    return [section(f"{skipped} {then}")]


def _added(facts: Facts) -> list[Block]:
    users, set_id = [str(user) for user in facts["users"]], str(facts["set"])
    added = _("{person} has added {people} to the set.")
    charter = _(
        "The charter says how this set works, and {command} shows its ground rules. Once you've agreed, I'll include you."
    )
    return [
        section(added.format(person=mention(str(facts["by"]), opening=True), people=mentions(users))),
        *composition(facts),
        hint(charter.format(command=_command(facts, "set rules"))),
        buttons(
            Button(_("I agree"), ids.AGREE, "set", set_id, primary=True),
            Button(_("Not for me"), ids.DECLINE_RULES, "set", set_id),
        ),
    ]


def _channel_gone(facts: Facts) -> list[Block]:
    """What helps depends on Slack's word for it; what is settled has gone on by itself."""
    where = room(facts)
    if facts.get("settled"):
        return [hint(_("I couldn't write in {channel} for a while. I can again.").format(channel=where))]
    paused = _("I can't write in {channel} any more, so its set is paused. Nothing is lost.").format(channel=where)
    command = _command(facts, "set")
    if str(facts["reason"]) in _DELETED:
        gone = _(
            "The channel was deleted. To move the set, type {command} in another one and press *Move the set here*."
        )
        return [section(paused), hint(gone.format(command=command))]
    trying = _("I'll keep trying, and straight away whenever one of you does something there.")
    elsewhere = _("Or move the set: type {command} in another channel, and press *Move the set here*.")
    return [
        section(paused),
        hint(f"{_what_helps(str(facts['reason']))} {trying}"),
        hint(elsewhere.format(command=command)),
    ]


def _what_helps(reason: str) -> str:
    """By Slack's word for what is wrong."""
    if reason in _NOT_IN_IT:
        return _("Type {invite} there if I'm not in the channel.").format(invite=_INVITE)
    if reason in _ARCHIVED:
        return _("Please unarchive the channel.")
    return _("An admin may have to let me post there.")


def _given_up(facts: Facts) -> list[Block]:
    failed = _("I couldn't post a message in {channel} (`{reason}`), so I gave up.")
    kept = _("Nothing you wrote or decided is lost: {command} there shows where the set stands.")
    return [
        section(failed.format(channel=room(facts), reason=plain(str(facts["reason"]), 60))),
        hint(kept.format(command=_command(facts, "set"))),
        hint(_("If it happens again, show this to whoever runs me here.")),
    ]


def _moved(facts: Facts) -> list[Block]:
    by, meeting = mention(str(facts["by"]), opening=True), number(int(facts["number"]))
    moment = when(datetime.fromtimestamp(float(facts["at"]), UTC), str(facts["zone"]))
    if facts["again"]:
        said = _("{person} has moved meeting {number} to {date}.").format(person=by, number=meeting, date=moment)
    else:
        said = _("{person} has fixed the next date: {date}.").format(person=by, date=moment)
    return [section(said), hint(_("I'll post its card here at that time, with *Start* on it."))]


_NEARLY_ALL: Final[Mapping[StepKind, str]] = {
    StepKind.OPENING: N_("Nearly everyone's here, so let's begin. You can join us at any time."),
    StepKind.SLOT_REVIEW: N_(
        "Nearly everyone has answered, so let's move on. You can still add a line here at any time."
    ),
    StepKind.MIRROR: N_("Nearly everyone has said what they heard, so let's move on. You can still add yours."),
    StepKind.REVIEW: N_("Nearly everyone has had their say, so let's move on. You can still add a line at any time."),
}
"""What is said where the set goes on without waiting for the last one."""
_INVITE: Final = "`/invite @set-adviser`"
"""Slack's own command; its name is no sentence."""
_NOT_IN_IT: Final = frozenset({"not_in_channel", "channel_not_found", "channel_left", "group_left"})
_ARCHIVED: Final = frozenset({"is_archived", "is_inactive", "channel_archive", "group_archive"})
_DELETED: Final = frozenset({"channel_deleted", "group_deleted"})
"""Slack's words for what is wrong with a channel."""


def _left_by_the_others(facts: Facts) -> list[Block]:
    left = _(
        "You're not in *{set}* any more. I asked each of the others, privately: all of them agreed, or all but one."
    )
    name = in_a_line(str(facts["set_name"]), 80)
    return [section(left.format(set=name)), hint(_("I can't take you out of its channel.")), *own_record()]


def _taken_for_left(facts: Facts) -> list[Block]:
    left = _(
        "You've left the channel of *{set}*, so its members take it that you've left the set. They can add you again."
    )
    return [section(left.format(set=in_a_line(str(facts["set_name"]), 80))), *own_record()]


_NOTICES: Final[Mapping[str, Callable[[Facts], list[Block]]]] = {
    "presenter_silent": _presenter_silent,
    "presenter_away": _presenter_away,
    "presenter_left": _presenter_left,
    "slot_ended": _slot_ended,
    "silent_round": _silent_round,
    "bidder_missing": _bidder_missing,
    "nearly_all": _nearly_all,
    "reading": _reading,
    "asks": _asks,
    "balance": _balance,
    "left_open": _left_open,
    "not_started": _not_started,
    "moved": _moved,
    "skipped": _skipped,
    "added": _added,
    "set_changed": set_changes.notice,
    "channel_gone": _channel_gone,
    "given_up": _given_up,
    "soon": regrets.soon,
    "date_changed": regrets.date_changed,
    "too_few": regrets.too_few,
    "date_suits": regrets.date_suits,
    "left_by_the_others": _left_by_the_others,
    "taken_for_left": _taken_for_left,
    **channels.NOTICES,
    **programme.NOTICES,
    **cycles.NOTICES,
    **endings.NOTICES,
    **hosting.NOTICES,
    **sleeping.NOTICES,
}
