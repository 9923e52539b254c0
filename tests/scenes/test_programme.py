"""What follows from the plan of a set, without Slack: whom the bot asks, and when."""

import shutil
from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.domain.days_off import Span
from bot.domain.letters import Part
from storage.delivery_models import Post
from storage.letter_models import Letter, LetterPart
from storage.models import Meeting, Person
from tests.scenes.set_without_slack import MEMBERS, Custom, SetWithoutSlack

ANA, BEN, CHLOE = MEMBERS[:3]
HOSTS = frozenset({Part.MILESTONE, Part.DAY_OFF, Part.HOST})


@pytest.fixture(scope="module")
def founded(sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ana founds it on 3 November for 10 November, 24 November, 8 December and 22 December at 14:00 in London."""
    file = Path(shutil.copy(sqlite_file, tmp_path_factory.mktemp("programme") / "sets.db"))
    with SetWithoutSlack(file) as found:
        found.found(Custom(meetings=4))
    return file


@pytest.fixture
def the_set(founded: Path, tmp_path: Path) -> Iterator[SetWithoutSlack]:
    """A copy of it, with the rows of its founding."""
    with SetWithoutSlack(Path(shutil.copy(founded, tmp_path / "sets.db"))) as found:
        yield found


def planned(the_set: SetWithoutSlack) -> list[Meeting]:
    with the_set.database.look() as db:
        return list(db.scalars(select(Meeting).where(Meeting.number > 0).order_by(Meeting.number)))


def asked(the_set: SetWithoutSlack) -> list[tuple[str, Part, date]]:
    """Who was asked what as a host, and on which day, in order."""
    with the_set.database.look() as db:
        rows = db.execute(
            select(Person.user, LetterPart.kind, Letter.day)
            .join(Letter, Letter.id == LetterPart.letter_id)
            .join(Person, Person.id == Letter.person_id)
            .order_by(Letter.day, LetterPart.id)
        )
        return [(user, Part(kind), day) for user, kind, day in rows if Part(kind) in HOSTS]


def told(the_set: SetWithoutSlack) -> list[list[str]]:
    """What each line in the channel told of the plan."""
    with the_set.database.look() as db:
        posts = db.scalars(select(Post).where(Post.kind == "notice").order_by(Post.id))
        return [[one["what"] for one in post.facts["changes"]] for post in posts if "changes" in post.facts]


def test_the_host_alone_is_asked_whether_a_milestone_is_reached(the_set: SetWithoutSlack) -> None:
    second = planned(the_set)[1]
    the_set.does.programme.name(the_set.asker(BEN), second.public_id, "mid-way")
    the_set.pass_time(timedelta(days=21))
    assert asked(the_set) == [(ANA, Part.MILESTONE, date(2026, 11, 13))], "seven working days before 24 November"


def test_what_is_asked_moves_with_its_meeting(the_set: SetWithoutSlack) -> None:
    second = planned(the_set)[1]
    the_set.does.programme.name(the_set.asker(BEN), second.public_id, "mid-way")
    the_set.does.programme.move(the_set.asker(BEN), second.public_id, date(2026, 12, 1), time(14))
    the_set.pass_time(timedelta(days=29))
    assert asked(the_set) == [(ANA, Part.MILESTONE, date(2026, 11, 20))]


def test_nobody_is_asked_of_what_is_reached_or_cancelled(the_set: SetWithoutSlack) -> None:
    second, third = planned(the_set)[1:3]
    for one in (second, third):
        the_set.does.programme.name(the_set.asker(BEN), one.public_id, "mid-way")
    the_set.does.programme.reached(the_set.asker(BEN), second.public_id)
    the_set.does.programme.cancel(the_set.asker(BEN), third.public_id)
    the_set.pass_time(timedelta(days=30))
    assert asked(the_set) == []


def test_a_date_on_a_day_off_is_shown_to_the_host_beforehand_and_nobody_is_written_to_on_it(
    the_set: SetWithoutSlack,
) -> None:
    the_set.does.times_off.change(the_set.asker(BEN), Span(date(2026, 12, 7), date(2026, 12, 11)))
    the_set.pass_time(timedelta(days=40))
    assert asked(the_set) == [(ANA, Part.DAY_OFF, date(2026, 11, 23))], "ten working days before 8 December"
    with the_set.database.look() as db:
        days = set(db.scalars(select(Letter.day)))
    assert not days & {date(2026, 12, day) for day in range(7, 12)}


def test_whoever_hosts_now_is_asked_what_the_host_before_was_asked(the_set: SetWithoutSlack) -> None:
    the_set.does.times_off.change(the_set.asker(BEN), Span(date(2026, 12, 7), date(2026, 12, 11)))
    the_set.pass_time(timedelta(days=22))
    assert the_set.does.hosting.hand_on(the_set.asker(ANA)) == BEN
    the_set.pass_time(timedelta(days=2))
    assert asked(the_set) == [(ANA, Part.DAY_OFF, date(2026, 11, 23)), (BEN, Part.DAY_OFF, date(2026, 11, 26))]


def test_the_turn_to_host_moves_on_with_each_meeting_held(the_set: SetWithoutSlack) -> None:
    hosts = [the_set.does.programme.show(the_set.asker(ANA)).host]
    for _ in range(5):
        the_set.clock.move_to(the_set.clock.now() + timedelta(minutes=1))
        the_set.does.meetings.start(the_set.asker(ANA))
        the_set.does.meetings.end(the_set.asker(ANA))
        the_set.does.meetings.close(the_set.asker(ANA), the_set.seen().steps[-1].public_id, was_last=True)
        hosts.append(the_set.does.programme.show(the_set.asker(ANA)).host)
    assert hosts == [*MEMBERS, ANA]


def test_a_spoken_set_without_a_place_is_asked_for_one_until_it_has_said(sqlite_file: Path, tmp_path: Path) -> None:
    with SetWithoutSlack(Path(shutil.copy(sqlite_file, tmp_path / "sets.db"))) as the_set:
        the_set.found(Custom(meetings=4, spoken=True))
        the_set.pass_time(timedelta(days=2))
        assert asked(the_set)[0] == (ANA, Part.HOST, date(2026, 11, 4))
        the_set.does.hosting.say_where(the_set.asker(ANA), "Room 4")
        before = asked(the_set)
        the_set.pass_time(timedelta(days=28))
        assert asked(the_set) == before


def test_several_changes_in_a_minute_are_told_in_one_line(the_set: SetWithoutSlack) -> None:
    second, third, fourth = planned(the_set)[1:]
    the_set.does.programme.move(the_set.asker(BEN), second.public_id, date(2026, 11, 26), time(14), all_after=True)
    the_set.does.programme.cancel(the_set.asker(CHLOE), third.public_id)
    the_set.does.programme.move(the_set.asker(BEN), fourth.public_id, date(2026, 12, 22), time(14))
    the_set.pass_time(timedelta(minutes=2))
    the_set.does.programme.add(the_set.asker(BEN), date(2026, 12, 1), time(9))
    the_set.pass_time(timedelta(minutes=2))
    assert told(the_set) == [["moved", "cancelled"], ["added"]]
    found = {one.number: (one.planned_at.day, one.sequence) for one in planned(the_set)}
    assert found == {1: (10, 0), 2: (26, 1), 3: (1, 0), 4: (22, 2)}
