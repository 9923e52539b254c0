"""Issues: raise one, prepare it, edit or withdraw it."""

from bot.domain.askers import Asker
from bot.domain.errors import Refused, TooLong
from bot.domain.issues import Comes, Prepared, Raised
from bot.domain.meeting import bids
from bot.domain.meeting.people_events import IssuesChanged
from bot.domain.states import IssueState
from bot.services.deciding import HeldMeeting, open_one
from bot.services.locked_set import Room
from bot.services.own_actions import own_action
from bot.services.planning import following
from bot.services.work import Service, new_id
from storage import issues, meeting_known
from storage.charters import has_agreed
from storage.models import Issue

LONGEST = 2000
NOT_YOURS = "That issue is not yours to change. Nothing has changed."


class Issues(Service):
    """An issue belongs to whoever raised it; the set sees it at the bids, not before."""

    def raise_one(self, asker: Asker, sentence: str) -> Raised:
        """Raise an issue in one sentence for the next meeting or the next free slot."""
        with self._enter(asker) as room:
            meeting = open_one(room)
            issue = _new(room, _whole(sentence))
            return _raised(room, issue, _changed_in(meeting, room))

    def bring(self, asker: Asker, action_id: str) -> Raised:
        """Turn a report on one's own action into a bid (A11); the same one twice is one bid."""
        with self._enter(asker) as room:
            words = own_action(room, action_id).action.what
            waiting = issues.waiting(room.work.db, room.set.id)
            mine = [one for one in waiting if one.member_id == room.member.member.id and one.sentence == words]
            meeting = open_one(room)
            if mine:
                return _raised(room, mine[0], bids.comes_up(meeting.value) if meeting else Comes.NEXT_MEETING)
            issue = _new(room, words)
            return _raised(room, issue, _changed_in(meeting, room))

    def prepare(self, asker: Asker, prepared: Prepared) -> Raised:
        """Keep the form: a new issue, or changes to one's own that still waits."""
        with self._enter(asker) as room:
            sentence, meeting = _whole(prepared.sentence), open_one(room)
            issue = _own(room, prepared.issue_id) if prepared.issue_id else _new(room, sentence)
            issue.sentence, issue.why, issue.tried = sentence, prepared.why, prepared.tried
            issue.wanted, issue.urgency, issue.challenge = prepared.wanted, prepared.urgency, prepared.challenge
            return _raised(room, issue, _changed_in(meeting, room))

    def withdraw(self, asker: Asker, issue_id: str) -> str:
        """Take one's own issue back; returns its sentence."""
        with self._enter(asker) as room:
            issue, meeting = _own(room, issue_id), open_one(room)
            issue.state = IssueState.WITHDRAWN
            _changed_in(meeting, room)
            return issue.sentence

    def draft(self, workspace: str, user: str, issue_id: str) -> Prepared:
        """One's own issue, to fill the form with. Raises Refused for anybody else's, and where there is none."""
        with self._ground.database.look() as db:
            issue = issues.by_public_id(db, workspace, issue_id)
            mine = issue is not None and issues.belongs_to(db, issue, user)
            if issue is None or not mine:
                raise Refused(NOT_YOURS)
            return _prepared(issue)


def _new(room: Room, sentence: str) -> Issue:
    issue = Issue(
        workspace=room.work.workspace,
        public_id=new_id(),
        set_id=room.set.id,
        member_id=room.member.member.id,
        sentence=sentence,
        raised_at=room.work.now,
        urgency=3,
        challenge=2,
        why="",
        tried="",
        wanted="",
    )
    room.work.db.add(issue)
    room.work.db.flush()
    return issue


def _own(room: Room, issue_id: str) -> Issue:
    issue = issues.by_public_id(room.work.db, room.work.workspace, issue_id)
    if issue is None or issue.set_id != room.set.id or issue.member_id != room.member.member.id:
        raise Refused(NOT_YOURS)
    if issue.state is not IssueState.WAITING:
        raise Refused("That issue has had its slot already, or was withdrawn. Nothing has changed.")
    return issue


def _whole(sentence: str) -> str:
    kept = " ".join(sentence.split())
    if not kept:
        raise Refused("Say the issue in one sentence.", "sentence")
    if len(kept) > LONGEST:
        raise TooLong(kept, LONGEST, "sentence")
    return kept


def _changed_in(meeting: HeldMeeting | None, room: Room) -> Comes:
    """The bids are drawn anew where they are open; says when an issue that is raised now comes up."""
    if meeting is None:
        return Comes.NEXT_MEETING
    room.work.db.flush()
    return meeting.happens(IssuesChanged(by=room.by(), waiting=meeting_known.waiting(room.work.db, room.set.id)))


def _raised(room: Room, issue: Issue, comes: Comes) -> Raised:
    planned = following(room)
    return Raised(
        sentence=issue.sentence,
        issue_id=issue.public_id,
        next_meeting=planned.planned_at if planned else None,
        zone=room.zone_of(room.member.person),
        comes=comes,
        agree_in="" if has_agreed(room.member.member, room.set) else room.set.public_id,
    )


def _prepared(issue: Issue) -> Prepared:
    return Prepared(
        issue.sentence, issue.why, issue.tried, issue.wanted, issue.urgency, issue.challenge, issue.public_id
    )
