"""What the pictures say, in English and in Persian."""

from __future__ import annotations

from babel.dates import format_date

from brics_cities import Agreement, Claim, Event, PartialDate, Record, Text

MAP = Text(
    {
        "en": "{seated} of {members} members have a seat on this map, and {events} events were held or announced in"
        " {places} cities, most often in {top} ({most}).",
        "fa": "مقر {seated} عضو از {members} عضو روی این نقشه است و {events} رویداد در {places} شهر برگزار یا اعلام شده،"
        " بیش از همه در {top} ({most}).",
    }
)
TIMELINE = Text(
    {
        "en": "{held} events held and {announced} announced from {first} to {last}; {agreements} agreements signed in"
        " that time; and who was in the chair: {chairs}.",
        "fa": "{held} رویداد برگزارشده و {announced} رویداد اعلام‌شده از {first} تا {last}، {agreements} توافق که در این"
        " مدت امضا شد، و اینکه ریاست با که بود: {chairs}.",
    }
)
TOPICS = Text(
    {
        "en": "{speakers} speakers touch on {topics} topics in {statements} statements. The most frequent topic is"
        " “{topic}” ({most} statements); {speaker} speaks about the most topics ({widest}).",
        "fa": "{speakers} سخنران در {statements} گفته به {topics} موضوع پرداخته‌اند. پرتکرارترین موضوع «{topic}» است"
        " ({most} گفته) و بیشترین موضوع‌ها از {speaker} است ({widest}).",
    }
)
DISAGREEMENTS = Text(
    {
        "en": "The sources disagree on {points} points about {records} records. Each dot is a source, each row of touching"
        " dots a value. On {settled} points, independent sources confirm a value.",
        "fa": "منابع دربارهٔ {records} مورد در {points} نکته اختلاف دارند. هر نقطه یک منبع است و هر رشتهٔ نقطه‌های به‌هم‌پیوسته"
        " یک مقدار. در {settled} نکته، منابع مستقل مقداری را تأیید می‌کنند.",
    }
)

IN_WORDS = Text({"en": "The same in words", "fa": "همین به زبان نوشته"})
MEMBER = Text({"en": "seat of a member", "fa": "مقر یک عضو"})
HELD = Text({"en": "event held", "fa": "رویداد برگزارشده"})
ANNOUNCED = Text({"en": "event announced", "fa": "رویداد اعلام‌شده"})
SIGNED = Text({"en": "agreement signed", "fa": "توافق امضاشده"})
CHAIR = Text({"en": "term of a chair", "fa": "دورهٔ یک رئیس"})
STATEMENTS = Text({"en": "number of statements", "fa": "شمار گفته‌ها"})
CONFIRMED = Text({"en": "value that independent sources confirm", "fa": "مقداری که منابع مستقل تأیید می‌کنند"})
UNCONFIRMED = Text({"en": "other value", "fa": "مقدار دیگر"})
COPIED = Text({"en": "source that shares an earlier one’s text", "fa": "منبعی که متنش از منبعی پیش‌تر است"})
NO_TOPIC = Text({"en": "none of the topics", "fa": "هیچ‌یک از موضوع‌ها"})
NO_SEAT = Text({"en": "Seat not known", "fa": "با مقر نامعلوم"})
AND = {"en": " and ", "fa": " و "}
TO = {"en": " – ", "fa": " تا "}
COMMA = {"en": ", ", "fa": "، "}
SEMICOLON = {"en": "; ", "fa": "؛ "}

KINDS = {
    "twinning": Text({"en": "Twinning", "fa": "خواهرخواندگی"}),
    "memorandum": Text({"en": "Memorandum", "fa": "یادداشت تفاهم"}),
    "cooperation": Text({"en": "Cooperation", "fa": "همکاری"}),
}
BOUNDS = {
    "exactly": Text({"en": "{}", "fa": "{}"}),
    "about": Text({"en": "about {}", "fa": "حدود {}"}),
    "at-least": Text({"en": "at least {}", "fa": "دست‌کم {}"}),
    "over": Text({"en": "over {}", "fa": "بیش از {}"}),
}
UNITS = {
    "cities": Text({"en": "cities", "fa": "شهر"}),
    "countries": Text({"en": "countries", "fa": "کشور"}),
    "persons": Text({"en": "persons", "fa": "نفر"}),
}
MEASURES = {
    "attendance": Text({"en": "Attendance", "fa": "حضور"}),
    "brics-standing": Text({"en": "Standing in BRICS", "fa": "جایگاه در بریکس"}),
    "cities": Text({"en": "Number of cities", "fa": "شمار شهرها"}),
    "cities-relation": Text({"en": "What the cities are to it", "fa": "نسبت شهرها با آن"}),
    "countries": Text({"en": "Number of countries", "fa": "شمار کشورها"}),
    "edition": Text({"en": "Edition", "fa": "دوره"}),
    "ends": Text({"en": "Last day", "fa": "روز پایان"}),
    "first-chair-term": Text({"en": "Term of the first chair", "fa": "دورهٔ نخستین رئیس"}),
    "founded": Text({"en": "Founding date", "fa": "تاریخ بنیان‌گذاری"}),
    "founding-documents": Text({"en": "Founding documents", "fa": "اسناد بنیان‌گذاری"}),
    "membership": Text({"en": "Membership", "fa": "عضویت"}),
    "name": Text({"en": "Name", "fa": "نام"}),
    "next-meeting": Text({"en": "Next meeting", "fa": "نشست بعدی"}),
    "office": Text({"en": "Office", "fa": "سمت"}),
    "office-holder-for-iran": Text({"en": "Office-holder for Iran", "fa": "عهده‌دار سمت از ایران"}),
    "participants": Text({"en": "Number of participants", "fa": "شمار شرکت‌کنندگان"}),
    "people": Text({"en": "Number of people", "fa": "شمار مردم"}),
    "seat": Text({"en": "Seat", "fa": "مقر"}),
    "secretary-general": Text({"en": "Secretary General", "fa": "دبیرکل"}),
    "signed": Text({"en": "Signing date", "fa": "تاریخ امضا"}),
    "starts": Text({"en": "First day", "fa": "روز آغاز"}),
    "unacla-chair": Text({"en": "Chair of the UN committee", "fa": "ریاست کمیتهٔ سازمان ملل"}),
}

_PATTERNS = {"year": "y", "month": "MMMM y", "day": "d MMMM y"}
_PERSIAN = str.maketrans("0123456789,", "۰۱۲۳۴۵۶۷۸۹٬")


def digits(text: str, lang: str) -> str:
    """A text with the digits of a language.

    >>> digits("2,600", "fa")
    '۲٬۶۰۰'
    """
    return text.translate(_PERSIAN) if lang == "fa" else text


def say(template: Text, lang: str, **values: object) -> str:
    """A sentence with its numbers, names and dates filled in.

    >>> say(Text({"en": "{n} cities", "fa": "{n} شهر"}), "fa", n=12)
    '۱۲ شهر'
    """
    return digits(template[lang].format(**values), lang)


def day(when: PartialDate, lang: str) -> str:
    """A Gregorian date in words, as precise as it is known.

    >>> day(PartialDate.parse("2025-04"), "en"), day(PartialDate.parse("2024-06-21"), "fa")
    ('April 2025', '۲۱ ژوئن ۲۰۲۴')
    """
    return digits(format_date(when.earliest, _PATTERNS[when.precision], locale=lang), lang)


def days(event: Event, lang: str) -> str:
    """The days of an event, from the first to the last.

    >>> from brics_cities import forum
    >>> days(forum.event, "en"), days(forum.events["kazan-festival-2025"], "fa")
    ('21 June 2024 – 24 June 2024', 'سپتامبر ۲۰۲۵')
    """
    if event.starts is None:
        return ""
    if event.ends in (None, event.starts):
        return day(event.starts, lang)
    return f"{day(event.starts, lang)}{TO[lang]}{day(event.ends, lang)}"


def name(record: Record, lang: str) -> str:
    """What a record is called; an agreement by its kind and parties."""
    if isinstance(record, Agreement):
        return f"{KINDS[record.kind][lang]}: {AND[lang].join(name(party, lang) for party in record.parties)}"
    return record.name.get(lang, record.name.original)


def asserted(claim: Claim, lang: str) -> str:
    """What a claim asserts.

    >>> from brics_cities import forum
    >>> asserted(forum.claims.by(about="kazan-2024", measure="participants", bound="about")[0], "fa")
    'حدود ۲۰۰ نفر'
    """
    if isinstance(claim.value, int):
        return digits(BOUNDS[claim.bound][lang].format(f"{claim.value:,} {UNITS[claim.unit][lang]}"), lang)
    return claim.value[lang] if isinstance(claim.value, Text) else day(claim.value, lang)
