"""What a letter asks at the end of a cycle, as it is renewed, and where a set does not meet."""

from collections.abc import Mapping
from typing import Final

from bot.domain.cycles import AskedAlong, AskedAsleep, AskedGoingOn
from bot.domain.states import GoingOn
from prompts import ids
from prompts.blocks import Button, PartWords, buttons, hint, section
from prompts.charter import not_this_time
from prompts.language import N_, _, ngettext
from prompts.sleeping import rest_button
from prompts.wording import in_a_line, number, when

ANSWERS: Final[Mapping[GoingOn, str]] = {
    GoingOn.YES: N_("Yes"),
    GoingOn.YES_IF: N_("Yes, if ..."),
    GoingOn.NO: N_("No"),
}
_SAID: Final[Mapping[GoingOn, str]] = {
    GoingOn.YES: N_("✓ You said you'd go on."),
    GoingOn.YES_IF: N_("✓ You said you'd go on under a condition: bring it to the meeting."),
    GoingOn.NO: N_("✓ You said you wouldn't go on."),
}


def going_on(shown: AskedGoingOn) -> PartWords:
    """What has moved, and whether they would go on. The set is told no more than whether all would."""
    name = in_a_line(shown.name, 80)
    if shown.is_over:
        over = _("I asked you whether you'd go on with *{set}*. Its last planned meeting has come since.")
        return PartWords([hint(over.format(set=name))])
    last = _(
        "*{set}*: {when} is the last meeting you planned. What has moved since you started, and would you go on after it?"
    )
    answers = (Button(_(label), f"{ids.GOING_ON}:{one.value}", "set", shown.set_id) for one, label in ANSWERS.items())
    moved = Button(
        _("Change what has moved") if shown.moved else _("Say what has moved"), ids.WHAT_MOVED, "set", shown.set_id
    )
    told = [section(_(_SAID[shown.said]))] if shown.said is not None else []
    return PartWords(
        [
            section(last.format(set=name, when=when(shown.at, shown.zone))),
            *told,
            buttons(*answers, moved),
            hint(
                _(
                    "I'll tell the set only whether all of you would go on, or not all. You can change your answer until then."
                )
            ),
        ]
    )


def renewal(shown: AskedAlong) -> PartWords:
    """Whether they come along for another cycle."""
    name = in_a_line(shown.name, 80)
    if shown.comes:
        return PartWords([hint(_("✓ You're coming along with *{set}*.").format(set=name))])
    many = ngettext(
        "*{set}* would like to go on for one more meeting.",
        "*{set}* would like to go on for {count} more meetings.",
        shown.meetings,
    ).format(set=name, count=number(shown.meetings))
    first = [_("The next is {when}.").format(when=when(shown.first, shown.zone))] if shown.first is not None else []
    return PartWords(
        [
            section(" ".join([many, *first, _("Are you coming along?")])),
            buttons(Button(_("I agree"), ids.AGREE, "set", shown.set_id, primary=True), not_this_time(shown.set_id)),
            hint(_("*I agree* is to the aims and rules on the charter, in the channel. No reason needed either way.")),
        ]
    )


def sleeping(shown: AskedAsleep) -> PartWords:
    """What becomes of a set that does not meet: asked of its host, later of all."""
    name = in_a_line(shown.name, 80)
    if shown.settled:
        return PartWords([hint(_("*{set}* hadn't met for a while; that's sorted now.").format(set=name))])
    asked = (
        _("*{set}* hasn't met for a while, so I'm asking everyone: how shall it go on?")
        if shown.everybody
        else _("*{set}* hasn't met for a while. You're the host, so I'm asking you first: how shall it go on?")
    )
    return PartWords(
        [
            section(asked.format(set=name)),
            buttons(
                Button(_("New date"), ids.CHANGE_DATE, "set", shown.set_id, primary=True),
                rest_button(shown.set_id),
                Button(_("End well"), ids.END_WELL, "set", shown.set_id),
            ),
            hint(_("Each is fine. I'll tell the channel what you choose, and say first what ending means.")),
        ]
    )
