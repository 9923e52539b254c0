"""The form behind *More*: what the person who pressed it may do now, and what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.controls import Choice, EndsTooSoon, More, Offered, Standing, ToStart
from bot.domain.step_kinds import StepKind
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, divider, hint, section, told
from prompts.controls import GOES_ON, SURE
from prompts.forms import Form, modal
from prompts.step_word_types import words_of
from prompts.wording import clock_time, mention, opening_a_sentence

CLOSED: Final = "The meeting is closed."
STAYED: Final = "Nothing has changed: we stay where we are."
STARTED: Final = "The meeting has started: its card is in the channel."
_SURE_OF_ANOTHERS: Final = "Their slot is over then. Nothing is asked about it."
_SURE_OF_THE_MEETING: Final = "What is left is skipped, and the meeting goes to its closing; from there this closes it."


@dataclass(frozen=True, slots=True)
class _Words:
    """A choice: its button, a line where that does not say it, what is asked before it counts, and what came of it."""

    label: Callable[[More], str]
    line: Callable[[More], str]
    done: Callable[[More], str]
    sure: Callable[[More], str] = lambda _: ""


def form(shown: More, said: str = "") -> Form:
    """What this person may do now. `said` is what came of what they just did by it, or why it was refused."""
    before = [section(said), divider()] if said else []
    offered = [_offer(shown, one) for one in shown.offered] or [section(_nothing(shown))]
    return _closed_only(*before, *offered)


def to_start(shown: ToStart) -> Form:
    """A meeting that is planned can start in any format."""
    formats = [
        buttons(Button(f"Start as {title}", ids.START_AS, name, shown.meeting_id)) for name, title in shown.formats
    ]
    return _closed_only(*formats)


def over(said: str) -> Form:
    """Where nothing is left to choose."""
    return _closed_only(section(said))


def _closed_only(*blocks: Block) -> Form:
    return modal("What you can do now", "", ids.MORE_FORM, "", *blocks)


def done(choice: Choice, shown: More) -> str:
    """What came of a choice, for the person who made it; `shown` is what they may do since."""
    return _WORDS[choice].done(shown)


def asked_first(asked: EndsTooSoon) -> list[Block]:
    """Before a step is over that somebody may not have meant."""
    return [
        section(_why_asked(asked)),
        buttons(
            Button(f"End {words_of(asked.step_kind).name}", ids.NEXT_SURELY, "step", asked.step_id),
            Button("Stay", ids.STAY, "step", asked.step_id),
        ),
    ]


def _why_asked(asked: EndsTooSoon) -> str:
    name = words_of(asked.step_kind).name
    if asked.nobody_asked:
        return "Nobody has asked yet: end the questions?"
    moved = f"{mention(asked.moved_by)} has just moved us on" if asked.moved_by else "We've just moved on"
    return opening_a_sentence(f"{moved}: *{name}* has begun. End it as well?")


def ends_first(asked: EndsTooSoon) -> Form:
    """The same in the form."""
    return _closed_only(*asked_first(asked))


def ends_too_soon(asked: EndsTooSoon) -> Message:
    """The same for whoever pressed a message, or typed."""
    return told(*asked_first(asked))


def stayed() -> Message:
    """For whoever was asked, and did not mean it."""
    return told(hint(STAYED))


def moved_on(kind: StepKind) -> str:
    """The same of *Next*, which has left a step of that kind."""
    return f"Moved on: {words_of(kind).name} is over."


def ended(*, own: bool) -> str:
    """The same of a slot."""
    if not own:
        return "That slot is over."
    return "Your slot is over. I won't ask you about it, now or later. Your issue is on your Home tab, where only you see it."


def _offer(shown: More, offered: Offered) -> Block:
    words = _WORDS[offered.choice]
    label, line, sure = words.label(shown), words.line(shown), words.sure(shown)
    button = Button(label, f"{ids.CHOOSE}:{offered.choice}", offered.choice, offered.about, sure=sure)
    return section(line, button) if line else buttons(button)


def _nothing(shown: More) -> str:
    if shown.standing is Standing.MOMENT and shown.presenter:
        return f"There's nothing to do just now. {mention(shown.presenter)} goes on when they're ready."
    return "There's nothing you need to do just now."


def _says(words: str) -> Callable[[More], str]:
    return lambda _: words


_WORDS: Final[Mapping[Choice, _Words]] = {
    Choice.ANOTHER_PROMPT: _Words(
        label=_says("Another prompt"),
        line=_says("A different question to lean on, if you like."),
        done=_says("Your call has another prompt now."),
    ),
    Choice.GO_ON: _Words(
        label=lambda shown: GOES_ON[shown.standing or Standing.PAUSED],
        line=_says(""),
        done=_says("The clock goes again."),
    ),
    Choice.NEXT: _Words(
        label=_says("Next"),
        line=lambda shown: f"Ends *{words_of(shown.kind).name}*, and goes on.",
        done=_says("Moved on."),
    ),
    Choice.EXTEND: _Words(
        label=_says("+5 minutes"),
        line=_says(""),
        done=lambda shown: f"Five minutes more, until {clock_time(shown.until)}.",
    ),
    Choice.ONLY_LISTEN: _Words(
        label=_says("Only listen to me"),
        line=_says("The clock stands, and everyone just reads until you press *Go on*."),
        done=_says("Everyone just reads now. *Go on* is yours, whenever you like."),
    ),
    Choice.OTHER_ISSUE: _Words(
        label=_says("It's about something else"),
        line=_says("Your slot takes another issue; what you raised stays raised."),
        done=_says(""),
    ),
    Choice.END_SLOT: _Words(
        label=lambda shown: "End my slot" if shown.own else "End this slot",
        line=lambda shown: "For any reason or none. Nothing is asked about it." if shown.own else "",
        done=lambda shown: ended(own=shown.own),
        sure=lambda shown: SURE if shown.own else _SURE_OF_ANOTHERS,
    ),
    Choice.SPEAK: _Words(
        label=_says("Switch to spoken"),
        line=_says("You talk on a call; the buttons move us on, and messages don't."),
        done=_says("We talk on the call now."),
    ),
    Choice.TYPE: _Words(
        label=_says("Switch to typed"),
        line=_says("The talk is in the thread."),
        done=_says("We write in the thread now."),
    ),
    Choice.END_MEETING: _Words(
        label=_says("End the meeting"),
        line=_says(""),
        done=_says("The meeting has gone to its closing."),
        sure=_says(_SURE_OF_THE_MEETING),
    ),
}
