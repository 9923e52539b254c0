"""What is said of a set's channel: who can read it, and where the set lives."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.wording import escape, in_a_line, listed, mention, plain, slash

Facts = Mapping[str, Any]
"""From the row of the post: ids only."""


def room(facts: Facts) -> str:
    """The channel as its members read it; what was written before its id was kept has none."""
    return f"<#{facts['channel']}>" if "channel" in facts else "your set's channel"


def offer_to_move(old: str, set_id: str) -> list[Block]:
    """For the host or adviser of a set that has lost its channel, who looks at its card in another one."""
    return [
        section(f"I can't write in <#{old}> any more. If this channel is to be the set's room, I'll move it here."),
        buttons(Button("Move the set here", ids.MOVE_SET, "set", set_id, primary=True)),
    ]


def moved() -> Message:
    """The private answer to whoever moved a set."""
    return told(section("Done: the set is here now. I've posted its charter, and what still counts."))


def still_outside(called: Sequence[str]) -> list[Block]:
    """Who is in the set and not in its channel, by the names that Slack's own command takes."""
    if not called:
        return []
    who = listed([in_a_line(one, 80) for one in called])
    verb = "isn't" if len(called) == 1 else "aren't"
    words = " ".join(f"@{plain(one, 80)}" for one in called).replace("`", "'")
    return [
        section(f"{who} {verb} in this channel yet. To invite them, type `/invite {escape(words)}` in it."),
        hint("I've told them by direct message."),
    ]


def _turned_away(facts: Facts) -> list[Block]:
    return [
        section(
            f"{mention(str(facts['user']))} belongs to another workspace, which I learned only now. People of other "
            f"workspaces cannot join a set yet, so they are no longer in the set of {room(facts)}."
        ),
        hint("An account in this workspace, a guest's too, would let them in."),
    ]


def _made_public(_: Facts) -> list[Block]:
    return [
        section("This channel is public now: everyone in the workspace can read what is said here, and what was."),
        hint("If that isn't what you want, ask an admin to make it private again."),
    ]


def _made_private(_: Facts) -> list[Block]:
    return [section("This channel is private now: only those who are in it can read it.")]


def _shared(_: Facts) -> list[Block]:
    return [
        section(
            "This channel is shared with another organisation now: people there can read what is said here. They cannot "
            "join the set."
        ),
        hint("If that isn't what you want, ask an admin to stop sharing it."),
    ]


def _unshared(_: Facts) -> list[Block]:
    return [section("This channel is no longer shared with another organisation.")]


def _moved_here(facts: Facts) -> list[Block]:
    return [
        section(f"{mention(str(facts['by']))} has moved the set here from <#{facts['old']}>. Nothing is lost."),
        hint("Its charter and the cards that still count are here; what was said before stays where it was said."),
    ]


def _not_in_the_room(facts: Facts) -> list[Block]:
    """Before somebody is in a private channel its name is nobody's business but its members'."""
    by = mention(str(facts["by"]))
    if facts["private"]:
        return [
            section(
                f"{by} would like you in an action learning set. It meets in a private channel that you aren't in yet."
            ),
            hint(
                f"I've told {by} how to invite you. Once you're there, its charter asks whether you'd like to take part."
            ),
        ]
    return [
        section(
            f"{by} would like you in the action learning set of {room(facts)}, and you aren't in that channel yet."
        ),
        hint("Join the channel: its charter asks whether you'd like to take part."),
    ]


def _facilitates(facts: Facts) -> list[Block]:
    """For whoever facilitates a set, as it is founded: what is theirs to do, and where."""
    by, set_name = mention(str(facts["by"])), f"*{in_a_line(str(facts['set_name']), 80)}*"
    asked = f"{by} would like you to facilitate an action learning set: {set_name}."
    head = f"You're the facilitator of {set_name}." if facts["by"] == facts["you"] else asked
    called = "You're a member too, so I call you like everyone; in your own slot the others move it on."
    beside = called if facts["is_member"] else "I don't call on you or count you: the questions are the members'."
    yours = (
        "Press *Start* on a meeting's card when you're all together, or leave it to the others.",
        "Move the meeting on with *Next*, give *+5 minutes*, and choose who goes first at the bids. Presenters can move "
        "their own slot on; if I don't hear from you for five minutes, anyone there can move the meeting.",
        beside,
    )
    return [section(head), section("\n".join(f"• {one}" for one in yours)), hint(_where_it_meets(facts, by))]


def _where_it_meets(facts: Facts, by: str) -> str:
    if not facts["outside"]:
        stands = f"{slash('set', str(facts['prefix']))} there shows where the set stands"
        return f"It all happens in {room(facts)}, and {stands}. There's nothing to do now."
    if facts["private"]:
        return f"It meets in a private channel that you aren't in yet: I've told {by} how to invite you."
    return f"It all happens in {room(facts)}, and you aren't in that channel yet: please join it."


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
