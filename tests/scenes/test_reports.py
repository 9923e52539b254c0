"""Actions: committed, asked about before the next meeting, reported on early and late, and what the meeting opens with."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from rehearsal.messages import Message
from rehearsal.people import Person
from tests.house import House, a_house, labels, plain
from tests.scenes.play import newest, private, said

OUTCOMES = ["Done", "Partly", "Changed", "Dropped", "Not yet"]


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A set whose first meeting is on Tuesday, 10 November, at two in London; today is the Tuesday before."""
    async with a_house(tmp_path) as house:
        await house.found()
        yield house


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def asked(house: House, who: Person) -> list[str]:
    return [plain(one.text) for one in house.ws.dm(who) if "This falls due" not in one.text]


async def commits(house: House, who: Person, words: str) -> str:
    return plain((await house.command(who, "/action", words)).text)


async def test_an_action_is_noted_with_its_date_in_full_in_its_owners_zone(house: House) -> None:
    noted = await commits(house, house.chloe, "Ask the governors for a slot by Friday")
    assert noted.startswith("Noted: Ask the governors for a slot · by Fri 6 Nov 2026, end of day, Europe/Sofia.\n")
    assert "The set sees it at the next opening." in noted
    assert "by Fri 6 Nov 2026, end of day, America/New_York" in await commits(house, house.eva, "Read by Friday")
    undated = await commits(house, house.ben, "Talk to May")
    assert "Noted: Talk to May · by the next meeting." in undated
    assert "it falls due at the next meeting: Tue 10 Nov 2026, 14:00 (Europe/London)" in undated
    assert "governors" not in " ".join(said(house))


async def test_a_date_that_cannot_be_is_asked_about_and_the_words_are_in_the_form(house: House) -> None:
    doubt = await commits(house, house.ben, "Call Mo by 31 Feb")
    assert doubt.startswith("I have not saved this yet: ")
    assert "Kept: Call Mo" in doubt
    assert (await house.command(house.ben, "/action", "list")).text.startswith("You have no open actions.")
    await house.press(house.ben, "Open the form", house.ws.ephemerals(house.ben)[-2])
    refused = await house.submit(house.ben, due="31 Feb")
    assert refused.response["response_action"] == "errors"
    await house.submit(house.ben, due="in two weeks")
    assert private(house, house.ben)[-1].startswith("Noted: Call Mo · by Tue 17 Nov 2026, end of day, Europe/London.")


async def test_a_message_becomes_ones_own_action_and_the_list_knows_it(house: House) -> None:
    message = await house.ws.say(house.ana, house.room, "Somebody should ask Eva's deputy how they split the budget")
    await house.ws.shortcut(house.ben, "make_action", message)
    await house.submit(house.ben, what="Ask Eva's deputy how they split the budget", due="3 Dec")
    await commits(house, house.ben, "Write a list of rooms")
    listed = plain((await house.command(house.ben, "/action", "list")).text)
    assert listed.startswith("You have two open actions.")
    assert "1. Ask Eva's deputy how they split the budget · by Thu 3 Dec 2026" in listed
    assert "2. Write a list of rooms · by the next meeting · open" in listed
    assert "You have no open actions" in (await house.command(house.ana, "/action", "list")).text
    to_report = await house.command(house.ben, "/action", "report")
    assert to_report.text.startswith("What came of your two open actions?")


async def test_owners_are_asked_three_working_days_before_at_nine_where_they_are(house: House) -> None:
    for who in (house.ben, house.chloe, house.eva):
        await commits(house, who, "Ask Mo for twenty minutes by Friday")
    await house.to(at(5, 6, 59))
    assert asked(house, house.chloe) == []
    await house.to(at(5, 7, 1))
    assert asked(house, house.chloe)[0].startswith(
        "*Heads of department* has its meeting 1: Tue 10 Nov 2026, 14:00 (Europe/London). One thing you took on:"
    )
    assert labels(house.ws.dm(house.chloe)[0]) == OUTCOMES
    assert asked(house, house.ben) == []
    await house.to(at(5, 9, 1))
    assert len(asked(house, house.ben)) == 1
    assert asked(house, house.eva) == []
    await house.to(at(5, 14, 1))
    assert len(asked(house, house.eva)) == 1
    assert asked(house, house.ana) == []


@pytest.mark.promise(21)
async def test_only_who_has_not_answered_is_asked_again_one_working_day_before(house: House) -> None:
    for who in (house.ben, house.chloe):
        await commits(house, who, "Ask Mo for twenty minutes by Friday")
    await house.to(at(5, 12))
    request = house.ws.dm(house.ben)[0]
    await house.press(house.ben, "Done", request)
    assert "✓ So far you told me: *done*." in request.text
    assert "That is all, thank you." in request.text
    await house.to(at(9, 12))
    assert len(asked(house, house.ben)) == 1
    assert len(asked(house, house.chloe)) == 2
    assert "I ask a second time, and not again." in asked(house, house.chloe)[1]
    assert all("at the opening" not in one for one in said(house))
    await house.to(at(10, 13, 59))
    assert len(asked(house, house.chloe)) == 2


async def test_done_counts_at_once_and_its_form_adds_words(house: House) -> None:
    await commits(house, house.ben, "Ask Mo for twenty minutes by Friday")
    await house.to(at(5, 12))
    await house.press(house.ben, "Done", house.ws.dm(house.ben)[0])
    assert "You have no open actions" in (await house.command(house.ben, "/action", "list")).text
    await house.submit(house.ben, happened="He gave me forty", learned="Asking is cheap")
    await the_meeting_opens(house)
    told = " ".join(owners_part(house).text.split())
    assert "1. _Ask Mo for twenty minutes_: *done.* He gave me forty *Learned:* Asking is cheap" in told


@pytest.mark.promise(20, 21)
async def test_the_meeting_opens_with_the_newest_report_and_a_changed_action_stays_open(house: House) -> None:
    await commits(house, house.ben, "Ask Mo for twenty minutes by Friday")
    await reports(house, house.ben, "Not yet", happened="The week ran away")
    await reports(house, house.ben, "Partly", happened="Five minutes in the corridor", learned="He worries too",
                  ahead="change", what="Ask Mo for an hour", due="4 Dec")  # fmt: skip
    await the_meeting_opens(house)
    card = newest(house, "One person, one action.")
    assert "One person has told me already." in card.text
    told = " ".join(owners_part(house).text.split())
    assert "1. _Ask Mo for an hour_: *partly.* Five minutes in the corridor *Learned:* He worries too" in told
    assert "*Next:* change it, by Fri 4 Dec 2026" in told
    assert "The week ran away" not in told
    assert not set(OUTCOMES) & set(labels(owners_part(house)))
    listed = plain((await house.command(house.ben, "/action", "list")).text)
    assert "1. Ask Mo for an hour · by Fri 4 Dec 2026, end of day, Europe/London · partly" in listed


async def test_a_dropped_action_is_over(house: House) -> None:
    await commits(house, house.ben, "Ask Mo for twenty minutes by Friday")
    await reports(house, house.ben, "Dropped", happened="He left", ahead="drop")
    assert "You have no open actions" in (await house.command(house.ben, "/action", "list")).text
    await the_meeting_opens(house)
    assert "*dropped.* He left" in owners_part(house).text


@pytest.mark.promise(20, 23)
async def test_reports_may_come_late_and_all_reported_or_passed_ends_the_step(house: House) -> None:
    for who in (house.ben, house.chloe):
        await commits(house, who, "Ask Mo for twenty minutes by Friday")
    await the_meeting_opens(house)
    assert "Two people, two actions." in newest(house, "Two people, two actions.").text
    bens = newest(house, "*<@U002BEN>*, one action.")
    assert labels(bens) == [*OUTCOMES, "Pass"]
    await house.press(house.ana, "Done", bens)
    assert private(house, house.ana)[-1] == "That is not one of your actions. Nothing has changed."
    await house.press(house.ben, "Done", bens)
    assert "*done.*" in bens.text
    assert "Report-back: over" not in " ".join(said(house))
    await house.press(house.chloe, "Pass", newest(house, "*<@U003CHLOE>*, one action."))
    assert "<@U003CHLOE> passed. The actions stay as they are." in newest(house, "*<@U003CHLOE>*, one action.").text
    assert "Report-back: over. Two people, two actions; see the thread." in said(house)
    assert "*Who brings an issue today?*" in said(house)[-1]
    old = newest(house, "*<@U003CHLOE>*, one action.")
    assert labels(old) == []


async def test_without_actions_nothing_is_asked_and_the_report_back_is_left_out(house: House) -> None:
    await house.to(at(10, 14))
    assert [asked(house, one) for one in house.people] == [[]] * 5
    await house.start(house.ben, house.chloe)
    await house.press(house.ana, "Next", newest(house, "Opening until"))
    assert "*Who brings an issue today?*" in said(house)[-1]


async def test_an_owner_who_is_away_is_not_asked_until_they_are_back(house: House, tmp_path: Path) -> None:
    for who in (house.ben, house.chloe):
        await commits(house, who, "Ask Mo for twenty minutes by Friday")
    is_away(tmp_path, house.ben, "2026-11-08")
    is_away(tmp_path, house.chloe, "2026-11-30")
    await house.to(at(10, 13))
    assert len(asked(house, house.ben)) == 1
    assert "second time" not in asked(house, house.ben)[0]
    assert asked(house, house.chloe) == []


async def test_a_request_that_is_late_after_downtime_is_made_once_and_says_so(house: House) -> None:
    await commits(house, house.ben, "Ask Mo for twenty minutes by Friday")
    house.clock.move_to(at(9, 11))
    await house.bot.idle()
    assert len(asked(house, house.ben)) == 1
    assert "This comes late: I was not running when it was due." in asked(house, house.ben)[0]


async def test_a_request_that_makes_no_sense_any_more_is_not_made(house: House) -> None:
    await commits(house, house.ben, "Ask Mo for twenty minutes by Friday")
    house.clock.move_to(at(10, 18))
    await house.bot.idle()
    assert asked(house, house.ben) == []


async def reports(house: House, who: Person, outcome: str, **words: str) -> None:
    """Early, by command."""
    answer = await house.command(who, "/action", "report")
    assert answer.text.startswith("What came of your one open action?")
    await house.press(who, outcome, house.ws.ephemerals(who)[-1])
    await house.submit(who, **words)


async def the_meeting_opens(house: House) -> None:
    await house.to(at(10, 14))
    await house.press(house.ana, "Start")
    for one in (house.ben, house.chloe):
        await house.press(one, "I'm here")
    await house.press(house.ana, "Next", newest(house, "Opening until"))


def owners_part(house: House) -> Message:
    return newest(house, "*<@U002BEN>*, one action.")


def is_away(folder: Path, who: Person, until: str) -> None:
    """Being away is not a command yet, only a column."""
    engine = create_engine(f"sqlite:///{folder}/sets.db")
    with engine.begin() as connection:
        connection.execute(
            text('UPDATE members SET away_until = :day WHERE person_id = (SELECT id FROM people WHERE "user" = :user)'),
            {"day": until, "user": who.id},
        )
    engine.dispose()


async def test_a_due_date_gets_one_nudge_on_its_day_or_the_working_day_before(house: House) -> None:
    await house.command(house.ben, "/action", "Write one page by 19 Nov")
    await house.command(house.ben, "/action", "Ask the deputy by Sunday 22 Nov")
    await house.to(datetime(2026, 11, 19, 8, 59, tzinfo=UTC))
    assert not nudges(house, house.ben)
    await house.to(datetime(2026, 11, 19, 9, 1, tzinfo=UTC))
    assert len(nudges(house, house.ben)) == 1
    assert "Write one page" in nudges(house, house.ben)[0].text
    await house.press(house.ben, "Done", nudges(house, house.ben)[0])
    await house.ws.close_view(house.ben)
    await house.pass_time(minutes=1)
    assert "So far you told me: *done*" in nudges(house, house.ben, "Write one page")[0].text
    await house.to(datetime(2026, 11, 20, 9, 1, tzinfo=UTC))
    assert len(nudges(house, house.ben)) == 1
    assert "Ask the deputy" in nudges(house, house.ben)[0].text


async def test_nobody_is_nudged_about_what_they_have_reported(house: House) -> None:
    await house.command(house.ben, "/action", "Write one page by 19 Nov")
    await house.command(house.ben, "/action", "report")
    await house.press(house.ben, "Done", house.ws.ephemerals(house.ben)[-1])
    await house.to(datetime(2026, 11, 19, 12, 0, tzinfo=UTC))
    assert not nudges(house, house.ben)


def nudges(house: House, who: Person, words: str = "This falls due") -> list[Message]:
    return [one for one in house.ws.dm(who) if words in one.text and "things you took on" not in one.text.lower()]
