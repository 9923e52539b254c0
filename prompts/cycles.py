"""A cycle: its half, the look back at it, and how a set goes on for another one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, Final

from bot.domain.cycles import Aims, CycleStories, Moved, Renewal, Story, Suits, Together
from bot.domain.meetings import StepCard
from bot.domain.sets import Charter
from bot.domain.states import IssueKind
from prompts import ids
from prompts.actions import LONGEST_SHOWN, in_a_sentence
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.charter import next_step
from prompts.forms import Form, modal, moment_picker
from prompts.founding import aims_fields, guidance_field, rhythm, rhythm_field, rules_field
from prompts.language import N_, _, ngettext
from prompts.wording import as_restated, in_a_line, mention, mentions, number, said, when

Facts = Mapping[str, Any]
"""From the row of the post: ids, numbers, and moments as seconds since 1970."""
_LONGEST_TOLD: Final = 300
_SUITS: Final[Mapping[Suits, str]] = {
    Suits.LENGTH: N_("Length"),
    Suits.FORMAT: N_("Format"),
    Suits.RULES: N_("Rules"),
    Suits.PLACE: N_("Place"),
    Suits.HOW_MUCH: N_("How much of me do you want?"),
}


def stories(shown: CycleStories) -> Message:
    """What the last meeting of a cycle opens with: what came of all that was taken on, and of what the set wanted."""
    stories = [section("\n".join(_story_lines(list(those)))) for _, those in groupby(shown.stories, key=_of)]
    beyond = shown.in_all - len(shown.stories)
    more = ngettext("And one more.", "And {count} more.", beyond).format(count=number(beyond))
    return told(
        section(_opening(shown)),
        *stories,
        *([hint(more)] if beyond > 0 else []),
        *_moved(shown.moved),
        *wrote(shown.aims),
        hint(_("There's time to talk about this in the review, at the end.")),
    )


def _opening(shown: CycleStories) -> str:
    last = _("*Looking back.* This is the last meeting you planned.")
    if not shown.stories:
        return f"{last} " + _("Nobody took on an action in this cycle.")
    so_far = ngettext(
        "Here's what you've taken on since you started, one meeting ago, and what came of it.",
        "Here's what you've taken on over {count} meetings, and what came of it.",
        shown.meetings,
    )
    return f"{last} {so_far.format(count=number(shown.meetings))}"


def _of(story: Story) -> tuple[str, str]:
    """Actions of one slot are one story."""
    return story.owner, story.issue


def _story_lines(those: Sequence[Story]) -> Iterator[str]:
    first = those[0]
    whose = mention(first.owner, opening=True)
    if first.kind is IssueKind.OPPORTUNITY:
        whose = _("{presenter}, an opportunity").format(presenter=whose)
    restated = as_restated(first.restated)
    yield f"*{whose}:* _{in_a_line(first.issue)}_{restated}" if first.issue else f"*{whose}:*"
    for one in those:
        yield _came_of(one)


def _came_of(one: Story) -> str:
    what, outcome = in_a_line(one.what, LONGEST_SHOWN), in_a_sentence(one.status)
    came = _("• {what}: *{outcome}.*").format(what=what, outcome=outcome)
    happened = [in_a_line(one.happened, _LONGEST_TOLD)] if one.happened.strip() else []
    learned = _("*Learned:* {learned}").format(learned=in_a_line(one.learned, _LONGEST_TOLD))
    return " ".join([came, *happened, *([learned] if one.learned.strip() else [])])


def _moved(those: Sequence[Moved]) -> list[Block]:
    lines = [f"• {mention(one.user, opening=True)}: {in_a_line(one.words, _LONGEST_TOLD)}" for one in those]
    return [section("\n".join([_("*What has moved*"), *lines]))] if lines else []


def wrote(aims: Aims) -> list[Block]:
    """What the set set out to do, in its own words, and what there is to ask of it."""
    typed = (
        (_("*To learn:* {words}"), aims.learn),
        (_("*To do:* {words}"), aims.do),
        (_("*To change:* {words}"), aims.change),
    )
    lines = [sentence.format(words=said(words, _LONGEST_TOLD)) for sentence, words in typed if words.strip()]
    return [section("\n".join([_("*You wrote:*"), *lines, _("What came of it?")]))] if lines else []


def midway(shown: StepCard) -> list[Block]:
    """At the half of a cycle: one question about the set's own way of working."""
    if not shown.midway:
        return []
    asked = _(
        "*Half-way.* Is this what you came for? If something should change, talk about it here; each button opens the form "
        "that changes it."
    )
    offered = (Button(_(label), f"{ids.SUITS}:{one.value}", "step", shown.step_id) for one, label in _SUITS.items())
    return [
        section(asked),
        buttons(*offered),
        hint(_("I won't ask again in this cycle, and I don't keep who presses what.")),
    ]


def renew(many: int, set_id: str, *, primary: bool = False) -> Button:
    """The button that leads to another cycle of so many meetings."""
    label = ngettext("Renew for one meeting", "Renew for {count}", many).format(count=number(many))
    return Button(label, ids.RENEW, "set", set_id, primary=primary)


def end_well(set_id: str) -> Button:
    return Button(_("End well"), ids.END_WELL, "set", set_id)


def going_on(together: Together | None) -> list[str]:
    """Whether all would go on, and no more than that; nothing where nobody has said."""
    if together is None:
        return []
    if together is Together.ALL:
        return [_("All of you have told me you'd go on.")]
    if together is Together.NOT_ALL_SAID:
        return [_("Not all of you have told me yet whether you'd go on: ask each other.")]
    return [_("Not all of you have told me you'd go on as it is: ask each other what it would take.")]


def last_choices(shown: StepCard) -> str:
    """What the closing of the last planned meeting offers."""
    sentences = [
        *going_on(shown.going_on),
        ngettext(
            "*Renew for one meeting* asks each of you whether you come along, with rules and aims afresh.",
            "*Renew for {count}* asks each of you whether you come along, with rules and aims afresh.",
            shown.renews,
        ).format(count=number(shown.renews)),
        _(
            "*End well* ends the set. *Fix the next date* adds one meeting, and *Decide later* closes this one without "
            "any of that."
        ),
    ]
    return " ".join(sentences)


def renewal_form(set_id: str, shown: Renewal) -> Form:
    """Another cycle: how often, from when, with which aims and rules; everything begins as it was."""
    return modal(
        _("Another cycle"),
        _("Ask everyone"),
        ids.RENEWAL_FORM,
        ids.value("set", set_id),
        hint(
            _(
                "I'll ask everyone whether they come along, and to agree to the rules again. Whoever doesn't is thanked and "
                "leaves. For everything else there's *Change the set*."
            )
        ),
        rhythm_field((shown.every_weeks, shown.meetings)),
        moment_picker(
            "first",
            _("First meeting on"),
            initial=shown.first,
            hint=_("In your own time zone. Everyone sees it in theirs."),
        ),
        *aims_fields(shown.aims, shown.plan_link),
        guidance_field(shown.guidance),
        rules_field(shown.rules),
    )


def renewed(shown: Charter) -> Message:
    """The private answer to whoever renewed the set."""
    asked = _("Saved. I've asked everyone in the channel whether they come along, with the charter as it is now.")
    return told(section(asked), hint(next_step(shown)))


def thanked(name: str, meetings: int) -> Message:
    """The private answer to whoever does not come along."""
    thanks = ngettext(
        "Thank you for coming to *{name}*. You've left it now, and nobody will ask you why.",
        "Thank you for {count} meetings with *{name}*. You've left it now, and nobody will ask you why.",
        meetings,
    )
    return told(section(thanks.format(name=in_a_line(name, 80), count=number(meetings))))


def _renewed(facts: Facts) -> list[Block]:
    many, people = int(facts["meetings"]), [str(user) for user in facts["users"]]
    again = _("{person} suggests going on: {rhythm}, first on {date}.").format(
        person=mention(str(facts["by"]), opening=True),
        rhythm=rhythm(int(facts["every_weeks"]), many),
        date=when(datetime.fromtimestamp(float(facts["at"]), UTC), str(facts["zone"])),
    )
    asked = ngettext("{people}, are you coming along?", "{people}, are you coming along?", len(people))
    come = _(
        "The charter below has the aims and rules. *I agree* on it means you're in, *Not this time* that you leave, with "
        "thanks. No reason needed."
    )
    return [
        section(" ".join([again, *([asked.format(people=mentions(people, opening=True))] if people else [])])),
        hint(come),
    ]


NOTICES: Final[Mapping[str, Callable[[Facts], list[Block]]]] = {"renewed": _renewed}
