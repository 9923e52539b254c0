"""What members are answered who are away, back, or leaving."""

from datetime import date

from prompts import ids
from prompts.blocks import Button, Message, buttons, hint, section, told
from prompts.wording import in_a_line, slash


def away(until: date, prefix: str = "") -> Message:
    return told(
        section(f"You are away until {until:%a} {until.day} {until:%b %Y}, that day included."),
        hint(
            f"Until then I do not call or remind you, and nobody waits for you. {slash('set back', prefix)} ends it earlier."
        ),
    )


def back() -> Message:
    return told(section("You are back: I call and remind you again."))


def leaving(set_id: str) -> Message:
    """Asked once before somebody leaves."""
    return told(
        section(
            "Leave this set? Your waiting issues and the learning you kept for yourself are deleted; nobody is asked why."
        ),
        buttons(Button("Leave the set", ids.LEAVE, "set", set_id)),
        hint("To stay, do nothing."),
    )


def left(name: str) -> Message:
    return told(section(f"You have left *{in_a_line(name, 80)}*. Its members can add you again."))
