"""A whole life of a set in a language that nobody speaks: nothing is said in plain English in it, and Slack takes all of it."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from benchmarks.play import STAGES
from benchmarks.set_size import SMALL
from bot.config import Config
from prompts import catalogues
from prompts.language import Language, speaking
from prompts.language_files import load_languages
from prompts.wording import ELLIPSIS
from rehearsal.block_limits import block_errors
from rehearsal.view_limits import view_errors
from rehearsal.view_methods import Views
from rehearsal.workspace import Workspace
from rehearsal.world import World
from tests.prompts.samples import EVERYTHING
from tests.pseudo_language import (
    CODE,
    LOCALE,
    bare,
    english_in,
    texts,
    unaccented,
    write_pseudo_language,
    write_sentences,
)
from tests.scene import Scene, a_scene

SAYS: Final = (
    "chat.postMessage",
    "chat.update",
    "chat.postEphemeral",
    "views.open",
    "views.update",
    "views.publish",
    "response_url",
)
TYPED_IN: Final = ("text", "value", "name", "real_name")


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("pseudo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogues, "SENTENCES", folder / "words.pot")
        catalogues.our_sentences.cache_clear()
        write_sentences(catalogues.SENTENCES)
        yield write_pseudo_language(folder / "own")
    catalogues.our_sentences.cache_clear()


@pytest.fixture(scope="module")
def pseudo(words: Path) -> Language:
    return load_languages(words).of(CODE)


@pytest.fixture
def read_by_the_people_of_the_play(monkeypatch: pytest.MonkeyPatch) -> None:
    """They have the pseudo-language in Slack and know English as well: what stands on their screens they read in it.

    What the bot says is looked at on its way there, and so is what Slack finds wrong with it.
    """
    written, edit, completed = World._written, World.edit, Views._completed

    def read(self: World, channel: Any, user: str, text: str, blocks: Any, **about: object) -> Any:
        return written(self, channel, user, unaccented(text), plain(list(blocks)), **about)

    def revised(self: World, message: Any, text: str, blocks: Any) -> None:
        edit(self, message, unaccented(text), plain(list(blocks)))

    monkeypatch.setattr(World, "_written", read)
    monkeypatch.setattr(World, "edit", revised)
    monkeypatch.setattr(Views, "_completed", lambda self, view: completed(self, plain(view)))
    person = Workspace.person
    monkeypatch.setattr(Workspace, "person", lambda self, name, **more: person(self, name, locale=LOCALE, **more))


def plain(part: Any) -> Any:
    """The same in English."""
    if isinstance(part, str):
        return unaccented(part)
    if isinstance(part, list):
        return [plain(item) for item in part]
    return {name: plain(value) for name, value in part.items()} if isinstance(part, dict) else part


def said(scene: Scene) -> Iterator[tuple[str, Any]]:
    """Everything that the bot has sent to Slack or answered, with what it was."""
    for call in scene.ws.calls:
        if call.method in SAYS:
            given = {
                name: json.loads(one) if name in ("blocks", "view") and isinstance(one, str) else one
                for name, one in call.args.items()
            }
            yield call.method, given
    for answer in scene.ws.deliveries.made:
        if answer.response:
            yield "answer", answer.response


def typed(scene: Scene) -> frozenset[str]:
    """Whatever people have typed, and what they are called."""
    found = {bare(one) for answer in scene.ws.deliveries.made for one in _typed_in(answer.delivery.payload)}
    return frozenset({*found, *(bare(one.name) for one in scene.people), bare(scene.otto.name)})


def _typed_in(payload: Mapping[str, Any]) -> Iterator[str]:
    yield f"{payload.get('command', '')} {payload.get('text') or ''}"
    for part in (payload.get("event"), payload.get("message")):
        if isinstance(part, dict) and not part.get("bot_id"):
            yield str(part.get("text") or "")
    values = ((payload.get("view") or {}).get("state") or {}).get("values") or {}
    for block in values.values():
        for element in block.values():
            yield str(element.get("value") or "")


async def test_nothing_is_said_in_plain_english(
    tmp_path: Path, words: Path, read_by_the_people_of_the_play: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.scene.Config", partial(Config, words_dir=words))
    async with a_scene(tmp_path) as scene:
        for stage in STAGES:
            await stage(scene, SMALL)
        by_people, found = typed(scene), Counter[str]()
        for what, sent in said(scene):
            for text in texts(sent):
                found.update(f"{run}   ({what})" for run in english_in(text, by_people))
        refused = [(call.method, call.outcome) for call in scene.ws.calls if "invalid" in call.outcome]
    assert refused == []
    assert [f"{times} × {run}" for run, times in found.most_common()] == []


@pytest.mark.parametrize("typed", ["short", "&" * 10_000], ids=["little typed", "much typed"])
@pytest.mark.parametrize("name", EVERYTHING)
def test_slack_takes_what_is_a_third_longer(pseudo: Language, name: str, typed: str) -> None:
    with speaking(pseudo):
        shown = EVERYTHING[name](typed)
    errors = view_errors(shown, shown["type"]) if "type" in shown else block_errors(shown["blocks"], "message")
    assert errors == []
    assert "text" not in shown or 0 < len(shown["text"]) < 4000


@pytest.mark.parametrize("name", EVERYTHING)
def test_what_is_a_third_longer_is_not_cut_where_nobody_has_typed_much(pseudo: Language, name: str) -> None:
    cut_in_english = {one for one in texts(EVERYTHING[name]("short")) if one.endswith(ELLIPSIS)}
    with speaking(pseudo):
        shown = EVERYTHING[name]("short")
    cut = [unaccented(one) for one in texts(shown) if one.endswith(ELLIPSIS)]
    assert [one for one in cut if one not in cut_in_english] == []
