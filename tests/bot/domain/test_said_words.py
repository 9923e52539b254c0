"""What of somebody's words can be kept with one press, and as how many things."""

from datetime import UTC, date, datetime
from typing import Final

import pytest

from bot.domain.calendars import OnDay
from bot.domain.channel_messages import Tone
from bot.domain.dates import Promise, read_promise
from bot.domain.said_words import Keepable, Keeps, SaidMessage, could_be_kept, in_one, pieces

NOW: Final = datetime(2026, 11, 24, 14, 40, tzinfo=UTC)
"""A Tuesday."""
LONDON: Final = "Europe/London"


def read(words: str) -> Promise:
    return read_promise(words, now=NOW, zone=LONDON)


def messages(*texts: str) -> list[SaidMessage]:
    return [SaidMessage(f"{number}.000000", text) for number, text in enumerate(texts, start=1)]


def day(number: int) -> OnDay:
    return OnDay(date(2026, 11, number), LONDON)


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        pytest.param(["How do I make it safe"], "How do I make it safe", id="one message"),
        pytest.param(["How do I make it safe ", "to go\nfirst"], "How do I make it safe to go first", id="several"),
        pytest.param(["thanks", "I rush", ":+1:", "..."], "I rush", id="thanks and nods are left out"),
        pytest.param(["thank you all", "hmm", ""], None, id="nothing but thanks"),
        pytest.param([], None, id="taken back"),
    ],
)
@pytest.mark.parametrize("keeps", [Keeps.RESTATED, Keeps.LEARNING])
def test_several_messages_are_one_answer(keeps: Keeps, texts: list[str], kept: str | None) -> None:
    found = pieces(messages(*texts), keeps, read)
    assert [one.words for one in found] == ([kept] if kept else [])


@pytest.mark.parametrize(
    ("texts", "actions"),
    [
        pytest.param(["Ask Mo by Friday"], [("Ask Mo", day(27))], id="one message"),
        pytest.param(["I'll ask Mo", "for twenty minutes"], [("I'll ask Mo for twenty minutes", None)], id="no date"),
        pytest.param(["I'll ask Mo", "by Friday"], [("I'll ask Mo", day(27))], id="the date comes after"),
        pytest.param(["By Friday", "ask Mo"], [("By Friday ask Mo", None)], id="a date before is no tail"),
        pytest.param(
            ["Ask Mo by Friday", "Write one page by 30 Nov"],
            [("Ask Mo", day(27)), ("Write one page", day(30))],
            id="two, each with a date",
        ),
        pytest.param(
            ["Ask Mo by Friday", "Write one page"], [("Ask Mo", day(27)), ("Write one page", None)], id="one without"
        ),
        pytest.param(["What do you think?", "Ask Mo"], [("Ask Mo", None)], id="a question is no step"),
        pytest.param(["By Friday"], [], id="a date alone"),
    ],
)
def test_what_somebody_commits_to_is_read_as_a_command_reads_it(
    texts: list[str], actions: list[tuple[str, OnDay | None]]
) -> None:
    found = pieces(messages(*texts), Keeps.ACTION, read)
    assert [(one.what, one.due) for one in found] == actions


def test_a_doubtful_date_is_asked_about_with_the_likeliest_days() -> None:
    (found,) = pieces(messages("Ask Mo by 3/12"), Keeps.ACTION, read)
    assert found.doubt is not None
    assert (found.what, found.due) == ("Ask Mo", None)
    assert date(2026, 12, 3) in found.doubt.days


def test_where_the_words_stand_is_known() -> None:
    said = messages("thanks", "I'll ask Mo", "by Friday", "and then Eva")
    assert pieces(said, Keeps.ACTION, read) == (
        Keepable("I'll ask Mo by Friday", "2.000000", "3.000000", "I'll ask Mo", day(27)),
        Keepable("and then Eva", "4.000000", "4.000000", "and then Eva"),
    )


def test_a_form_opens_with_all_of_it() -> None:
    assert in_one(messages("thanks", "I met her", "It is historical"), Keeps.REPORT) == "I met her It is historical"


@pytest.mark.parametrize(
    ("tone", "keeps", "could"),
    [
        (Tone.WORDS, Keeps.ACTION, True),
        (Tone.QUESTION, Keeps.ACTION, False),
        (Tone.QUESTION, Keeps.RESTATED, True),
        (Tone.QUESTION, Keeps.LEARNING, True),
        (Tone.COURTESY, Keeps.LEARNING, False),
        (Tone.SOUND, Keeps.RESTATED, False),
    ],
)
def test_what_could_be_kept_is_told_by_its_tone(tone: Tone, keeps: Keeps, could: bool) -> None:
    assert could_be_kept(tone, keeps) is could
