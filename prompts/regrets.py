"""Who cannot come to a meeting, and on which other date it could be."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.domain.regrets import LONGEST_WORD, CannotCome, DateCount, OtherDates, Regrets
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.forms import Form, modal, moment_picker, text_input
from prompts.language import _, ngettext
from prompts.wording import in_a_line, mention, mentions, number, said, when

Facts = Mapping[str, Any]


def cannot_come(meeting_id: str) -> Button:
    """Beside a meeting that somebody is told of."""
    return Button(_("Can't make it"), ids.CANNOT_COME, "meeting", meeting_id)


def can_come_after_all(meeting_id: str) -> Button:
    return Button(_("I can make it after all"), ids.CAN_COME, "meeting", meeting_id)


def word_form(found: CannotCome) -> Form:
    """It has counted already: the form adds a word, if somebody likes."""
    return modal(
        _("Can't make it"),
        _("Save"),
        ids.WORD_FORM,
        ids.value("meeting", found.meeting_id),
        section(_("Noted: I won't expect you {when}.").format(when=when(found.at, found.zone))),
        text_input(
            "word",
            _("A word to the set"),
            initial=found.word,
            hint=_("No reason needed. I'll show it as the meeting opens."),
            optional=True,
            most=LONGEST_WORD,
        ),
    )


def noted(found: CannotCome) -> Message:
    """The private answer to whoever cannot come."""
    when_not = _("*{set}*, {when}: I won't expect you. I'll send you its record afterwards.")
    moment = when(found.at, found.zone)
    word = [section(said(found.word, LONGEST_WORD))] if found.word.strip() else []
    return told(
        section(when_not.format(set=in_a_line(found.set_name, 80), when=moment)),
        *word,
        buttons(can_come_after_all(found.meeting_id)),
    )


def comes_after_all(found: CannotCome) -> Message:
    words = _("*{set}*, {when}: I'll expect you.")
    return told(section(words.format(set=in_a_line(found.set_name, 80), when=when(found.at, found.zone))))


def at_the_opening(shown: Regrets) -> Message:
    """Those who cannot come, with their word as theirs."""
    people = mentions([user for user, _word in shown.people], opening=True)
    first = section(_("Not with us today: {people}.").format(people=people))
    words = [
        section(_("{person}: {word}").format(person=mention(user, opening=True), word=said(word, LONGEST_WORD)))
        for user, word in shown.people
        if word.strip()
    ]
    return told(first, *words)


def too_few(facts: Facts) -> list[Block]:
    """The question to the host alone."""
    moment = when(datetime.fromtimestamp(float(facts["at"]), UTC), str(facts["zone"]))
    set_name, coming = in_a_line(str(facts["set_name"]), 80), int(facts["coming"])
    if facts.get("settled"):
        settled = _("*{set}*, {when}: too few of you could make it. There's nothing to decide any more.")
        return [hint(settled.format(set=set_name, when=moment))]
    few = ngettext(
        "*{set}*, {when}: only one of you can make it, and you need {needed}. You're the host: what would you like to do?",
        "*{set}*, {when}: only {count} of you can make it, and you need {needed}. "
        "You're the host: what would you like to do?",
        coming,
    ).format(set=set_name, when=moment, count=number(coming), needed=number(int(facts["needed"])))
    hold = ngettext("Hold it with one", "Hold it with {count}", coming).format(count=number(coming))
    meeting = str(facts["meeting"])
    return [
        section(few),
        buttons(
            Button(_("Move it"), ids.CHANGE_DATE, "meeting", meeting),
            Button(hold, ids.HOLD_ANYWAY, "meeting", meeting),
            Button(_("Ask the set"), ids.ASK_DATES, "meeting", meeting),
        ),
        hint(_("Nobody else has been told.")),
    ]


def held_with(count: int) -> Message:
    words = ngettext(
        "Good: you'll meet, with one of you there.", "Good: you'll meet, with {count} of you there.", count
    )
    return told(section(words.format(count=number(count))))


def dates_form(found: CannotCome) -> Form:
    """Up to three other dates to ask the set about."""
    return modal(
        _("Ask the set"),
        _("Ask"),
        ids.DATES_FORM,
        ids.value("meeting", found.meeting_id),
        section(_("Instead of {when}: which dates shall I ask about?").format(when=when(found.at, found.zone))),
        moment_picker("date1", _("A date"), initial=found.at),
        moment_picker("date2", _("Another date"), optional=True),
        moment_picker("date3", _("A third date"), optional=True),
    )


def asked_the_set(found: CannotCome) -> Message:
    words = _("I've asked in the channel. I'll tell you as soon as enough of you can make one of the dates.")
    return told(section(words))


def other_dates(shown: OtherDates) -> Message:
    """The question to the set; only how many can is shown."""
    if shown.over:
        return told(hint(_("I asked which other date would suit you. That's settled now.")))
    ask = _("Too few of us can make {when}. When could you come instead? I'll only show how many can.")
    blocks = [section(ask.format(when=when(shown.at, shown.zone)))]
    for one in shown.dates:
        can = Button(_("I can"), ids.CAN_ON, "date", one.option_id)
        blocks.append(section(_on(one, shown.zone), can))
    return told(*blocks)


def _on(one: DateCount, zone: str) -> str:
    if not one.count:
        return when(one.at, zone)
    many = ngettext("{when} · one can", "{when} · {count} can", one.count)
    return many.format(when=when(one.at, zone), count=number(one.count))


def can_on(one: DateCount, zone: str, *, can: bool) -> Message:
    """The private answer to whoever can, or cannot."""
    words = _("Noted: you can make {when}. Press again to take it back.") if can else _("Taken back: not {when}.")
    return told(section(words.format(when=when(one.at, zone))))


def date_suits(facts: Facts) -> list[Block]:
    """The proposal to the host."""
    moment = when(datetime.fromtimestamp(float(facts["at"]), UTC), str(facts["zone"]))
    set_name, count = in_a_line(str(facts["set_name"]), 80), int(facts["count"])
    if facts.get("settled"):
        return [hint(_("*{set}* could meet {when}.").format(set=set_name, when=moment))]
    suits = ngettext(
        "*{set}*: one of you can make {when}. Shall I move the meeting there?",
        "*{set}*: {count} of you can make {when}. Shall I move the meeting there?",
        count,
    ).format(set=set_name, count=number(count), when=moment)
    take = Button(_("Take it"), ids.TAKE_DATE, "date", str(facts["option"]), primary=True)
    return [section(suits), buttons(take), hint(_("Or fix another date on the set's card."))]


def soon(facts: Facts) -> list[Block]:
    """A quarter of an hour before a meeting, with the way there."""
    moment = when(datetime.fromtimestamp(float(facts["at"]), UTC), str(facts["zone"]))
    near = _("*{set}* meets {when}, in {channel}.")
    channel = f"<#{facts['channel']}>"
    return [section(near.format(set=in_a_line(str(facts["set_name"]), 80), when=moment, channel=channel))]


def date_changed(facts: Facts) -> list[Block]:
    """A meeting that was to be soon is on another day, or not held."""
    set_name, zone = in_a_line(str(facts["set_name"]), 80), str(facts["zone"])
    was = when(datetime.fromtimestamp(float(facts["was"]), UTC), zone)
    if "at" not in facts:
        return [section(_("*{set}* won't meet {when}: that meeting is off.").format(set=set_name, when=was))]
    at = when(datetime.fromtimestamp(float(facts["at"]), UTC), zone)
    return [section(_("*{set}* has moved: it meets {when}, not {was}.").format(set=set_name, when=at, was=was))]
