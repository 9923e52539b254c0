"""Bids and the slots they get, inside a unit of work."""

from datetime import timedelta

from bot.domain.meetings import slots_that_fit, suggested
from bot.domain.states import IssueState
from bot.services import lining
from bot.services.floor import Floor
from bot.services.work import new_id
from storage import issues
from storage.meetings import Presented
from storage.models import Issue, Slot


def minutes_left(floor: Floor) -> float:
    """How much of the meeting is left, by its planned length in minutes."""
    started = floor.meeting.started_at or floor.now
    return floor.room.set.minutes - (floor.now - started) / timedelta(minutes=1)


def only_one_waits(floor: Floor) -> bool:
    """Where one issue waits and its owner is here there is nothing to bid: the slot is theirs."""
    waiting = lining.bids(floor)
    if len(waiting) == 1 and waiting[0].here:
        take_slots(floor, [waiting[0].issue_id])
        return True
    return False


def take_slots(floor: Floor, issue_ids: list[str]) -> None:
    """Give slots to these issues, in that order; whoever waits on is first in line next time."""
    by_id = {issue.public_id: issue for issue in issues.waiting(floor.work.db, floor.room.set.id)}
    chosen = [by_id[public_id] for public_id in issue_ids if public_id in by_id]
    for issue in chosen:
        _take_slot(floor, issue)
    for issue in by_id.values():
        if issue not in chosen:
            issue.first_in_line = True


def take_what_fits(floor: Floor) -> None:
    """Nobody confirmed an order: the suggested one holds, for those who are here."""
    fits = slots_that_fit(floor.format, minutes_left(floor))
    take_slots(floor, [bid.issue_id for bid in suggested(lining.bids(floor)) if bid.here][:fits])


def order_led_by(floor: Floor, issue_id: str) -> list[str]:
    """That issue first, then the suggested order, as many as fit into the meeting; bidders who are not here keep waiting."""
    fits = slots_that_fit(floor.format, minutes_left(floor))
    others = [bid.issue_id for bid in suggested(lining.bids(floor)) if bid.here and bid.issue_id != issue_id]
    return [issue_id, *others][:fits]


def _take_slot(floor: Floor, issue: Issue) -> None:
    slot = Slot(
        workspace=floor.work.workspace,
        public_id=new_id(),
        meeting_id=floor.meeting.id,
        position=len(floor.slots),
        issue_id=issue.id,
        member_id=issue.member_id,
    )
    floor.work.db.add(slot)
    floor.work.db.flush()
    issue.state, issue.first_in_line = IssueState.PRESENTED, False
    presenter = floor.room.fellow(issue.member_id)
    if presenter is not None:
        presenter.member.presented_in = floor.meeting.number
    floor.slots.append(Presented(slot, issue))
