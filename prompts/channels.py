"""What is said of a set's channel: who can read it, and where the set lives."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from bot.domain.sets import Joined
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.language import N_, _, ngettext
from prompts.recruiting import composition
from prompts.wording import escape, in_a_line, listed, mention, mentions, plain, slash

Facts = Mapping[str, Any]
"""From the row of the post: ids only."""


def room(facts: Facts) -> str:
    """The channel as its members read it; what was written before its id was kept has none."""
    return f"<#{facts['channel']}>" if "channel" in facts else _("your set's channel")


def offer_to_move(old: str, set_id: str) -> list[Block]:
    """For the host or adviser of a set that has lost its channel, who looks at its card in another one."""
    return [
        section(_("I can't write in {channel} any more. Shall I move the set here?").format(channel=f"<#{old}>")),
        buttons(Button(_("Move the set here"), ids.MOVE_SET, "set", set_id, primary=True)),
    ]


def joined(who: Joined) -> Message:
    """One line for the set, of people who have come into its channel and are not in it."""
    can_read = ngettext(
        "{people} can now read this channel, including earlier meetings, and isn't a member of the set.",
        "{people} can now read this channel, including earlier meetings, and aren't members of the set.",
        len(who.users),
    )
    return told(section(can_read.format(people=mentions(who.users, opening=True))))


def moved() -> Message:
    """The private answer to whoever moved a set."""
    return told(section(_("Done: the set has moved here. I've posted its charter and any cards still in use.")))


def still_outside(called: Sequence[str]) -> list[Block]:
    """Who is in the set and not in its channel, by the names that Slack's own command takes."""
    if not called:
        return []
    who = listed([in_a_line(one, 80) for one in called])
    words = " ".join(f"@{plain(one, 80)}" for one in called).replace("`", "'")
    return [
        section(
            ngettext(
                "{people} isn't in this channel yet. To invite them, type `/invite {names}` in it.",
                "{people} aren't in this channel yet. To invite them, type `/invite {names}` in it.",
                len(called),
            ).format(people=who, names=escape(words))
        ),
        hint(_("I've told them by direct message.")),
    ]


def _turned_away(facts: Facts) -> list[Block]:
    return [
        section(
            _(
                "{person} turns out to belong to another workspace, and people from other workspaces can't join a set "
                "yet. So they're no longer in the set in {channel}."
            ).format(person=mention(str(facts["user"]), opening=True), channel=room(facts))
        ),
        hint(_("They can join with an account in this workspace, even a guest account.")),
    ]


def _made_public(_facts: Facts) -> list[Block]:
    return [
        section(
            _("This channel is public now: everyone in the workspace can read what's said here, and what was said.")
        ),
        hint(_("If that isn't what you want, ask an admin to make it private again.")),
    ]


def _made_private(_facts: Facts) -> list[Block]:
    return [section(_("This channel is private now: only those who are in it can read it."))]


def _shared(_facts: Facts) -> list[Block]:
    return [
        section(
            _(
                "This channel is shared with another organisation now: people there can read what's said here. They can't "
                "join the set."
            )
        ),
        hint(_("If that isn't what you want, ask an admin to stop sharing it.")),
    ]


def _unshared(_facts: Facts) -> list[Block]:
    return [section(_("This channel is no longer shared with another organisation."))]


def _moved_here(facts: Facts) -> list[Block]:
    return [
        section(
            _("{person} has moved the set here from {channel}. Nothing is lost.").format(
                person=mention(str(facts["by"]), opening=True), channel=f"<#{facts['old']}>"
            )
        ),
        hint(_("Its charter and any cards still in use are here. What was said before stays where it was.")),
    ]


def _not_in_the_room(facts: Facts) -> list[Block]:
    """Before somebody is in a private channel its name is nobody's business but its members'."""
    by = str(facts["by"])
    if facts["private"]:
        return [
            section(
                _(
                    "{person} would like you to join an action learning set. It meets in a private channel that you "
                    "aren't in yet."
                ).format(person=mention(by, opening=True))
            ),
            *composition(facts),
            hint(
                _(
                    "I've told {person} how to invite you. Once you're there, the charter asks whether you'd like to take part."
                ).format(person=mention(by))
            ),
        ]
    return [
        section(
            _(
                "{person} would like you to join the action learning set in {channel}. You aren't in that channel yet."
            ).format(person=mention(by, opening=True), channel=room(facts))
        ),
        *composition(facts),
        hint(_("Join the channel: the charter there asks whether you'd like to take part.")),
    ]


_FACILITATES: Final = (
    N_("• Press *Start* on a meeting's card when you're all together, or leave it to the others."),
    N_(
        "• Move the meeting on with *Next*, give *+5 minutes*, and choose who goes first at the bids. "
        "Presenters can move their own slot on. If I don't hear from you for five minutes, anyone there can "
        "move the meeting on."
    ),
)


def _facilitates(facts: Facts) -> list[Block]:
    """For whoever facilitates a set, as it is founded: what is theirs to do, and where."""
    if facts["is_member"]:
        beside = _(
            "• You're a member too, so I'll call on you like everyone else. In your own slot, the others move the "
            "meeting on."
        )
    else:
        beside = _("• I won't call on you or count you: the questions are for the members to ask.")
    yours = [*map(_, _FACILITATES), beside]
    return [section(_how_they_came_to_it(facts)), section("\n".join(yours)), hint(_where_it_meets(facts))]


def _how_they_came_to_it(facts: Facts) -> str:
    set_name = in_a_line(str(facts["set_name"]), 80)
    if facts["by"] == facts["you"]:
        return _("You're the facilitator of *{name}*.").format(name=set_name)
    return _("{person} would like you to facilitate an action learning set: *{name}*.").format(
        person=mention(str(facts["by"]), opening=True), name=set_name
    )


def _where_it_meets(facts: Facts) -> str:
    if not facts["outside"]:
        return _(
            "It all happens in {channel}, and {command} there shows where the set stands. There's nothing to do now."
        ).format(channel=room(facts), command=slash("set"))
    if facts["private"]:
        return _("It meets in a private channel that you aren't in yet. I've told {person} how to invite you.").format(
            person=mention(str(facts["by"]))
        )
    return _("It all happens in {channel}, and you aren't in that channel yet. Please join it.").format(
        channel=room(facts)
    )


NOTICES: Final[Mapping[str, Callable[[Facts], list[Block]]]] = {
    "turned_away": _turned_away,
    "made_public": _made_public,
    "made_private": _made_private,
    "shared": _shared,
    "unshared": _unshared,
    "moved_here": _moved_here,
    "not_in_the_room": _not_in_the_room,
    "facilitates": _facilitates,
}
