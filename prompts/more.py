"""The form behind *More*: what the person who pressed it may do now, and what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.controls import Choice, EndsAnothersSlot, EndsTooSoon, More, Offered, Standing, ToStart
from bot.domain.step_kinds import StepKind
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, divider, hint, section, told
from prompts.controls import GOES_ON, RELEASES, SURE
from prompts.forms import Form, modal
from prompts.language import N_, _
from prompts.step_word_types import words_of
from prompts.wording import clock_time, mention

_SURE_OF_ANOTHERS: Final = N_("This ends their slot. Nobody will ask about it.")
_SURE_OF_THE_MEETING: Final = N_(
    "We'll skip what's left and go to the closing. Once we're there, this closes the meeting."
)


@dataclass(frozen=True, slots=True)
class _Words:
    """A choice: its button, a line where that does not say it, what is asked before it counts, and what came of it."""

    label: Callable[[More], str]
    done: Callable[[More], str]
    line: Callable[[More], str] = lambda shown: ""
    sure: Callable[[More], str] = lambda shown: ""


def form(shown: More, said: str = "") -> Form:
    """What this person may do now. `said` is what came of what they just did by it, or why it was refused."""
    before = [section(said), divider()] if said else []
    offered = [_offer(shown, one) for one in shown.offered] or [section(_nothing(shown))]
    return _closed_only(*before, *offered)


def to_start(shown: ToStart) -> Form:
    """A meeting that is planned can start in any format."""
    formats = [
        buttons(Button(_("Start as {format}").format(format=title), ids.START_AS, name, shown.meeting_id))
        for name, title in shown.formats
    ]
    return _closed_only(*formats)


def over(said: str) -> Form:
    """Where nothing is left to choose."""
    return _closed_only(section(said))


def _closed_only(*blocks: Block) -> Form:
    return modal(_("What you can do"), "", ids.MORE_FORM, "", *blocks)


def closed() -> str:
    return _("The meeting is closed.")


def staying() -> str:
    """For whoever was asked whether they mean it, and did not."""
    return _("We'll stay where we are.")


def started() -> str:
    return _("The meeting has started: its card is in the channel.")


def done(choice: Choice, shown: More) -> str:
    """What came of a choice, for the person who made it; `shown` is what they may do since."""
    return _WORDS[choice].done(shown)


def asked_first(asked: EndsTooSoon) -> list[Block]:
    """Before a step is over that somebody may not have meant."""
    return [
        section(_why_asked(asked)),
        buttons(
            Button(_("End {step}").format(step=words_of(asked.step_kind).name), ids.NEXT_SURELY, "step", asked.step_id),
            Button(_("Stay"), ids.STAY, "step", asked.step_id),
        ),
    ]


def _why_asked(asked: EndsTooSoon) -> str:
    step = words_of(asked.step_kind).name
    if asked.nobody_asked:
        return _("Nobody has asked anything yet. End the questions?")
    if asked.moved_by:
        moved = _("{mover} has just moved us on to *{step}*. End that as well?")
        return moved.format(mover=mention(asked.moved_by, opening=True), step=step)
    return _("We've just moved on to *{step}*. End that as well?").format(step=step)


def ends_first(asked: EndsTooSoon) -> Form:
    """The same in the form."""
    return _closed_only(*asked_first(asked))


def ends_too_soon(asked: EndsTooSoon) -> Message:
    """The same for whoever pressed a message, or typed."""
    return told(*asked_first(asked))


def ends_anothers_slot(asked: EndsAnothersSlot) -> Message:
    """For whoever typed that another's slot is over."""
    asks = _("This is {presenter}'s slot. End it? Nobody will ask about it afterwards.")
    return told(
        section(asks.format(presenter=mention(asked.presenter))),
        buttons(
            Button(_("End this slot"), ids.END_SLOT, "slot", asked.slot_id),
            Button(_("Stay"), ids.STAY, "slot", asked.slot_id),
        ),
    )


def stayed() -> Message:
    """The same, for whoever pressed a message."""
    return told(hint(staying()))


def moved_on(kind: StepKind | None) -> str:
    """The same of *Next*, which has left a step of that kind; None where only the writing of questions is over."""
    if kind is None:
        return _("That's it for writing. We've moved on.")
    return _("{step}: done. We've moved on.").format(step=words_of(kind).name)


def ended(*, own: bool) -> str:
    """The same of a slot."""
    if not own:
        return _("That slot is over.")
    return _(
        "Your slot is over. I won't ask you about it, now or later. Your issue is on your Home tab, where "
        "only you can see it. So is anything you took on."
    )


def _offer(shown: More, offered: Offered) -> Block:
    words = _WORDS[offered.choice]
    label, line, sure = words.label(shown), words.line(shown), words.sure(shown)
    button = Button(label, f"{ids.CHOOSE}:{offered.choice}", offered.choice, offered.about, sure=sure)
    return section(line, button) if line else buttons(button)


def _nothing(shown: More) -> str:
    if shown.standing is Standing.MOMENT and shown.presenter:
        presenter = mention(shown.presenter, opening=True)
        return _("There's nothing to do just now. {presenter} will go on when they're ready.").format(
            presenter=presenter
        )
    return _("There's nothing you need to do just now.")


def _says(words: str) -> Callable[[More], str]:
    return lambda shown: _(words)


def _next(shown: More) -> str:
    return _(RELEASES) if shown.writing else _("Next")


def _ends_the_step(shown: More) -> str:
    if shown.writing:
        return _("Releases what has been written so far.")
    return _("Ends *{step}* and moves on.").format(step=words_of(shown.kind).name)


def _extended(shown: More) -> str:
    return _("Five minutes more, until {time}.").format(time=clock_time(shown.until))


_WORDS: Final[Mapping[Choice, _Words]] = {
    Choice.ANOTHER_PROMPT: _Words(
        label=_says(N_("Another prompt")),
        line=_says(N_("A different question to lean on, if you like.")),
        done=_says(N_("There's a new prompt in the thread.")),
    ),
    Choice.GO_ON: _Words(
        label=lambda shown: _(GOES_ON[shown.standing or Standing.PAUSED]),
        done=_says(N_("The clock is running again.")),
    ),
    Choice.NEXT: _Words(
        label=_next,
        line=_ends_the_step,
        done=_says(N_("Moved on.")),
    ),
    Choice.EXTEND: _Words(
        label=_says(N_("+5 minutes")),
        done=_extended,
    ),
    Choice.ONLY_LISTEN: _Words(
        label=_says(N_("Only listen to me")),
        line=lambda shown: (
            _("The clock stops, and everyone just listens until you press *Go on*.")
            if shown.spoken
            else _("The clock stops, and everyone just reads until you press *Go on*.")
        ),
        done=lambda shown: (
            _("Everyone's just listening now. Press *Go on* whenever you like.")
            if shown.spoken
            else _("Everyone's just reading now. Press *Go on* whenever you like.")
        ),
    ),
    Choice.OTHER_ISSUE: _Words(
        label=_says(N_("It's about something else")),
        line=_says(N_("Gives your slot another issue. The one you raised will keep.")),
        done=lambda shown: "",
    ),
    Choice.END_SLOT: _Words(
        label=lambda shown: _("End my slot") if shown.own else _("End this slot"),
        line=lambda shown: _("For any reason or none. Nobody will ask about it.") if shown.own else "",
        done=lambda shown: ended(own=shown.own),
        sure=lambda shown: _(SURE) if shown.own else _(_SURE_OF_ANOTHERS),
    ),
    Choice.ASK_IN_WRITING: _Words(
        label=_says(N_("Ask in writing")),
        line=_says(N_("Each of you writes a question or two, unseen; I release them together.")),
        done=_says(N_("Questions are in writing for the rest of this meeting.")),
    ),
    Choice.ASK_IN_ROUNDS: _Words(
        label=_says(N_("Ask in turn")),
        line=_says(N_("I call you one by one, round after round.")),
        done=_says(N_("Questions are in turn for the rest of this meeting.")),
    ),
    Choice.SPEAK: _Words(
        label=_says(N_("Switch to spoken")),
        line=_says(N_("We talk on a call and use the buttons to move on; messages don't move us on.")),
        done=_says(N_("We're talking on the call now.")),
    ),
    Choice.TYPE: _Words(
        label=_says(N_("Switch to typed")),
        line=_says(N_("We write in the thread instead of talking.")),
        done=_says(N_("We're writing in the thread now.")),
    ),
    Choice.END_MEETING: _Words(
        label=_says(N_("End the meeting")),
        done=_says(N_("We've gone to the closing.")),
        sure=_says(_SURE_OF_THE_MEETING),
    ),
}
