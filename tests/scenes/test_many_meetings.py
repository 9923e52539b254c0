"""A set that goes on for long: what it is asked to check in with, meeting after meeting."""

import shutil
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from bot.domain.actions import MOST_LISTED
from bot.domain.materials import ENGLISH
from bot.domain.question_bank import InSet
from bot.domain.sets import MOST_MEETINGS, MOST_ON_THE_PLAN
from bot.domain.step_kinds import StepKind
from prompts.programme import plan
from storage.models import Step
from tests.scenes.set_without_slack import MEMBERS, WORKSPACE, Custom, SetWithoutSlack

HELD = 25


def test_a_check_in_is_repeated_only_once_all_have_been_heard(sqlite_file: Path, tmp_path: Path) -> None:
    with SetWithoutSlack(Path(shutil.copy(sqlite_file, tmp_path / "sets.db"))) as the_set:
        the_set.found(Custom(meetings=HELD))
        for _ in range(HELD):
            _hold_one(the_set)
        with the_set.database.look() as db:
            asked = list(db.scalars(select(Step.prompt).where(Step.kind == StepKind.OPENING).order_by(Step.id)))
    bank = the_set.resources.materials[ENGLISH].bank
    first, later, last = (
        {one.id for one in bank.of_step(StepKind.OPENING) if one.meeting in (None, kind)} for kind in InSet
    )
    assert len(asked) == HELD
    assert asked[0] in first
    assert asked[-1] in last | later
    between = asked[1:-1]
    assert set(between[: len(later) - 1]) <= later
    assert len(set(between[: len(later) - 1])) == len(later) - 1, "none twice before all that fit were heard"


def test_a_set_goes_on_beyond_the_meetings_that_it_may_plan_and_what_is_read_of_them_does_not(
    sqlite_file: Path, tmp_path: Path
) -> None:
    held = MOST_MEETINGS + 3
    with SetWithoutSlack(Path(shutil.copy(sqlite_file, tmp_path / "sets.db"))) as the_set:
        the_set.found(Custom(meetings=1))
        for _ in range(held):
            _hold_one(the_set)
        charter = the_set.does.sets.charter(the_set.asker(MEMBERS[0]))
    assert [one.number for one in charter.meetings] == list(range(held - MOST_ON_THE_PLAN + 1, held + 1))
    assert charter.earlier == held - MOST_ON_THE_PLAN
    assert "40 meetings before these\n✓ Meeting 41: held" in plan(charter)["text"]


def test_a_list_of_actions_is_cut_off_where_it_is_read_and_says_how_many_there_are(
    sqlite_file: Path, tmp_path: Path
) -> None:
    with SetWithoutSlack(Path(shutil.copy(sqlite_file, tmp_path / "sets.db"))) as the_set:
        the_set.found(Custom())
        for who, many in ((MEMBERS[0], 45), (MEMBERS[1], 2)):
            for number in range(many):
                the_set.does.actions.commit(the_set.asker(who), f"Ask colleague number {number} in two weeks")
        card = the_set.does.sets.card(the_set.asker(MEMBERS[0])).open_actions
        home = [the_set.does.sets.home(WORKSPACE, who)[0].open_actions for who in MEMBERS[:2]]
        pages = [len(the_set.does.sets.home_actions(WORKSPACE, MEMBERS[0], first, 20)) for first in (0, 20, 40)]
        theirs = the_set.does.sets.home_actions(WORKSPACE, MEMBERS[1], 0, 20)
        mine = [which.mine(the_set.asker(MEMBERS[0])) for which in (the_set.does.actions, the_set.does.reports)]
    assert (len(card.lines), card.in_all) == (MOST_LISTED, 45)  # the set has not heard of the other two yet
    assert [(len(one.lines), one.in_all) for one in (*home, *mine)] == [(0, 45), (0, 2), (20, 45), (20, 45)]
    assert pages == [20, 20, 5]  # the home tab reads those of one page, and leaves none out
    assert [line.owner for line in theirs] == [MEMBERS[1]] * 2


def _hold_one(the_set: SetWithoutSlack) -> None:
    ana = the_set.asker(MEMBERS[0])
    the_set.clock.move_to(the_set.clock.now() + timedelta(minutes=1))  # they are numbered by date
    the_set.does.meetings.start(ana)
    the_set.does.meetings.end(ana)
    the_set.does.meetings.close(ana, the_set.seen().steps[-1].public_id, was_last=True)
