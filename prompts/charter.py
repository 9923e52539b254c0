"""The charter of a set: the channel's card of what it is for, its rules, who agrees, and who can read along."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.concerns import FEWEST
from bot.domain.contacts import NOBODY_NAMED, Contacts
from bot.domain.retention import KEPT_AFTER_THE_CLOSE
from bot.domain.sets import COMFORTABLE, Answer, Charter, MemberLine
from bot.domain.states import NOT_HELD, Guidance, SetState
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.language import N_, _, ngettext
from prompts.wording import day_written, in_a_line, listed, mention, number, said, slash, when_planned, with_links

_GROUPS: Final[Mapping[Answer, str]] = {
    Answer.AGREED: N_("✓ Agreed: {people}"),
    Answer.WAITING: N_("○ Not yet: {people}"),
    Answer.DECLINED: N_("– Not taking part: {people}"),
}


def charter(shown: Charter, contacts: Contacts = NOBODY_NAMED) -> Message:
    """The channel's card of a set. What people agree to stands right above the button that says so."""
    if shown.newer:
        moved = _("*{name}*: its charter stands further down now, with the aims and rules of another cycle.")
        return told(hint(moved.format(name=in_a_line(shown.name, 80))))
    head = _head(shown)
    read, asked = what_is_read_and_kept(shown, contacts), _asked_to_agree(shown)
    return told(
        section(head),
        section(aims(shown)),
        section(_rhythm(shown)),
        section(read),
        section(numbered_rules(shown.rules)),
        section(_answers(shown)),
        *advice(len(shown.members)),
        section(asked),
        *_charter_buttons(shown),
    )


def _head(shown: Charter) -> str:
    name = in_a_line(shown.name, 80)
    if shown.cycle == 1:
        return _("*{name}*, an action learning set").format(name=name)
    return _("*{name}*, an action learning set in cycle {number}").format(name=name, number=number(shown.cycle))


def aims(shown: Charter) -> str:
    """What the set wants to learn, do and change."""
    typed = (
        (_("*To learn:* {words}"), shown.learn),
        (_("*To do:* {words}"), shown.do),
        (_("*To change:* {words}"), shown.change),
    )
    written = [sentence.format(words=said(words, 400)) for sentence, words in typed if words.strip()]
    if shown.plan_link.strip():
        written.append(_("*Part of:* {plan}").format(plan=with_links(shown.plan_link, 400)))
    return "\n".join(written) or _("Aims: not written down yet.")


def numbered_rules(found: Sequence[str]) -> str:
    """The ground rules, each in a line of its own."""
    lines = [f"{position}. {in_a_line(rule, 200)}" for position, rule in enumerate(found, start=1)]
    return "\n".join([_("*Ground rules*"), *(lines or [_("None yet.")])])


_FADES: Final[Mapping[Guidance, str]] = {
    Guidance.ACCOMPANY: N_("I accompany you: I call on you in turn, in few words and without prompts."),
    Guidance.KEEP: N_("I keep dates, the clock, actions and report-backs; the rest is yours."),
}
"""How much of the bot a set wants, where it is less than all."""


def manner(shown: Charter) -> str:
    """How often, how long, how and where the set meets."""
    often = ngettext(
        "Every week, for {minutes} minutes.", "Every {count} weeks, for {minutes} minutes.", shown.every_weeks
    ).format(count=number(shown.every_weeks), minutes=number(shown.minutes))
    spoken, typed = (
        _("Spoken: you talk on a call, and I keep time and turns here."),
        _("Typed: you talk in threads here."),
    )
    where = [_("Place: {place}").format(place=with_links(shown.place, 200))] if shown.place.strip() else []
    fades = [_(_FADES[shown.guidance])] if shown.guidance in _FADES else []
    return " ".join([often, spoken if shown.spoken else typed, *where, *fades])


def with_absence(line: MemberLine) -> str:
    """A member, and when they are away."""
    if line.away_until is None:
        return mention(line.user)
    if line.away_from == line.away_until:
        return _("{person} (away on {day})").format(person=mention(line.user), day=day_written(line.away_until))
    if line.away_from is None:
        return _("{person} (away until {last_day})").format(
            person=mention(line.user), last_day=day_written(line.away_until)
        )
    return _("{person} (away from {first_day} until {last_day})").format(
        person=mention(line.user), first_day=day_written(line.away_from), last_day=day_written(line.away_until)
    )


def facilitator(shown: Charter) -> list[str]:
    """Who looks after the set and who is its host, in a line each."""
    if shown.adviser:
        lines = [_("Facilitator: {person}").format(person=mention(shown.adviser))]
    else:
        lines = [_("No facilitator: you run the set yourselves.")]
    if shown.host:
        host = _("Host: {person}. I'll turn to them for dates, or if something needs fixing.")
        lines.append(host.format(person=mention(shown.host)))
    return lines


def advice(people: int) -> list[Block]:
    """A word on a set that is small or large; it is never a refusal."""
    if people in COMFORTABLE:
        return []
    few = ngettext(
        "With one member there's nobody to ask. {fewest} to {most} work best, but it's up to you.",
        "With {count} members, one absence leaves little to draw on. {fewest} to {most} work best, but it's up to you.",
        people,
    )
    many = ngettext(
        "With one member there's nobody to ask. {fewest} to {most} work best, but it's up to you.",
        "With {count} members, turns come round rarely. {fewest} to {most} work best, but it's up to you.",
        people,
    )
    sentence = few if people < COMFORTABLE.start else many
    fewest, most = number(COMFORTABLE.start), number(COMFORTABLE.stop - 1)
    return [hint(sentence.format(count=number(people), fewest=fewest, most=most))]


def next_step(shown: Charter) -> str:
    """What has to happen before the set can meet, or how it meets."""
    if shown.state is SetState.ENDED:
        return _ended(shown)
    if shown.paused_until is not None:
        return _("This set is paused until {day}: no meetings, and no reminders. {command} wakes it sooner.").format(
            day=day_written(shown.paused_until), command=slash("set resume")
        )
    if shown.state is SetState.PAUSED:
        return _("This set is paused: I couldn't write in its channel. I'll keep trying.")
    if shown.still_needed:
        needed = ngettext(
            "One more member has to agree before the set can start.",
            "{count} more members have to agree before the set can start.",
            shown.still_needed,
        )
        return needed.format(count=number(shown.still_needed))
    all_agree = all(line.answer is Answer.AGREED for line in shown.members)
    agreed = _("Everyone has agreed, so we're set.") if all_agree else _("Enough of you have agreed, so we're set.")
    if shown.adviser is None:
        comes = _("I'll post a card here at the start time, and anyone can start the meeting.")
    else:
        starts = _("I'll post a card here at the start time, and {facilitator} or anyone else can start the meeting.")
        comes = starts.format(facilitator=mention(shown.adviser))
    return " ".join([agreed, comes])


def _ended(shown: Charter) -> str:
    if shown.kept_until is None:
        return _("This set has ended. There's nothing more to do here.")
    return _("This set has ended. I'll keep its record until {day}.").format(day=day_written(shown.kept_until))


def answering(set_id: str, cycle: int = 1) -> Block:
    """The buttons of whoever has not agreed; in a later cycle whoever does not come along leaves."""
    declines = Button(_("Not for me"), ids.DECLINE_RULES, "set", set_id)
    return buttons(
        Button(_("I agree"), ids.AGREE, "set", set_id, primary=True),
        declines if cycle == 1 else not_this_time(set_id),
        Button(_("Change the rules"), ids.CHANGE_RULES, "set", set_id),
    )


def not_this_time(set_id: str) -> Button:
    """Asked about once, by Slack's own dialog: it takes whoever presses it out of the set."""
    sure = _("You'd leave the set, with its thanks. What you gave it stays; what you kept for yourself is deleted.")
    return Button(_("Not this time"), ids.NOT_THIS_TIME, "set", set_id, sure=sure)


def agree_first(set_id: str) -> Message:
    """For a member who is here and has not agreed: how they come to be called."""
    return told(
        section(_("You're here. Once you've agreed to the ground rules, I'll include you.")),
        buttons(Button(_("I agree"), ids.AGREE, "set", set_id, primary=True)),
    )


def what_is_read_and_kept(shown: Charter, contacts: Contacts) -> str:
    """In a line each: who can read along, what the bot reads and keeps, and whom to ask."""
    days = KEPT_AFTER_THE_CLOSE.days
    kept = ngettext(
        "For as long as the set exists, I keep who is in it and what you give me by form, command, button or "
        "shortcut. I also keep when each step ran and who asked. I forget who was at a meeting, and who wrote "
        "when, within a day of it; that somebody missed one stays known only while a presenter hasn't let them read "
        "a slot of it. Ratings carry no names.",
        "For as long as the set exists, I keep who is in it and what you give me by form, command, button or "
        "shortcut. I also keep when each step ran and who asked. I forget who was at a meeting, and who wrote "
        "when, within {count} days of it; that somebody missed one stays known only while a presenter hasn't let them read "
        "a slot of it. Ratings carry no names.",
        days,
    ).format(count=number(days))
    reads = _(
        "I read messages here only while a meeting is running, or when you speak to me. They tell me whose "
        "turn it is and whether that was a question, which I count without names and may hint at privately; and I may "
        "offer to keep what you said. I read them in memory: none goes into a log, and I store none unless you say so."
    )
    exported = _(
        "Whoever runs Slack here, or the server I run on, can read and export what's there, and the law may require them to "
        "hand it over."
    )
    silent = [_calls()] if shown.spoken else []
    held = [_held()] if contacts.legal_hold else []
    lines = [
        _readers(shown),
        reads,
        " ".join([kept, *([_without_a_name()] if len(shown.members) >= FEWEST else [])]),
        _after_the_end(shown),
        exported,
        *held,
        _own_data(contacts),
        _safety(contacts),
        *silent,
    ]
    return "\n".join([_("*Who can read what, and what I keep*"), *(f"• {line}" for line in lines)])


def _without_a_name() -> str:
    return _(
        "*Something is off* goes to the next review. I won't say who sent it, and I forget it when that meeting closes. In a "
        "small set people may still guess."
    )


def _after_the_end(shown: Charter) -> str:
    return ngettext(
        "Once the set has ended, I keep this for one month, then delete it.",
        "Once the set has ended, I keep this for {count} months, then delete it.",
        shown.kept_months,
    ).format(count=number(shown.kept_months))


def _readers(shown: Charter) -> str:
    if shown.shared:
        return _(
            "*This channel is shared with another organisation: people there can read everything in it, now and later.* "
            "Before anyone brings a real problem, stop sharing it, or start the set in a channel of your own."
        )
    if shown.private:
        return _("Everyone in this channel can read everything in it, and so can anyone who joins later.")
    return _(
        "*This channel is public: everyone in the workspace can read everything in it, now and later.* Before anyone brings "
        "a real problem, make it private, or start the set in a private channel."
    )


def _held() -> str:
    return _(
        "*A legal hold is in force:* until it ends, nothing that you give me is deleted, also where you ask for it or leave. I'll "
        "do then what was asked for."
    )


def _own_data(contacts: Contacts) -> str:
    leave = slash("set leave")
    if contacts.data:
        return _(
            "Your actions, issues and notes are on my *Home* tab. Leaving ({leave}) deletes what you kept for yourself; {forget} "
            "deletes what you gave the set as well. For a copy of your data, or to have it deleted, ask {contact}."
        ).format(leave=leave, forget=slash("set forget"), contact=in_a_line(contacts.data, 200))
    return _(
        "Your actions, issues and notes are on my *Home* tab. Leaving ({leave}) deletes what you kept for yourself; {forget} "
        "deletes what you gave the set as well. For a copy of your data, or to have it deleted, ask whoever runs me here."
    ).format(leave=leave, forget=slash("set forget"))


def _safety(contacts: Contacts) -> str:
    if contacts.safety:
        return _(
            "If someone's safety is at stake, don't wait for the set: turn to {contact}, or in an emergency call the "
            "emergency services. I don't alert anyone."
        ).format(contact=in_a_line(contacts.safety, 200))
    return _(
        "If someone's safety is at stake, don't wait for the set: tell someone who can help, or in an emergency call the "
        "emergency services. I don't alert anyone."
    )


def _calls() -> str:
    return _("On calls, please keep Slack's AI notes and recording off. I can't see whether they are.")


def _asked_to_agree(shown: Charter) -> str:
    alive = shown.state not in (SetState.ENDED, SetState.PAUSED)
    if not alive or all(one.answer is not Answer.WAITING for one in shown.members):
        return next_step(shown)
    if shown.cycle > 1:
        coming = _("Please read the rules above, then press *I agree* if you come along, or *Not this time*.")
        return " ".join((coming, next_step(shown)))
    return " ".join((_("Please read the rules above, then press *I agree* or *Not for me*."), next_step(shown)))


def _charter_buttons(shown: Charter) -> list[Block]:
    """Once everyone has agreed there is nothing left to answer."""
    if shown.state is SetState.ENDED:
        return []
    if all(one.answer is Answer.AGREED for one in shown.members):
        return [buttons(Button(_("Change the rules"), ids.CHANGE_RULES, "set", shown.set_id))]
    return [answering(shown.set_id, shown.cycle)]


def _answers(shown: Charter) -> str:
    """Who has agreed and who has not, in a line each, and who hosts."""
    groups = [
        (label, [with_absence(one) for one in shown.members if one.answer is answer])
        for answer, label in _GROUPS.items()
    ]
    lines = [_(label).format(people=listed(names)) for label, names in groups if names]
    return "\n".join([*lines, *facilitator(shown)])


def _rhythm(shown: Charter) -> str:
    """The meetings in short; `/set plan` has every date."""
    count = shown.earlier + sum(one.state not in NOT_HELD for one in shown.meetings)
    many = ngettext("*One meeting.*", "*{count} meetings.*", count).format(count=number(count))
    if shown.cycle > 1:
        many = ngettext("*One meeting in this cycle.*", "*{count} meetings in this cycle.*", shown.cycle_meetings)
        many = many.format(count=number(shown.cycle_meetings))
    ahead = shown.next_meeting
    if ahead is None:
        return " ".join((*([many] if count else []), manner(shown)))
    coming = _("Next: meeting {number}, {moment}.").format(
        number=number(ahead.number), moment=when_planned(ahead.at, shown.zone, late=ahead.late)
    )
    return " ".join((many, coming, manner(shown)))
