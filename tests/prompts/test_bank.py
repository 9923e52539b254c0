"""The question bank and the formats as shipped, and what is said about a file that cannot be used."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from bot.domain.errors import Misconfigured
from bot.domain.formats import Format, FormatStep
from bot.domain.prompt_choice import Occasion, fitting
from bot.domain.question_bank import Family, InSet, Prompt, When
from bot.domain.states import IssueKind
from bot.domain.step_kinds import StepKind
from prompts.bank import QUESTIONS, load_bank, load_formats
from tests.each import each

BANK = load_bank()
FORMATS = load_formats()

each_prompt = each({prompt.id: prompt for prompt in BANK.prompts})
each_format = pytest.mark.parametrize("plan", [pytest.param(plan, id=name) for name, plan in FORMATS.items()])

# One marker a kind of question that closes a mind, all to be found at its beginning.
CLOSING_WORDS = {
    "closed": r"(is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)\b",
    "advice or leading": r"(don't|doesn't|didn't|isn't|aren't|won't|wouldn't|couldn't|shouldn't|haven't|why)\b",
    "advice": r"(what|how) about\b|what if (you|we)\b|(tell|try|consider)\b",
}
CLOSING_MARKS = {
    "tag": r", ?(right|no|yeah|correct|isn't it|aren't you|don't you)\?$",
    "judging": r"\b(surely|obviously|clearly|of course|really|actually|honestly|on earth)\b",
    "ought": r"\b(you (should|ought|must|need to|have to|had better)|why (did|didn't|do|don't|are|have) you)\b",
    "answers itself": r"\b(because|i mean|for example|in my experience)\b",
    "either or": r"\b(either|or not)\b",
}
OPEN_WORD = r"(.*, |by )?(what|which|who|whom|whose|how|when|where)\b"


def test_there_are_questions_enough_for_a_set_that_meets_for_years() -> None:
    assert len(BANK.prompts) >= 250
    assert len(BANK.of_step(StepKind.QUESTION)) >= 150


@pytest.mark.parametrize("step", [kind for kind in StepKind if kind is not StepKind.MIRROR])  # it asks for no prompt
@pytest.mark.parametrize("elapsed", [0.0, 0.5, 1.0])
def test_every_step_has_a_choice_for_the_gentlest_presenter_at_every_moment(step: StepKind, elapsed: float) -> None:
    least = 4 if step in (StepKind.BIDS, StepKind.PRESENT, StepKind.CLOSING) else 5
    for issue in IssueKind:
        occasion = Occasion(step, elapsed, issue=issue)
        assert len(fitting(BANK, occasion)) >= least


RETIRED = [
    "report-undone",
    "heart-stake",
    "assume-must-may",
    "learn-in-silence",
    "checkin-weather",
    "who-is-heard",
    "dare-no",
    "commit-seen",
    "slot-held-back",
    "review-openly",
    "what-purpose",
    "heart-wish",
]


@pytest.mark.parametrize("id", RETIRED)
def test_an_id_that_meant_another_question_is_not_used_again(id: str) -> None:
    assert BANK.by_id(id) is None


def test_our_own_questions_say_at_which_moments_they_fit() -> None:
    groups = yaml.safe_load(QUESTIONS.read_text("utf-8"))
    assert all("when" in group for group in groups if group["step"] == "question")


def test_every_family_is_there() -> None:
    assert {prompt.family for prompt in BANK.prompts} == set(Family) - {Family.OWN}


def test_challenge_is_by_permission_only() -> None:
    assert {prompt.challenge for prompt in BANK.prompts if prompt.family is Family.CHALLENGE} == {1, 2, 3}
    bold = {prompt.step for prompt in BANK.prompts if prompt.challenge > 1}
    assert bold == {StepKind.QUESTION, StepKind.RESTATE}


@each_prompt
def test_a_prompt_is_one_short_open_question(prompt: Prompt) -> None:
    assert prompt.text.count("?") == 1
    assert prompt.text.endswith("?")
    assert len(prompt.text) < 90
    assert len(re.findall(r"[.;:!]", prompt.text)) == 0
    assert re.match(OPEN_WORD, prompt.text.lower())


@each_prompt
def test_a_prompt_neither_advises_nor_leads_nor_blames(prompt: Prompt) -> None:
    text = prompt.text.lower().replace("’", "'")
    assert [name for name, marker in CLOSING_WORDS.items() if re.match(marker, text)] == []
    assert [name for name, marker in CLOSING_MARKS.items() if re.search(marker, text)] == []


@each_prompt
def test_a_prompt_for_question_time_is_after_the_person_and_not_the_story(prompt: Prompt) -> None:
    fishing = r"tell me more|background|history|context|how (many|long|much|big|old|often)\b|who else (was|is)\b"
    assert prompt.step is not StepKind.QUESTION or not re.search(fishing, prompt.text.lower())


def minutes(plan: Format) -> dict[str, float]:
    return {step.kind.value: step.minutes for step in (*plan.before, *plan.slot, *plan.after)}


def test_the_classic_meeting_has_the_steps_and_minutes_that_it_is_known_for() -> None:
    assert minutes(FORMATS["classic"]) == {
        "opening": 8,
        "report_back": 12,
        "bids": 5,
        "present": 7,
        "clarify": 6,
        "question": 15,
        "restate": 3,
        "commit": 5,
        "slot_review": 4,
        "review": 10,
        "closing": 5,
    }


@pytest.mark.parametrize(
    ("name", "of_slot", "with_one", "with_two"),
    [
        pytest.param("classic", 40, 80, 120, id="classic"),
        pytest.param("express", 25, 55, 80, id="express"),
        pytest.param("deep", 60, 110, 170, id="deep"),
        pytest.param("success", 35, 75, 110, id="success"),
        pytest.param("written", 45, 85, 130, id="written"),
    ],
)
def test_a_format_takes_the_time_that_its_title_says(name: str, of_slot: int, with_one: int, with_two: int) -> None:
    plan = FORMATS[name].switched if name == "express" else FORMATS[name]
    assert plan.minutes_of_slot == of_slot
    assert f"{of_slot} minutes a slot" in plan.title
    assert (plan.slots_that_fit(with_two - 1), plan.slots_that_fit(with_two)) == (1, 2)
    assert plan.minutes_around + of_slot == with_one


@each_format
def test_questions_are_the_longest_part_of_a_slot_and_the_review_is_never_squeezed(plan: Format) -> None:
    for held in (plan, plan.switched):
        lengths = minutes(held)
        assert max(step.minutes for step in held.slot) == lengths["question"]
        assert lengths["review"] >= 5  # the least that is found anywhere


def sayings(step: FormatStep) -> list[str]:
    """All that a step may say, with names filled in."""
    said = (step.says, step.aloud, step.opportunity, step.brief)
    return [replace(step, says=one).spoken(presenter="<@U1>", peers="<@U2> <@U3>") for one in said if one]


@each_format
def test_what_is_said_at_a_step_is_short_plain_and_finished(plan: Format) -> None:
    for said in (one for step in (*plan.before, *plan.slot, *plan.after) for one in sayings(step)):
        assert len(said) <= 320
        assert "!" not in said
        assert not re.search(r":\w+:", said)
        assert said[-1] in ".?"
        assert said.count("*") % 2 == 0


FORMAT = """\
name: small
title: Small
about: For trying out.
steps:
  - {kind: opening, minutes: 1, says: Welcome.}
  - slot:
      - {kind: present, minutes: 0.5, says: "{presenter}, go on."}
      - {kind: question, minutes: 2, says: Ask.}
  - {kind: closing, minutes: 1, says: Good-bye.}
"""


def mistakes_of_format(folder: Path, text: str) -> list[str]:
    (folder / "small.yaml").write_text(text, "utf-8")
    with pytest.raises(Misconfigured) as refusal:
        load_formats(folder)
    return str(refusal.value).replace(f"{folder}/", "").splitlines()


def test_a_format_of_ones_own_is_read_with_fractions_of_minutes(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(FORMAT, "utf-8")
    plan = load_formats(tmp_path)["small"]
    assert (plan.title, plan.about) == ("Small", "For trying out.")
    assert [(step.kind.value, step.minutes) for step in plan.slot] == [("present", 0.5), ("question", 2)]
    assert (plan.sources, plan.made_for) == ((), None)


@pytest.mark.parametrize(
    ("instead_of", "there_is", "told"),
    [
        pytest.param(
            "opening, ", "openning, ", "small.yaml, line 5: “openning” is not known here; there is opening", id="kind"
        ),
        pytest.param(
            "minutes: 2", "minutes: 0", "small.yaml, line 8: question: minutes must be a number above", id="zero"
        ),
        pytest.param("minutes: 2", "minutes: -2", "small.yaml, line 8: question: minutes must be", id="negative"),
        pytest.param("minutes: 2", "minutes: two", "small.yaml, line 8: “two” should be a number", id="a word"),
        pytest.param("minutes: 2", "minutes: '2'", "small.yaml, line 8: “2” should be a number", id="a quoted number"),
        pytest.param("minutes: 2", "minutes: 1:30", "small.yaml, line 8: “1:30” should be a number", id="a clock time"),
        pytest.param("minutes: 2", "minutes: true", "small.yaml, line 8: “true” should be a number", id="a yes"),
        pytest.param("minutes: 2", "minutes: .inf", "small.yaml, line 8: “.inf” should be a number", id="for ever"),
        pytest.param("minutes: 2", "minutes: [2]", "small.yaml, line 8: this list should be a number", id="a list"),
        pytest.param("minutes: 2, ", "", "small.yaml, line 8: “minutes” is missing", id="no minutes"),
        pytest.param("says: Ask.", "says: [7]", "small.yaml, line 8: this list should be words", id="a list for words"),
        pytest.param("says: Ask.", "says: ''", "small.yaml, line 8: there should be words here", id="no words"),
        pytest.param(
            "says: Ask.", "says: '{who}'", "small.yaml, line 8: question: says has no use for {who}", id="name"
        ),
        pytest.param(
            "says: Ask.", "says: A, sing: B", "small.yaml, line 8: “sing” is not known here; there is kind", id="key"
        ),
        pytest.param(
            "says: Ask.", "says: A, says: B", "small.yaml, line 8: “says” stands here a second time", id="a key twice"
        ),
        pytest.param(
            "kind: closing", "kind: review", "small.yaml, line 9: the last step must be the closing", id="end"
        ),
        pytest.param(
            "kind: opening", "kind: bids", "small.yaml, line 5: the first step must be the opening", id="start"
        ),
        pytest.param(
            "kind: opening", "kind: clarify", "small.yaml, line 5: clarify belongs inside the slot", id="outside"
        ),
        pytest.param("kind: present", "kind: bids", "small.yaml, line 7: bids belongs outside the slot", id="inside"),
        pytest.param(
            "kind: present", "kind: question", "small.yaml, line 8: question is there already", id="kind twice"
        ),
        pytest.param(
            "kind: question", "kind: clarify", "small.yaml, line 7: a slot needs a step of kind question", id="q"
        ),
        pytest.param(
            "says: Ask.", "says: A, asking: aloud", "small.yaml, line 8: “aloud” is not known here", id="way of asking"
        ),
        pytest.param(
            "kind: present,", "asking: written, kind: present,", "small.yaml, line 7: present: only a step of", id="ask"
        ),
        pytest.param("name: small", "name: large", "small.yaml, line 1: the name must be small", id="another name"),
        pytest.param("title: Small\n", "", "small.yaml, line 1: “title” is missing", id="no title"),
        pytest.param("- slot:", "- slots:", "small.yaml, line 5: there must be one slot, not 0", id="no slot"),
    ],
)
@pytest.mark.promise(82)
def test_a_mistake_in_a_format_is_told_with_its_line(tmp_path: Path, instead_of: str, there_is: str, told: str) -> None:
    assert instead_of in FORMAT
    found = mistakes_of_format(tmp_path, FORMAT.replace(instead_of, there_is))
    assert [line for line in found if line.startswith(told)], found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("", ["small.yaml is empty: a format needs at least its steps"], id="empty"),
        pytest.param("name: [small\n", ["small.yaml, line 2: this is not YAML: "], id="not YAML"),
        pytest.param("a: 1\n---\nb: 2\n", ["small.yaml, line 2: this is not YAML: "], id="two documents"),
        pytest.param("- small\n", ["small.yaml, line 1: this list should be entries"], id="a list"),
        pytest.param(
            FORMAT.split("steps:")[0] + "steps: none\n", ["“none” should be a list", "one slot"], id="no list"
        ),
        pytest.param(FORMAT + "  - slot: [{kind: question, minutes: 1, says: A}]\n", ["one slot, not 2"], id="2 slots"),
    ],
)
def test_a_file_of_another_shape_is_told_as_such(tmp_path: Path, text: str, told: list[str]) -> None:
    found = "\n".join(mistakes_of_format(tmp_path, text))
    assert [part for part in told if part not in found] == [], found


def test_all_mistakes_of_a_file_are_told_at_once_in_the_order_of_its_lines(tmp_path: Path) -> None:
    wrong = FORMAT.replace("minutes: 2", "minutes: none").replace("Welcome.", "'{set}'").replace("closing", "review")
    assert mistakes_of_format(tmp_path, wrong) == [
        "small.yaml, line 5: opening: says has no use for {set} here, only for {minutes}",
        "small.yaml, line 8: “none” should be a number, such as 7 or 2.5",
        "small.yaml, line 9: the last step must be the closing",
    ]


def test_a_wrong_file_does_not_hide_another(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("- 1\n", "utf-8")
    found = mistakes_of_format(tmp_path, "- 1\n")
    assert {line.split(",")[0] for line in found} == {"other.yaml", "small.yaml"}


def test_a_folder_without_formats_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="there is no format here"):
        load_formats(tmp_path / "nowhere")


GROUP = """\
- step: question
  family: who
  challenge: 1
  prompts:
    who-knows: Who knows this?
    who-can: Who can change it?
"""


def mistakes_of_bank(folder: Path, text: str) -> list[str]:
    path = folder / "en.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(Misconfigured) as refusal:
        load_bank(path)
    return str(refusal.value).replace(f"{folder}/", "").splitlines()


def test_a_bank_of_ones_own_is_read_in_its_order(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text(GROUP, "utf-8")
    early_on = frozenset({When.EARLY, When.MIDDLE})  # as it says nothing itself, it goes by its family
    assert load_bank(tmp_path / "en.yaml").prompts == (
        Prompt("who-knows", StepKind.QUESTION, Family.WHO, "Who knows this?", 1, early_on),
        Prompt("who-can", StepKind.QUESTION, Family.WHO, "Who can change it?", 1, early_on),
    )


def test_a_group_may_say_for_which_moments_issues_and_meetings_it_is_and_who_is_asked(tmp_path: Path) -> None:
    fits = "  when: [late, follow-up]\n  issue: opportunity\n  meeting: first\n  asks: presenter\n  prompts:"
    (tmp_path / "en.yaml").write_text(GROUP.replace("  prompts:", fits), "utf-8")
    when = frozenset({When.LATE, When.FOLLOW_UP})
    found = Prompt(
        "who-can",
        StepKind.QUESTION,
        Family.WHO,
        "Who can change it?",
        1,
        when,
        IssueKind.OPPORTUNITY,
        InSet.FIRST,
        True,
    )
    assert load_bank(tmp_path / "en.yaml").prompts[1] == found


@pytest.mark.parametrize(
    ("instead_of", "there_is", "told"),
    [
        pytest.param("question", "asking", "en.yaml, line 1: “asking” is not known here; there is opening", id="step"),
        pytest.param(
            "family: who", "family: whose", "en.yaml, line 2: “whose” is not known here; there is who", id="family"
        ),
        pytest.param("challenge: 1", "challenge: 4", "en.yaml, line 3: challenge goes from 1 to 3", id="too much"),
        pytest.param("challenge: 1", "challenge: 0", "en.yaml, line 3: challenge goes from 1 to 3", id="too little"),
        pytest.param("challenge: 1", "challenge: 1.5", "en.yaml, line 3: challenge goes from 1 to 3", id="half"),
        pytest.param("  challenge: 1\n", "", "en.yaml, line 1: “challenge” is missing", id="no challenge"),
        pytest.param(
            "who-can",
            "who-knows",
            "en.yaml, line 6: “who-knows” stands here a second time",
            id="an id twice in a group",
        ),
        pytest.param("who-can", "Who can", "en.yaml, line 6: an id is made of small letters", id="not a slug"),
        pytest.param("change it?", "change it.", "en.yaml, line 6: who-can must be one question", id="a statement"),
        pytest.param("Who can", "Who? Who can", "en.yaml, line 6: who-can must be one question", id="two questions"),
        pytest.param("change it", "change it" * 20, "en.yaml, line 6: who-can is 189 characters long", id="too long"),
        pytest.param("Who can change it?", "[Who]", "en.yaml, line 6: this list should be words", id="not text"),
        pytest.param(
            "  prompts", "  when: [soon]\n  prompts", "en.yaml, line 4: “soon” is not known here", id="moment"
        ),
        pytest.param("  prompts", "  when: []\n  prompts", "en.yaml, line 4: this list is empty", id="no moment"),
        pytest.param("  prompts", "  issue: chance\n  prompts", "en.yaml, line 4: “chance” is not known", id="issue"),
        pytest.param("  prompts", "  meeting: 2nd\n  prompts", "en.yaml, line 4: “2nd” is not known", id="meeting"),
        pytest.param("  prompts", "  asks: peers\n  prompts", "en.yaml, line 4: “peers” is not known", id="whom"),
    ],
)
def test_a_mistake_in_the_bank_is_told_with_its_line(tmp_path: Path, instead_of: str, there_is: str, told: str) -> None:
    assert instead_of in GROUP
    found = mistakes_of_bank(tmp_path, GROUP.replace(instead_of, there_is))
    assert [line for line in found if line.startswith(told)], found


def test_an_id_that_another_group_has_taken_is_told_with_both_lines(tmp_path: Path) -> None:
    assert mistakes_of_bank(tmp_path, GROUP + GROUP.replace("who-can", "who-may")) == [
        "en.yaml, line 11: the id who-knows is taken by line 5"
    ]


def test_a_bank_without_prompts_or_without_a_file_is_refused(tmp_path: Path) -> None:
    assert mistakes_of_bank(tmp_path, "[]\n") == ["en.yaml, line 1: this list is empty"]
    with pytest.raises(Misconfigured, match=r"nowhere\.yaml cannot be read"):
        load_bank(tmp_path / "nowhere.yaml")
