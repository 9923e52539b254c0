"""Languages by their folders: what one lacks is English, an organisation's own words go over ours, and mistakes have their lines."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from bot.domain.errors import Misconfigured
from bot.domain.formats import Format
from bot.domain.question_bank import Bank
from prompts import catalogues, language_files
from prompts.bank import FORMATS, QUESTIONS, load_bank, load_formats
from prompts.commands import help_text
from prompts.language import _, ngettext, pgettext, speaking
from prompts.language_files import Languages, Titles, load_languages

OURS: Final = """
msgid "Start"
msgstr ""

msgid "{peer}, your turn to ask {presenter}."
msgstr ""

msgid "One issue is waiting."
msgid_plural "{count} issues are waiting."
msgstr[0] ""
msgstr[1] ""

msgctxt "name of a step"
msgid "Opening"
msgstr ""

msgctxt "pattern of a date"
msgid "EEE d MMM y"
msgstr ""
"""
HEADER: Final = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
PROMPT: Final = "- step: question\n  family: who\n  challenge: 1\n  prompts:\n    {id}: {text}\n"
FORMAT: Final = """name: {name}
title: {title}
about: Short.
steps:
  - {{kind: opening, minutes: 5, says: "{{minutes}} minutes."}}
  - slot:
      - {{kind: question, minutes: 5, says: "Ask."}}
  - {{kind: closing, minutes: 5, says: "Close."}}
"""


@pytest.fixture(autouse=True)
def sentences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """These are all the sentences that we have."""
    path = tmp_path / "words.pot"
    path.write_text(OURS)
    monkeypatch.setattr(catalogues, "SENTENCES", path)
    catalogues.our_sentences.cache_clear()
    monkeypatch.setattr(catalogues, "our_sentences", catalogues.our_sentences.__wrapped__)
    monkeypatch.setattr(
        language_files, "load_bank", lambda path: english_bank() if path == QUESTIONS else load_bank(path)
    )
    monkeypatch.setattr(
        language_files, "load_formats", lambda path: english_formats() if path == FORMATS else load_formats(path)
    )


@cache
def english_bank() -> Bank:
    """Read once: it is hundreds of lines, and the same for each test."""
    return load_bank(QUESTIONS)


@cache
def english_formats() -> Mapping[str, Format]:
    """Read once."""
    return load_formats(FORMATS)


def own(tmp_path: Path, **files: str) -> Path:
    """A folder of an organisation's own words; `en_GB__words_po` is the file en_GB/words.po."""
    folder = tmp_path / "own"
    folder.mkdir()
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_po", ".po").replace("_yaml", ".yaml").replace("_md", ".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return folder


def mistakes(folder: Path) -> list[str]:
    with pytest.raises(Misconfigured) as caught:
        load_languages(folder)
    return [line.removeprefix(f"{folder}/") for line in str(caught.value).splitlines()]


def said(languages: Languages, code: str = "en_GB", count: int = 2) -> tuple[str, str, str]:
    with speaking(languages.of(code)):
        return (
            _("Start"),
            ngettext("One issue is waiting.", "{count} issues are waiting.", count),
            pgettext("name of a step", "Opening"),
        )


def test_without_words_of_their_own_there_is_english_alone_as_it_stands() -> None:
    languages = load_languages()
    assert (list(languages.languages), languages.are_several) == (["en_GB"], False)
    assert said(languages) == ("Start", "{count} issues are waiting.", "Opening")
    assert languages.best_for("bg-BG") is None


def test_one_sentence_of_their_own_is_said_in_place_of_ours(tmp_path: Path) -> None:
    """A file without a header will do."""
    languages = load_languages(
        own(tmp_path, en_GB__words_po='# Ours is a school.\nmsgid "Start"\nmsgstr "Let’s begin"\n')
    )
    assert said(languages) == ("Let’s begin", "{count} issues are waiting.", "Opening")
    assert not languages.are_several


def test_what_another_language_lacks_is_said_in_their_own_english_then_in_ours(tmp_path: Path) -> None:
    files = {
        "en_GB__words_po": 'msgid "Start"\nmsgstr "Let’s begin"\n',
        "bg_BG__words_po": HEADER
        + 'msgid "One issue is waiting."\nmsgid_plural "{count} issues are waiting."\n'
        + 'msgstr[0] "Чака един въпрос."\nmsgstr[1] "Чакат {count} въпроса."\n\nmsgid "Start"\nmsgstr ""\n',
    }
    languages = load_languages(own(tmp_path, **files))
    assert list(languages.languages) == ["en_GB", "bg_BG"]
    assert said(languages, "bg_BG") == ("Let’s begin", "Чакат {count} въпроса.", "Opening")
    assert said(languages, "bg_BG", 1)[1] == "Чака един въпрос."
    assert said(languages, "xx_XX") == said(languages, "en_GB")


@pytest.mark.parametrize(
    ("locale", "code"),
    [
        pytest.param("bg-BG", "bg_BG", id="as it is"),
        pytest.param("pt-BR", "pt_PT", id="of another country"),
        pytest.param("en-US", "en_GB", id="English of another country"),
        pytest.param("ja-JP", "en_GB", id="none of ours"),
        pytest.param(None, None, id="not told"),
        pytest.param(5, None, id="something else"),
    ],
)
def test_somebody_is_spoken_to_in_what_their_slack_is_set_to(tmp_path: Path, locale: object, code: str | None) -> None:
    sentence = 'msgid "Start"\nmsgstr "X"\n'
    languages = load_languages(own(tmp_path, bg_BG__words_po=sentence, pt_PT__words_po=sentence))
    assert languages.best_for(locale) == code


def test_prompts_of_their_own_replace_those_of_the_same_id_and_are_added_else(tmp_path: Path) -> None:
    ours = load_languages().materials["en_GB"].bank
    id = ours.prompts[0].id
    folder = own(
        tmp_path,
        en_GB__questions_yaml=PROMPT.format(id=id, text="Who, at our school?")
        + PROMPT.format(id="of-ours", text="And who else?"),
    )
    bank = load_languages(folder).materials["en_GB"].bank
    assert [one.id for one in bank.prompts] == [*(one.id for one in ours.prompts), "of-ours"]
    assert [one.text for one in bank.prompts if one.id in (id, "of-ours")] == ["Who, at our school?", "And who else?"]


def test_formats_of_their_own_stand_beside_ours_or_in_their_place(tmp_path: Path) -> None:
    folder = own(
        tmp_path,
        en_GB__formats__classic_yaml=FORMAT.format(name="classic", title="As we do it"),
        en_GB__formats__short_yaml=FORMAT.format(name="short", title="Short"),
        bg_BG__formats__short_yaml=FORMAT.format(name="short", title="Кратка"),
    )
    languages = load_languages(folder)
    titles = Titles(languages.materials)
    assert (titles["classic"], titles["short"]) == ("As we do it", "Short")
    assert [*titles] == sorted({*load_languages().materials["en_GB"].formats, "short"})
    with speaking(languages.of("bg_BG")):
        assert (titles["classic"], titles["short"], len(titles)) == ("As we do it", "Кратка", len([*titles]))


SENTENCE: Final = 'msgid "{peer}, your turn to ask {presenter}."\n'
BOTH: Final = 'msgid "One issue is waiting."\nmsgid_plural "{count} issues are waiting."\n'


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        pytest.param(SENTENCE + 'msgstr "{peer}, ask!"\n', ["1: {presenter} is missing"], id="a name is missing"),
        pytest.param(
            SENTENCE + 'msgstr "{peer}, ask {presenter} or {chair}."\n',
            ["1: {chair} is not known here; there is {peer}, {presenter}"],
            id="a name that is none",
        ),
        pytest.param(
            SENTENCE + 'msgstr "{peer.id}, ask {presenter!r}."\n',
            [
                "1: {peer.id} is not known here; there is {peer}, {presenter}",
                "1: {peer} is missing",
                "1: {presenter!r} is not known here; there is {peer}, {presenter}",
                "1: {presenter} is missing",
            ],
            id="more than a name",
        ),
        pytest.param(
            SENTENCE + 'msgstr "{peer, ask {presenter}."\n',
            ["1: a curly bracket is not closed, or not opened, in “{peer, ask {presenter}.”"],
            id="a bracket",
        ),
        pytest.param(
            'msgid "Start"\nmsgstr "Start {it}"\n',
            ["1: {it} is not known here; this sentence has nothing to fill in"],
            id="nothing to fill in",
        ),
        pytest.param(
            '\n\nmsgid "Begin"\nmsgstr "Start"\n',
            ["3: “Begin” is no sentence of mine; prompts/languages/words.pot has them all"],
            id="no sentence of ours",
        ),
        pytest.param(
            'msgid "Opening"\nmsgstr "Start"\n',
            ["1: “Opening” is no sentence of mine; prompts/languages/words.pot has them all"],
            id="without what it is about",
        ),
        pytest.param(
            BOTH + 'msgstr[0] "One waits."\n',
            ["1: “One issue is waiting.” needs 2 sentences here, msgstr[0] to msgstr[1]"],
            id="one of two",
        ),
        pytest.param(
            BOTH + 'msgstr[0] "One waits."\nmsgstr[1] "Many wait."\n',
            [],
            id="a number that is left out",
        ),
        pytest.param(
            BOTH + 'msgstr[0] "One waits."\nmsgstr[1] "{number} wait."\n',
            ["1: {number} is not known here; there is {count}"],
            id="another name for a number",
        ),
        pytest.param(
            BOTH + 'msgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "c"\n',
            ["1: msg has more translations than num_plurals of catalog"],
            id="three of two",
        ),
        pytest.param(
            'msgctxt "pattern of a date"\nmsgid "EEE d MMM y"\nmsgstr "EEE d MMMMMMM y"\n',
            ["2: “EEE d MMMMMMM y” is no pattern of a date"],
            id="a pattern that is none",
        ),
        pytest.param(
            'msgid "Start"\nmsgstr "A"\n\nmsgid "Start"\nmsgstr "B"\n',
            ["4: “Start” stands here a second time"],
            id="twice",
        ),
        pytest.param(
            'msgid "Start"\nmsgstr "Begin\n\nStart = Begin\n',
            [
                '2: a line is msgid or msgstr and words in quotation marks, such as msgid "Start"',
                '4: a line is msgid or msgstr and words in quotation marks, such as msgid "Start"',
                "4: the last msgid has no msgstr",
            ],
            id="no catalogue",
        ),
        pytest.param(
            '"Start"\nmsgstr "Begin"\n',
            ["1: a line of words cannot stand behind nothing", "2: msgstr cannot stand behind nothing"],
            id="no sentence before",
        ),
        pytest.param('msgid "Start"\n', ["1: the last msgid has no msgstr"], id="no words"),
    ],
)
def test_what_is_wrong_with_a_catalogue_is_named_with_its_line(tmp_path: Path, words: str, wrong: list[str]) -> None:
    folder = own(tmp_path, en_GB__words_po=words)
    if not wrong:
        load_languages(folder)
        return
    assert mistakes(folder) == [f"en_GB/words.po, line {one}" for one in wrong]


@pytest.mark.parametrize(
    "header",
    ["Plural-Forms: nplurals=many; plural=n;", "Plural-Forms: nplurals=2; plural=n +* 1;"],
)
def test_a_header_that_cannot_be_used_is_named(tmp_path: Path, header: str) -> None:
    words = f'msgid ""\nmsgstr ""\n"{header}\\n"\n\nmsgid "Start"\nmsgstr "A"\n'
    (told,) = mistakes(own(tmp_path, en_GB__words_po=words))
    assert told.startswith("en_GB/words.po: its header cannot be used: ")


def test_all_files_are_looked_at_before_anything_is_told(tmp_path: Path) -> None:
    folder = own(
        tmp_path,
        words_po="",
        english__words_po="",
        en_GB__word_po="",
        en_GB__questions_yaml=PROMPT.format(id="who", text="No question"),
        en_GB__formats__short_yaml=FORMAT.format(name="long", title="Long"),
        bg_BG__words_po='msgid "Begin"\nmsgstr "A"\n',
        bg_BG__formats__short_po="",
    )
    assert mistakes(folder) == [
        "words.po: words stand in a folder of their language, such as en_GB",
        "english: a folder is named for its language, such as en_GB",
        "bg_BG/formats/short.po: there is no such file of a language, only words.po, help.md, questions.yaml and formats/NAME.yaml",
        "bg_BG/words.po, line 1: “Begin” is no sentence of mine; prompts/languages/words.pot has them all",
        "bg_BG/formats: there is no format here",
        "en_GB/word.po: there is no such file of a language, only words.po, help.md, questions.yaml and formats/NAME.yaml",
        "en_GB/questions.yaml, line 5: who must be one question, with its question mark at the end",
        "en_GB/formats/short.yaml, line 1: the name must be short, as the file is called",
    ]


def test_a_folder_without_a_language_is_named(tmp_path: Path) -> None:
    assert mistakes(own(tmp_path)) == [f"{tmp_path / 'own'}: there is no folder of a language in it, such as en_GB"]


def helped(languages: Languages, code: str = "en_GB") -> str:
    with speaking(languages.of(code), prefix="acme"):
        return str(help_text()["text"])


def test_help_of_ones_own_is_said_instead_of_ours_with_the_commands_of_the_workspace(tmp_path: Path) -> None:
    folder = own(tmp_path, en_GB__help_md="*Type*\n{set start} starts.\n\n> Small.", bg_BG__words_po=HEADER)
    assert helped(load_languages(folder)) == "*Type*\n`/acme-set start` starts.\nSmall."
    assert helped(load_languages(folder), "bg_BG") == helped(load_languages(folder))
    (folder / "bg_BG" / "help.md").write_text("{action list} bg")
    assert helped(load_languages(folder), "bg_BG") == "`/acme-action list` bg"
    assert "*Run a meeting*" in helped(load_languages())


def test_what_is_wrong_with_help_is_named_with_its_line(tmp_path: Path) -> None:
    assert mistakes(own(tmp_path, en_GB__help_md="{set start}\n{start} it\n\n{action list shows yours\n")) == [
        "en_GB/help.md, line 2: {start} is no command; they begin with set-issue, set, action",
        "en_GB/help.md, line 4: a curly bracket is not closed, or not opened",
    ]


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        pytest.param("\n \n", "en_GB/help.md is empty: help needs at least one paragraph", id="nothing"),
        pytest.param("a\n\n" * 21, "en_GB/help.md has 21 paragraphs, and 20 is the most", id="too many"),
        pytest.param(
            "a" * 2501, f"en_GB/help.md: the paragraph “{'a' * 30}” is longer than 2500 characters", id="long"
        ),
    ],
)
def test_help_that_slack_would_not_take_is_refused(tmp_path: Path, content: str, wrong: str) -> None:
    assert mistakes(own(tmp_path, en_GB__help_md=content)) == [wrong]
