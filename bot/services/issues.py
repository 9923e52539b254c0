"""Issues: raise one, prepare it, edit or withdraw it."""

from dataclasses import replace

from bot.domain.askers import Asker
from bot.domain.errors import Refused, TooLong
from bot.domain.issues import Comes, OwnIssues, Prepared, Raised, checked_link
from bot.domain.lengths import LONGEST_DETAIL, LONGEST_SENTENCE
from bot.domain.meeting import bids
from bot.domain.meeting.people_events import IssuesChanged, TurnedToAnother
from bot.domain.refusals import Refusal
from bot.domain.same_words import are_the_same
from bot.domain.states import IssueKind, IssueState
from bot.services.locked_meeting import LockedMeeting, open_meeting, open_meeting_or_none
from bot.services.locked_set import LockedSet
from bot.services.own_actions import own_action, set_of_action
from bot.services.own_issues import own_issues
from bot.services.planned_meetings import next_meeting
from bot.services.service import Service, new_id
from storage import issues, meeting_lookup
from storage.charters import has_agreed
from storage.models import Issue


class Issues(Service):
    """An issue belongs to whoever raised it; the set sees it at the bids, not before."""

    def raise_one(self, asker: Asker, sentence: str) -> Raised:
        """Raise an issue in one sentence for the next meeting or the next free slot."""
        with self._enter(asker) as locked:
            meeting, whole = open_meeting_or_none(locked), _whole(sentence)
            if (same := _raised_before(locked, whole)) is not None:
                return _already(locked, same, meeting)
            return _raised(locked, _new(locked, whole), _changed_in(meeting, locked))

    def bring(self, asker: Asker, action_id: str) -> Raised:
        """Turn a report on one's own action into a bid (A11), with what was told of it; the same one twice is one bid."""
        with self._enter(asker, set_of_action(self._resources, asker.workspace, action_id)) as locked:
            owned = own_action(locked, action_id)
            words, told = owned.action.what, owned.report.happened if owned.report is not None else ""
            meeting = open_meeting_or_none(locked)
            if (same := _raised_before(locked, words)) is not None:
                return _already(locked, same, meeting)
            issue = _new(locked, words)
            issue.tried = told[:LONGEST_DETAIL]
            locked.work.db.flush()
            return _raised(locked, issue, _changed_in(meeting, locked))

    def prepare(self, asker: Asker, prepared: Prepared) -> Raised:
        """Keep the form: a new issue, or changes to one's own that still waits."""
        with self._enter(asker) as locked:
            sentence, meeting = _whole(prepared.sentence), open_meeting_or_none(locked)
            link = checked_link(prepared.link)
            same = None if prepared.issue_id else _raised_before(locked, sentence)
            issue = same or (_own(locked, prepared.issue_id) if prepared.issue_id else _new(locked, sentence))
            _fill(issue, replace(prepared, sentence=sentence, link=link), anew=same is None)
            return _raised(locked, issue, _changed_in(meeting, locked), already=same is not None)

    def mine(self, asker: Asker) -> OwnIssues:
        """One's own issues in this set that wait, to be changed or withdrawn."""
        with self._enter(asker.without_deliveries()) as locked:
            return OwnIssues(locked.set.public_id, own_issues(locked))

    def must_present(self, asker: Asker, slot_id: str) -> IssueKind:
        """The kind of the issue that was raised, for the form that turns its slot to another one.

        Raises Refused for anybody but the presenter of the slot that runs.
        """
        with self._enter(asker.without_deliveries()) as locked:
            meeting = open_meeting(locked)
            meeting.happens(TurnedToAnother(by=locked.by(asker.at), slot=slot_id))
            slot = meeting.value.slot
            return slot.issue.kind if slot is not None else IssueKind.PROBLEM

    def turn_to(self, asker: Asker, slot_id: str, sentence: str, kind: IssueKind) -> str:
        """One's own slot is about something else: that is its issue now, and the raised one waits on. Returns its sentence."""
        with self._enter(asker) as locked:
            meeting, words, db = open_meeting(locked), _whole(sentence), locked.work.db
            raised = meeting.value.slot.issue if meeting.value.slot is not None else None
            turned = TurnedToAnother(by=locked.by(asker.at), slot=slot_id)
            meeting.happens(turned)
            if raised is None or are_the_same(raised.sentence, words):
                return words
            issue = _new(locked, words)
            issue.state, issue.kind = IssueState.PRESENTED, kind
            issues.waits_again(db, raised.number)
            db.flush()
            new, waiting = meeting_lookup.issue(db, issue.id), meeting_lookup.waiting(db, locked.set.id)
            meeting.happens(replace(turned, issue=new, waiting=waiting))
            return words

    def withdraw(self, asker: Asker, issue_id: str) -> str:
        """Take one's own issue back; returns its sentence."""
        with self._enter(asker) as locked:
            issue, meeting = _own(locked, issue_id), open_meeting_or_none(locked)
            issue.state = IssueState.WITHDRAWN
            _changed_in(meeting, locked)
            return issue.sentence

    def give_way(self, asker: Asker, issue_id: str) -> str:
        """One's own issue has no place in the line any more: it waits as one that was just raised. Returns its sentence."""
        with self._enter(asker, self._set_of(asker, issue_id)) as locked:
            issue, meeting = _own(locked, issue_id), open_meeting_or_none(locked)
            issue.in_line = 0
            _changed_in(meeting, locked)
            return issue.sentence

    def raise_again(self, asker: Asker, issue_id: str) -> Raised:
        """One's own issue that was set aside waits for a slot once more."""
        with self._enter(asker, self._set_of(asker, issue_id)) as locked:
            issue, meeting = _own(locked, issue_id, IssueState.SET_ASIDE), open_meeting_or_none(locked)
            issue.state, issue.raised_at = IssueState.WAITING, locked.work.now
            return _raised(locked, issue, _changed_in(meeting, locked))

    def let_go(self, asker: Asker, issue_id: str) -> str:
        """One's own issue that was set aside is kept no longer; returns its sentence."""
        with self._enter(asker, self._set_of(asker, issue_id)) as locked:
            issue = _own(locked, issue_id, IssueState.SET_ASIDE)
            issue.state = IssueState.WITHDRAWN
            return issue.sentence

    def _set_of(self, asker: Asker, issue_id: str) -> int:
        with self._resources.database.look() as db:
            issue = issues.by_public_id(db, asker.workspace, issue_id)
            if issue is None:
                raise Refused(Refusal.ISSUE_OF_ANOTHER)
            return issue.set_id

    def draft(self, workspace: str, user: str, issue_id: str) -> Prepared:
        """One's own issue, to fill the form with. Raises Refused for anybody else's, and where there is none."""
        with self._resources.database.look() as db:
            issue = issues.by_public_id(db, workspace, issue_id)
            mine = issue is not None and issues.belongs_to(db, issue, user)
            if issue is None or not mine:
                raise Refused(Refusal.ISSUE_OF_ANOTHER)
            return _prepared(issue)


def _raised_before(locked: LockedSet, words: str) -> Issue | None:
    """One's own issue that waits, in the same words."""
    waiting, me = issues.waiting(locked.work.db, locked.set.id), locked.member.member.id
    return next((one for one in waiting if one.member_id == me and are_the_same(one.sentence, words)), None)


def _already(locked: LockedSet, issue: Issue, meeting: LockedMeeting | None) -> Raised:
    comes = bids.comes_up(meeting.value) if meeting is not None else Comes.NEXT_MEETING
    return _raised(locked, issue, comes, already=True)


def _fill(issue: Issue, prepared: Prepared, *, anew: bool) -> None:
    """What the form says; of what was raised before nothing is emptied by a form that began empty."""
    kept = (issue.why, issue.tried, issue.wanted, issue.link) if not anew else ("",) * 4
    typed = (prepared.why, prepared.tried, prepared.wanted, prepared.link)
    issue.why, issue.tried, issue.wanted, issue.link = (new or old for new, old in zip(typed, kept, strict=True))
    issue.sentence, issue.urgency, issue.challenge = prepared.sentence, prepared.urgency, prepared.challenge
    issue.kind = prepared.kind


def _new(locked: LockedSet, sentence: str) -> Issue:
    issue = Issue(
        workspace=locked.work.workspace,
        public_id=new_id(),
        set_id=locked.set.id,
        member_id=locked.member.member.id,
        sentence=sentence,
        raised_at=locked.work.now,
        urgency=3,
        challenge=2,
        kind=IssueKind.PROBLEM,
        why="",
        tried="",
        wanted="",
        link="",
    )
    locked.work.db.add(issue)
    locked.work.db.flush()
    return issue


def _own(locked: LockedSet, issue_id: str, state: IssueState = IssueState.WAITING) -> Issue:
    issue = issues.by_public_id(locked.work.db, locked.work.workspace, issue_id)
    if issue is None or issue.set_id != locked.set.id or issue.member_id != locked.member.member.id:
        raise Refused(Refusal.ISSUE_OF_ANOTHER)
    if issue.state is not state:
        raise Refused(Refusal.ISSUE_OVER)
    return issue


def _whole(sentence: str) -> str:
    kept = " ".join(sentence.split())
    if not kept:
        raise Refused(Refusal.NO_ISSUE, "sentence")
    if len(kept) > LONGEST_SENTENCE:
        raise TooLong(kept, LONGEST_SENTENCE, "sentence")
    return kept


def _changed_in(meeting: LockedMeeting | None, locked: LockedSet) -> Comes:
    """The bids are drawn anew where they are open; says when an issue that is raised now comes up."""
    if meeting is None:
        return Comes.NEXT_MEETING
    locked.work.db.flush()
    return meeting.happens(IssuesChanged(by=locked.by(), waiting=meeting_lookup.waiting(locked.work.db, locked.set.id)))


def _raised(locked: LockedSet, issue: Issue, comes: Comes, *, already: bool = False) -> Raised:
    planned = next_meeting(locked)
    return Raised(
        sentence=issue.sentence,
        issue_id=issue.public_id,
        next_meeting=planned.meeting.at if planned else None,
        zone=locked.zone_of(locked.member.person),
        comes=comes,
        agree_in="" if has_agreed(locked.member.member, locked.set) else locked.set.public_id,
        already=already,
        late=planned is not None and planned.meeting.at <= locked.work.now,
        kind=issue.kind,
    )


def _prepared(issue: Issue) -> Prepared:
    return Prepared(
        issue.sentence,
        issue.why,
        issue.tried,
        issue.wanted,
        issue.urgency,
        issue.challenge,
        issue.public_id,
        issue.link,
        issue.kind,
    )
