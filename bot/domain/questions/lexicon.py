"""The small words that English asks, advises and greets with, each list for one place in a sentence."""

from collections.abc import Mapping
from typing import Final


def listed(text: str) -> frozenset[str]:
    """A set of the words that a line lists."""
    return frozenset(text.split())


WH: Final = listed("what who whom whose which when where why how")
BE: Final = listed("am is are was were")
DO: Final = listed("do does did")
HAVE: Final = listed("have has had")
MODALS: Final = listed("can could will would shall should may might must ought")
AUXILIARIES: Final = BE | DO | HAVE | MODALS
PRONOUNS: Final = listed(
    "i you we they he she it there this that these those someone somebody anyone anybody everyone everybody nobody"
    " something anything everything nothing one people others both either neither"
)
POSSESSIVES: Final = listed("my your our his her its their")
DETERMINERS: Final = POSSESSIVES | listed("the a an this that these those any some each every no all another both most")
OTHERS: Final = listed("they he she it anyone anybody someone somebody everyone everybody")
PREPOSITIONS: Final = listed(
    "in at for from to with of on by about under after before between during through within without against into over since until"
)

MINOR: Final = listed(
    "just really maybe perhaps also ever already even simply possibly actually probably definitely always honestly"
    " seriously still please kindly ideally realistically perchance first then now yet never quickly quietly openly"
    " currently genuinely truly only at least kind sort"
)
"""What stands between the words of a pattern and changes nothing of it: *could you maybe just ask her*."""

OPENERS: Final = listed(
    "so and but well then ok okay k oh ah hmm hm mm mmm mhm um uh uhm er erm right yeah yes yep yup no nope nah now also"
    " alright hey hi hello thanks actually honestly basically anyway look listen see plus sorry great good cool wow nice"
    " interesting absolutely exactly indeed sure lovely fine true because cos coz cause like just maybe perhaps still finally"
    " first firstly secondly thirdly lastly next again instead please q question thank only seriously really meanwhile"
    " fascinating brilliant excellent ouch gosh goodness today otherwise therefore however hence and/or"
)
"""What people warm up with; a question or a piece of advice may begin behind it."""

GREETINGS: Final = listed(
    "hi hello hey heya hiya yo morning afternoon evening bye goodbye cheers thanks thank thx ty ta welcome ok okay k kk yes no"
    " yeah yep yup nope nah right sure great good nice cool wow lol haha hahaha ha lmao rofl ooh oof ouch oops phew ah oh aww aw"
    " hmm hm mm mhm uh um huh yay bravo congratulations congrats well done agreed same exactly absolutely indeed true totally"
    " definitely certainly lovely brilliant excellent perfect amazing awesome fantastic wonderful super neat noted sorry pardon"
    " gosh goodness dear god please pass brb afk gtg bbl night nite goodnight alright fine fair enough ditto ugh damn"
    " really seriously interesting fascinating hug hugs xx xxx love sorted ready here there again all everyone everybody"
    " both guys folks team friends so very much many too you for to me i and a an the that this it is was it's of course"
    " got see later soon tomorrow next week take care question point idea one answer luck job work bet"
    " mean know think agree be with us we are am have day weekend evening rest lot time your no worries problem"
    " really appreciate glad happy hear sad understand course sending strength support wishes warm best"
)
"""Words that a greeting, thanks or a nod can be made of, and nothing else is."""
GREETING_HEADS: Final = listed(
    "hi hello hey heya hiya yo bye goodbye cheers thanks thank thx ty welcome congratulations congrats bravo lol haha hahaha"
    " lmao brb afk sorry good great nice cool wow ok okay k yes no yeah yep right sure lovely oh ah hmm mm mhm uh well"
    " morning ouch agreed same exactly absolutely indeed true ugh yay night take see love hugs sending wishing"
)

TALK: Final = listed(
    "tell say describe explain share walk talk take expand elaborate clarify unpack give help show paint sketch outline spell"
    " summarise summarize name list remind illustrate define"
)
"""What is asked for by a question in the form of a request: *could you say more*."""
RECALL: Final = listed("think imagine remember recall picture see identify point sense feel notice")

TRIED: Final = listed(
    "tried try trying considered consider thought think talked spoken asked looked contacted googled checked consulted explored raised"
    " reached approached discussed googled written researched spoke read brought mentioned investigated"
    " attempted emailed messaged reminded invited suggested delegated escalated"
    " "
)
DID_TRY: Final = listed("try consider think attempt look")

ACTIONS: Final = listed(
    "ask talk speak tell make get give take go keep start stop use consider write set find look let try do put call book"
    " contact join learn practise practice share show check create break build bring move leave wait stay spend sit step plan push"
    " pick pay offer invite send read focus work avoid remember hire delegate escalate remove reduce cut change raise meet"
    " discuss document draft block arrange organise organize schedule appoint follow see add run turn hold open close pull save"
    " listen suggest propose involve explain describe report train prepare prioritise prioritize drop walk swap switch"
    " split merge cancel postpone delay agree say reach engage encourage support visit apply list seek request recruit"
    " enlist lock play watch think be have choose decide accept forget ignore trust relax breathe google"
    " download email phone ring text message remind review rewrite approach address challenge confront draw pause"
    " sleep slow allow come enjoy limit clean sell buy print hand pass track count test tackle rest reward ensure"
    " identify tap clear cover carry store teach treat figure sort imagine picture stick stand sign shift"
)
"""What advice tells people to do, in its plain form."""

HELPFUL: Final = listed(
    "help helpful better worth useful easier good wise wiser best idea sensible safer beneficial option possible work smarter"
    " fair kinder simpler quicker healthier reasonable appropriate unfair harmful"
)
"""With *would it be* or *do you think it might* these make an answer of a question."""

COMMON: Final = listed(
    "been being though although usually often sometimes more less much many other others such than too only own same too few"
    " up down off out back away together alone well more most less least better worse right wrong new old big small long short"
    " people person work time day week month year thing things way lot bit part place school team job home family meeting"
    " want wants need needs know knows think thinks feel feels felt seem seems sound sounds look looks mean means like likes"
    " get gets getting got make makes making made go goes going went gone take takes took taken come comes coming came see saw"
    " say says said tell told ask asked asking talk talking give gave given find found work works worked working help helped"
    " happen happens happened matter matters change changed start started stop stopped try tried who's if when while because"
    " as by or than into onto upon however whether else enough almost quite rather later soon today tomorrow yesterday"
    " last early late under between among around along across her him them me us yourself myself themselves itself"
    " meaning thoughts ideas suggestions feelings reason example expect suppose guess"
    " first second third two three four five six seven eight nine ten hundred half"
)

SPELT: Final[Mapping[str, tuple[str, ...]]] = {
    **{
        f"{word}{tail}": (word, *full)
        for word in (
            "what",
            "who",
            "how",
            "where",
            "when",
            "why",
            "which",
            "that",
            "there",
            "it",
            "he",
            "she",
            "this",
            "here",
        )
        for tail, full in (
            ("'s", ("is",)),
            ("'ll", ("will",)),
            ("'d", ("would",)),
            ("'re", ("are",)),
            ("'ve", ("have",)),
        )
    },
    **{
        f"{word}{tail}": (word, *full)
        for word in ("i", "you", "we", "they", "people")
        for tail, full in (
            ("'re", ("are",)),
            ("'ve", ("have",)),
            ("'d", ("would",)),
            ("'ll", ("will",)),
            ("'m", ("am",)),
        )
    },
    **{
        f"{auxiliary}n{mark}t": (auxiliary, "not")
        for auxiliary in AUXILIARIES | {"need"}
        for mark in ("'", "")
        if auxiliary not in {"can", "will", "shall", "may", "am"}
    },
    **{f"{word}s": (word, "is") for word in ("what", "hows", "how", "wheres", "where", "whos", "who", "thats", "that")},
    "can't": ("can", "not"),
    "cant": ("can", "not"),
    "cannot": ("can", "not"),
    "won't": ("will", "not"),
    "wont": ("will", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("is", "not"),
    "aint": ("is", "not"),
    "let's": ("let", "us"),
    "lets": ("let", "us"),
    "im": ("i", "am"),
    "ive": ("i", "have"),
    "youre": ("you", "are"),
    "youve": ("you", "have"),
    "theyre": ("they", "are"),
    "&": ("and",),
    "wdym": ("what", "do", "you", "mean"),
    "u": ("you",),
    "ya": ("you",),
    "y'all": ("you",),
    "yall": ("you",),
    "ur": ("your",),
    "r": ("are",),
    "wanna": ("want", "to"),
    "gonna": ("going", "to"),
    "gotta": ("got", "to"),
    "w": ("with",),
    "w/": ("with",),
    "abt": ("about",),
    "hw": ("how",),
    "whereabouts": ("where",),
    "wht": ("what",),
    "wud": ("would",),
    "cud": ("could",),
    "shud": ("should",),
    "wat": ("what",),
    "wot": ("what",),
    "bc": ("because",),
    "thx": ("thanks",),
    "pls": ("please",),
    "plz": ("please",),
    "could've": ("could", "have"),
    "should've": ("should", "have"),
    "would've": ("would", "have"),
    "cuz": ("because",),
    "anyways": ("anyway",),
    "anyway": ("anyway",),
    "whaddya": ("what", "do", "you"),
    "whatcha": ("what", "are", "you"),
    "d'you": ("do", "you"),
    "dya": ("do", "you"),
}
"""Short forms and hasty spellings, in full. The *d* of *you'd* is taken for *would*, which is what it matters for."""
