"""People in a workspace."""

import time

import pytest

from bot.services.deadline import Deadline, within
from storage import people, posts
from storage.database import Database
from storage.models import Person

TEAM = "T1"
SOON = 5.0


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_who_learns_about_a_person_holds_up_nobody_who_refers_to_them(database: Database) -> None:
    with database.work() as db:
        ana = Person(workspace=TEAM, user="U1")
        db.add(ana)
    with database.work() as learning:
        assert people.locked(learning, TEAM, ana.id) is not None
        with within(Deadline(time.monotonic() + SOON)), database.work() as db:
            assert posts.person_conversations(db, TEAM, [ana.id])
