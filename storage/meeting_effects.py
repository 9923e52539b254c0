"""What rules change outside of a meeting, where that is a matter of rows alone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import insert, or_, update
from sqlalchemy.orm import Session

from bot.domain.delivery import Reply
from bot.domain.meeting.effects import (
    AskedWhetherItSuits,
    IssueSetAside,
    IssueUsedUp,
    KeptInLine,
    Presented,
    PromptOffered,
    ReplyKept,
    TalkForgotten,
)
from bot.domain.meeting.parts import Effect
from bot.domain.meeting.value import Meeting
from bot.domain.states import IssueState
from storage import early_replies, issues, members
from storage.meeting_keys import SLOT, Names
from storage.meeting_lookup import prompts_heard
from storage.meeting_rows import issues as rows_of_issues
from storage.meeting_rows import lines, turns
from storage.models import Set

_HEARD: Final = insert(prompts_heard)
_OUTLIVES_A_SLOT: Final = ("passed", "said", "talked", "kept")
"""Lines whose meeting itself knows when they go."""


def carry_out(db: Session, the_set: Set, m: Meeting, names: Names, effects: Sequence[Effect]) -> tuple[Effect, ...]:
    """Carry out those of storage, in their order; gives the others."""
    left = []
    all_goes = TalkForgotten(is_over=True) in effects
    for effect in effects:
        if all_goes and effect == TalkForgotten(is_over=False):
            continue
        done = _DONE.get(type(effect))
        if done is None:
            left.append(effect)
        else:
            done(db, the_set, m, names, effect)
    return tuple(left)


def _use_up(db: Session, the_set: Set, m: Meeting, names: Names, effect: IssueUsedUp) -> None:
    used = update(rows_of_issues).where(rows_of_issues.c.id == effect.issue)
    db.connection().execute(used.values(state=IssueState.PRESENTED, in_line=0))


def _presented(db: Session, the_set: Set, m: Meeting, names: Names, effect: Presented) -> None:
    members.presents(db, effect.member, effect.nth)


def _set_aside(db: Session, the_set: Set, m: Meeting, names: Names, effect: IssueSetAside) -> None:
    aside = update(rows_of_issues).where(rows_of_issues.c.id == effect.issue)
    db.connection().execute(aside.values(state=IssueState.SET_ASIDE))


def _keep_in_line(db: Session, the_set: Set, m: Meeting, names: Names, effect: KeptInLine) -> None:
    issues.keep_in_line(db, the_set.id, effect.issues)


def _offer(db: Session, the_set: Set, m: Meeting, names: Names, effect: PromptOffered) -> None:
    slot = names.number(SLOT, effect.slot) if effect.slot is not None else None
    heard = {"workspace": the_set.workspace, "set_id": the_set.id, "slot_id": slot, "prompt": effect.prompt}
    db.connection().execute(_HEARD, heard)


def _keep_reply(db: Session, the_set: Set, m: Meeting, names: Names, effect: ReplyKept) -> None:
    if effect.for_certain or early_replies.may_be_ours(db, the_set.workspace, the_set.channel):
        early_replies.put(db, Reply(the_set.workspace, the_set.channel, effect.thread_ts, effect.user, effect.ts))


def _asked_whether_it_suits(db: Session, the_set: Set, m: Meeting, names: Names, effect: AskedWhetherItSuits) -> None:
    the_set.midway_in = m.nth


def _forget_talk(db: Session, the_set: Set, m: Meeting, names: Names, effect: TalkForgotten) -> None:
    """Of every step, were its turns loaded or not; who asked, and when, is kept."""
    of_meeting = [
        step.number for step in m.steps if step.number
    ]  # named one by one: PostgreSQL reads all turns otherwise
    kept = [] if effect.is_over else [lines.c.what.not_in(_OUTLIVES_A_SLOT)]
    db.connection().execute(lines.delete().where(lines.c.step_id.in_(of_meeting), *kept))
    said = (turns.c.asked_ts.is_not(None), turns.c.word_at.is_not(None), turns.c.below > 0, turns.c.words != "")
    forgotten = update(turns).where(turns.c.step_id.in_(of_meeting), or_(*said))
    db.connection().execute(forgotten.values(asked_ts=None, word_at=None, below=0, shown_again=False, words=""))


_DONE: Final[Mapping[type[Effect], Callable[[Session, Set, Meeting, Names, Any], None]]] = {
    IssueUsedUp: _use_up,
    Presented: _presented,
    IssueSetAside: _set_aside,
    KeptInLine: _keep_in_line,
    PromptOffered: _offer,
    ReplyKept: _keep_reply,
    TalkForgotten: _forget_talk,
    AskedWhetherItSuits: _asked_whether_it_suits,
}
