"""Scripts are read as they are written, and what is wrong in one is named with its line and word."""

import os
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot import yaml_files
from bot.yaml_files import YamlError
from rehearsal import scripts
from rehearsal.script_items import (
    Adds,
    BecomesOfChannel,
    Cancels,
    Cast,
    Edits,
    Fills,
    Item,
    JoinsOrLeaves,
    Moves,
    Note,
    OpensHome,
    Presses,
    Reacts,
    Reloads,
    Says,
    Sees,
    Stands,
    Talk,
    Uses,
)
from rehearsal.scripts import MAIN_SCRIPT


def items(play: str) -> tuple[Item, ...]:
    return scripts.read(f"play:\n{play}").items


@pytest.mark.parametrize(
    ("play", "read"),
    [
        pytest.param("- note: Now", [Note(2, "Now")], id="a note"),
        pytest.param("- ana: What now?", [Says(2, "ana", "What now?")], id="talk"),
        pytest.param("- ben: no", [Says(2, "ben", "no")], id="words are words, whatever YAML thinks"),
        pytest.param("- ben: /set start", [Says(2, "ben", "/set start")], id="a command"),
        pytest.param("- ben: {press: I agree}", [Presses(2, "ben", "I agree")], id="a button"),
        pytest.param(
            "- ben: {press: Done, on: Report, beside: Ask Mo}",
            [Presses(2, "ben", "Done", "Report", "Ask Mo")],
            id="one of several buttons",
        ),
        pytest.param(
            "- ana:\n    press: Open\n    fill:\n      Who: [ben, dan]\n      What: '4'",
            [Presses(2, "ana", "Open"), Fills(5, "ana", {"Who": ("ben", "dan"), "What": "4"})],
            id="a button and the form behind it",
        ),
        pytest.param(
            "- ana: {fill: {By: never}, refused: no day}", [Fills(2, "ana", {"By": "never"}, "no day")], id="refused"
        ),
        pytest.param("- ana: {fill: }", [Fills(2, "ana", {})], id="a form sent as it is"),
        pytest.param("- ana: {cancel: form}", [Cancels(2, "ana")], id="a form put away"),
        pytest.param("- ana: {home: open}", [OpensHome(2, "ana")], id="a home tab"),
        pytest.param("- ana: {edit: Hello, to: Hi}", [Edits(2, "ana", "Hello", "Hi")], id="a message is changed"),
        pytest.param("- ana: {reload: screen}", [Reloads(2, "ana")], id="what was private is gone"),
        pytest.param("- ana: {leave: channel}", [JoinsOrLeaves(2, "ana", joins=False)], id="somebody leaves"),
        pytest.param("- becomes: public", [BecomesOfChannel(2, "public")], id="what becomes of the channel"),
        pytest.param(
            "- dan: {shortcut: Park this question, on: Who else}",
            [Uses(2, "dan", "Park this question", "Who else")],
            id="a shortcut",
        ),
        pytest.param("- clock: +3d", [Moves(2, "+3d")], id="the clock"),
        pytest.param("- in: channel", [Talk(2, "channel")], id="where talk goes"),
        pytest.param("- see: went", [Sees(2, "went")], id="seen by anybody"),
        pytest.param("- see: {who: ben, dm: went}", [Sees(2, "went", "ben", "dm")], id="seen by one, in a place"),
        pytest.param("- unseen: {who: ben, words: merger}", [Sees(2, "merger", "ben", None, False)], id="not seen"),
        pytest.param("- see: [one, {form: two}]", [Sees(2, "one"), Sees(2, "two", "", "form")], id="several"),
        pytest.param("- ana: {say: Who, late: 2m}", [Says(2, "ana", "Who", "2m")], id="talk that arrives late"),
        pytest.param("- ana: {press: Go, old: yes}", [Presses(2, "ana", "Go", old=True)], id="a button of before"),
        pytest.param("- now: went", [Stands(2, "went")], id="standing anywhere"),
        pytest.param("- nowhere: {who: ben, dm: went}", [Stands(2, "went", "ben", "dm", False)], id="standing nowhere"),
        pytest.param(
            "- now: {channel: went, times: 2, buttons: [Go, Stay]}",
            [Stands(2, "went", "", "channel", True, 2, ("Go", "Stay"))],
            id="how often, and what it carries",
        ),
        pytest.param("- now: {words: went, buttons: []}", [Stands(2, "went", buttons=())], id="carrying nothing"),
    ],
)
def test_an_item_is_read(play: str, read: list[Item]) -> None:
    assert list(items(play)) == read


def test_a_script_says_who_plays_where_and_when() -> None:
    script = scripts.read(
        "title: T\nstart: 2026-07-01 14:00\nzone: Europe/Sofia\nchannel: '#lab'\nprivate: no\n"
        "people:\n  kim: {name: Kim Lee, zone: Asia/Tokyo}\n  max: Max\n  jo: {outsider: yes}\nplay: []"
    )
    assert (script.title, script.start, script.channel, script.private) == (
        "T",
        datetime(2026, 7, 1, 11, 0, tzinfo=UTC),
        "lab",
        False,
    )
    assert script.people == (
        Cast("kim", "Kim Lee", "Asia/Tokyo"),
        Cast("max", "Max", "Europe/Sofia"),
        Cast("jo", "Jo", "Europe/Sofia", outsider=True),
    )


def test_the_example_that_explains_scripts_is_one() -> None:
    explained = (MAIN_SCRIPT.parent / "README.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", explained, re.DOTALL)
    assert example
    shown = {type(item) for item in scripts.read(example[1]).items}
    done = {
        Says,
        Presses,
        Fills,
        Cancels,
        Uses,
        OpensHome,
        Edits,
        Reacts,
        Reloads,
        JoinsOrLeaves,
        Adds,
        BecomesOfChannel,
    }
    assert shown == {Note, Talk, Moves, Sees, Stands} | done


def test_without_people_five_peers_and_an_outsider_play() -> None:
    script = scripts.read("play: []")
    assert [one.name for one in script.people] == ["Ana", "Ben", "Chloé", "Dan", "Eva", "Otto"]
    assert script.start == datetime(2026, 11, 3, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", "s.yaml is empty", id="nothing"),
        pytest.param("title: T", "line 1: there is no `play:`", id="no play"),
        pytest.param("play: {}", "line 1: this map should be a list", id="a play that is no list"),
        pytest.param("- a", "line 1: this list should be entries", id="a list instead of a script"),
        pytest.param("plya: []", "line 1: “plya” is not known here; there is title", id="a key misspelt"),
        pytest.param("title: a\ntitle: b\nplay: []", "line 2: “title” stands here a second time", id="a key twice"),
        pytest.param("play:\n- zoe: hi", "line 2: “zoe” is nobody in the play; there are ana, ben", id="nobody"),
        pytest.param("play:\n- ana: {pres: x}", "line 2: “pres” is not known here; there is say, press", id="a verb"),
        pytest.param("play:\n- ana: {}", "line 2: what does ana do", id="no verb"),
        pytest.param("play:\n- ana:", "line 2: there should be words", id="no words"),
        pytest.param("play:\n- {ana: a, ben: b}", "line 2: one thing at a time: here are ana, ben", id="two at once"),
        pytest.param("play:\n- note: [a]", "line 2: this list should be words", id="a list for words"),
        pytest.param("play:\n- clock: the moon", "line 2: “the moon” is no way to move the clock", id="a clock"),
        pytest.param("play:\n- see: {who: zoe, dm: x}", "line 2: “zoe” is nobody", id="seen by nobody"),
        pytest.param("play:\n- see: {who: ana}", "line 2: what is to be seen", id="nothing to see"),
        pytest.param(
            "play:\n- now: {who: ana}", "line 2: what is to be seen? One of: words, channel", id="no words now"
        ),
        pytest.param(
            "play:\n- now: {form: x}", "line 2: “form” is not known here; there is who, words", id="a form now"
        ),
        pytest.param("play:\n- now: {dm: x, times: 0}", "line 2: “0” is no number of messages", id="none of them"),
        pytest.param("play:\n- now: {dm: x, buttons: Go}", "line 2: “Go” should be a list", id="one button"),
        pytest.param("play:\n- nowhere: {dm: x, times: 2}", "line 2: “times” is not known here", id="nowhere twice"),
        pytest.param("play:\n- ana: {say: x, late: soon}", "line 2: “soon” is no length of time", id="how late"),
        pytest.param("people: {now: N}\nplay: []", "line 1: “now” cannot name a person", id="another of its words"),
        pytest.param("play:\n- ana: {shortcut: Park this question}", "line 2: a shortcut is used on", id="on what"),
        pytest.param("play:\n- ana: {fill: words}", "line 2: “words” should be the fields", id="no fields"),
        pytest.param("zone: Mars/Base\nplay: []", "line 1: “Mars/Base” is no time zone", id="a zone"),
        pytest.param("zone: ../etc\nplay: []", "line 1: “../etc” is no time zone", id="a path for a zone"),
        pytest.param("start: noon\nplay: []", "line 1: “noon” is not a day and time", id="a start"),
        pytest.param("channel: a b\nplay: []", "line 1: “a b” is no name of a channel", id="a channel"),
        pytest.param("people: {see: See}\nplay: []", "line 1: “see” cannot name a person", id="a word of the script"),
        pytest.param("people: {}\nplay: []", "line 1: there is nobody", id="nobody at all"),
        pytest.param("play: [", "line 1: this is not YAML", id="half of it"),
        pytest.param("a: &a [x]\nplay: [*a]", "line 2: “*a”: a script repeats nothing by alias", id="an alias"),
        pytest.param("[" * 5000, "nested too deep", id="far too deep"),
        pytest.param(
            "play:\n- ana: a\x00b", "line 2: here is a character that no text has, U+0000", id="a control character"
        ),
        pytest.param('play:\n- see: "\\ud83d"', "line 2: here is half a character", id="half a character"),
        pytest.param("play:\n- see: []", "line 2: what is to be seen? This list is empty", id="an empty list to see"),
        pytest.param("play:\n- now: []", "line 2: what is to be seen? This list is empty", id="or to stand"),
        pytest.param("play:\n- ana: {home: shut}", "line 2: “shut” should be open: `home: open`", id="a home shut"),
        pytest.param("play:\n- ana: {cancel: it}", "line 2: “it” should be form: `cancel: form`", id="cancelled what"),
        pytest.param("play:\n- ana: {press: Go, old: 3}", "line 2: “3” should be yes or no", id="how old"),
        pytest.param("private: 3\nplay: []", "line 1: “3” should be yes or no", id="how private"),
        pytest.param("people: {kim: {outsider: so}}\nplay: []", "line 1: “so” should be yes or no", id="how outside"),
        pytest.param("title: !foo x\nplay: []", "line 1: “!foo” tags the words", id="a tag of words"),
        pytest.param("start: 2026-02-27\nplay: []", "line 1: “2026-02-27” is not a day and time", id="only a day"),
        pytest.param("start: 2026-03-29 01:30\nplay: []", "line 1: “2026-03-29 01:30” is no time", id="no such time"),
        pytest.param(
            "people:\n  kim: Kim\n  max: kim\nplay: []",
            "line 3: there is somebody called “kim” already",
            id="namesakes",
        ),
        pytest.param("x" * 1_000_001, "too long for a script", id="far too long"),
        pytest.param("play: [{? [a] : b}]", "line 1: this list should be words", id="a list for a key"),
        pytest.param("play: [!!python/object:os.system x]", "should be entries", id="a tag"),
    ],
)
def test_what_is_wrong_is_named(text: str, said: str) -> None:
    with pytest.raises(YamlError) as wrong:
        scripts.read(text, "s.yaml")
    assert said in str(wrong.value)
    assert str(wrong.value).startswith("s.yaml")


def test_a_question_in_braces_is_read_by_the_loader_in_c_and_named_by_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = "play:\n- ana: {press: Why?, on: Opening}"
    assert scripts.read(written, "s.yaml").items
    monkeypatch.setattr(yaml_files, "QUICK", yaml.SafeLoader)
    with pytest.raises(YamlError, match=r"line 2: this is not YAML.*need quotation marks"):
        scripts.read(written, "s.yaml")


@given(st.text(alphabet="play:- anbe{}[]'\"|>?&*!%#\n\t,0", max_size=80))
def test_any_other_text_gets_a_sentence_too(text: str) -> None:
    with suppress(YamlError):
        scripts.read(text)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"title: T\nplay: \xff", "s.yaml, line 2: this is not text in UTF-8", id="bytes"),
        pytest.param("play: []".encode("utf-16"), "s.yaml, line 1: this is not text in UTF-8", id="UTF-16"),
        pytest.param(b" " * 4_000_001, "is too long for a script", id="far too much"),
        pytest.param(None, "cannot be read", id="no file"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "s.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(YamlError, match=said):
        scripts.load(path)


def test_what_is_no_ordinary_file_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "s.yaml"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), tmp_path):
        with pytest.raises(YamlError, match="cannot be read: it is"):
            scripts.load(path)


def test_a_play_on_an_organisation_names_workspaces_and_other_places() -> None:
    script = scripts.read(
        "organisation: E0GRID\nplaces: {hall: {}, street: {invited: no, shared: yes}}\n"
        "people: {ana: Ana, gita: {guest: yes}, hal: {teams: [T0OTHER]}, zoe: {company: T0FOREIGN}}\nplay: []"
    )
    assert script.organisation == "E0GRID"
    assert [(one.name, one.invited, one.shared) for one in script.places] == [
        ("hall", True, False), ("street", False, True),
    ]  # fmt: skip
    assert [(one.guest, one.teams, one.participants) for one in script.people[1:]] == [
        (True, (), ""), (False, ("T0OTHER",), ""), (False, (), "T0FOREIGN"),
    ]  # fmt: skip


@pytest.mark.parametrize("play", ["- becomes: haunted", "- ana: {edit: Hello}", "- ana: {leave: home}"])
def test_what_cannot_become_of_a_channel_or_a_message_is_named(play: str) -> None:
    with pytest.raises(YamlError):
        items(play)


def test_somebody_new_is_known_from_there_on_and_in_what_goes_on_after(tmp_path: Path) -> None:
    (tmp_path / "first.yaml").write_text("play:\n- add: Zoé\n- zoe: hi", encoding="utf-8")
    later = scripts.read(
        "after: first.yaml\nplay:\n- zoe: again\n- add: {gita: {guest: yes}}\n- gita: hi", "s.yaml", tmp_path
    )
    assert [one.key for one in later.newcomers] == ["zoe", "gita"]
    assert [one.key for one in later.people] == ["ana", "ben", "chloe", "dan", "eva", "otto"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("- zoe: hi\n- add: Zoé", "line 2: “zoe” is nobody in the play", id="before they came"),
        pytest.param("- add: Ana", "line 2: there is a “ana” already", id="somebody who is here"),
        pytest.param("- add: {a: A, b: B}", "line 2: one person at a time", id="two at once"),
        pytest.param("- add: Note", "line 2: “note” cannot name a person here", id="a word of the script"),
        pytest.param("- add: 李", "line 2: “” cannot name a person here", id="a name without a letter for a key"),
        pytest.param("- ana: {edit: Call me}", "line 2: a message is edited to other words", id="edited to what"),
    ],
)
def test_people_who_come_later_are_checked(text: str, said: str) -> None:
    with pytest.raises(YamlError) as wrong:
        scripts.read(f"play:\n{text}", "s.yaml")
    assert said in str(wrong.value)
