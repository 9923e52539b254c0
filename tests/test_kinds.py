"""Every kind of mistake that was once made with people has its cases, and of each at least two that were not given to us.

What is mended where it was seen, and not in its kind, is made again somewhere else. So each kind stands here with what was given
(the words that were typed, or the play that shows it) and with cases of our own; the tests are searched for all of them.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from tests.bot.domain.typed_dates import listed
from tests.scenes.promises_of_plays import KEPT

TESTS: Final = Path(__file__).parent
FEWEST: Final = 2
PLAYS: Final = "scenes/plays"
COMMANDS: Final = "bot/domain/test_typed_commands.py"
DATES: Final = "bot/domain/test_typed_dates.py"
ABSENCES: Final = "bot/domain/test_absences.py"
ANY_SLACK: Final = "scenes/test_any_slack.py"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of mistake, what was `given` of it and what is our `own`, in that file of the tests or among the plays."""

    of: str
    where: str
    given: tuple[str, ...]
    own: tuple[str, ...]


def played(of: str, given: str, *own: str) -> Kind:
    return Kind(of, PLAYS, (given,), own)


PLAYED: Final = (
    played(
        "asked in the channel, not heard",
        "asked-in-the-channel",
        *("asked-in-the-channel-later", "asked-in-the-channel-and-gone", "asked-in-another-thread"),
    ),
    played("away, long since", "away-over-as-somebody-joins", "away-is-over", "away-over-for-one", "away-from-a-day"),
    played("a missed meeting cannot be put off", "put-off-to-the-next", "put-off-beyond-the-next", "missed-and-fixed"),
    played(
        "whoever presents cannot stop while the clock stands",
        "slot-ended-by-its-presenter",
        *("ended-while-listened-to", "ended-by-a-bare-word"),
    ),
    played("a cheer stalls the turn", "a-cheer", "a-third-voice", "a-third-voice-elsewhere", "kindness-is-not-told-of"),
    played("what is said early silences what follows", "early-not-yet", "early-partly", "asked-once-back"),
    played("meetings never held take numbers", "four-missed", "missed-and-skipped", "asked-after-a-missed-meeting"),
    played("the home tab stays as it was", "done-at-home", "changed-at-home", "pressed-at-home-too-late"),
    played("one press does not count", "pressed-and-closed", "done-counts", "every-press-counts", "pressed-and-undone"),
    played(
        "the only bidder is late",
        "only-bidder-waited-for",
        *("only-bidder-gone-on-without", "spoken-and-untouched-for-two"),
    ),
    played("a card answers in its thread", "pressed-on-a-card", "pressed-on-a-slots-card", "not-in-the-set"),
    played(
        "other rules lock people out",
        "rules-proposed",
        *("rules-in-the-meeting", "rules-set-aside", "rules-before-the-others"),
    ),
    played("a spoken slot pauses itself", "aloud-and-left", "silent-while-aloud", "aloud-past-the-end"),
    played(
        "nobody touches Slack in a spoken meeting",
        "spoken-and-untouched",
        *("spoken-and-untouched-for-two", "spoken-without-a-word-of-threads"),
    ),
    played("one unpressed call holds the meeting", "still-with", "still-with-and-passed", "aloud-past-the-end"),
    played("a spoken slot needs many taps", "ten-presses", "one-presses-for-the-room", "nearly-all-on-a-call"),
    played(
        "whoever stops is chased",
        "ended-in-the-committing",
        *("ended-by-a-bare-word", "ended-with-its-review", "nothing-offered-after-the-end"),
    ),
    played(
        "an issue cannot be withdrawn later",
        "withdrawn-a-day-later",
        *("withdrawn-at-home", "withdrawn-before-its-slot", "raised-and-withdrawn"),
    ),
    played(
        "the charter tells of yesterday's readers", "made-public-and-other-rules", "made-public", "made-public-unseen"
    ),
    played("an action typed by mistake", "typed-by-mistake", "withdrawn-from-the-list", "heard-and-not-withdrawn"),
)
ON_ANY_SLACK: Final = (
    Kind(
        "an organisation's people bear other ids",
        ANY_SLACK,
        ("the organisation's id", "another of its workspaces"),
        ("none", "this workspace's, and no team", "the organisation as the team"),
    ),
    Kind(
        "a private answer that cannot be shown",
        ANY_SLACK,
        ("test_a_private_answer_that_cannot_be_shown_where_it_was_asked_goes_to_the_persons_dm",),
        (
            "test_an_answer_for_a_home_tab_that_cannot_be_drawn_goes_to_the_dm",
            "test_what_is_refused_on_the_home_tab_shows_there",
        ),
    ),
    Kind(
        "somebody of another company is no stranger to Slack",
        ANY_SLACK,
        ("test_somebody_of_another_company_whom_slack_calls_no_stranger_gets_in_nowhere",),
        (
            "test_somebody_about_whom_slack_was_slow_leaves_the_set_again_once_it_says_that_they_are_strangers",
            "test_a_shared_channel_is_refused_before_a_form_opens",
        ),
    ),
)
OF_COMMANDS: Final = (
    Kind("a sentence runs", COMMANDS, ("next meeting",), ("Next time I am away", "pause for lunch", "start tomorrow")),
    Kind("how a word is written", COMMANDS, ("list.", "“list”"), ("Report!", "`report`", "`/action list`")),
    Kind(
        "a command becomes an action",
        COMMANDS,
        ("done 1", "delete 1", "cancel", "Help!", "?"),
        ("withdraw #2", "report back", "my list"),
    ),
    Kind(
        "another command is suggested, and one that harms",
        COMMANDS,
        ("kick @ben", "rename Heads", "delete", "status"),
        ("expel <@U01BEN>", "erase it", "stop", "lave", "edn"),
    ),
    Kind(
        "a mention of the bot is not answered",
        "prompts/test_commands.py",
        ("start the meeting",),
        ("Pause.", "away until Friday"),
    ),
)
OF_ABSENCES: Final = (
    Kind("the opposite is done", ABSENCES, ("back in 5 minutes",), ("back soon", "back after lunch", "back at 3pm")),
    Kind("until a week is until a day", ABSENCES, ("until next week",), ("until next month", "until the weekend")),
    Kind("a week away begins now", ABSENCES, ("next week",), ("all of next week", "in December", "this weekend")),
    Kind(
        "a time away is not read",
        ABSENCES,
        ("for 3 days", "for two weeks", "through Tuesday", "from tomorrow", "all week"),
        ("for a fortnight", "through next week", "from next week", "for the rest of the week"),
    ),
    Kind(
        "from a day to a day",
        ABSENCES,
        ("from 5 Nov until 12 Nov", "5 Nov - 12 Nov"),
        ("5-12 Nov", "between 5 and 12 Nov", "Monday to Wednesday"),
    ),
)
OF_DATES: Final = (
    Kind(
        "a week and a day of it",
        DATES,
        ("Ask Mo next week, by Friday",),
        ("Ask Mo next week, on Thursday", "Send it this week, by Thursday"),
    ),
    Kind(
        "a month of next year",
        DATES,
        ("Launch it by June next year",),
        ("Launch it in May next year", "by March next year"),
    ),
    Kind(
        "the end of a month of next year",
        DATES,
        ("Launch it by the end of June next year",),
        ("Launch it at the end of May next year", "by the end of next year"),
    ),
    Kind(
        "a month that is past",
        DATES,
        ("Ask Mo by March this year",),
        ("Send it in October this year", "Launch it by August last year"),
    ),
    Kind(
        "a month, then the day",
        DATES,
        ("Ask Mo in December on the 4th",),
        ("Ask Mo in January on the 12th", "Send it in December by the 9th"),
    ),
    Kind(
        "after a season, by a day",
        DATES,
        ("Ask Mo after half term, by the 10th",),
        ("Ask Mo after the holidays, by the 12th", "Ask Mo before the summer break, on the 9th"),
    ),
    Kind(
        "a weekday and weeks from now",
        DATES,
        ("Ask Mo Monday two weeks from now",),
        ("Ask Mo on Monday in three weeks", "on Monday in two weeks"),
    ),
    Kind(
        "a weekday in some weeks leaves debris",
        DATES,
        ("Ask Mo by Tuesday in two weeks",),
        ("Ask Mo on Friday in three weeks", "by Thursday in three weeks"),
    ),
    Kind(
        "days and a weekday that disagree",
        DATES,
        ("Ask Mo in 3 days on Friday",),
        ("Ask Mo in two days, on Saturday", "Ask Mo in 3 weeks on Friday", "Ask Mo by Thursday 6 Nov"),
    ),
    Kind(
        "days before a meeting",
        DATES,
        ("Call Mo the day before the meeting", "Call Mo two days before we meet"),
        ("Call Mo three days before our next meeting", "Call Mo the evening before the meeting"),
    ),
    Kind(
        "a weekday before a meeting",
        DATES,
        ("Call Mo on the Monday before the meeting",),
        ("Call Mo on the Friday before we meet", "Call Mo on the Thursday before the meeting"),
    ),
    Kind(
        "what forbids",
        DATES,
        ("Ask Mo, but not before Monday",),
        ("Don't ring Mo until Friday", "Ring Mo after Friday"),
    ),
    Kind(
        "what looks back",
        DATES,
        ("Find out what happened on Monday", "Apologise to Mo for what I said on Friday"),
        ("Thank those who came on Monday", "Find out why the boiler broke last week"),
    ),
    Kind(
        "what is to come",
        DATES,
        ("Tell the team about the changes coming next month",),
        ("Tell the team about the works starting on Monday", "Tell staff about the visit happening next week"),
    ),
    Kind(
        "a clause has its day",
        DATES,
        ("Find cover while Mo is away next week",),
        ("Cover the desk while Eva is on leave next month", "Look after the office when Mo is out on Friday"),
    ),
    Kind(
        "a week of something",
        DATES,
        ("Ask Mo by the third week next year",),
        ("Ask Mo by the fourth week next month", "by the first week of December"),
    ),
    Kind("a message's date", PLAYS, ("links-and-emoji",), ("dates-in-a-form", "kept-as-a-step")),
    Kind(
        "no such day", DATES, ("Ring Eva by 31 Feb",), ("Ring Eva by 31 November", "by 32 December", "by 29 February")
    ),
    Kind(
        "a link loses its address",
        "handlers/test_parse.py",
        ("I will read <https://intranet.example/plan|the plan>",),
        ("<https://a.example/?x=1&amp;y=2|This> first", "ring <tel:+441234|Mo>"),
    ),
    Kind(
        "an emoji loses its colon",
        DATES,
        ("Thank Mo :tada: by Friday",),
        ("Thank Mo by Friday :tada:", "Ask Mo, :pray: - by Friday", "Wave :wave::skin-tone-3: by Friday"),
    ),
    Kind(
        "marks around it",
        DATES,
        ("“Ask Mo by Friday”", "Ask Mo by Friday…", "Ask Mo by *Friday*", "Ask Mo by _Friday_", "Ask Mo by `Friday`"),
        ("*Ask Mo by Friday*", 'Ask Mo "by Friday"', "Ask Mo (by Friday)", "by “Friday”"),
    ),
    Kind(
        "words behind it",
        DATES,
        (
            *("Ask Mo by Friday - urgent", "Ask Mo by Friday, thanks", "Ask Mo by Friday hopefully"),
            "Ask Mo by Friday the latest",
        ),
        ("by Friday if possible", "by Friday or sooner", "by friday pls"),
    ),
    Kind(
        "a weekday of a week",
        DATES,
        ("Ask Mo on Tuesday of next week", "Ask Mo by next week Friday", "Ask Mo by this week Friday"),
        ("next week on Friday", "Friday this week", "a week on Friday"),
    ),
    Kind(
        "working days",
        DATES,
        ("Ask Mo in 3 working days", "Ask Mo within 10 working days"),
        ("in ten business days", "within 5 working days"),
    ),
    Kind(
        "numbers in words",
        DATES,
        ("Ask Mo by the first", "Ask Mo by December first", "Ask Mo by Tuesday the tenth"),
        ("Ask Mo by January second", "by the twenty-first of December", "by Friday the sixth"),
    ),
    Kind(
        "a weekday and its number",
        DATES,
        ("Ask Mo by Friday 13", "Ask Mo by Monday 9"),
        ("Ask Mo by Thursday 5", "by Friday 6"),
    ),
    Kind(
        "an hour and its zone",
        DATES,
        ("Ask Mo by Friday 5pm GMT", "Ask Mo by Friday 17:00 CET"),
        ("Ask Mo by Friday 9am BST", "Ask Mo by Monday noon GMT"),
    ),
    Kind(
        "the week of a day",
        DATES,
        ("Ask Mo in the week of 9 November", "Ask Mo w/c 9 Nov", "Ask Mo by week 46"),
        ("week commencing 16 November", "by week 47"),
    ),
    Kind(
        "the date first, or after a colon",
        DATES,
        ("By Friday: ask Mo", "Ask Mo due: Friday", "Ask Mo by: Friday", "Ask Mo til Friday"),
        ("By next Monday, ask Mo", "deadline: Friday, ask Mo", "Due: Friday - ask Mo"),
    ),
)
KINDS: Final = (*PLAYED, *ON_ANY_SLACK, *OF_COMMANDS, *OF_ABSENCES, *OF_DATES)


@cache
def cases(where: str) -> frozenset[str]:
    """What is tried there: every name and every text of that file, or every play; the list of days is beside its tests."""
    if where == PLAYS:
        return frozenset(KEPT)
    nodes = list(ast.walk(ast.parse((TESTS / where).read_text("utf-8"))))
    names = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return frozenset(names | texts | ({one.words for one in listed()} if where == DATES else set()))


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.of) for kind in KINDS])
def test_each_kind_has_what_was_given_and_two_cases_of_our_own(kind: Kind) -> None:
    assert [one for one in (*kind.given, *kind.own) if one not in cases(kind.where)] == []
    assert kind.given
    assert len(set(kind.own) - set(kind.given)) >= FEWEST


def test_no_kind_stands_here_twice() -> None:
    of: Mapping[str, Kind] = {kind.of: kind for kind in KINDS}
    assert len(of) == len(KINDS)
    assert len({one for kind in PLAYED for one in kind.given}) == len(PLAYED)
