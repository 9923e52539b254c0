"""A unit of work: what is said, what is drawn anew and what happens later, gathered and written as it ends."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from bot.domain.following import Follows
from bot.domain.letters import Part
from bot.domain.message_and_timer_kinds import Later, Says
from storage import letters, posts, timers
from storage.base import Keyed
from storage.delivery_models import Conversation, Post
from storage.letters import PutBy
from storage.timers import TimerDue

Row = TypeVar("Row", bound=Keyed)


class UnitOfWork:
    """A transaction with the moment it reads as now (UTC). What is said and what happens later are rows of the same one.

    Timers and redraws are gathered, and written by `write` as the unit of work ends: a few statements, however many they are.
    Afterwards `has_to_say` says whether there is something to say, `first_due` when the first timer is due that was written.
    """

    def __init__(self, db: Session, workspace: str, now: datetime) -> None:
        self.db = db
        self.workspace = workspace
        self.now = now
        self.has_to_say = False
        self.first_due: datetime | None = None
        self._timers: dict[tuple[Later, str], TimerDue | None] = {}
        self._redrawn: dict[Says, set[str]] = {}
        self._threads: set[int] = set()
        self._letters: dict[int, datetime] = {}
        self._learned: dict[int, datetime] = {}
        self._letters_of: set[tuple[int, int]] = set()
        self._parts: dict[Part, set[str]] = {}
        self._settled: set[tuple[Part, str]] = set()
        self._put_by: dict[tuple[int, Part, str], PutBy] = {}
        self._new: set[int] = set()
        self.before_write: list[Callable[[], None]] = []
        """Called as the unit of work is written: each raises what follows from what has changed."""

    def say(
        self,
        where: Conversation,
        kind: Says,
        subject: object,
        *,
        set_id: int | None = None,
        under: Post | None = None,
        facts: Mapping[str, Any] | None = None,
        due_at: datetime | None = None,
    ) -> Post:
        """Want a message in a conversation, in the thread of `under`; one that is wanted already is drawn anew."""
        self.has_to_say = True
        post = posts.put(
            self.db,
            where,
            kind,
            str(subject),
            due_at=due_at or self.now,
            set_id=set_id,
            parent_id=under.id if under else None,
            facts=dict(facts or {}),
        )
        if under is not None and post.wanted == 1:
            self._new.add(post.id)
            self.redraw_latest(under)
        return post

    def say_to_each(
        self,
        each: Sequence[tuple[Conversation, str]],
        kind: Says,
        *,
        set_id: int | None,
        facts: Mapping[str, Any],
        due_at: datetime | None = None,
    ) -> None:
        """The same, about a subject in each of several conversations, of which none has it yet: one statement."""
        posts.add(self.db, kind, each, due_at=due_at or self.now, set_id=set_id, parent_id=None, facts=facts)
        self.has_to_say |= bool(each)

    def redraw(self, kind: Says, *subjects: object) -> None:
        """What these messages show has changed."""
        self._redrawn.setdefault(kind, set()).update(map(str, subjects))

    def redraw_latest(self, head: Post | None) -> None:
        """The latest message in the thread of `head` carries its controls: they have changed, or go to another one."""
        if head is not None:
            self._threads.add(head.id)

    def settle(self, *subjects: str) -> None:
        """These notices make no sense any more: they lose their buttons."""
        if subjects and posts.settle(self.db, self.workspace, subjects):
            self.has_to_say = True

    def retire(self, kind: Says, subject: object, *, before: datetime | None = None) -> None:
        """A newer message about the same will stand below; one that came after `before` stays what it is."""
        post = posts.find(self.db, self.workspace, kind, str(subject))
        if post is not None and (before is None or post.due_at < before):
            posts.retire(self.db, post)
            self.has_to_say = True

    def later(self, kind: Later, subject: object, due_at: datetime, set_id: int | None = None) -> None:
        """Do something at that moment (UTC); a timer of that kind and subject is moved."""
        self._timers[kind, str(subject)] = TimerDue(due_at, set_id)

    def once(self, kind: Later, subject: object, due_at: datetime, set_id: int | None = None) -> None:
        """The same, but a timer that is there stays: else what is asked for often would be put off for ever."""
        key = kind, str(subject)
        if self._timers.get(key) is None:
            self._timers[key] = TimerDue(due_at, set_id, once=key not in self._timers)

    def never(self, kind: Later, subject: object) -> None:
        self._timers[kind, str(subject)] = None

    def letter_by(self, person_id: int, moment: datetime) -> None:
        """The next letter of somebody is looked at by then (UTC) at the latest: it is composed where it is time, or waits on."""
        self._letters[person_id] = min(moment, self._letters.get(person_id, moment))

    def learn_by(self, person_id: int, moment: datetime) -> None:
        """Slack is asked by then (UTC) at the latest who somebody is, and in which zone."""
        self._learned[person_id] = min(moment, self._learned.get(person_id, moment))

    def put_by(self, one: PutBy) -> None:
        """It is told in somebody's next letter."""
        self._put_by[one.person_id, one.part, one.subject] = one
        self.letter_by(one.person_id, max(self.now, one.not_before or self.now))

    def redraw_parts(self, part: Part, *subjects: object) -> None:
        """What these parts of letters show has changed: they are drawn anew in whichever letters hold them."""
        self._parts.setdefault(part, set()).update(map(str, subjects))

    def settle_parts(self, part: Part, subject: object) -> None:
        """What these parts of letters ask needs no answer any more, but for what is put by in this unit of work."""
        self._settled.add((part, str(subject)))

    def redraw_letters(self, set_id: int, person_id: int) -> None:
        """What a set's part in the letters of somebody shows has changed."""
        self._letters_of.add((set_id, person_id))

    def follow(self, row: Row, what: Callable[[Row], Follows], set_id: int, *, is_new: bool = False) -> None:
        """As the row is written, what follows from it then is compared with what follows now: nobody draws or sets that by hand.

        From a new one timers follow; what tells of it is said by whoever makes it.
        """
        before = replace(what(row), timers={}) if is_new else what(row)

        def raise_what_follows() -> None:
            nonlocal before
            before, was = what(row), before
            self.raise_difference(was, before, row.id, set_id)

        self.before_write.append(raise_what_follows)

    def raise_difference(self, before: Follows, after: Follows, subject: object, set_id: int) -> None:
        """Set and drop the timers about that, and draw the messages and parts of letters anew, that are not what they were."""
        for later, due_at in after.changed_timers(before).items():
            if due_at is None:
                self.never(later, subject)
            else:
                self.later(later, subject, due_at, set_id)
        for message in after.changed_messages(before):
            self.redraw(message, subject)
        for part in after.changed_parts(before):
            self.redraw_parts(part, subject)

    def write(self) -> None:
        """Write what was gathered and what follows, timers first, then posts.

        A timer that is as it should be wakes nobody, nor what is not there.
        """
        for raise_what_follows in self.before_write:
            raise_what_follows()
        self.timer_due(timers.write(self.db, self.workspace, self._timers))
        for part, subject in sorted(self._settled):
            if letters.settle(self.db, self.workspace, part, subject):
                self.redraw_parts(part, subject)
        letters.put_by(self.db, self.workspace, list(self._put_by.values()))
        self.timer_due(timers.bring_forward(self.db, self.workspace, Later.LETTER, self._letters))
        self.timer_due(timers.bring_forward(self.db, self.workspace, Later.LEARN_PERSON, self._learned))
        if self._parts and letters.redraw(self.db, self.workspace, self._parts):
            self.has_to_say = True
        for set_id, person_id in sorted(self._letters_of):
            self.has_to_say |= letters.redraw_of_set(self.db, self.workspace, set_id, person_id, self.now)
        if posts.bump(self.db, self.workspace, self._redrawn, self._threads, self._new):
            self.has_to_say = True
        self._timers, self._redrawn, self._threads, self._letters, self._parts = {}, {}, set(), {}, {}
        self._letters_of, self._put_by, self._settled, self._learned = set(), {}, set(), {}

    def timer_due(self, moment: datetime | None) -> None:
        """A timer is due at that moment which was not before; with None none is."""
        if moment is not None:
            self.first_due = min(moment, self.first_due or moment)
