"""What somebody has changed of a set, told to its channel in a line: what was typed stands on the charter, which has followed."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.domain.states import Asking, Guidance, HintsGiven, PromptsShown
from prompts.blocks import Block, section
from prompts.founding import ASKING, PROMPTS_SHOWN, rhythm
from prompts.hints import GIVEN
from prompts.language import N_, _, ngettext
from prompts.wording import in_a_line, listed, mention, number

Facts = Mapping[str, Any]


def notice(facts: Facts) -> list[Block]:
    """Who has changed what, from the row of the post."""
    changed = _("{person} has changed the set: {what}. The charter shows it as it is now.")
    what = listed([_what(str(one), facts) for one in facts["what"]])
    return [section(changed.format(person=mention(str(facts["by"]), opening=True), what=what))]


def _what(what: str, facts: Facts) -> str:
    """With what it is now, where nobody typed that."""
    return _(_TYPED[what]) if what in _TYPED else _CHOSEN[what](facts)


def _talk(facts: Facts) -> str:
    return _("how you talk (*spoken*)") if facts["spoken"] else _("how you talk (*typed*)")


def _rhythm(facts: Facts) -> str:
    often = rhythm(int(facts["every_weeks"]), int(facts["meetings"]))
    return _("how often it meets (*{rhythm}*)").format(rhythm=often)


def _format(facts: Facts) -> str:
    return _("the format of a meeting (*{title}*)").format(title=in_a_line(str(facts["format"]), 80))


def _zone(facts: Facts) -> str:
    return _("its time zone (*{zone}*)").format(zone=in_a_line(str(facts.get("zone", "")), 80))


def _country(facts: Facts) -> str:
    country = in_a_line(str(facts.get("country", "")), 80)
    kept, none = _("whose public holidays I keep (*{country}*)"), _("whose public holidays I keep (*none*)")
    return kept.format(country=country) if facts.get("country") else none


def _kept(facts: Facts) -> str:
    kept = ngettext(
        "how long I keep its record once it ends (*one month*)",
        "how long I keep its record once it ends (*{count} months*)",
        int(facts["kept_months"]),
    )
    return kept.format(count=number(int(facts["kept_months"])))


def _prompts(facts: Facts) -> str:
    how = _(PROMPTS_SHOWN[PromptsShown(facts["prompts"])])
    return _("questions to borrow (*{how}*)").format(how=how)


def _asking(facts: Facts) -> str:
    return _("how you ask (*{how}*)").format(how=_(ASKING[Asking(facts["asking"])]))


def _hints(facts: Facts) -> str:
    which = _(GIVEN[HintsGiven(facts["hints"])])
    return _("private hints at how you ask (*{which}*)").format(which=which)


def _guidance(facts: Facts) -> str:
    return _(_GUIDANCE[Guidance(facts["guidance"])])


def _length(facts: Facts) -> str:
    length = ngettext("how long (*one minute*)", "how long (*{count} minutes*)", int(facts["minutes"]))
    return length.format(count=number(int(facts["minutes"])))


def _quiet(facts: Facts) -> str:
    quiet = int(facts["quiet_seconds"]) // 60
    after = ngettext(
        "when I call the next person (*after one minute*)",
        "when I call the next person (*after {count} minutes*)",
        quiet,
    )
    return after.format(count=number(quiet))


_GUIDANCE: Final[Mapping[Guidance, str]] = {
    Guidance.LEAD: N_("how much of me there is (*lead*)"),
    Guidance.ACCOMPANY: N_("how much of me there is (*accompany*)"),
    Guidance.KEEP: N_("how much of me there is (*keep*)"),
}
_TYPED: Final[Mapping[str, str]] = {
    "name": N_("its name"),
    "learn": N_("what it wants to learn"),
    "do": N_("what it wants to do"),
    "change": N_("what it wants to change"),
    "plan_link": N_("the plan or programme it's part of"),
    "place": N_("where it meets"),
    "adviser": N_("its facilitator"),
}
_CHOSEN: Final[Mapping[str, Callable[[Facts], str]]] = {
    "spoken": _talk,
    "rhythm": _rhythm,
    "format": _format,
    "zone": _zone,
    "country": _country,
    "kept_months": _kept,
    "prompts": _prompts,
    "asking": _asking,
    "hints": _hints,
    "guidance": _guidance,
    "minutes": _length,
    "quiet_seconds": _quiet,
}
