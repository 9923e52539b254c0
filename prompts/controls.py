"""The buttons that move a meeting on, the same wherever they stand."""

from datetime import datetime

from bot.domain.meetings import GRACE
from prompts import ids
from prompts.blocks import Block, Button, Overflow, buttons, overflow
from prompts.wording import clock_time


def controls(step_id: str, *first: Button, paused: bool = False, onward: bool = True) -> Block:
    """The row under a step. `first` are its own; `onward` adds *Next*, where none of them ends the step."""
    if paused:
        return resume("step", step_id)
    moving_on = (Button("Next", ids.NEXT, "step", step_id),) if onward else ()
    extend, pause = Button("+5 minutes", ids.EXTEND, "step", step_id), Button("Pause", ids.PAUSE, "step", step_id)
    return buttons(*first, *moving_on, extend, pause)


def more(step_id: str) -> Overflow:
    """The same behind the dots, where a row has buttons enough of its own."""
    return overflow(ids.MORE, step_id, ("Next", ids.NEXT), ("+5 minutes", ids.EXTEND), ("Pause", ids.PAUSE))


def time_is_up(ended: datetime) -> str:
    """That a step's time is up, where it is said on the step's own message. `ended` is UTC."""
    return f"The time is up. *Next* moves on, *+5 minutes* stays; by itself it moves on at {clock_time(ended + GRACE)}."


def closing_time_is_up(ended: datetime) -> str:
    """The same of the closing, which its own buttons end."""
    return f"The time is up. By itself the meeting closes at {clock_time(ended + GRACE)}."


def resume(kind: str, public_id: str) -> Block:
    return buttons(Button("Resume", ids.RESUME, kind, public_id, primary=True))
