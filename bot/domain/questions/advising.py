"""Advice and stories: sentences that bring an answer and ask for none."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.questions.kinds import Found, Kind, Sign
from bot.domain.questions.lexicon import ACTIONS, AUXILIARIES, HELPFUL, MINOR, WH, listed
from bot.domain.questions.sentences import PAUSE

_YOU: Final = listed("you we they he she")
_CLAUSES: Final = WH | listed("if unless until whatever whether")
_TELLS: Final = listed("should must ought")
_MAY: Final = listed("could might may can")
_I_ADVISE: Final = listed("suggest recommend advise encourage urge propose")
_MY: Final = listed("advice suggestion recommendation tip tips")
_NOUNS: Final = listed("work change support trust help play rest call talk challenge practice focus report plan test")
_STARTS_MAYBE: Final = frozenset({"maybe", "perhaps"})
_STORY: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    first: tuple(tuple(rest.split()) for rest in then)
    for first, then in {
        "in": ("my experience", "my case", "my team", "my school", "my last", "our team", "our case"),
        "when": ("i was", "i had", "i did", "i worked", "i started", "we had", "we did"),
        "i": ("used to", "once", "remember", "have been", "had the", "had a", "have had", "found"),
        "we": ("did", "had", "tried", "found", "used to", "went through"),
        "what": ("worked for", "helped me", "i did", "we did"),
        "same": ("here", "thing", "happened"),
        "at": ("ours", "my school", "our place"),
    }.items()
}


def advice(words: Sequence[str], start: int, *, asked: bool = False) -> Found | None:
    """Advice that begins there, after what people warm up with, or stands further on in the sentence.

    Where it has a question mark, *you need to* and *you can* only ask whether they heard well.
    """
    at = start
    while words[at] in MINOR or words[at] == "or":
        at += 1
    if _commands(words, at):
        return Found(Kind.STATEMENT, Sign.ADVISES, start, at)
    for number, word in enumerate(words):
        if word in _YOU:
            last = _you_should(words, number)
            if asked and words[last] in {"to", "can", "need", "have"}:
                continue
        elif word == "i":
            last = _i_would(words, number)
        elif word in _MY and words[number - 1] in {"my", "best", "one", "some", "of"}:
            last = number
        elif (
            word == "worth"
            or (word == "helps" and words[number + 1] == "to")
            or (word == "let" and words[number + 1] == "us" and number == start)
        ):
            last = number if word != "worth" or words[number + 1].endswith("ing") else 0
        else:
            continue
        if last:
            return Found(Kind.STATEMENT, Sign.ADVISES, number, last)
    return None


def _commands(words: Sequence[str], at: int) -> bool:
    """*Ask her*, *don't wait*; and not *have been there*, *change takes time*, *trust is rare*."""
    word, then = words[at], words[at + 1]
    if word == "do" and then == "not":
        return True
    if word not in ACTIONS or then in AUXILIARIES or then in {"you", "care", ""}:
        return False
    return not (word == "have" and then in {"been", "had", "seen"}) and not (word in _NOUNS and then.endswith("s"))


def _you_should(words: Sequence[str], number: int) -> int:
    """The last word of *you should*, *you might want to*, *we need to*; 0 where there is nothing like it."""
    if number and (words[number - 1] in AUXILIARIES or words[number - 1] in _CLAUSES):
        return 0
    at = number + 1
    while words[at] in MINOR:
        at += 1
    word, then = words[at], words[at + 1]
    if word in _TELLS or (word in {"need", "have"} and then == "to" and words[number] == "you"):
        return at
    if (word == "had" and then == "better") or (word == "would" and then == "better"):
        return at + 1
    return at if word in _MAY and words[number] in {"you", "we"} else 0


def _i_would(words: Sequence[str], number: int) -> int:
    at = number + 1
    would = words[at] == "would"
    at += would
    while words[at] in MINOR:
        at += 1
    if words[at] in _I_ADVISE:
        return at
    if would and words[at] in ACTIONS:
        return at
    return at + 1 if words[number - 1] == "if" and words[at] in {"was", "were"} and words[at + 1] == "you" else 0


def perhaps(words: Sequence[str], start: int) -> Found | None:
    """Whether a sentence with a mark proposes something: *maybe a mediator*, *or ask her first*."""
    for at, word in enumerate(words):
        begins = at <= start or words[at - 1] == PAUSE
        if begins and (word in _STARTS_MAYBE or (word == "or" and at <= start)):
            return Found(Kind.LEADING, Sign.PERHAPS, at, at)
    found = advice(words, start, asked=True)
    if found is not None:
        return found._replace(kind=Kind.LEADING, sign=Sign.PERHAPS)
    modal = next((at for at, word in enumerate(words) if word in _MAY or word == "would"), None)
    if modal is not None and not HELPFUL.isdisjoint(words[modal : modal + 5]):
        return Found(Kind.LEADING, Sign.PERHAPS, modal, modal + 1)
    return None


def story(words: Sequence[str]) -> Found | None:
    """A case of one's own (B3)."""
    for number, word in enumerate(words):
        for rest in _STORY.get(word, ()):
            if tuple(words[number + 1 : number + 1 + len(rest)]) == rest:
                return Found(Kind.STATEMENT, Sign.TELLS_A_STORY, number, number + len(rest))
    return None
