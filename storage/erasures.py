"""What is deleted of a set, of what a member gave it, and of a workspace: a handful of rows at a time.

A new table needs nothing here where its rows go with those of a set, a meeting, a member or an action (ON DELETE CASCADE); a
test says which do not.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, text, update
from sqlalchemy.orm import Session

from bot.domain.erasures import HANDFUL, Erases
from bot.domain.message_and_timer_kinds import Later, Says
from bot.domain.states import SetState
from storage import concerns
from storage.action_models import Action, Learning, Report
from storage.base import Base
from storage.cycles import CycleAnswer
from storage.delivery_models import Conversation, Post, Timer
from storage.erasure_models import Erasure, HeldRow, Installation
from storage.ground_rules import RulesProposalRow
from storage.leave_requests import LeaveRequest
from storage.letter_models import Letter
from storage.models import (
    Attendance,
    Issue,
    Line,
    Meeting,
    Member,
    Parked,
    Person,
    PromptHeard,
    Set,
    Slot,
    Turn,
)
from storage.own_prompts import OwnPromptRow
from storage.regret_models import DateAnswer, Regret

KEPT: Final = text("sets.kept_until IS NOT NULL")
"""Word for word the condition of the partial index."""
QUIETLY: Final = {"synchronize_session": False}


def ask(
    db: Session, workspace: str, erases: Erases, now: datetime, set_id: int | None = None, person_id: int | None = None
) -> Erasure:
    """Write down what is to be deleted; where that was asked for before it is the same one."""
    found = db.scalar(
        select(Erasure).where(
            Erasure.workspace == workspace,
            Erasure.erases == erases,
            Erasure.set_id.is_not_distinct_from(set_id),
            Erasure.person_id.is_not_distinct_from(person_id),
        )
    )
    if found is None:
        of = {"set_id": set_id, "person_id": person_id}
        found = Erasure(workspace=workspace, erases=erases, asked_at=now, reached=0, **of)
        db.add(found)
        db.flush()
    return found


def by_id(db: Session, workspace: str, erasure_id: int) -> Erasure | None:
    return db.scalar(select(Erasure).where(Erasure.workspace == workspace, Erasure.id == erasure_id))


def of_person(db: Session, workspace: str, person_id: int) -> Sequence[Erasure]:
    """What is to be deleted of a person, the oldest first."""
    theirs = (Erasure.workspace == workspace, Erasure.person_id == person_id)
    return db.scalars(select(Erasure).where(*theirs).order_by(Erasure.id)).all()


def is_asked(db: Session, set_id: int, person_id: int) -> bool:
    """Whether what somebody gave a set is to be deleted already."""
    theirs = (Erasure.set_id == set_id, Erasure.person_id == person_id)
    return db.scalar(select(Erasure.id).where(*theirs).limit(1)) is not None


def member_of(db: Session, set_id: int, person_id: int) -> Member | None:
    """Somebody in a set, be it that they have left."""
    return db.scalar(select(Member).where(Member.set_id == set_id, Member.person_id == person_id))


def people_in(db: Session, set_id: int) -> Sequence[int]:
    """Whoever is, or was, a member of a set."""
    return db.scalars(select(Member.person_id).where(Member.set_id == set_id)).all()


def is_in(db: Session, set_id: int, user: str) -> bool:
    """Whether somebody is a member of a set, by their Slack id."""
    theirs = select(Member.id).join(Person, Person.id == Member.person_id).where(Person.user == user)
    return db.scalar(theirs.where(Member.set_id == set_id, Member.left_at.is_(None))) is not None


def memberships(db: Session, workspace: str, person_id: int) -> Sequence[Member]:
    """Somebody in every set that they are, or were, a member of."""
    theirs = (Member.workspace == workspace, Member.person_id == person_id)
    return db.scalars(select(Member).where(*theirs).order_by(Member.id)).all()


def counted(db: Session, member_id: int) -> tuple[int, int, int, int]:
    """How many issues, actions, report-backs and notes a member gave."""
    issues = select(func.count()).where(Issue.member_id == member_id, Issue.sentence != "").scalar_subquery()
    actions = select(func.count()).where(Action.member_id == member_id).scalar_subquery()
    reports = (
        select(func.count())
        .select_from(Report)
        .join(Action, Action.id == Report.action_id)
        .where(Action.member_id == member_id)
        .scalar_subquery()
    )
    notes = select(func.count()).where(Learning.member_id == member_id).scalar_subquery()
    row = db.execute(select(issues, actions, reports, notes)).one()
    return row[0], row[1], row[2], row[3]


def some_actions(db: Session, member_id: int) -> Sequence[int]:
    """A handful of a member's actions."""
    return db.scalars(select(Action.id).where(Action.member_id == member_id).order_by(Action.id).limit(HANDFUL)).all()


def forget_actions(db: Session, ids: Sequence[int]) -> None:
    """Delete these actions with what was told of them."""
    if ids:
        db.execute(delete(Action).where(Action.id.in_(ids)).execution_options(**QUIETLY))


def told_in(db: Session, set_id: int, member_id: int) -> Sequence[int]:
    """The messages in which a member told what came of their actions, one a meeting, or how it looked without one."""
    reports = and_(Post.kind == Says.OWNER, Post.subject.endswith(f":{member_id}", autoescape=True))
    looks_back = and_(Post.kind == Says.LOOK_BACK, Post.facts["member"].as_integer() == member_id)
    return db.scalars(select(Post.id).where(Post.set_id == set_id, or_(reports, looks_back))).all()


def proposed(db: Session, member_id: int) -> Sequence[int]:
    """The changes of the rules that a member proposed."""
    return db.scalars(select(RulesProposalRow.id).where(RulesProposalRow.member_id == member_id)).all()


def wrote(db: Session, member_id: int) -> Sequence[int]:
    """The questions of a member that were put in writing, and released: each has a message of its own."""
    return db.scalars(select(Turn.id).where(Turn.member_id == member_id, Turn.place > 0)).all()


def forget_words(db: Session, member_id: int) -> None:
    """Delete what a member said by form, but for actions: of issues that had a slot, and of slots, only that they were remains.

    A slot without its actions is not one that still lacks them.
    """
    mine = select(Slot.id).where(Slot.member_id == member_id)
    db.execute(delete(Parked).where(Parked.slot_id.in_(mine)).execution_options(**QUIETLY))
    had_a_slot = exists().where(Slot.issue_id == Issue.id)
    without = delete(Issue).where(Issue.member_id == member_id, ~had_a_slot)
    db.execute(without.execution_options(**QUIETLY))
    concerns.forget_from(db, member_id)
    for table, bare in WITHOUT_WORDS.items():
        emptied = update(table).where(table.member_id == member_id).values(**bare)
        db.execute(emptied.execution_options(**QUIETLY))
    for table in ONE_S_OWN:
        db.execute(delete(table).where(table.member_id == member_id).execution_options(**QUIETLY))


WITHOUT_WORDS: Final[Mapping[Any, Mapping[str, object]]] = {
    Issue: dict.fromkeys(("sentence", "why", "tried", "wanted", "link"), ""),
    Slot: {
        **dict.fromkeys(("question", "restated", "none_because", "looks_now"), ""),
        "none_this_time": True,
        "helped_turn": None,
    },
    Turn: {"words": ""},
}
"""What is left of rows that others' rows hold on to."""
ONE_S_OWN: Final[tuple[Any, ...]] = (
    *(Learning, HeldRow, RulesProposalRow, CycleAnswer, Regret, DateAnswer),
    OwnPromptRow,
)
"""Tables with words of one member in each row."""


def forget_presence(db: Session, member_id: int) -> None:
    """Delete when a member was there, and what they did in which step."""
    db.execute(delete(Line).where(Line.member_id == member_id).execution_options(**QUIETLY))
    db.execute(delete(Attendance).where(Attendance.member_id == member_id).execution_options(**QUIETLY))
    db.execute(delete(LeaveRequest).where(LeaveRequest.member_id == member_id).execution_options(**QUIETLY))


def some_of_set(db: Session, set_id: int) -> bool:
    """Delete a handful of a set's rows: actions, then a meeting with all that was in it, then issues. Whether there was any."""
    return (
        _some(db, Action, Action.set_id == set_id)
        or _some(db, PromptHeard, PromptHeard.set_id == set_id)
        or _some(db, Meeting, Meeting.set_id == set_id, most=1)
        or _some(db, Issue, Issue.set_id == set_id)
    )


def _some(db: Session, table: Any, *those: ColumnElement[bool], most: int = HANDFUL) -> bool:
    ids = db.scalars(select(table.id).where(*those).order_by(table.id).limit(most)).all()
    if ids:
        db.execute(delete(table).where(table.id.in_(ids)).execution_options(**QUIETLY))
    return bool(ids)


def last_of_set(db: Session, the_set: Set) -> None:
    """Delete the row of a set with what is left of it; its channel, where nothing else is said there; and people of no other set."""
    workspace, channel = the_set.workspace, the_set.channel
    people = db.scalars(select(Member.person_id).where(Member.set_id == the_set.id)).all()
    looked_after = [one for one in (the_set.adviser_id, the_set.host_id) if one is not None]
    db.execute(delete(Set).where(Set.id == the_set.id).execution_options(**QUIETLY))
    db.expunge(the_set)
    there = (Conversation.workspace == workspace, Conversation.channel == channel)
    unused = (~exists().where(Post.conversation_id == Conversation.id), ~exists().where(*_lives_in(workspace, channel)))
    db.execute(delete(Conversation).where(*there, *unused).execution_options(**QUIETLY))
    _forget_people(db, workspace, {*people, *looked_after})


def _lives_in(workspace: str, channel: str) -> tuple[ColumnElement[bool], ...]:
    return Set.workspace == workspace, Set.channel == channel, Set.state != SetState.ENDED


def _forget_people(db: Session, workspace: str, ids: set[int]) -> None:
    """Those of them who are in no set any more, and to whom nothing was said that still stands."""
    direct = exists().where(Conversation.person_id == Person.id, Post.conversation_id == Conversation.id)
    elsewhere = (
        exists().where(Member.person_id == Person.id),
        exists().where(or_(Set.adviser_id == Person.id, Set.host_id == Person.id)),
        exists().where(Erasure.person_id == Person.id),
        direct,
    )
    unused = select(Person.id).where(Person.workspace == workspace, Person.id.in_(ids), *(~one for one in elsewhere))
    gone = db.scalars(unused).all()
    _expect_nothing_of(db, workspace, gone)
    db.execute(delete(Person).where(Person.id.in_(gone)).execution_options(**QUIETLY))


def _expect_nothing_of(db: Session, workspace: str, people: Sequence[int]) -> None:
    """Nothing is asked about them, or composed for them, any more."""
    kinds = [Later.LEARN_PERSON, Later.OPEN_DM, Later.LETTER]
    theirs = (Timer.workspace == workspace, Timer.kind.in_(kinds), Timer.subject.in_([str(one) for one in people]))
    db.execute(delete(Timer).where(*theirs).execution_options(**QUIETLY))


def nobody(db: Session, person: Person) -> None:
    """What names a person goes; their row stays, since others' meetings hold on to it: somebody was called, and asked."""
    db.execute(
        delete(Conversation)
        .where(Conversation.workspace == person.workspace, Conversation.person_id == person.id)
        .execution_options(**QUIETLY)
    )
    db.execute(delete(Letter).where(Letter.person_id == person.id).execution_options(**QUIETLY))
    person.user, person.zone, person.known_at, person.reachable = f"-{person.id}", None, None, False
    looks_after = update(Set).where(Set.workspace == person.workspace)
    db.execute(looks_after.where(Set.adviser_id == person.id).values(adviser_id=None).execution_options(**QUIETLY))
    db.execute(looks_after.where(Set.host_id == person.id).values(host_id=None).execution_options(**QUIETLY))
    _expect_nothing_of(db, person.workspace, [person.id])


def name_nobody(db: Session, sets: Sequence[int], user: str, reached: int) -> int | None:
    """Of a handful of the messages of these sets, after the one `reached`: what named that person names a former member.

    None after the last of them.
    """
    here = select(Post).where(Post.set_id.in_(sets), Post.id > reached).order_by(Post.id).limit(HANDFUL)
    found = db.scalars(here).all()
    for post in found:
        if user in str(post.facts):
            post.facts, post.wanted = _without(post.facts, user), Post.wanted + 1
    return found[-1].id if len(found) == HANDFUL else None


def _without(found: Any, user: str) -> Any:
    if isinstance(found, dict):
        return {name: _without(one, user) for name, one in found.items()}
    if isinstance(found, list):
        return [_without(one, user) for one in found if one != user]
    return "" if found == user else found


def person(db: Session, workspace: str, person_id: int) -> Person | None:
    return db.scalar(select(Person).where(Person.workspace == workspace, Person.id == person_id))


def is_locked(db: Session, workspace: str) -> bool:
    """Whether a workspace has uninstalled the bot, and not installed it again."""
    found = select(Installation.workspace).where(
        Installation.workspace == workspace, Installation.locked_at.is_not(None)
    )
    return db.scalar(found) is not None


def uninstalled(db: Session, workspace: str) -> None:
    """Nothing is left of a workspace."""
    db.execute(delete(Installation).where(Installation.workspace == workspace).execution_options(**QUIETLY))


def release_held(db: Session, workspace: str) -> bool:
    """No hold is in force any more: a handful of the rows that were taken back meanwhile go; whether there was any."""
    return _some(db, HeldRow, HeldRow.workspace == workspace)


def over(db: Session, workspace: str, before: date, many: int) -> Sequence[tuple[int, str, date]]:
    """So many sets that have ended and were to be kept until a day before that one, where nothing is being deleted yet.

    Each with its zone, by which its day ends, and that day.
    """
    asked = exists().where(Erasure.set_id == Set.id, Erasure.erases == Erases.SET)
    done = (Set.workspace == workspace, KEPT, Set.kept_until < before, Set.state == SetState.ENDED)
    those = select(Set.id, Set.zone, Set.kept_until).where(*done, ~asked).order_by(Set.kept_until).limit(many)
    found = db.execute(those)
    return [(set_id, zone, until) for set_id, zone, until in found if until is not None]


def first_set(db: Session, workspace: str) -> Set | None:
    """The first set of a workspace that is still there."""
    return db.scalar(select(Set).where(Set.workspace == workspace).order_by(Set.id).limit(1).with_for_update())


def some_posts(db: Session, set_id: int) -> bool:
    """Delete the rows of a handful of a set's messages, which nobody can delete in Slack any more; whether there was any.

    Replies first: with the row of a head those of all its replies would go at once.
    """
    ids = db.scalars(select(Post.id).where(Post.set_id == set_id).order_by(Post.id.desc()).limit(HANDFUL)).all()
    if ids:
        db.execute(delete(Post).where(Post.id.in_(ids)).execution_options(**QUIETLY))
    return bool(ids)


def some_of_workspace(db: Session, workspace: str, besides: int) -> bool:
    """Delete a handful of what is left of a workspace without its sets, table by table; whether there was any.

    Not the erasure with the number `besides`, which is doing this, nor who has used what is kept here, by hand.
    """
    for table in reversed(Base.metadata.sorted_tables):
        if "workspace" not in table.c or table.name in ("audits", "installations"):
            continue
        of_it = [table.c.workspace == workspace]
        if table.name == "erasures":
            of_it.append(table.c.id != besides)
        keys = list(table.primary_key.columns)
        if len(keys) == 1 and keys[0].name == "id":
            ids = db.scalars(select(table.c.id).where(*of_it).limit(HANDFUL)).all()
            if ids:
                db.execute(delete(table).where(table.c.id.in_(ids)))
                return True
        elif db.execute(select(*keys).where(*of_it).limit(1)).first() is not None:
            db.execute(delete(table).where(*of_it))
    return False
