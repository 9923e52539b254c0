"""What is said of a set's channel: who can read it, and where the set lives."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from prompts.blocks import Block, hint, section
from prompts.wording import mention

Facts = Mapping[str, Any]
"""From the row of the post: ids only."""


def room(facts: Facts) -> str:
    """The channel as its members read it; what was written before its id was kept has none."""
    return f"<#{facts['channel']}>" if "channel" in facts else "your set's channel"


def _turned_away(facts: Facts) -> list[Block]:
    return [
        section(
            f"{mention(str(facts['user']))} belongs to another workspace, which I learned only now. People of other "
            f"workspaces cannot join a set yet, so they are no longer in the set of {room(facts)}."
        ),
        hint("An account in this workspace, a guest's too, would let them in."),
    ]


NOTICES: Final[Mapping[str, Callable[[Facts], list[Block]]]] = {
    "turned_away": _turned_away,
}
