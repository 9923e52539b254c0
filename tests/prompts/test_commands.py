"""The list of commands names what exists, as this workspace types it."""

from prompts.commands import help_text, unknown


def test_every_command_is_listed_with_the_prefix_of_the_workspace() -> None:
    text = help_text("acme")["text"]
    for command in ("set-issue [one sentence]", "action report", "set new", "set extend 5", "set add @person"):
        assert f"`/acme-{command}`" in text


def test_what_is_not_built_is_not_listed() -> None:
    text = help_text()["text"]
    for word in ("record", "reminders", "forget"):
        assert f"set {word}" not in text


def test_an_unknown_word_gets_the_nearest_command_and_the_list() -> None:
    text = unknown("strat", "start")["text"]
    assert text.startswith("I do not know “strat”. Did you mean `/set start`?")
    assert "`/set pause`" in text
