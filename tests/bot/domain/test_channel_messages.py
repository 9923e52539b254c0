"""What the bot sees of a message: when it was written, and its tone."""

from datetime import UTC, datetime
from time import process_time

import pytest

from bot.domain.channel_messages import ChannelMessage, Tone, bids_in, moment_of, tone_of


@pytest.mark.parametrize(
    ("ts", "moment"),
    [
        pytest.param("1794319225.000003", datetime(2026, 11, 10, 14, 0, 25, 3, tzinfo=UTC), id="microseconds"),
        pytest.param("1794319225.5", datetime(2026, 11, 10, 14, 0, 25, 500_000, tzinfo=UTC), id="a short fraction"),
        pytest.param("1794319225", datetime(2026, 11, 10, 14, 0, 25, tzinfo=UTC), id="whole seconds"),
        pytest.param(
            "1794319225.1234567", datetime(2026, 11, 10, 14, 0, 25, 123_456, tzinfo=UTC), id="more digits than that"
        ),
    ],
)
def test_a_message_is_dated_by_its_ts(ts: str, moment: datetime) -> None:
    assert moment_of(ts) == moment
    assert ChannelMessage("T1", "U1", "C1", ts, None, "E1").at == moment


@pytest.mark.parametrize(
    ("tone", "texts"),
    [
        (
            Tone.SOUND,
            [
                ":tada:",
                ":+1: :heart_eyes:",
                "hmm",
                "Hmmm...",
                "...",
                "\u2026",
                "mm",
                "mhm",
                "ah",
                "Oh!",
                "wow",
                "\U0001f44d",
                "?",
                "??",
            ],
        ),
        (
            Tone.COURTESY,
            [
                "Thanks",
                "thank you",
                "Thank you, Ben!",
                "ok",
                "Got it",
                "many thanks :-)",
                "*Cheers*",
                " noted ",
                "yes",
                "No.",
                "well done, that is great to hear after such a long year",
                "Thank you all, that was so much more helpful than I had expected",
                "Thank you, Chloé! Well done, that took some courage. Cheers :tada:",
            ],
        ),
        (
            Tone.WORDS,
            [
                "Thanks, but I would simply tell both of them to share, as we do at ours",
                "Thanksgiving is a bad week for that",
                "okra",
                "ooh good question",
                "That took courage, Ben",
                "What a week you have had",
                "How brave of you",
                "how lovely",
                "I'm so sorry",
                "You should talk to them",
                "I don't know enough yet",
                "pass for now",
                "Thank you all. I learned to wait",
                "Thank you, Ben, for what you asked",
                "Thanks, I'll ask Mo about it and tell you all on Monday morning",
                "Well done, I noticed that you waited for once",
                "Great to hear after such a long year",
                "I told them so",
                "explaining it is hard",
                "see <https://x.example/?a=b>",
                "<@U1>",
                "<https://x.example/what?>",
                "",
            ],
        ),
        (
            Tone.REQUEST,
            [
                "Tell me about your head",
                "Please say more about the governors.",
                "I wonder who else knows",
                "I'm curious about the heads",
                "So, describe the room to us",
                "I\u2019d love to hear what your deputy says",
                "Help us understand the timetable",
            ],
        ),
        (
            Tone.QUESTION,
            [
                "What would have to be true?",
                "what would have to be true",
                "So, who else knows",
                "And why now",
                "how long has it been so",
                "How\u2019s your head with that",
                "Have you asked them",
                "couldn't you tell the others",
                "ok, but when?",
                "<@U1> is that so?",
                "You did what?",
                "\u00bfY t\u00fa?",
            ],
        ),
    ],
)
def test_the_tone_of_a_message_is_told_without_understanding_it(tone: Tone, texts: list[str]) -> None:
    assert {text: tone_of(text) for text in texts} == dict.fromkeys(texts, tone)


@pytest.mark.parametrize("part", ["<", ":", ":a", "h", "what ", "thanks ", "a'", "?"])
def test_no_message_takes_long(part: str) -> None:
    began = process_time()
    tone_of(part * 40_000)
    assert process_time() - began < 0.5


@pytest.mark.parametrize(
    ("text", "bids"),
    [
        pytest.param("I bid, it is urgent", True, id="word for word"),
        pytest.param("Bid!", True, id="in a word"),
        pytest.param("I'd like to bid for the first slot", True, id="politely"),
        pytest.param("I have something for today", True, id="something"),
        pytest.param("I\u2019ve got a rather tricky issue", True, id="got one"),
        pytest.param("I'd like to present today", True, id="present"),
        pytest.param("I can go first", True, id="first"),
        pytest.param("Me first, please", True, id="me first"),
        pytest.param("My issue: nobody will write the rota", True, id="the issue itself"),
        pytest.param("mine is urgent", True, id="urgent"),
        pytest.param("I don't bid today", False, id="no bid"),
        pytest.param("I have nothing this time", False, id="nothing"),
        pytest.param("No issue from me, I pass", False, id="pass"),
        pytest.param("Who has an issue?", False, id="of others"),
        pytest.param("Good luck, everyone", False, id="kindness"),
        pytest.param("I am glad we meet", False, id="talk"),
        pytest.param("+1", False, id="a nod"),
        pytest.param("<https://example.com/my-issue|my issue>", False, id="only a link"),
    ],
)
def test_who_says_that_they_have_an_issue(text: str, bids: bool) -> None:
    assert bids_in(text) is bids
