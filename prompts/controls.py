"""The buttons that move a meeting on, the same wherever they stand."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bot.domain.controls import Standing
from bot.domain.formats import Ends
from bot.domain.meetings import GRACE
from prompts import ids
from prompts.blocks import Block, Button, buttons
from prompts.language import N_, _, ngettext
from prompts.wording import clock_time, number

A_MOMENT: Final = N_("A moment")
"""What *Pause* is called inside a slot."""
RELEASES: Final = N_("Release them")
"""What *Next* is called while peers write their questions, unseen."""
SURE: Final = N_("This ends your slot. No reason needed, and nobody will ask about it.")
"""What is said before a presenter ends their slot."""
GOES_ON: Final[Mapping[Standing, str]] = {
    Standing.PAUSED: N_("Resume"),
    Standing.MOMENT: N_("Go on"),
    Standing.ENDED: N_("We're ready"),
    Standing.TOO_FEW: N_("Begin"),
}
_STANDS: Final[Mapping[Standing, str]] = {
    Standing.PAUSED: N_("Paused. Anyone can press *Resume*."),
    Standing.MOMENT: N_("The clock has stopped. There's nothing to do."),
    Standing.ENDED: N_("The clock has stopped. Take the time you need, then press *We're ready*."),
    Standing.TOO_FEW: N_("The clock has stopped until enough of you are here, or someone presses *Begin*."),
}


def controls(
    step_id: str,
    *first: Button,
    paused: bool = False,
    onward: bool = True,
    standing: Standing = Standing.PAUSED,
    in_slot: bool = False,
    longer: bool = False,
) -> Block:
    """The row under a step. `first` are its own; `onward` adds *Next*, and `longer` five minutes, where they are asked about.

    What stops the clock is a moment inside a slot. All else is behind *More*.
    """
    if paused:
        return resume("step", step_id, standing)
    moving_on = [Button(_("Next"), ids.NEXT, "step", step_id)] if onward else []
    extending = [Button(_("+5 minutes"), ids.EXTEND, "step", step_id)] if longer else []
    return buttons(*first, *moving_on, *extending, *stopping(step_id, in_slot=in_slot))


def moves_onward(usual: bool, ends: Ends | None) -> bool:
    """Whether *Next* stands in the row of a step: as in all of its kind, unless its format has said what it waits for."""
    return {Ends.NEXT: True, Ends.TIME: False}.get(ends, usual) if ends is not None else usual


def stopping(step_id: str, *, in_slot: bool = True) -> tuple[Button, Button]:
    """What every row ends in: what stops the clock, and *More*."""
    return Button(stops(in_slot=in_slot), ids.PAUSE, "step", step_id), more("step", step_id)


def stops(*, in_slot: bool) -> str:
    """What the button is called that stops the clock."""
    return _(A_MOMENT) if in_slot else _("Pause")


def while_writing(step_id: str) -> list[Button]:
    """What is needed while peers write."""
    return [
        Button(_("Write my questions"), ids.WRITE_QUESTIONS, "step", step_id, primary=True),
        Button(_(RELEASES), ids.RELEASE_QUESTIONS, "step", step_id),
    ]


def more(kind: str, public_id: str) -> Button:
    """The button that opens a form with what whoever presses it may do now."""
    return Button(_("More"), ids.MORE, kind, public_id)


def time_is_up(ended: datetime) -> str:
    """That a step's time is up, where it is said on the step's own message. `ended` is UTC."""
    return _("Time's up. I'll move on at {time} unless someone adds five minutes.").format(
        time=clock_time(ended + GRACE)
    )


def minutes_left(minutes: int) -> str:
    """The one warning, when a fifth of a time-box is left."""
    return ngettext("About a minute left.", "About {count} minutes left.", minutes).format(count=number(minutes))


def nearly_all(goes_on: datetime) -> str:
    """Until when one is still waited for, who is not named. `goes_on` is UTC."""
    return _("We're nearly all there, so I'll move on at {time}. *+5 minutes* gives us longer.").format(
        time=clock_time(goes_on)
    )


def all_told(goes_on: datetime) -> str:
    """Until when there is time to read after the last report. `goes_on` is UTC."""
    return _("That's everyone. There's time to read and ask until {time}. *+5 minutes* gives us longer.").format(
        time=clock_time(goes_on)
    )


def closing_time_is_up(ended: datetime) -> str:
    """The same of the closing, which its own buttons end."""
    return _("Time's up. I'll close the meeting at {time} unless someone adds five minutes.").format(
        time=clock_time(ended + GRACE)
    )


def stands(standing: Standing = Standing.PAUSED) -> str:
    """That the clock stands, and what sets it going."""
    return _(_STANDS[standing])


def resume(kind: str, public_id: str, standing: Standing = Standing.PAUSED) -> Block:
    return buttons(going_on(kind, public_id, standing))


def going_on(kind: str, public_id: str, standing: Standing = Standing.PAUSED) -> Button:
    """The button that sets the clock going, by why it stands."""
    return Button(_(GOES_ON[standing]), ids.RESUME, kind, public_id, primary=True)
