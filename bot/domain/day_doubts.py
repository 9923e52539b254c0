"""The phrases in which a day is meant that cannot be taken as written: they are asked about."""

from typing import Final

from bot.domain import day_hours
from bot.domain import day_names as names
from bot.domain import day_periods as periods
from bot.domain import day_readings as readings
from bot.domain import day_spans as spans
from bot.domain.day_asked import ANYWHERE, BARE, DAY_LEADS, LIMIT, POINT, SPAN, WHOLE, Row
from bot.domain.day_words import A_COUNT, A_MONTH, A_UNIT, A_WEEKDAY, MONTH, PERIOD, UNIT, WHICH

_SEASON: Final = (
    r"(?:spring|summer|autumn|fall|winter|(?:half )?term|semester|christmas|newyear|easter"
    r"|(?:school|academic|financial|fiscal|tax|calendar) year"
    r"|(?:christmas|easter|spring|summer|autumn|winter|school) (?:term|break|holidays?))"
)

_OF_YEAR: Final = r"(?:(?: of)? (?P<year>\d{4}|'\d\d)| (?:of )?(?P<calendar>this|next) year)?"

UNCLEAR: Final[tuple[Row, ...]] = (
    (
        DAY_LEADS,
        rf"(?:{A_WEEKDAY} )?(?P<first>\d{{1,2}}) ?([-/.]) ?(?P<second>\d{{1,2}})\2 ?(?P<year>\d{{4}}|\d\d)",
        readings.numbers,
    ),
    (
        POINT,
        rf"(?:{A_WEEKDAY} )?(?P<first>0?[1-9]|[12]\d|3[01]) ?/ ?(?P<second>0?[1-9]|[12]\d|3[01])",
        readings.numbers,
    ),
    (BARE, rf"(?:{A_WEEKDAY} )?(?P<first>[1-9]|[12]\d|3[01])/(?P<second>[1-9]|[12]\d|3[01])", readings.numbers),
    (POINT, rf"(?:{A_WEEKDAY} )?(?P<first>\d{{1,2}})\.(?P<second>0[1-9]|1[0-2])", readings.numbers),
    (WHOLE, r"(?P<first>\d{1,2})(?: ?[-.] ?| )(?P<second>\d{1,2})", readings.numbers),
    # "Cut it by 5-10" speaks of no day.
    (
        ANYWHERE,
        rf"(?=.*(?:{A_WEEKDAY}|{A_MONTH}|tomorrow|today|\d(?:st|nd|rd|th)))"
        r"(?:from |between )?(?P<first>[^-/]{1,40}?)(?: (?:or|and|to|until|/|-) |[/-])(?:on |by )?(?P<last>.+)",
        readings.two_days,
    ),
    (WHOLE | {"between"}, r"(?P<first>.{1,40}?) and (?P<last>.+)", readings.two_days),
    (SPAN | BARE, rf"[a-z0-9]{{1,6}} {A_UNIT} or (?:so|2|3)", spans.how_many),
    (SPAN, rf"(?P<count>[a-z0-9]{{1,6}})(?: or | to | ?- ?)(?P<last>[a-z0-9]{{1,6}}) {UNIT}", spans.between),
    (
        SPAN,
        rf"[a-z0-9]{{1,6}} and (?:a )?half {A_UNIT}|{A_COUNT} {A_UNIT} and (?:a )?half|\d\.\d {A_UNIT}|half a {A_UNIT}",
        spans.how_many,
    ),
    (
        LIMIT | SPAN,
        rf"(?:(?P<part>early|mid|late|middle)(?: of| in)? )?(?:this |next |coming )?{MONTH}{_OF_YEAR}",
        periods.month_alone,
    ),
    (
        BARE,
        rf"(?:(?P<part>early|mid|late|middle)(?: of| in)? |(?:this|next|coming) ){MONTH}{_OF_YEAR}",
        periods.month_alone,
    ),
    (BARE, r"(?P<month>january|february|july|september|october|november|december)", periods.month_alone),
    (BARE, rf"{MONTH}(?: of)? (?:(?P<year>20\d\d)|(?P<calendar>this|next) year)", periods.month_alone),
    (ANYWHERE, rf"(?P<part>early|mid|middle|late)(?: of| in)? (?:{WHICH} )?{PERIOD}", periods.part_of_period),
    (ANYWHERE, rf"(?P<next>){PERIOD} after next", periods.after_next),
    (ANYWHERE, r"(?:1st|2nd|3rd|4th|last) (?:half|week|weekend|working day) (?:of|in) .+", readings.cannot_tell),
    (
        POINT | SPAN,
        r"(?:1st|2nd|3rd|4th|5th|last) week (?:of |in )?(?:this|next|coming) (?:month|quarter|year)",
        readings.cannot_tell,
    ),
    (ANYWHERE, r"(?:week of|week with|week beginning|week starting) (?P<base>.+)", periods.week_of),
    (LIMIT | SPAN, r"(?:week|wk|kw|cw) ?(?P<number>\d{1,2})", periods.numbered_week),
    (ANYWHERE, r"q(?P<quarter>[1-4])(?:(?: of)? (?P<year>\d{4}))?", periods.quarter),
    (ANYWHERE, r"(?P<quarter>[1-4])(?:st|nd|rd|th) quarter(?:(?: of)? (?P<year>\d{4}))?", periods.quarter),
    (
        LIMIT | {"on", "in", "over"},
        rf"(?:(?:end|start|beginning|middle|mid|early|late)(?: of)? )?(?:this |next |coming )?{_SEASON}(?: \d{{4}})?",
        readings.cannot_tell,
    ),
    (ANYWHERE, rf"(?:end|start|beginning|middle) of (?:this |next |coming )?{_SEASON}", readings.cannot_tell),
    (BARE, rf"(?:this|next|coming) {_SEASON}", readings.cannot_tell),
    (ANYWHERE, rf"(?:next )?(?:{names.UNSETTLED})(?: \d{{4}})?", readings.cannot_tell),
    (LIMIT | SPAN, r"20\d\d", periods.a_year),
    (ANYWHERE, day_hours.ALONE_WORDS, readings.hour_alone),
    (frozenset({"at"}), r"[1-9]|1[0-2]", readings.hour_alone),
    (
        LIMIT,
        r"(?:mid|middle of|end of|early|late) ?(?:morning|afternoon|evening)|lunch ?time|(?:morning|afternoon|evening)",
        readings.hour_alone,
    ),
    (WHOLE, r"yesterday|last .+|.+ ago|past .+|previous .+|day before yesterday", readings.past),
    (WHOLE, r"asap|as soon as possible|soon|very soon", readings.soon),
    (WHOLE, rf"{MONTH}(?: '?(?P<year>\d{{4}}))?", periods.month_alone),
    (
        WHOLE,
        r"(?:not|no|from|after|since|starting|as of) (?:(?:sooner|earlier) than |before |until |on )?(?P<base>.+)",
        readings.from_then_on,
    ),
    (WHOLE, r"(?P<day>\d{1,2})", readings.ordinal),
)
