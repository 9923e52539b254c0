"""A call to ask, and what is said privately about turns."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.channel_messages import Untimely
from bot.domain.controls import StepControls
from bot.domain.states import TurnState
from bot.domain.step_kinds import StepKind
from bot.domain.turn_order import Call, FollowsQuiet, PausedAnswer, is_open
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.controls import minutes_left, resume, stands, stopping
from prompts.language import N_, _, ngettext
from prompts.slots import carried
from prompts.wording import clock_time, in_a_line, mention, number, several

_OVER: Final[Mapping[TurnState, str]] = {
    TurnState.DONE: N_("{peer} asked."),
    TurnState.PASSED: N_("{peer} passed."),
    **dict.fromkeys((TurnState.SILENT, TurnState.SPOKE), N_("{peer}: I'll come back to you.")),
    TurnState.PARKED: N_("{peer} asked; the question is parked."),
    TurnState.DECLINED: N_("{peer} asked; {presenter} is leaving that one."),
    TurnState.CUT: N_("{peer}: we moved on before yours, sorry. If there's another slot today, you're first."),
    TurnState.GONE: N_("{peer} isn't here any more."),
    TurnState.PUT_OFF: N_("{peer}, you're next: someone else's question was in time, and has only just reached me."),
}


_WRITTEN_OVER: Final[Mapping[TurnState, str]] = {
    TurnState.DONE: N_("That's it for question {number}, from {peer}."),
    TurnState.PARKED: N_("Question {number}, from {peer}, is parked."),
    TurnState.DECLINED: N_("{presenter} is leaving question {number}, from {peer}."),
    TurnState.WAITING: N_("Question {number}, from {peer}, is back with the others."),
}
"""Of a question that was put in writing, and answered after that."""
_NOT_AGAIN: Final = N_("{peer} was called.")
_WAS_THAT_ALL: Final[Mapping[FollowsQuiet, str]] = {
    FollowsQuiet.NEXT_PERSON: N_(
        "Was that your answer to {peer}? If you say nothing, I'll call the next person in a minute or so."
    ),
    FollowsQuiet.LEFT: N_(
        "Was that your answer to {peer}? If you say nothing, I'll show the questions that are left in a minute or so."
    ),
    FollowsQuiet.WAIT: N_("Was that your answer to {peer}? If it's still to come, take your time."),
}
_UNTIMELY: Final[Mapping[Untimely, str]] = {
    Untimely.PRESENTING: N_("{whose} is presenting. Hold on to your question: questions come next."),
    Untimely.ASKING: N_("It's {whose}'s turn. Hold on to yours; I'll come to you."),
    Untimely.NOT_CALLED: N_("It's {whose}'s turn. Hold on to yours, and add it here once the round is over."),
    Untimely.LATE: N_(
        "Your question reached me after I'd moved on to {whose}. It's in the thread; ask it again when I call you."
    ),
    Untimely.ANSWERING: N_("{whose} is answering. Hold on to your question: follow-ups come next, in turn."),
    Untimely.ELSEWHERE: N_("We're in the thread under the slot's card: ask it there. It's still your turn."),
    Untimely.OWN_SLOT: N_("We're in the thread under your slot's card: please write it there."),
}
_LATE: Final = N_("Your question reached me after I'd moved on. It's in the thread; ask it again when I call you.")
_IN_THE_THREAD: Final[Mapping[Untimely, str]] = {
    Untimely.ELSEWHERE: N_("We're in the thread <{link}|under the slot's card>: ask it there. It's still your turn."),
    Untimely.OWN_SLOT: N_("We're in the thread <{link}|under your slot's card>: please write it there."),
}


def call(shown: Call) -> Message:
    """A call to one peer; it carries the controls while it is the latest message of the bot in the thread."""
    if shown.number and (shown.elsewhere or not is_open(shown.state)):
        return told(hint(_written_over(shown)), *_left_behind(shown))
    if shown.elsewhere and is_open(shown.state):
        return told(hint(_(_NOT_AGAIN).format(peer=mention(shown.peer, opening=True))))
    if not is_open(shown.state):
        words = _OVER[shown.state] if shown.again else _NOT_AGAIN
        over = _(words).format(peer=mention(shown.peer, opening=True), presenter=mention(shown.presenter))
        return told(hint(over), *_left_behind(shown))
    blocks = [section(_invitation(shown)), *_small_print(shown)]
    if shown.latest:
        blocks += _row(shown)
    return told(*blocks)


def _written_over(shown: Call) -> str:
    words = _WRITTEN_OVER.get(TurnState.WAITING if is_open(shown.state) else shown.state, _WRITTEN_OVER[TurnState.DONE])
    presenter = mention(shown.presenter, opening=True)
    return _(words).format(number=number(shown.number), peer=mention(shown.peer), presenter=presenter)


def _left_behind(shown: Call) -> list[Block]:
    """The controls of the step, where a call that is over is the latest message all the same."""
    if not (shown.latest and shown.controls):
        return []
    row = StepControls(shown.step_id, StepKind.QUESTION, shown.paused, calling=shown.calling, standing=shown.standing)
    return carried(row)


def _row(shown: Call) -> list[Block]:
    """The turn's own buttons; with them what all rows end in, unless a message below has it."""
    if shown.paused:
        return [resume("step", shown.step_id, shown.standing)] if shown.controls else []
    return [buttons(*_own(shown), *(stopping(shown.step_id) if shown.controls else ()))]


def not_your_turn(whose: str, why: Untimely = Untimely.ASKING, link: str | None = None) -> Message:
    """For somebody who wrote when it was another's turn: a peer's to ask, or the presenter's to tell. `whose` may be nobody's.

    `link` leads to the thread where whoever spoke in the channel is called, or presents.
    """
    if why is Untimely.LATE and not whose:
        return told(hint(_(_LATE)))
    if link and why in _IN_THE_THREAD:
        return told(hint(_(_IN_THE_THREAD[why]).format(link=link)))
    opens = why in (Untimely.PRESENTING, Untimely.ANSWERING)
    return told(hint(_(_UNTIMELY[why]).format(whose=mention(whose, opening=opens))))


def bid_said(step_id: str) -> Message:
    """For somebody who has said that they have an issue, which is no bid yet."""
    return told(
        section(_("That sounds like a bid. To get in line, press *Bid* and put it in a sentence.")),
        buttons(Button(_("Bid"), ids.RAISE_ISSUE, "step", step_id, primary=True)),
    )


def agree_first(set_id: str) -> Message:
    """For somebody who has asked, and is called only once they have agreed to the rules."""
    return told(
        section(_("Hold on to your question: I'll call you once you've agreed to the ground rules.")),
        buttons(Button(_("I agree"), ids.AGREE, "set", set_id, primary=True)),
    )


def lent(questions: Sequence[str]) -> Message:
    """Questions to borrow, for whoever is called alone."""
    if not questions:
        return told(hint(_("You've had every question I have for now. Ask whatever you'd like to know.")))
    return told(
        section("\n".join(f"• _{in_a_line(one)}_" for one in questions)),
        hint(_("Only you can see these. Ask one as it is, put it your way, or ask your own.")),
    )


def still_writing(paused: PausedAnswer) -> Message:
    """For the presenter alone, who has paused in an answer."""
    return told(
        section(_(_WAS_THAT_ALL[paused.follows]).format(peer=mention(paused.asker))),
        buttons(
            Button(_("Still writing"), ids.STILL_WRITING, "turn", paused.turn_id),
            Button(_("That's my answer"), ids.DONE_TURN, "turn", paused.turn_id),
        ),
    )


def goes_on_writing() -> Message:
    return told(hint(_("Take your time. I'll ask again in a minute.")))


def parked(*, turn_is_over: bool | None = True) -> Message:
    """None where nobody's turn was concerned."""
    if turn_is_over is None:
        return told(hint(_("Parked: there's a link to it on your Home tab.")))
    if turn_is_over:
        return told(hint(_("Parked: there's a link to it on your Home tab. That turn is over.")))
    return told(hint(_("Parked: there's a link to it on your Home tab. The turn carries on.")))


def _invitation(shown: Call) -> str:
    if shown.number:
        return _on_a_written_one(shown)
    if shown.still:
        return _("Still with {peer}? If not, press *Next person*.").format(peer=mention(shown.peer))
    if shown.state is TurnState.ASKED:
        return _asked(shown)
    offer = _("If it helps: _{question}_").format(question=in_a_line(shown.prompt))
    return f"{_your_turn(shown)} {offer}" if shown.prompt else _your_turn(shown)


def _your_turn(shown: Call) -> str:
    """The first one opens the questions."""
    presenter = mention(shown.presenter)
    if shown.follow_ups:
        return _follow_up(shown)
    if shown.intro_minutes is None:
        return _("{peer}, your turn to ask {presenter}.").format(
            peer=mention(shown.peer, opening=True), presenter=presenter
        )
    first = ngettext(
        "*Questions*, one minute, in turn. {peer}, you're first to ask {presenter}.",
        "*Questions*, {count} minutes, in turn. {peer}, you're first to ask {presenter}.",
        several(shown.intro_minutes),
    )
    peer = mention(shown.peer, opening=True)
    return first.format(count=number(shown.intro_minutes), peer=peer, presenter=presenter)


def _follow_up(shown: Call) -> str:
    """The first one opens the round."""
    words = _("{peer}, your turn to follow up with {presenter}.")
    if shown.intro_minutes is not None:
        words = _("*Follow-ups*, one round, in turn. {peer}, you're first to follow up with {presenter}.")
    return words.format(peer=mention(shown.peer, opening=True), presenter=mention(shown.presenter))


def _on_a_written_one(shown: Call) -> str:
    """Which question the presenter has taken up, and what ends that."""
    peer, presenter = mention(shown.peer), mention(shown.presenter, opening=True)
    if shown.still:
        return _("Still on {peer}'s question? If not, press *Next question*.").format(peer=peer)
    if shown.shown_again:
        return _("We're on {peer}'s question. Press *Next question* to move on.").format(peer=peer)
    takes_up = _(
        "{presenter}, over to you on {peer}'s question: _{question}_ Press *Next question* when you've finished."
    )
    return takes_up.format(presenter=presenter, peer=peer, question=in_a_line(shown.words))


def _asked(shown: Call) -> str:
    """Whose turn it is to speak, and what ends the turn."""
    if shown.shown_again:
        words = _("We're on {peer}'s question. Press *Next question* to move on.")
        return words.format(peer=mention(shown.peer))
    if shown.spoken:
        words = _("{peer} has asked. When {presenter} has answered, press *Next person*.")
    elif shown.follow_ups:
        words = _("{peer} has asked; over to {presenter}. Press *Next question* when you've finished.")
    elif shown.followed_up:
        words = _("{peer} has asked and followed up; over to {presenter}. Press *Next question* when you've finished.")
    elif shown.follow_up:
        words = _(
            "{peer} has asked, and can follow up once; over to {presenter}. Press *Next question* when you've finished."
        )
    else:
        words = _(
            "{peer} has asked; over to {presenter}. We're short of time, so no follow-up. "
            "Press *Next question* when you've finished."
        )
    return words.format(peer=mention(shown.peer, opening=True), presenter=mention(shown.presenter))


def _small_print(shown: Call) -> list[Block]:
    if shown.paused:
        return [hint(stands(shown.standing))]
    notes = []
    if shown.thinking and shown.state is TurnState.CALLED:
        notes.append(_("Take your time. I've added a minute."))
    if shown.spoken and shown.state is TurnState.CALLED and not shown.still:
        notes.append(_("Ask out loud. When it's answered, press *Next person*."))
    if shown.interrupted and not shown.spoken and shown.state is TurnState.ASKED:
        notes.append(_("This time I'll wait for *Next question*."))
    if shown.spoken and shown.number and not shown.still:
        notes.append(_("Answer out loud."))
    is_first = shown.intro_minutes is not None and not shown.follow_ups
    if shown.state is TurnState.ASKED and is_first and not shown.shown_again:
        park = _("{presenter} can *Park* a question for later or *Decline* it, no reason needed.")
        notes.append(park.format(presenter=mention(shown.presenter, opening=True)))
    if shown.time_up:
        notes.append(_("Time's up: finish this turn, and then we'll move on."))
    elif shown.minutes_left:
        ends = _("The questions end at {time}.").format(time=clock_time(shown.until))
        notes += [ends, minutes_left(shown.minutes_left)]
    return [hint(" ".join(notes))] if notes else []


def _own(shown: Call) -> list[Button]:
    """What is needed now; *Another prompt* is behind *More*."""
    onward = _("Next question") if shown.number else _("Next person")
    asked_aloud = [_button(onward, ids.ASKED_NEXT, shown)] if shown.spoken else []
    if shown.state is TurnState.ASKED:
        done = [] if shown.spoken else [_button(_("Next question"), ids.DONE_TURN, shown)]
        return [*asked_aloud, *done, _button(_("Park"), ids.PARK, shown), _declines(shown)]
    thinking = [] if shown.spoken or shown.thinking else [_button(_("Thinking"), ids.THINKING, shown)]
    lent = [_button(_("Lend me a question"), ids.LEND_PROMPTS, shown)] if shown.lends else []
    return [*asked_aloud, _button(_("Pass"), ids.PASS_TURN, shown), *thinking, *lent]


def _declines(shown: Call) -> Button:
    return _button(_("Leave") if shown.number else _("Decline"), ids.DECLINE, shown)


def _button(label: str, action_id: str, shown: Call) -> Button:
    return Button(label, action_id, "turn", shown.turn_id)
