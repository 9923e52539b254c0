"""The forms in which a set is founded, and its settings and ground rules are changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from bot.domain.cycles import NO_AIMS, Aims
from bot.domain.lengths import LONGEST_AIM, LONGEST_NAME, LONGEST_RULES
from bot.domain.retention import KEPT_MONTHS
from bot.domain.sets import (
    COMFORTABLE,
    FEWEST,
    MOST,
    QUIET_SECONDS,
    RHYTHMS,
    USUAL_RHYTHM,
    Charter,
    Settings,
)
from bot.domain.states import Asking, Guidance, HintsGiven, PromptsShown
from prompts import ids
from prompts.blocks import Block, Button, buttons, hint, section
from prompts.forms import (
    Choice,
    Form,
    modal,
    moment_picker,
    number,
    people,
    person,
    radio,
    select,
    text_input,
)
from prompts.hints import GIVEN
from prompts.language import N_, _, ngettext
from prompts.milestones import milestone_choices, milestones_named
from prompts.wording import in_a_line, slash
from prompts.wording import number as in_figures

_SAMPLE_RULES: Final = (
    N_("We ask rather than tell: no advice, no stories of our own."),
    N_("Whoever presents owns the problem and decides what to do; they can leave any question open."),
    N_("What's said here stays here, unless someone might come to harm. Only the presenter brings it up again."),
    N_("We leave out names and details that could identify a patient, client, pupil or colleague."),
    N_("We come on time and stay to the end, or say beforehand that we can't."),
    N_("We listen to the end, one at a time, and leave room for silence."),
    N_("We do what we say we'll do, and report back, even when nothing came of it."),
)
"""Samples to start from; a set makes its own (G1). They cover attendance, advice, ownership and confidentiality."""
MEMBER: Final = "member"
FACILITATOR: Final = "facilitator"
PROMPTS_SHOWN: Final[Mapping[PromptsShown, str]] = {
    PromptsShown.LENT: N_("lent privately, on request"),
    PromptsShown.PUBLIC: N_("one in each call, for everyone to see"),
    PromptsShown.NONE: N_("none"),
}
ASKING: Final[Mapping[Asking, str]] = {
    Asking.ROUNDS: N_("in turn, round after round"),
    Asking.WRITTEN: N_("in writing, released together"),
}
GUIDANCE: Final[Mapping[Guidance, str]] = {
    Guidance.LEAD: N_("Lead: what comes next, calls in turn, and questions to borrow"),
    Guidance.ACCOMPANY: N_("Accompany: calls in turn, in few words and without prompts"),
    Guidance.KEEP: N_("Keep: only dates, the clock, actions and report-backs"),
}
_USUAL_QUIET: Final = "120"
_USUAL_MINUTES: Final = 90


def sample_rules() -> tuple[str, ...]:
    return tuple(_(rule) for rule in _SAMPLE_RULES)


def founding_form(
    channel_id: str,
    *,
    formats: Sequence[Choice],
    first: datetime,
    country: str = "",
    channel_name: str = "",
    more: bool = False,
) -> Form:
    """The wizard: its seven fields, and once *More* was pressed in it all the others, whatever was typed.

    `formats` are (name, title); `first` is when the first meeting is unless another moment is chosen (UTC), and `country` the name
    of the one whose public holidays are kept unless another is named.
    """
    return modal(
        _("A new set"),
        _("Create the set"),
        ids.SET_FORM,
        channel_id,
        section(_what_it_makes(channel_name)),
        _name(),
        people("members", _("Members"), hint=_how_many()),
        radio("i_am", _("I am"), _told(_ROLES), initial=MEMBER),
        moment_picker(
            "first", _("First meeting on"), initial=first, hint=_("In your own time zone. Everyone sees it in theirs.")
        ),
        rhythm_field(USUAL_RHYTHM),
        *_talk(),
        _length(_USUAL_MINUTES),
        *(_rest(formats, country) if more else _more(first, country)),
    )


def _what_it_makes(channel_name: str) -> str:
    if not channel_name:
        return _("A new action learning set. I'll ask its members to agree to the ground rules.")
    return _("A new action learning set in #{channel}. I'll ask its members to agree to the ground rules.").format(
        channel=in_a_line(channel_name, 80)
    )


def _told(choices: Sequence[Choice]) -> list[Choice]:
    return [(value, _(words)) for value, words in choices]


def settings_form(set_id: str, shown: Settings, formats: Sequence[Choice]) -> Form:
    """What a set was founded with, to be changed at any time, and more members; its rules and next date have their own ways."""
    return modal(
        _("Change the set"),
        _("Save"),
        ids.SETTINGS_FORM,
        ids.value("set", set_id),
        hint(
            _(
                "I'll tell the channel what you change. Ground rules: {rules}. The next date: {plan}. To leave: {leave}."
            ).format(rules=slash("set rules"), plan=slash("set plan"), leave=slash("set leave"))
        ),
        _name(shown.name),
        people("add", _("Add members"), hint=_("I'll ask them to agree to the ground rules."), optional=True),
        rhythm_field(
            (shown.every_weeks, shown.meetings), hint=_("The next meeting stays where it is, and later ones follow.")
        ),
        *_talk(spoken=shown.spoken, place=shown.place),
        _length(shown.minutes),
        *aims_fields(Aims(shown.learn, shown.do, shown.change), shown.plan_link),
        _adviser(shown.adviser),
        *_manner(formats, shown.format, shown.quiet_seconds),
        _asking(shown.asking),
        _prompts(shown.prompts),
        _hints(shown.hints),
        guidance_field(shown.guidance),
        _zone(_("A city in it will do. The next meeting stays where it is, and later ones keep to this."), shown.zone),
        _country(shown.country),
        _kept(shown.kept_months),
    )


def rules_form(shown: Charter) -> Form:
    """The ground rules, one a line."""
    return modal(
        _("Ground rules"),
        _("Save"),
        ids.RULES_FORM,
        ids.value("set", shown.set_id),
        rules_field(shown.rules),
        hint(
            _("I'll show old and new side by side in the channel. The old ones apply until enough of you have agreed.")
        ),
    )


_ROLES: Final = (
    (MEMBER, N_("A member")),
    (FACILITATOR, N_("The facilitator: I look after the set and its meetings")),
)
_TALK: Final = (
    ("typed", N_("Typed: you talk in threads here")),
    ("spoken", N_("Spoken: you talk on a call, and I keep time and turns")),
)


def _how_many() -> str:
    return _(
        "{fewest} to {most} work best, and {least} to {highest} are possible. If you're a member, that includes you."
    ).format(
        fewest=in_figures(COMFORTABLE.start),
        most=in_figures(COMFORTABLE.stop - 1),
        least=in_figures(FEWEST),
        highest=in_figures(MOST),
    )


def _name(initial: str = "") -> Block:
    return text_input("name", _("Name of the set"), initial=initial, most=LONGEST_NAME)


def rhythm_field(chosen: tuple[int, int], hint: str = "") -> Block:
    """How often and how many, in one; what a set has already is offered too."""
    offered = RHYTHMS if chosen in RHYTHMS else (chosen, *RHYTHMS)
    choices = [(_rhythm_value(one), rhythm(*one)) for one in offered]
    return select("rhythm", _("How often, and how many"), choices, initial=_rhythm_value(chosen), hint=hint)


def _rhythm_value(one: tuple[int, int]) -> str:
    return f"{one[0]}x{one[1]}"


def rhythm(every_weeks: int, meetings: int) -> str:
    """How often a set meets and how many times: "every 4 weeks, 4 times"."""
    if meetings == 1:
        return _("once")
    often = ngettext("every week", "every {count} weeks", every_weeks).format(count=in_figures(every_weeks))
    times = ngettext("once", "{count} times", meetings).format(count=in_figures(meetings))
    return _("{how_often}, {how_many_times}").format(how_often=often, how_many_times=times)


def _talk(*, spoken: bool = False, place: str = "") -> list[Block]:
    return [
        radio("spoken", _("How will you talk?"), _told(_TALK), initial="spoken" if spoken else "typed"),
        text_input(
            "place",
            _("Link for the call, or the place"),
            initial=place,
            optional=True,
            most=LONGEST_AIM,
            hint=_("For a spoken set, or one that meets in a room. A huddle in this channel works too."),
        ),
    ]


def _length(minutes: int) -> Block:
    return number("minutes", _("Meeting length in minutes"), initial=minutes, low=30, high=480)


def _more(first: datetime, country: str) -> list[Block]:
    """The rest is as most sets have it."""
    that_is_all = _(
        "That's all it takes. *More* has the aims, milestones, format and ground rules. You can change any of it later "
        "with {command}."
    )
    since = f"{first.timestamp():.0f}"
    return [
        hint(that_is_all.format(command=slash("set"))),
        buttons(Button(_("More"), ids.MORE_TO_FOUND, "first", since, carries=ids.with_words("first", since, country))),
    ]


def _rest(formats: Sequence[Choice], country: str) -> list[Block]:
    zone = _zone(_("Yours, unless you name a city in another, such as London."))
    around = [
        *_milestones(),
        *_manner(formats),
        _asking(),
        _prompts(),
        _hints(),
        zone,
        _country(country),
        _kept(KEPT_MONTHS[1]),
    ]
    return [*aims_fields(), _adviser(None), *around, rules_field(sample_rules())]


def _milestones() -> list[Block]:
    """None, those of a school programme, or names of one's own in the order of the meetings."""
    return [
        radio("milestones", _("Milestones"), milestone_choices(), initial="none", hint=milestones_named()),
        text_input(
            "milestone_names",
            _("Milestones of your own, one per line"),
            optional=True,
            multiline=True,
            hint=_("The first line is for the first meeting, and so on; leave a line empty where there's none."),
        ),
    ]


def _country(name: str) -> Block:
    return text_input(
        "country",
        _("Public holidays of"),
        initial=name,
        optional=True,
        most=LONGEST_NAME,
        hint=_("A country, or a part of one such as Scotland. I write to nobody on them. Empty: none are kept."),
    )


def aims_fields(aims: Aims = NO_AIMS, plan_link: str = "") -> list[Block]:
    """What the set wants, and the plan that it serves."""
    return [
        _aim("learn", _("What do you want to learn?"), aims.learn),
        _aim("do", _("What do you want to do?"), aims.do),
        _aim("change", _("What do you want to change?"), aims.change),
        _aim("plan_link", _("Part of (plan or programme)"), plan_link, hint=_("Its name, or a link.")),
    ]


def _aim(name: str, label: str, initial: str, hint: str = "") -> Block:
    return text_input(name, label, initial=initial, optional=True, most=LONGEST_AIM, hint=hint)


def _adviser(user: str | None) -> Block:
    who = _("If you have one. They needn't be a member, and I'll tell them how it works.")
    return person("adviser", _("Facilitator"), initial=user, optional=True, hint=who)


def _manner(formats: Sequence[Choice], chosen: str = "", quiet_seconds: int = int(_USUAL_QUIET)) -> list[Block]:
    quiet = _("Typed: call the next person after")
    return [
        select("format", _("Meeting format"), formats, initial=chosen or formats[0][0]),
        select("quiet_seconds", quiet, _quiet(), initial=str(quiet_seconds)),
    ]


def _asking(chosen: Asking = Asking.ROUNDS) -> Block:
    choices = [(one.value, _(words)) for one, words in ASKING.items()]
    how = _("In writing, each of you writes a question or two before anyone sees them. A format may have its own way.")
    return select("asking", _("How you ask"), choices, initial=chosen.value, hint=how)


def _prompts(chosen: PromptsShown = PromptsShown.LENT) -> Block:
    """Where questions to borrow stand, once the set has met for the first time."""
    choices = [(one.value, _(words)) for one, words in PROMPTS_SHOWN.items()]
    first = _("In your first meeting there's one in each call.")
    return select("prompts", _("Questions to borrow"), choices, initial=chosen.value, hint=first)


def _hints(chosen: HintsGiven = HintsGiven.ON) -> Block:
    """At what the set is hinted at; each may turn that off for themselves besides."""
    choices = [(given.value, _(words)) for given, words in GIVEN.items()]
    private = _("In typed meetings, to whoever wrote it alone.")
    return select("hints", _("Hints at how you ask"), choices, initial=chosen.value, hint=private)


def guidance_field(chosen: Guidance) -> Block:
    """How much of the bot there is in a meeting."""
    never = _("Report-backs, dates, who has agreed and the minutes for the review always stay.")
    choices = [(one.value, _(words)) for one, words in GUIDANCE.items()]
    return radio("guidance", _("How much of me do you want?"), choices, initial=chosen.value, hint=never)


def guidance_form(set_id: str, chosen: Guidance) -> Form:
    """The same by itself."""
    return modal(
        _("How much of me?"),
        _("Save"),
        ids.GUIDANCE_FORM,
        ids.value("set", set_id),
        guidance_field(chosen),
        hint(_("I'll tell the channel. You can have more or less of me at any time, also in the middle of a meeting.")),
    )


def _zone(hint: str, chosen: str = "") -> Block:
    """Where a set has one it is not taken away."""
    return text_input(
        "zone", _("Time zone for its dates"), initial=chosen, hint=hint, optional=not chosen, most=LONGEST_NAME
    )


def _kept(months: int) -> Block:
    """How long the record is kept once the set has ended."""
    choices = [(str(many), _months(many)) for many in KEPT_MONTHS]
    why = _("Its issues, actions, reports and shared learning. Then I delete them.")
    return select("kept_months", _("When the set ends, keep its record for"), choices, initial=str(months), hint=why)


def _months(count: int) -> str:
    return ngettext("One month", "{count} months", count).format(count=in_figures(count))


def _quiet() -> list[Choice]:
    return [(str(seconds), _minutes(seconds // 60)) for seconds in QUIET_SECONDS]


def _minutes(count: int) -> str:
    return ngettext("One minute without a word", "{count} minutes without a word", count).format(
        count=in_figures(count)
    )


def rules_field(rules: Sequence[str]) -> Block:
    """The ground rules, to be changed."""
    return text_input(
        "rules",
        _("Ground rules, one per line"),
        initial="\n".join(rules),
        multiline=True,
        most=LONGEST_RULES,
        hint=_("Keep, change or replace any of them."),
    )
