"""The buttons that move a meeting on, the same wherever they stand."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bot.domain.controls import Standing
from bot.domain.meetings import GRACE
from prompts import ids
from prompts.blocks import Block, Button, buttons
from prompts.wording import clock_time

A_MOMENT: Final = "A moment"
"""What *Pause* is called inside a slot."""
SURE: Final = "Your slot is over then, for any reason or none. Nothing is asked about it."
"""What is said before a presenter ends their slot."""
GOES_ON: Final[Mapping[Standing, str]] = {
    Standing.PAUSED: "Resume",
    Standing.MOMENT: "Go on",
    Standing.ENDED: "We're ready",
    Standing.TOO_FEW: "Begin",
}
_STANDS: Final[Mapping[Standing, str]] = {
    Standing.PAUSED: "Paused: the clock stands still until one of you presses *Resume*.",
    Standing.MOMENT: "The clock stands. There's nothing to do.",
    Standing.ENDED: "The clock stands until one of you presses *We're ready*. Take the time you need.",
    Standing.TOO_FEW: "The clock stands until enough of you are here, or one of you presses *Begin*.",
}


def controls(
    step_id: str,
    *first: Button,
    paused: bool = False,
    onward: bool = True,
    standing: Standing = Standing.PAUSED,
    pause: str = "Pause",
    longer: bool = False,
) -> Block:
    """The row under a step. `first` are its own; `onward` adds *Next*, and `longer` five minutes, where they are asked about.

    `pause` is what stops the clock: inside a slot a moment. All else is behind *More*.
    """
    if paused:
        return resume("step", step_id, standing)
    moving_on = [Button("Next", ids.NEXT, "step", step_id)] if onward else []
    extending = [Button("+5 minutes", ids.EXTEND, "step", step_id)] if longer else []
    return buttons(*first, *moving_on, *extending, *stopping(step_id, pause))


def stopping(step_id: str, pause: str = A_MOMENT) -> tuple[Button, Button]:
    """What every row ends in: what stops the clock, and *More*."""
    return Button(pause, ids.PAUSE, "step", step_id), more("step", step_id)


def more(kind: str, public_id: str) -> Button:
    """The button that opens a form with what whoever presses it may do now."""
    return Button("More", ids.MORE, kind, public_id)


def time_is_up(ended: datetime) -> str:
    """That a step's time is up, where it is said on the step's own message. `ended` is UTC."""
    return f"The time is up. *Next* moves on, *+5 minutes* stays; by itself it moves on at {clock_time(ended + GRACE)}."


def nearly_all(goes_on: datetime) -> str:
    """Until when one is still waited for, who is not named. `goes_on` is UTC."""
    return f"until {clock_time(goes_on)}: we're nearly all there. *+5 minutes* gives us longer."


def closing_time_is_up(ended: datetime) -> str:
    """The same of the closing, which its own buttons end."""
    return f"The time is up. By itself the meeting closes at {clock_time(ended + GRACE)}."


def stands(standing: Standing = Standing.PAUSED) -> str:
    """That the clock stands, and what sets it going."""
    return _STANDS[standing]


def resume(kind: str, public_id: str, standing: Standing = Standing.PAUSED) -> Block:
    return buttons(going_on(kind, public_id, standing))


def going_on(kind: str, public_id: str, standing: Standing = Standing.PAUSED) -> Button:
    """The button that sets the clock going, by why it stands."""
    return Button(GOES_ON[standing], ids.RESUME, kind, public_id, primary=True)
