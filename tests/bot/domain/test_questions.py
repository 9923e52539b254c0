"""What kind a message is, by what it is told, and that no message takes long."""

from statistics import median
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.questions import Kind, Sign, classify
from tests.bot.domain.asked_messages import ELSEWHERE, MESSAGES


@pytest.mark.parametrize("kind", list(MESSAGES))
def test_messages_are_told_apart(kind: Kind) -> None:
    assert {text: classify(text).kind for text in MESSAGES[kind]} == dict.fromkeys(MESSAGES[kind], kind)


def test_nothing_is_hinted_at_in_other_languages() -> None:
    told = {text: classify(text) for text in ELSEWHERE}
    assert {text: one.kind for text, one in told.items() if one.kind not in {Kind.OPEN, Kind.SOCIAL}} == {}
    assert {one.sureness for one in told.values()} == {0.0}


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        pytest.param("You should ask the governors", Kind.STATEMENT, "You should", id="advice"),
        pytest.param("So, have you ever tried a rota?", Kind.LEADING, "have you ever tried", id="advice in disguise"),
        pytest.param(
            "It\u2019s hard. Why don\u2019t you tell her?", Kind.LEADING, "Why don't you", id="a curly apostrophe"
        ),
        pytest.param("Could you just ask <@U1>?", Kind.LEADING, "Could you just ask", id="a mention behind it"),
        pytest.param("The board is late, isn't it?", Kind.LEADING, "isn't it", id="a tag"),
        pytest.param("Maybe a mediator?", Kind.LEADING, "Maybe", id="a proposal"),
        pytest.param("How many are you?", Kind.CLOSED, "How many", id="a fact"),
        pytest.param("Does HR know?", Kind.CLOSED, "Does HR know", id="yes or no"),
        pytest.param("Who knows? And who decides?", Kind.MULTIPLE, "who decides", id="the second of two"),
        pytest.param("I would talk to the chair", Kind.STATEMENT, "I would talk", id="one's own way"),
    ],
)
def test_the_words_that_gave_it_away_are_as_typed(text: str, kind: Kind, words: str) -> None:
    told = classify(text)
    assert (told.kind, told.words) == (kind, words)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        pytest.param("You should ask the governors", True, id="you should"),
        pytest.param("Have you thought of a mediator?", True, id="have you thought of"),
        pytest.param("What if you asked the parents?", True, id="what if you"),
        pytest.param("Wouldn't a smaller group be better?", False, id="it expects an answer, and proposes none"),
        pytest.param("It's the rota, isn't it?", False, id="a verdict"),
        pytest.param("When I was a deputy we had the same head", False, id="a story"),
        pytest.param("It sounds as if you are tired of it", False, id="a paraphrase"),
        pytest.param("Have been there, and it was no fun at all", False, id="a story in short"),
        pytest.param("Change takes its time at the council", False, id="a noun that is a verb as well"),
        pytest.param("You could write to them. What do you think?", True, id="advice that asks for leave"),
        pytest.param("You should ask the trust. Who decides? Since when?", True, id="advice before two questions"),
        pytest.param("Don't you think it is late? You should ask Mo.", True, id="advice behind what leads to it"),
    ],
)
def test_advice_is_told_from_what_only_leads_or_tells(text: str, advice: bool) -> None:
    told = classify(text)
    assert told.kind in {Kind.LEADING, Kind.STATEMENT, Kind.MULTIPLE}
    assert told.advice is advice


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("<@U02ABC> what does your manager know?", Kind.OPEN, id="a mention before it"),
        pytest.param("*What* do _you_ want, ~then~ now?", Kind.OPEN, id="bold, italic and struck"),
        pytest.param("&gt; You should just leave\nWhat did that do to you?", Kind.OPEN, id="a quoted line"),
        pytest.param("> Have you tried a rota?\nwhat came of it", Kind.OPEN, id="quoted as it is typed"),
        pytest.param("What does `have_you_tried()` mean in your team?", Kind.OPEN, id="code in a line"),
        pytest.param("```\nyou should run this?\n```\nwhat do you see", Kind.OPEN, id="a block of code"),
        pytest.param("See <https://x.example/?a=why|the guide>, it is good", Kind.STATEMENT, id="a mark in a link"),
        pytest.param("<https://x.example/should-you|should you>", Kind.SOCIAL, id="nothing but a link"),
        pytest.param(':wave: What does "have you tried" bring up?', Kind.OPEN, id="an emoji, and a quotation"),
        pytest.param('She said "why don\'t you just leave?" and left', Kind.STATEMENT, id="somebody else's question"),
        pytest.param("\U0001f914", Kind.SOCIAL, id="an emoji alone"),
        pytest.param("", Kind.SOCIAL, id="nothing"),
        pytest.param("R&amp;D: what do they need?", Kind.OPEN, id="an escaped sign"),
    ],
)
def test_what_slack_adds_is_no_word_of_the_message(text: str, kind: Kind) -> None:
    assert classify(text).kind is kind


def test_a_wish_is_known_from_a_question() -> None:
    assert [classify(text).is_wish for text in ("tell us more", "I wonder who else knows", "who else knows")] == [
        True,
        True,
        False,
    ]


def test_it_says_how_sure_it_is() -> None:
    assert classify("Why not ask her?").sureness < classify("You should ask her.").sureness <= 1
    assert classify("C'est une bonne question").sign is Sign.FOREIGN


WORDS = (
    "what",
    "do",
    "you",
    "have",
    "tried",
    "why",
    "not",
    "should",
    "and",
    "or",
    "if",
    "is",
    "it",
    "please",
    "so",
    "tell",
    "us",
    "i",
    "an",
)
MORE_WORDS = (
    "wonder",
    "whether",
    "because",
    "question",
    "maybe",
    "really",
    "that's",
    "don't",
    "w-what",
    "1-10",
    "let",
    "could",
    "how",
    "to",
)
MARKS = (
    ",",
    ".",
    "?",
    "!",
    "...",
    "-",
    "--",
    ":",
    ";",
    "'",
    "\u2019",
    '"',
    "\u201c",
    "\u201d",
    "`",
    "```",
    "<",
    ">",
    "|",
    "@",
    "<@U1>",
)
SCRAPS = st.sampled_from([*WORDS, *MORE_WORDS, *MARKS, "&gt;", ":a:", "\n", " ", "\u00bf", "\u0301", "\U0001f914", "/"])


@example("And? What?")
@given(st.one_of(st.text(), st.lists(SCRAPS, max_size=40).map(" ".join), st.lists(SCRAPS, max_size=40).map("".join)))
def test_every_message_is_of_some_kind_and_of_the_same_each_time(text: str) -> None:
    told = classify(text)
    assert told == classify(text)
    assert 0 <= told.sureness <= 1


MARKUP = ("<", "<a|", ":", ":a", "a'", "a-", "a.", "`", "```", "\n>", '"', '"a ', "\u201c", "\u0301", "\U0001f914")
TALK = (
    ".",
    "?",
    "a?",
    "a!",
    " - ",
    ", ",
    "what ",
    "what, ",
    "do you ",
    "and what do you ",
    "so ",
    "you know ",
    "i mean ",
    "thanks ",
)


@pytest.mark.parametrize("part", MARKUP + TALK)
def test_no_message_takes_long(part: str) -> None:
    """A few milliseconds on an idle machine; the quickest of three, since a collection of garbage may fall into one."""
    text = part * (40_000 // len(part))
    spent = []
    for _ in range(3):
        began = process_time()
        classify(text)
        spent.append(process_time() - began)
    assert min(spent) < 0.2


def test_a_message_takes_next_to_no_time() -> None:
    """A tenth of a millisecond is what it may take; half of that is usual, and a busy machine is given three times as much."""
    spent = []
    for text in [text for texts in MESSAGES.values() for text in texts]:
        began = process_time()
        for _ in range(2):
            classify(text)
        spent.append((process_time() - began) / 2)
    assert median(spent) < 0.000_3
