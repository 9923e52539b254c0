"""What is typed after a command: only the whole text runs, and any other words are read or asked about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.typed_commands import (
    DESTRUCTIVE,
    OF_ACTION,
    WORDS,
    Cannot,
    Subcommand,
    Typed,
    Unclear,
    read_action,
    read_issue,
    read_set,
    started_as,
)
from tests.each import each

FORMATS = ("classic", "deep", "express")


def perhaps(found: Subcommand | Unclear) -> list[str]:
    """What may have been meant; where something runs instead, that is what is wrong."""
    assert isinstance(found, Unclear), found
    return [str(one) for one in found.perhaps]


@each({word: word for word in WORDS})
def test_a_subcommand_runs_as_the_whole_text(word: str) -> None:
    for around in ("{}", "{}.", "“{}”", "  {} ", "{}!", "*{}*", "`{}`", "{}…", "«{}»"):
        for typed in (word, word.upper(), word.capitalize()):
            assert read_set(around.format(typed)) == Subcommand(word), around


@pytest.mark.parametrize(
    ("typed", "runs"),
    [
        pytest.param("", Subcommand(""), id="bare"),
        pytest.param("?", Subcommand("help"), id="a question mark"),
        pytest.param("end slot", Subcommand("end", "slot"), id="end slot"),
        pytest.param("end set", Subcommand("end", "set"), id="end set"),
        pytest.param("end the set", Subcommand("end", "set"), id="end the set"),
        pytest.param("Close our set.", Subcommand("end", "set"), id="close our set"),
        pytest.param("end well", Subcommand("end", "set"), id="end well, as the button says"),
        pytest.param("renew the set", Subcommand("renew"), id="renew the set"),
        pytest.param("pause until 1 March", Subcommand("pause", "until 1 march"), id="pause until a day"),
        pytest.param("pause the set till Monday", Subcommand("pause", "until monday"), id="pause the set till Monday"),
        pytest.param("pause for two weeks", Subcommand("pause", "until in two weeks"), id="pause for some time"),
        pytest.param("pause the set", Subcommand("pause", "until"), id="pause the set, and no day"),
        pytest.param("End my slot.", Subcommand("end", "slot"), id="end my slot"),
        pytest.param("leave the set", Subcommand("leave"), id="leave, which asks"),
        pytest.param("extend 5", Subcommand("extend", "5"), id="extend"),
        pytest.param("extend by ten minutes", Subcommand("extend", "10"), id="extend in words"),
        pytest.param("extend 15min!", Subcommand("extend", "15"), id="extend, shortened"),
        pytest.param("Extend half an hour", Subcommand("extend", "30"), id="extend, half an hour"),
        pytest.param("start express", Subcommand("start", "express"), id="start in a format"),
        pytest.param("start as Deep.", Subcommand("start", "deep"), id="start as a format"),
        pytest.param("start spoken", Subcommand("start", "spoken"), id="start on a call"),
        pytest.param("Start as typed.", Subcommand("start", "typed"), id="start in threads"),
        pytest.param("start express, spoken", Subcommand("start", "express spoken"), id="start as both"),
        pytest.param("start spoken as a deep", Subcommand("start", "deep spoken"), id="start as both, the other way round"),
        pytest.param("add <@U01BEN>", Subcommand("add", "<@U01BEN>"), id="add"),
        pytest.param("add <@U01BEN|ben>, <@U02DAN> and <@U03>", Subcommand("add", "<@U01BEN|ben>, <@U02DAN> and <@U03>"), id="three"),
        pytest.param("add Ben", Subcommand("add", "Ben"), id="add asks whom"),
        pytest.param("away until Friday", Subcommand("away", "until Friday"), id="away"),
        pytest.param("“away for 3 days”", Subcommand("away", "for 3 days"), id="away, in quotation marks"),
        pytest.param("back on Friday", Subcommand("away", "back on Friday"), id="back on a day is being away"),
        pytest.param("`/set next`", Subcommand("next"), id="a copy of the help"),
        pytest.param("/acme-set extend 5", Subcommand("extend", "5"), id="a copy, with a prefix"),
        pytest.param("remove <@U01BEN>", Subcommand("remove", "<@U01BEN>"), id="B56, remove"),
        pytest.param("back in 5 minutes", Subcommand("away", "back in 5 minutes"), id="B04"),
    ],
)  # fmt: skip
def test_the_words_that_a_subcommand_takes_are_read(typed: str, runs: Subcommand) -> None:
    assert read_set(typed, FORMATS) == runs


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("next meeting", ["set next", "set plan"], id="B01"),
        pytest.param("next please", ["set next", "set plan"], id="next, politely"),
        pytest.param("Next time I am away", ["set next", "set plan"], id="a sentence with next"),
        pytest.param("start the meeting at 3", ["set start", "set plan"], id="start later"),
        pytest.param("start tomorrow", ["set start", "set plan"], id="start tomorrow"),
        pytest.param("start spoken typed", ["set start", "set plan"], id="start in two ways at once"),
        pytest.param("start spoken tomorrow", ["set start", "set plan"], id="start spoken, and not now"),
        pytest.param("start the spoken part", ["set start", "set plan"], id="a sentence with spoken"),
        pytest.param("pause for lunch", ["set pause"], id="pause"),
        pytest.param("resume in 5 minutes", ["set resume"], id="resume later"),
        pytest.param("end the meeting", ["set end"], id="end, as they said themselves"),
        pytest.param("end the cycle", ["set end set"], id="end of the set, in another word"),
        pytest.param("dissolve", ["set end set"], id="dissolve, which a form asks about first"),
        pytest.param("another cycle", ["set renew"], id="another cycle"),
        pytest.param("hibernate", ["set pause until"], id="hibernate"),
        pytest.param("end of the month", ["set plan"], id="end of something else"),
        pytest.param("end Ben's slot", ["set end slot"], id="end somebody's slot"),
        pytest.param("extend 5 please", ["set extend 5"], id="extend, politely"),
        pytest.param("extend until 3pm", ["set extend 5"], id="extend until"),
        pytest.param("extend a bit", ["set extend 5"], id="extend a bit"),
        pytest.param("milestone of meeting 3", ["set plan"], id="a milestone"),
        pytest.param("hand on hosting", ["set plan"], id="whose turn it is to host"),
        pytest.param("half-term", ["set plan"], id="days off of the set"),
        pytest.param("cancel meeting 3", ["set plan", "set-issue list", "action list"], id="B06: cancel"),
        pytest.param("plan the next one for 5 Dec", ["set plan"], id="plan"),
        pytest.param("members are late", ["set members"], id="members"),
        pytest.param("rules please", ["set rules"], id="rules"),
        pytest.param("help me", ["set help"], id="help me"),
        pytest.param("new meeting", ["set plan", "set new"], id="a new meeting"),
        pytest.param("new issue", ["set-issue", "set new"], id="a new issue"),
        pytest.param("add <@U01BEN> on Friday", ["set add <@U01BEN>"], id="add somebody on a day"),
        pytest.param("kick @ben", ["set remove"], id="B56, kick"),
        pytest.param("expel <@U01BEN>", ["set remove <@U01BEN>"], id="expel"),
        pytest.param("remove @ben", ["set remove"], id="B56, a name that Slack has not resolved"),
        pytest.param("remove <@U01BEN> from the set", ["set remove <@U01BEN>"], id="remove, in a sentence"),
        pytest.param("remove my issue", ["set-issue", "set remove"], id="remove something else"),
        pytest.param("remov", [], id="near to remove"),
        pytest.param("leave early", ["set away until today"], id="leave early is not leaving the set"),
        pytest.param("leave at 3", ["set away until today"], id="leave at an hour"),
        pytest.param("when is the next meeting?", ["set plan", "set next"], id="when"),
        pytest.param("can we pause", ["set pause"], id="a question"),
        pytest.param("status", ["set"], id="B56, status"),
        pytest.param("list", ["action list"], id="a word of another command"),
        pytest.param("issue Two teams fight", ["set-issue Two teams fight"], id="a space for a hyphen"),
        pytest.param("action Ask Mo by Friday", ["action Ask Mo by Friday"], id="a space too many"),
        pytest.param("stop", ["set pause"], id="stop is no end"),
        pytest.param("begin", ["set start"], id="another word"),
        pytest.param("let's move on", ["set next", "set plan"], id="move on"),
        pytest.param("please go on", ["set resume"], id="go on"),
        pytest.param("i'm away until Friday", ["set away until friday"], id="away, in a sentence"),
        pytest.param("I'm back on Monday", ["set away back on monday"], id="back, in a sentence"),
        pytest.param("I'm back", ["set back"], id="back, in two words"),
        pytest.param("invite <@U01BEN>", ["set add <@U01BEN>"], id="invite somebody"),
        pytest.param("cancel the meeting", ["set plan", "set-issue list", "action list"], id="cancel"),
        pytest.param("/set-issue Two teams", ["set-issue Two teams"], id="another command behind it"),
        pytest.param("strat", ["set start"], id="letters that changed places"),
        pytest.param("awya until Friday", ["set away until Friday"], id="a slip, and what it takes"),
        pytest.param("ad <@U01BEN>", ["set add <@U01BEN>"], id="somebody, and a slip"),
        pytest.param("lave", [], id="near to leave"),
        pytest.param("edn", [], id="near to end"),
        pytest.param("resolve", [], id="not near enough"),
        pytest.param("frobnicate", [], id="like nothing"),
    ],
)  # fmt: skip
def test_other_words_are_asked_about(typed: str, meant: list[str]) -> None:
    assert perhaps(read_set(typed, FORMATS)) == meant


@pytest.mark.parametrize(
    ("typed", "cannot"),
    [
        pytest.param("delete", Cannot.DELETE, id="B56, delete"),
        pytest.param("delete the set", Cannot.DELETE, id="delete the set"),
        pytest.param("erase it", Cannot.DELETE, id="erase it"),
        pytest.param("rename Heads", Cannot.RENAME, id="B56, rename"),
    ],
)
def test_what_no_command_does_is_said(typed: str, cannot: Cannot) -> None:
    found = read_set(typed)
    assert isinstance(found, Unclear)
    assert found.cannot is cannot
    assert "set leave" not in perhaps(found)


def test_whoever_would_rename_the_set_is_shown_its_card() -> None:
    assert perhaps(read_set("rename Heads of school")) == ["set"]


@pytest.mark.parametrize(
    ("typed", "runs"),
    [
        pytest.param("list.", "list", id="B05"),
        pytest.param("“list”", "list", id="B07"),
        pytest.param("Report!", "report", id="report"),
        pytest.param("Help!", "help", id="B06, Help!"),
        pytest.param("?", "help", id="B06, ?"),
        pytest.param("`report`", "report", id="as code"),
        pytest.param("`/action list`", "list", id="a copy of the help"),
        pytest.param("Ask Mo by Friday", "", id="an action"),
        pytest.param("List the rooms", "", id="an action that begins with a subcommand"),
        pytest.param("Help Ben", "", id="two words, one of them somebody"),
        pytest.param("Report to the board by Friday", "", id="report to somebody"),
        pytest.param("Cancel the gym", "", id="cancel something"),
        pytest.param("Back up the files by Friday", "", id="back up"),
        pytest.param("Add @Ben to the list", "", id="add somebody to something"),
        pytest.param("Start the engine", "", id="start something"),
        pytest.param("Away day: book a room", "", id="an away day"),
        pytest.param("Rest", "", id="one word"),
        pytest.param(":tada:", "", id="an emoji"),
    ],
)
def test_what_runs_of_an_action(typed: str, runs: str) -> None:
    found = read_action(typed)
    assert isinstance(found, Subcommand)
    assert found.word == runs


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("done 1", "action report", id="B06, done 1"),
        pytest.param("delete 1", "action list", id="B06, delete 1"),
        pytest.param("cancel", "action list", id="B06, cancel"),
        pytest.param("help me", "action help", id="help me"),
        pytest.param("my list", "action list", id="my list"),
        pytest.param("my actions", "action list", id="my actions"),
        pytest.param("show all actions", "action list", id="show all actions"),
        pytest.param("Done!", "action report", id="done"),
        pytest.param("report back", "action report", id="report back"),
        pytest.param("withdraw #2", "action list", id="withdraw one"),
        pytest.param("lits", "action list", id="a slip"),
        pytest.param("next", "set next", id="a word of set"),
        pytest.param("end slot", "set end slot", id="two words of set"),
        pytest.param("away until Friday", "set away until friday", id="away"),
        pytest.param("extend 5", "set extend 5", id="extend"),
    ],
)
def test_command_words_are_no_action(typed: str, first: str) -> None:
    assert perhaps(read_action(typed))[0] == first


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("delete 1", "set-issue list", id="delete 1"),
        pytest.param("withdraw", "set-issue list", id="withdraw"),
        pytest.param("help me", "set-issue help", id="help me"),
        pytest.param("hlep", "set-issue help", id="a slip"),
        pytest.param("my issues", "set-issue list", id="my issues"),
        pytest.param("start", "set start", id="a word of set"),
        pytest.param("done", "action report", id="a word of action"),
    ],
)
def test_command_words_are_no_issue(typed: str, first: str) -> None:
    assert perhaps(read_issue(typed))[0] == first


@pytest.mark.parametrize(
    ("typed", "runs"),
    [
        pytest.param("Help.", "help", id="help"),
        pytest.param("“list”", "list", id="list"),
        pytest.param("Two teams will not share", "", id="an issue"),
        pytest.param("Trust", "", id="one word"),
        pytest.param("Help for new staff", "", id="help for somebody"),
    ],
)
def test_what_runs_of_an_issue(typed: str, runs: str) -> None:
    found = read_issue(typed)
    assert isinstance(found, Subcommand)
    assert found.word == runs


MOVING = frozenset({"start", "next", "extend", "pause", "resume", "end", "leave", "new"})
OTHERS = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=30)


@given(st.sampled_from(sorted(MOVING)), OTHERS)
def test_no_sentence_moves_a_meeting(word: str, others: str) -> None:
    found = read_set(f"{word} {others}", FORMATS)
    if isinstance(found, Subcommand):
        whole = {(word, ""), ("leave", ""), ("end", "slot")}
        assert (found.word, found.rest) in whole or found.rest in FORMATS or found.rest.isdigit()
        assert found.rest or not any(one.isalnum() for one in others) or found.word == "leave"


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_and_nothing_destructive_is_suggested_for_other_words(typed: str) -> None:
    for found in (read_set(typed), read_action(typed), read_issue(typed)):
        meant = found.perhaps if isinstance(found, Unclear) else ()
        assert len(meant) <= 3
        first = typed.casefold()
        assert all(Typed("set", word) not in meant for word in DESTRUCTIVE if word not in first)
    assert isinstance(read_action("x" + typed + " zzz"), Subcommand)
    assert {"list", "report", "help"} == OF_ACTION


@pytest.mark.parametrize(
    ("rest", "meant"),
    [
        pytest.param("", ("", ""), id="as the set does"),
        pytest.param("deep", ("deep", ""), id="a format"),
        pytest.param("spoken", ("", "spoken"), id="how it is held"),
        pytest.param("express typed", ("express", "typed"), id="both"),
    ],
)
def test_what_start_takes_is_a_format_and_how_the_meeting_is_held(rest: str, meant: tuple[str, str]) -> None:
    assert started_as(rest) == meant
