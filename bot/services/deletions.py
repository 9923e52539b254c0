"""MeetingMessages of the bot that somebody has deleted: posted anew once, where they are still of use."""

from typing import Final

from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import OPEN_TURNS, MeetingState, ProposalState, SetState
from bot.services.locked_set import LockedSet
from bot.services.service import Service
from storage import delivery, ground_rules, meetings, posts, sets
from storage.delivery_models import Post

OPEN: Final = frozenset({MeetingState.PLANNED, MeetingState.RUNNING, MeetingState.PAUSED})


class Deletions(Service):
    """A second deletion stands, and so does that of a message whose time has passed.

    Under a card that was deleted the old thread stays where it all happens, if Slack has kept it.
    """

    def deleted(self, workspace: str, channel: str, ts: str, thread_stays: bool | None) -> None:
        """A message is not there any more; one that is none of ours costs a read.

        `thread_stays` is None where nobody knows: Slack keeps a thread that has messages, and we know of our own.
        """
        with self._resources.database.look() as db:
            found = posts.at(db, workspace, channel, ts)
        if found is None or found.set_id is None or found.removed_at is not None:
            return
        with self._work(workspace) as work:
            the_set = sets.locked(work.db, workspace, found.set_id)
            post = posts.at(work.db, workspace, channel, ts)
            if the_set is not None and post is not None and post.removed_at is None:
                work.has_to_say = True
                _delete(LockedSet(self._resources, work, the_set), post, ts, thread_stays)


def _delete(locked: LockedSet, post: Post, ts: str, thread_stays: bool | None) -> None:
    db = locked.work.db
    stays = thread_stays if thread_stays is not None else delivery.newest_reply(db, post.id) is not None
    if post.ts != ts:
        if not stays and post.threads_lost == 0:
            posts.lose_thread(post)  # its old thread went with the last message in it
    elif post.reposted == 0 and _is_of_use(locked, post):
        posts.post_anew(post, thread_stays=stays)
    else:
        posts.stays_deleted(post, thread_stays=stays)
        if post.parent_id is not None:
            locked.work.redraw_latest(db.get(Post, post.parent_id))


def _is_of_use(locked: LockedSet, post: Post) -> bool:
    """Whether people would miss it: a card of what is going on, or what carries buttons in an open thread."""
    if post.parent_id is not None:
        head = locked.work.db.get(Post, post.parent_id)
        return head is not None and _is_going_on(locked, head) and _has_buttons(locked, post)
    return _is_going_on(locked, post)


def _is_going_on(locked: LockedSet, post: Post) -> bool:
    db, workspace = locked.work.db, locked.work.workspace
    match post.kind:
        case Says.CHARTER:
            return locked.set.state is SetState.AGREEING
        case Says.RULES:
            proposal = ground_rules.by_id(db, workspace, int(post.subject))
            return proposal is not None and proposal.state is ProposalState.OPEN
        case Says.AGENDA if post.subject.isdecimal():
            meeting = meetings.by_id(db, workspace, int(post.subject))
            return meeting is not None and meeting.state in OPEN
        case Says.SLOT_CARD:
            return meetings.open_step_of(db, int(post.subject)) is not None
        case Says.STEP_CARD | Says.OWNER | Says.TIME_UP:
            step = meetings.step(db, workspace, int(post.subject.partition(":")[0]))
            return step is not None and step.ended_at is None
    return _has_buttons(locked, post) and meetings.open_of(db, locked.set.id) is not None


def _has_buttons(locked: LockedSet, post: Post) -> bool:
    """Whether it carries the controls, or buttons of its own that are still of use."""
    db = locked.work.db
    if post.kind == Says.NOTICE:
        return not post.facts.get("settled")
    if post.kind == Says.CALL:
        turn = meetings.turn(db, locked.work.workspace, int(post.subject))
        return turn is not None and turn.state in OPEN_TURNS
    return posts.is_latest(db, post.id)
