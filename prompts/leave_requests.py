"""Asking a member to leave: them first, then the others; and asking about whoever is gone from the channel."""

from datetime import datetime

from bot.domain.calendars import local_day
from bot.domain.leave_requests import (
    AskedForOne,
    AskedToLeave,
    GoneMember,
    LeaveRequestOver,
    OthersAsked,
    OutsideOfRoom,
)
from bot.domain.states import LeaveRequestState
from prompts import ids
from prompts.blocks import Block, Button, Message, PartWords, buttons, hint, section, told
from prompts.forms import Form, modal, person
from prompts.language import _
from prompts.wording import day_written, in_a_line, mention


def form(set_id: str, who: str | None = None) -> Form:
    """Who is to be asked. What follows is said before anybody is."""
    return modal(
        _("Ask them to leave"),
        _("Ask them"),
        ids.LEAVE_FORM,
        ids.value("set", set_id),
        section(_how_it_goes()),
        hint(_no_hand_on_the_channel()),
        person("person", _("Who?"), initial=who),
    )


def asked(of: AskedForOne) -> Message:
    """The private answer to whoever asked."""
    who, until = mention(of.person, opening=True), _day(of.until, of.zone)
    if of.already:
        again = _("{person} is being asked already, privately. If it comes to the others, I'll ask you too.")
        return told(section(again.format(person=who)), *_withdrawing(of))
    first = _("I'll ask {person} first, privately. They have until {day} to answer, and nobody else hears of it.")
    return told(
        section(first.format(person=mention(of.person), day=until)),
        hint(
            _(
                "If they'd rather stay, or don't answer, I'll ask each of the others, privately. They'd leave the set if all "
                "of you agree, or all but one."
            )
        ),
        hint(_no_hand_on_the_channel()),
        *_withdrawing(of),
    )


def _withdrawing(of: AskedForOne) -> list[Block]:
    return [buttons(Button(_("Take it back"), ids.WITHDRAW_ASKING, "request", of.request_id))] if of.is_theirs else []


def withdrawn(who: str) -> Message:
    """The private answer to whoever took it back."""
    back = _("Taken back. I won't ask anyone about {person} any more.").format(person=mention(who))
    return told(section(back))


def by_message(of: AskedToLeave | OthersAsked | LeaveRequestOver) -> Message:
    """What is said outside of letters: to the person themselves, and to others who have no letters."""
    if isinstance(of, AskedToLeave):
        return to_them(of)
    return told(*(others_asked(of) if isinstance(of, OthersAsked) else over(of)).blocks)


def to_them(of: AskedToLeave) -> Message:
    """The question to the person themselves, by DM."""
    name = in_a_line(of.set_name, 80)
    if of.state is LeaveRequestState.LEFT:
        return told(hint(_("You've left *{set}*.").format(set=name)))
    if of.state is LeaveRequestState.STAYS:
        return told(hint(_("That's settled: you keep your place in *{set}*.").format(set=name)))
    if of.state is LeaveRequestState.ASKS_OTHERS:
        stays = (
            _("You'd rather stay in *{set}*.") if of.answered else _("You haven't said whether you'd leave *{set}*.")
        )
        asking = _("I'm asking each of the others, privately, and I'll tell you what comes of it.")
        return told(section(f"{stays.format(set=name)} {asking}"), buttons(_leave(of)))
    asks = _(
        "{person} asks whether you'd leave *{set}*. That's for you to say first, and needs no reason: you have until {day}."
    )
    who, day = mention(of.by, opening=True) if of.by else _("Someone"), _day(of.until, of.zone)
    return told(
        section(asks.format(person=who, set=name, day=day)),
        buttons(_leave(of), Button(_("I'd like to stay"), ids.STAY_AS_ASKED, "request", of.request_id)),
        hint(
            _(
                "Nobody else has heard of this. If you'd rather stay, or don't answer, I'll ask each of the others, privately. "
                "You'd stay unless all of them agree that you leave, or all but one."
            )
        ),
    )


def _leave(of: AskedToLeave) -> Button:
    sure = _("Your waiting issues and whatever you kept for yourself are deleted. Nobody will ask you why.")
    return Button(_("I'll leave"), ids.LEAVE_AS_ASKED, "request", of.request_id, sure=sure)


def would_stay() -> Message:
    """The private answer to whoever would rather stay."""
    return told(section(_("That's fine. I'll ask each of the others now, privately, and tell you what comes of it.")))


def others_asked(of: OthersAsked) -> PartWords:
    """The question to each of the others, in a letter."""
    name, whom = in_a_line(of.set_name, 80), mention(of.person)
    if not of.is_open:
        return PartWords([hint(_("*{set}*: what I asked about a member is settled.").format(set=name))])
    who = mention(of.by, opening=True) if of.by else _("Someone")
    asks = _(
        "*{set}*: {by} asks whether {person} should leave. I've asked {person} first, and they haven't said they would."
    )
    leave = Button(_("They should leave"), ids.SHOULD_LEAVE, "request", of.request_id)
    stay = Button(_("They should stay"), ids.SHOULD_STAY, "request", of.request_id)
    return PartWords(
        [
            section(asks.format(set=name, by=who, person=whom)),
            *_so_far(of),
            buttons(leave, stay),
            hint(
                _(
                    "They'd leave if all of you agree, or all but one; not answering by {day} isn't agreeing. Nobody sees who "
                    "said what."
                ).format(day=_day(of.until, of.zone))
            ),
        ]
    )


def _so_far(of: OthersAsked) -> list[Block]:
    if of.agrees is None:
        return []
    said = _("✓ You said *they should leave*.") if of.agrees else _("✓ You said *they should stay*.")
    return [section(said)]


def answered() -> Message:
    """The private answer to one of the others."""
    return told(section(_("Thank you. Nobody else sees it, and you can change it until it's settled.")))


def over(of: LeaveRequestOver) -> PartWords:
    """What came of it, in a letter."""
    name, who = in_a_line(of.set_name, 80), mention(of.person, opening=True) if of.person else _("They")
    if of.is_reader:
        return PartWords([section(_("*{set}*: that's settled, and you keep your place.").format(set=name))])
    if of.left:
        left = _("*{set}*: {person} isn't in the set any more.").format(set=name, person=who)
        return PartWords([section(left), hint(_no_hand_on_the_channel())])
    return PartWords([section(_("*{set}*: {person} keeps their place in the set.").format(set=name, person=who))])


def has_left(of: GoneMember) -> PartWords:
    """The question to the host, in a letter."""
    name, who = in_a_line(of.set_name, 80), mention(of.person, opening=True)
    if of.left:
        return PartWords([hint(_("*{set}*: {person} has left the set.").format(set=name, person=who))])
    if of.has_account:
        gone = _(
            "*{set}*: {person} has left the channel. Nobody waits for them at meetings now. Have they left the set?"
        )
    else:
        gone = _(
            "*{set}*: {person}'s account here is closed. Nobody waits for them at meetings now. Have they left the set?"
        )
    left = Button(_("They have left"), ids.HAS_LEFT, "gone", of.gone_id)
    keep = Button(_("Keep their place"), ids.KEEP_PLACE, "gone", of.gone_id)
    kept = [section(_("✓ They keep their place."))] if of.kept else []
    return PartWords([section(gone.format(set=name, person=who)), *kept, buttons(left, *([] if of.kept else [keep]))])


def gone(of: GoneMember) -> Message:
    """The same to a member who would ask them to leave."""
    return told(*has_left(of).blocks)


def taken_for_left(who: str) -> Message:
    """The private answer to whoever said that somebody has left."""
    return told(section(_("Thank you. {person} isn't in the set any more.").format(person=mention(who, opening=True))))


def place_kept(who: str) -> Message:
    """The private answer to whoever said that somebody keeps their place."""
    return told(section(_("{person} keeps their place. I won't ask again.").format(person=mention(who, opening=True))))


def outside(of: OutsideOfRoom) -> PartWords:
    """For whoever has left the channel, in a letter."""
    name = in_a_line(of.set_name, 80)
    left = _(
        "You've left the channel of *{set}*. If that means you've left the set, press *Leave the set*. If not, ask to be let "
        "back in: your place is kept, and nobody waits for you meanwhile."
    )
    return PartWords([section(left.format(set=name)), buttons(Button(_("Leave the set"), ids.LEAVE, "set", of.set_id))])


def _how_it_goes() -> str:
    return _(
        "I'll ask them first, privately, and they have five working days to answer. If they'd rather stay, or don't answer, "
        "I'll ask each of the others, privately. They'd leave the set if all of you agree, or all but one."
    )


def _no_hand_on_the_channel() -> str:
    return _("I can't take anyone out of the channel. They can leave it, or someone can remove them there in Slack.")


def _day(moment: datetime, zone: str) -> str:
    return day_written(local_day(moment, zone))
