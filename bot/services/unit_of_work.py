"""A unit of work: what is said, what is drawn anew and what happens later, gathered and written as it ends."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.domain.following import Follows
from bot.domain.letters import Part
from bot.domain.message_and_timer_kinds import DueTimer, Later, Says
from bot.services.what_follows import FOLLOWS, TOLD_IN_LETTERS
from storage import letters, posts, timers
from storage.changed_rows import ChangedRow, ChangedRows
from storage.delivery_models import Conversation, Post
from storage.letters import PutBy
from storage.timers import TimerDue


class UnitOfWork:
    """A transaction with the moment it reads as now (UTC). What is said and what happens later are rows of the same one.

    Timers and redraws are gathered, and written by `write` as the unit of work ends: a few statements, however many they are.
    What follows from rows that have changed is raised by then (`FOLLOWS`): whoever changes them has nothing to remember.
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
        self._letters_due: dict[int, datetime] = {}
        self._learned: dict[int, datetime] = {}
        self._letters_of: set[tuple[int, int]] = set()
        self._parts: dict[Part, set[str]] = {}
        self._settled: set[tuple[Part, str]] = set()
        self._put_by: dict[tuple[int, Part, str], PutBy] = {}
        self._new: set[int] = set()
        self._fired: DueTimer | None = None
        self._is_taken = False
        self.again_at: datetime | None = None
        """When the timer that has fired is due again (UTC); with None it is not."""
        self._changed = ChangedRows(db, FOLLOWS.keys() | TOLD_IN_LETTERS)
        self.before_write: list[Callable[[Sequence[ChangedRow]], None]] = []
        """Called as the unit of work is written: each raises what follows from what has changed, rows or what it knows itself."""

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
        if subjects:
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
        due = self._letters_due.get(person_id)
        if due is None or moment < due:
            self._letters[person_id] = min(moment, self._letters.get(person_id, moment))

    def letter_is_due(self, person_id: int, moment: datetime) -> None:
        """Their next letter is looked at then (UTC) already: a timer that nobody takes who has not locked a set of theirs."""
        self._letters_due[person_id] = moment

    def learn_by(self, person_id: int, moment: datetime) -> None:
        """Slack is asked by then (UTC) at the latest who somebody is, and in which zone."""
        self._learned[person_id] = min(moment, self._learned.get(person_id, moment))

    def put_by(self, one: PutBy) -> None:
        """It is told in somebody's next letter."""
        self._put_by[one.person_id, one.part, one.subject] = one
        self.letter_by(one.person_id, max(self.now, one.not_before or self.now))

    def redraw_parts(self, part: Part, *subjects: object) -> None:
        """What these parts of letters show has changed: they are drawn anew in whichever letters hold them."""
        if subjects:
            self._parts.setdefault(part, set()).update(map(str, subjects))

    def settle_parts(self, part: Part, subject: object) -> None:
        """What these parts of letters ask needs no answer any more, but for what is put by in this unit of work."""
        self._settled.add((part, str(subject)))

    def redraw_letters(self, set_id: int, person_id: int) -> None:
        """What a set's part in the letters of somebody shows has changed."""
        self._letters_of.add((set_id, person_id))

    def take(self, timer: DueTimer) -> bool:
        """Whether a timer was still there, and is due: it is gone by then, and comes again where `again_at` says when."""
        self._is_taken = timers.take(self.db, timer, self.now)
        self._fired = timer if self._is_taken else None
        return self._is_taken

    def answer(self, timer: DueTimer) -> None:
        """A timer has done what it was for: it goes, also where it was moved meanwhile, or is due at `again_at`."""
        self._fired, self._is_taken = timer, False

    def raise_difference(self, before: Follows, after: Follows) -> None:
        """Set and drop the timers, and draw the messages and parts of letters anew, that are not what they were."""
        subject = after.subject
        for later, due_at in after.changed_timers(before).items():
            if due_at is None:
                self.never(later, subject)
            else:
                self.later(later, subject, due_at, after.set_id)
        for message in after.changed_messages(before):
            self.redraw(message, subject)
        for part in after.changed_parts(before):
            self.redraw_parts(part, subject)

    def _follow(self, one: ChangedRow) -> None:
        """From a new one timers follow; what tells of it is said by whoever makes it."""
        what = FOLLOWS[type(one.row)]
        after = what(one.row)
        nothing = Follows(after.subject, set_id=after.set_id)
        before = what(one.was) if one.was is not None else nothing
        if one.is_new:
            before = replace(after, timers={})
        elif before.subject != after.subject:
            before = nothing
        self.raise_difference(before, nothing if one.is_gone else after)

    def _fire_again(self, fired: DueTimer) -> None:
        if self.again_at is not None:
            self.later(fired.kind, fired.subject, self.again_at, fired.set_id)
        elif not self._is_taken:
            self.never(fired.kind, fired.subject)
        elif self._timers.get((fired.kind, fired.subject)) is None:
            self._timers.pop((fired.kind, fired.subject), None)  # it is gone already

    def write(self) -> None:
        """Write what was gathered and what follows, timers first, then posts.

        A timer that is as it should be wakes nobody, nor what is not there.
        """
        changed = self._changed.taken(self.db)
        for raise_what_follows in self.before_write:
            raise_what_follows(changed)
        for part, subject in sorted(self._settled):
            letters.settle(self.db, self.workspace, part, subject)
        for one in (*changed, *self._changed.taken(self.db)):
            if type(one.row) in FOLLOWS:
                self._follow(one)
        if self._fired is not None:
            self._fire_again(self._fired)
        self.timer_due(timers.write(self.db, self.workspace, self._timers))
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
