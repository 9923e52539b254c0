"""A presenter's slot: its card in the channel, and its steps in the thread below."""

from typing import Final

from bot.domain.controls import StepControls
from bot.domain.meetings import SlotCard, SlotStep, TimeUp
from bot.domain.states import IssueKind
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.controls import (
    SURE,
    controls,
    going_on,
    minutes_left,
    more,
    moves_onward,
    nearly_all,
    resume,
    stands,
    stopping,
    stops,
    time_is_up,
    while_writing,
)
from prompts.issues import CHALLENGE
from prompts.language import _, ngettext
from prompts.step_word_types import SlotWords, slot_words, words_of
from prompts.step_word_types import said as step_says
from prompts.wording import begun, clock_time, in_a_line, link, mention, mentions, number, said

_LONGEST_DETAIL: Final = 700
_KEPT: Final = frozenset({ids.THATS_IT, ids.ADD_ACTION, ids.THATS_ALL, ids.NONE_THIS_TIME})
"""What a set keeps of the buttons of steps in a slot, however little it wants of the bot."""


def slot_card(shown: SlotCard) -> Message:
    """The slot in the channel; everything happens in its thread."""
    slot = _("*Slot {number}, {presenter}*").format(number=number(shown.position), presenter=mention(shown.presenter))
    sentence = f"\n{_about(shown)}" if shown.sentence else ""
    kept = _kept(shown)
    return told(
        section(f"{slot} · {_until(shown)}{sentence}"),
        *([section("\n".join(kept))] if kept else []),
        *_where(shown),
        *_ending(shown),
    )


def _about(shown: SlotCard) -> str:
    """The issue, in its presenter's words."""
    sentence = in_a_line(shown.sentence)
    if shown.about is IssueKind.OPPORTUNITY:
        return _("An opportunity: _{sentence}_").format(sentence=sentence)
    return f"_{sentence}_"


def _until(shown: SlotCard) -> str:
    if shown.until is None:
        return _("over")
    return _("paused") if shown.paused else _("until {time}").format(time=clock_time(shown.until))


def _kept(shown: SlotCard) -> list[str]:
    """What has come of the slot so far, a line each."""
    kept = []
    if shown.question.strip():
        kept.append(_("*The question:* {question}").format(question=in_a_line(shown.question)))
    if shown.restated.strip():
        kept.append(_("*The real question now:* {question}").format(question=in_a_line(shown.restated)))
    if shown.actions:
        takes_on = ngettext("Takes on one action.", "Takes on {count} actions.", shown.actions)
        kept.append(takes_on.format(count=number(shown.actions)))
    return kept


def _where(shown: SlotCard) -> list[Block]:
    """Where the slot happens, or what came of it; nobody is sent to look at one that its presenter has ended."""
    if shown.until is None:
        return [] if shown.ended_early else [hint(_("It's all below this card."))]
    if shown.spoken:
        return [hint(_("Talk on the call; the buttons are below this card."))]
    return [hint(_("Open this thread: the slot happens there."))]


def _ending(shown: SlotCard) -> list[Block]:
    """Anyone stops the clock of a slot here; what its presenter may do besides, paused or not, is behind *More*."""
    if shown.until is None:
        return []
    moment = Button(stops(in_slot=True), ids.PAUSE, "slot", shown.slot_id)
    goes_on = going_on("slot", shown.slot_id, shown.standing)
    return [buttons(goes_on if shown.paused else moment, more("slot", shown.slot_id))]


def moment_for_you(slot_id: str) -> Message:
    """For the presenter alone, while the clock stands."""
    return told(
        section(_("Take all the time you need. Nobody is waiting for anything.")),
        hint(_("Press *Go on* whenever you like. Only you can see these two, and they're under *More* as well:")),
        buttons(
            Button(_("Only listen to me"), ids.ONLY_LISTEN, "slot", slot_id),
            Button(_("End my slot"), ids.END_SLOT, "slot", slot_id, sure=_(SURE)),
        ),
    )


def ended_for_you() -> Message:
    """For the presenter alone, once they have ended their slot."""
    return told(
        section(_("Your slot is over. I won't ask you about it, now or later.")),
        hint(
            _("Your issue is on your Home tab, where only you can see it: keep it there, raise it again, or let it go.")
        ),
        hint(_("Anything you took on in it is there too, and nobody will ask you about that either.")),
    )


def slot_step(shown: SlotStep) -> Message:
    """A step of a slot in the thread. The first mentions everyone present, once, since Slack notifies nobody else."""
    words = slot_words(shown.kind)
    if shown.ended_early:
        return told(hint(_("This part is over.")))
    if not shown.open:
        return told(hint(words.over(shown)), *words.still(shown))
    calling = [section(_calling(shown))] if shown.first else []
    says = _opening(shown, words)
    details = (words.open or _if_it_helps)(shown)
    return told(
        *calling,
        *([section(begun(says, shown.minutes, shown.presenter, shown.peers))] if says else []),
        *details,
        _time_left(shown),
        *_controls(shown),
    )


def _opening(shown: SlotStep, words: SlotWords) -> str:
    """What a step begins with, which does not stand again where a message above has it."""
    if not shown.opened_above or shown.only_keeps:
        return step_says(shown, words)
    return words.in_brief if shown.calling else ""


def may_still_be_restated(shown: SlotStep) -> list[Block]:
    """Whoever finds the real question later in their slot can still write it down."""
    own = own_buttons(shown)
    return [buttons(*own)] if own and shown.slot_runs and not shown.restated.strip() else []


def _calling(shown: SlotStep) -> str:
    users = [user for user in shown.everyone if user != shown.presenter]
    others = mentions(users) if users else ""
    if shown.spoken and others:
        return _("{people}: here are the buttons for this slot. Anyone can press them for everyone.").format(
            people=others
        )
    if shown.spoken:
        return _("Here are the buttons for this slot. Anyone can press them for everyone.")
    if others:
        return _("{people}: the whole slot happens here, in this thread.").format(people=others)
    return _("The whole slot happens here, in this thread.")


def questions(shown: SlotStep) -> list[Block]:
    """Peers are called in messages of their own; once there is nobody left to call, that is said here."""
    if shown.calling or shown.only_keeps:
        return _if_it_helps(shown)
    if shown.spoken:
        return _if_it_helps(shown, before=_("Nobody is waiting for a turn. If you have a question, just ask."))
    return _if_it_helps(shown, before=_("Nobody is waiting for a turn. If you have a question, ask it here."))


def real_question(shown: SlotStep) -> list[Block]:
    """The prompt, and the real question once it was said."""
    so_far = _("*The real question now:* {question}").format(question=in_a_line(shown.restated))
    return _if_it_helps(shown, after=so_far if shown.restated else "")


def _if_it_helps(shown: SlotStep, *, before: str = "", after: str = "") -> list[Block]:
    prompt = _("If it helps: _{question}_").format(question=in_a_line(shown.prompt)) if shown.prompt else ""
    lines = [line for line in (before, prompt, after) if line]
    return [section("\n".join(lines))] if lines else []


def slot_review(shown: SlotStep) -> list[Block]:
    """A prompt for whoever was asking, and one for whoever was asked."""
    presenter = mention(shown.presenter)
    theirs = _("For {presenter}, if it helps: _{question}_")
    theirs = theirs.format(presenter=presenter, question=in_a_line(shown.presenter_prompt))
    others = _("For everyone else: _{question}_").format(question=in_a_line(shown.prompt))
    if shown.presenter_prompt and shown.prompt:
        return [section(f"{theirs}\n{others}")]
    return [section(theirs)] if shown.presenter_prompt else _if_it_helps(shown)


def presenting(shown: SlotStep) -> list[Block]:
    """The issue as it is known before its presenter speaks, and a question to begin with."""
    return [*issue(shown), *_if_it_helps(shown)]


def issue(shown: SlotStep) -> list[Block]:
    """What its presenter wrote of the issue, with the question brought."""
    chance = shown.about is IssueKind.OPPORTUNITY
    written = (
        (_("*Why it matters:* {words}"), shown.why),
        (_("*Done so far:* {words}") if chance else _("*Tried so far:* {words}"), shown.tried),
        (_("*Wanted from the set:* {words}"), shown.wanted),
        (_("*The question:* {words}"), shown.question),
    )
    given = [line.format(words=said(typed, _LONGEST_DETAIL)) for line, typed in written if typed.strip()]
    if shown.link:
        given.append(_("*Evidence:* {link}").format(link=link(shown.link, shown.link)))
    challenge = _(CHALLENGE.get(shown.challenge, CHALLENGE[2]))
    return [section(line) for line in (*given, _("*Challenge welcome:* {how}").format(how=challenge))]


def _time_left(shown: SlotStep) -> Block:
    if shown.paused:
        return hint(stands(shown.standing))
    if shown.time_up:
        return hint(time_is_up(shown.until))
    if shown.goes_on is not None:
        return hint(nearly_all(shown.goes_on))
    until = [_("Until {time}.").format(time=clock_time(shown.until))]
    warning = [minutes_left(shown.minutes_left)] if shown.minutes_left else []
    aloud = [_("Talk on the call; use the buttons to move on.")] if shown.spoken else []
    return hint(" ".join([*until, *warning, *aloud]))


def _controls(shown: SlotStep) -> list[Block]:
    """They stand on the latest message of the bot in the thread; one that is not has lost them to it."""
    if not shown.latest:
        return []
    if shown.paused:
        return [resume("step", shown.step_id, shown.standing)]
    return [_row(shown, longer=shown.time_up or shown.goes_on is not None)]


def carried(shown: StepControls | None) -> list[Block]:
    """The row of the open step, wherever it stands; in a call to ask, whose own buttons stay with it, what all rows end in."""
    if shown is None:
        return []
    step_id = shown.step_id
    if shown.paused:
        return [resume("step", step_id, shown.standing)]
    if shown.calling:
        return [buttons(*stopping(step_id))]
    if shown.writing:
        return [buttons(*while_writing(step_id), *stopping(step_id))]
    up = [hint(time_is_up(shown.ended))] if shown.ended is not None else []
    return [*up, _row(shown, longer=bool(up))]


def _row(shown: SlotStep | StepControls, *, longer: bool) -> Block:
    own = own_buttons(shown)
    onward = moves_onward(slot_words(shown.kind).onward or not own, shown.ends)
    return controls(shown.step_id, *own, onward=onward, in_slot=True, longer=longer)


def own_buttons(shown: SlotStep | StepControls | TimeUp) -> list[Button]:
    """What a step of a slot has besides the controls that all have.

    No *None this time* once an action is taken on, and nothing about questions where none was asked. Where the set wants no more than
    dates, the clock, actions and report-backs, only what ends the step or is an action.
    """
    words = words_of(shown.kind)
    own = words.own if isinstance(words, SlotWords) else ()
    idle = {ids.NONE_THIS_TIME} if shown.acted else set()
    idle |= {ids.HELPED_MOST} if shown.unasked else set()
    idle |= {action_id for _label, action_id in own if shown.only_keeps and action_id not in _KEPT}
    return [Button(_(label), action_id, "step", shown.step_id) for label, action_id in own if action_id not in idle]


def presented(shown: SlotStep) -> str:
    """Thanks; what was prepared stays below."""
    return (
        _("Thank you, {presenter}.").format(presenter=mention(shown.presenter)) if shown.presenter else _("Thank you.")
    )


def clarified(_shown: SlotStep) -> str:
    return _("That's it for clarifying.")


def questioned(_shown: SlotStep) -> str:
    return _("That's it for questions.")


def mirrored(shown: SlotStep) -> str:
    """Nobody argues with a mirror, and nobody has to."""
    if not shown.presenter:
        return _("That's what you heard. It needs no answer.")
    return _("That's what you heard. {presenter} needn't answer any of it.").format(presenter=mention(shown.presenter))


def restated(shown: SlotStep) -> str:
    """The real question, where it was said."""
    if not shown.restated.strip():
        return presented(shown)
    return _("The real question now, for {presenter}: {question}").format(
        presenter=mention(shown.presenter), question=in_a_line(shown.restated)
    )


def committed(shown: SlotStep) -> str:
    """What the presenter takes on."""
    who = mention(shown.presenter, opening=True)
    if shown.actions:
        takes_on = ngettext("{presenter} takes on one action.", "{presenter} takes on {count} actions.", shown.actions)
        return takes_on.format(presenter=who, count=number(shown.actions))
    if shown.said_none:
        return _("{presenter} isn't taking on an action this time.").format(presenter=who)
    return _("{presenter} hasn't settled on an action yet. There's another chance at the end.").format(presenter=who)


def slot_over(shown: SlotStep) -> str:
    """Thanks, and whose slot is next."""
    thanks = _("That's the end of {presenter}'s slot. Thank you all.").format(presenter=mention(shown.presenter))
    if not shown.next_presenter:
        return thanks
    following = _("There's time for another: {presenter} is next, in the channel.")
    return f"{thanks} {following.format(presenter=mention(shown.next_presenter))}"
