"""A refusal says what was wrong and how to go on."""

from prompts import ids, refusals
from prompts.language import speaking
from tests.prompts.samples import labels


def test_outsiders_learn_only_that_there_is_a_set() -> None:
    with speaking(prefix="acme"):
        told = refusals.outsider()["text"]
    assert told == (
        "There's a set in this channel, and you're not in it. Its members can add you with `/acme-set add`."
    )


def test_choosing_a_set_goes_on_with_what_was_typed() -> None:
    said = refusals.which_set((("s1", "Heads & deputies"), ("s2", "Governors")), "/action", "Call Mo | by Friday")
    assert labels(said) == ["Heads & deputies", "Governors"]
    buttons = said["blocks"][1]["elements"]
    assert [button["action_id"] for button in buttons] == ["set_choose:1", "set_choose:2"]
    assert ids.chosen_set(buttons[1]["value"]) == ("s2", "action", "Call Mo | by Friday")


def test_words_fit_on_the_buttons_or_are_handed_back_whole() -> None:
    choices = (("s1", "Heads"), ("s2", "Governors"))
    carried = refusals.which_set(choices, "/action", "x" * 1700)
    assert len(carried["blocks"][1]["elements"][0]["value"]) <= 2000
    handed_back = refusals.which_set(choices, "/action", "word " * 700)
    assert labels(handed_back) == []
    assert " ".join(block["text"]["text"] for block in handed_back["blocks"][1:]) == ("word " * 700).strip()


def test_a_fault_gives_its_reference() -> None:
    assert "`4f2a`" in refusals.fault("4f2a")["text"]


def test_whoever_typed_or_pressed_is_told_what_to_do_next() -> None:
    assert refusals.database_away(unsure=True)["text"].endswith("Please check before you try again.")
