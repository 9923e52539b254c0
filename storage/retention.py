"""What is cleaned in time: what only served the running of a meeting that is long over, and what can be said no more.

Never a post that is still owed, and never much in one unit of work: each says whether there is more.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, case, delete, exists, func, or_, select, text, update
from sqlalchemy.orm import Session, aliased

from bot.domain.letters import Part
from bot.domain.message_and_timer_kinds import Says
from storage.channels import MOVED
from storage.delivery_models import Conversation, Post
from storage.delivery_statements import UNSHOWN
from storage.letter_models import Letter, LetterPart
from storage.letters import missed_in
from storage.models import Attendance, Line, Meeting, Slot, Step

AT_ONCE: Final = 500
WORDLESS: Final = (Says.CALL, Says.TIME_UP, Says.CLOCK, Says.NOTICE)
"""Messages that carry no words of anybody's, only names and times; none of them is the head of a thread."""
STILL_ASKED: Final = ("not_started:", "no_date:", MOVED)
"""Notices whose buttons stand until they are settled, be it a meeting later; and messages with words in a channel of before."""
LOST: Final = text("conversations.lost_at IS NOT NULL")
THE_CLOCK_SET_BACK: Final = timedelta(days=1)
"""By so much letters may seem to be older than the meeting that they tell of; none that are older still are looked through."""
QUIETLY: Final = {"synchronize_session": False}
_BELOW: Final = aliased(Post)
_HEADS: Final = exists().where(_BELOW.parent_id == Post.id)


def clean_meeting(db: Session, meeting: Meeting) -> bool:
    """Delete who was there, who did what in a step, and the messages that carried no words; the rest of them stay known."""
    steps = select(Step.id).where(Step.meeting_id == meeting.id)
    db.execute(delete(Line).where(Line.step_id.in_(steps)).execution_options(synchronize_session=False))
    there = delete(Attendance).where(Attendance.meeting_id == meeting.id)
    db.execute(there.execution_options(synchronize_session=False))
    _forget_who_missed(db, meeting)
    return _forget_posts(db, meeting)


def _forget_who_missed(db: Session, meeting: Meeting) -> None:
    """Letters know no more who was not there; but where a presenter has not let those read their slot, their own letter does."""
    slots = db.execute(select(Slot.id, Slot.absent_may_read).where(Slot.meeting_id == meeting.id)).all()
    asked, all_may_read = {str(slot) for slot, _ in slots}, all(may for _, may in slots)
    kinds = (Part.MISSED_MEETING.value, Part.MAY_READ.value)
    of_set = (LetterPart.set_id == meeting.set_id, LetterPart.kind.in_(kinds))
    since = Letter.composed_at >= (meeting.started_at or meeting.planned_at) - THE_CLOCK_SET_BACK
    told = select(LetterPart).join(Letter, Letter.id == LetterPart.letter_id)
    for part in db.scalars(told.where(*of_set, since)):
        if part.kind == Part.MAY_READ and part.subject in asked:
            part.facts = {**part.facts, "absent": []}
        elif part.kind == Part.MISSED_MEETING and all_may_read and meeting.id in (missed := missed_in(part)):
            left = [one for one in missed if one != meeting.id]
            part.facts = {**part.facts, "earlier": left[:-1], "meeting": left[-1] if left else None}
            if not left:
                db.delete(part)
    db.flush()


def _forget_posts(db: Session, meeting: Meeting) -> bool:
    """Of those since the meeting before closed, so that none is looked at again with every meeting that follows."""
    earlier = (Meeting.set_id == meeting.set_id, Meeting.closed_at < meeting.closed_at)
    since = db.scalar(select(func.max(Meeting.closed_at)).where(*earlier))
    of_meeting = [Post.set_id == meeting.set_id, Post.due_at <= meeting.closed_at]
    of_meeting += [Post.due_at > since] if since is not None else []
    ids = db.scalars(select(Post.id).where(*of_meeting, _FORGOTTEN, ~_HEADS).limit(AT_ONCE)).all()
    # Asked again of each row: it may be wanted in a newer revision by now.
    db.execute(delete(Post).where(Post.id.in_(ids), _FORGOTTEN).execution_options(synchronize_session=False))
    return len(ids) == AT_ONCE


_NEVER_SENT: Final = and_(Post.dropped, Post.ts.is_(None))
_SETTLED: Final = and_(
    Post.tried_at.is_(None), or_(Post.dropped, and_(Post.ts.is_not(None), Post.wanted <= Post.shown))
)
_SAYS_NOTHING: Final = and_(
    Post.kind.in_(WORDLESS), *(~Post.subject.startswith(name, autoescape=True) for name in STILL_ASKED)
)
_FORGOTTEN: Final = and_(_SETTLED, or_(_NEVER_SENT, _SAYS_NOTHING))


def give_up(db: Session, workspace: str, before: datetime) -> bool:
    """What is owed since before that moment, where nothing could be said since then either, is owed no more."""
    lost = (Conversation.workspace == workspace, LOST, Conversation.lost_at <= before)
    owed = select(Post.id).join(Conversation, Conversation.id == Post.conversation_id).where(*lost)
    ids = db.scalars(owed.where(UNSHOWN, Post.due_at <= before).limit(AT_ONCE)).all()
    if not ids:
        return False
    db.execute(delete(Post).where(Post.id.in_(ids), Post.removed_at.is_not(None), ~_HEADS).execution_options(**QUIETLY))
    never_sent = case((Post.ts.is_(None), True), else_=Post.dropped)
    given_up = update(Post).where(Post.id.in_(ids)).values(dropped=never_sent, shown=Post.wanted, tried_at=None)
    db.execute(given_up.execution_options(synchronize_session=False))
    return len(ids) == AT_ONCE
