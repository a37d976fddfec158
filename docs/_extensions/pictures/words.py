"""The texts of the pictures, in English and Persian; terms, numbers and dates are as in the pages of the records."""

from __future__ import annotations

from typing import Any

from record import question, say, term

from brics_cities import Agreement, Claim, Disagreement, Event, PartialDate, Source, Text
from brics_cities._labels import UNITS
from brics_cities.text import english_or_original

MAP = Text(
    {
        "en": "{seated} of {members} bodies have a seat on this map, and {events} events were held or announced in"
        " {places} cities, most often in {top} ({most}).",
        "fa": "مقر {seated} نهاد از {members} نهاد روی این نقشه است و {events} رویداد در {places} شهر برگزار یا اعلام شده"
        " است، بیش از همه در {top} ({most}).",
    }
)
TIMELINE = Text(
    {
        "en": "From {first} to {last}, {held} events were held, {announced} more announced and {agreements} agreements"
        " signed. The chairs of the association, in order: {chairs}.",
        "fa": "از {first} تا {last}، {held} رویداد برگزار، {announced} رویداد دیگر اعلام و {agreements} توافق امضا شد."
        " رؤسای انجمن به ترتیب: {chairs}.",
    }
)
TOPICS = Text(
    {
        "en": "{speakers} speakers touch on {topics} topics in {statements} statements. The most frequent topic is"
        " “{topic}” ({most} statements); {speaker} speaks about the most topics ({widest}).",
        "fa": "{speakers} گوینده در {statements} سخن به {topics} موضوع پرداخته‌اند. پرتکرارترین موضوع «{topic}» است"
        " ({most} سخن) و {speaker} به بیشترین موضوع‌ها پرداخته است ({widest} موضوع).",
    }
)
DISAGREEMENTS = Text(
    {
        "en": "The sources disagree on {points} points about {records} records. Each dot is a source"
        " for the version before it. On {settled} points, independent sources confirm one version.",
        "fa": "منابع دربارهٔ {records} مورد در {points} نکته اختلاف دارند. هر نقطه یک منبع برای روایت پیش از آن"
        " است. در {settled} نکته، منابع مستقل یکی از روایت‌ها را تأیید می‌کنند.",
    }
)

IN_WORDS = Text({"en": "The same as text", "fa": "همین به صورت متن"})
MEMBER = Text({"en": "seat of a body", "fa": "مقر یک نهاد"})
HELD = Text({"en": "event held", "fa": "رویداد برگزارشده"})
ANNOUNCED = Text({"en": "event announced", "fa": "رویداد اعلام‌شده"})
SIGNED = Text({"en": "agreement signed", "fa": "توافق امضاشده"})
CHAIR = Text({"en": "term of a chair", "fa": "دورهٔ ریاست"})
STATEMENTS = Text({"en": "number of statements", "fa": "تعداد سخنان"})
CONFIRMED = Text({"en": "version that independent sources confirm", "fa": "روایتی که منابع مستقل تأیید می‌کنند"})
UNCONFIRMED = Text({"en": "other version", "fa": "روایت دیگر"})
COPIED = Text(
    {"en": "source that repeats the text of an earlier one", "fa": "منبعی که متن منبعی پیشین را تکرار کرده است"}
)
NO_SEAT = Text({"en": "Seat not known", "fa": "مقر نامعلوم"})
TO = {"en": " – ", "fa": " تا "}
SEMICOLON = {"en": "; ", "fa": "؛ "}


def plain(value: int | PartialDate, lang: str) -> str:
    """Return a number or a date as the pages of the records show it.

    >>> plain(18260, "fa"), plain(PartialDate.parse("2024-06-21"), "fa")
    ('۱۸٬۲۶۰', '۲۱ ژوئن ۲۰۲۴')
    """
    return str(say(value, lang))


def filled(template: Text, lang: str, **values: int | str | PartialDate) -> str:
    """Return a sentence with its numbers, dates and names filled in.

    >>> filled(Text({"en": "{n} in {city}", "fa": "{n} در {city}"}), "fa", n=12, city="قازان")
    '۱۲ در قازان'
    """
    words = {key: value if isinstance(value, str) else plain(value, lang) for key, value in values.items()}
    return template[lang].format(**words)


def name(record: Any, lang: str) -> str:
    """Return the name of a record: for an agreement its kind and parties, for a disagreement its question.

    >>> from brics_cities import forum
    >>> name(forum.agreements["kazan-tabriz"], "en")
    'Twinning: Kazan City Hall – Tabriz Municipality'
    >>> name(forum.disagreements["sa-brics-standing"], "fa")
    'عربستان سعودی – جایگاه آن در بریکس چیست؟'
    """
    if isinstance(record, Disagreement):
        return f"{name(record.about, lang)} – {question(record)[lang]}"
    if isinstance(record, Agreement):
        return f"{_capital(term(record.kind, lang))}: {' – '.join(name(party, lang) for party in record.parties)}"
    return _text(record.name, lang)


def days(event: Event, lang: str) -> str:
    """Return the dates of an event, from its first day to its last.

    >>> from brics_cities import forum
    >>> days(forum.event, "en"), days(forum.events["kazan-festival-2025"], "fa")
    ('21 June 2024', '۲۰ سپتامبر ۲۰۲۵ تا ۲۸ سپتامبر ۲۰۲۵')
    """
    return TO[lang].join(dict.fromkeys(plain(when, lang) for when in (event.starts, event.ends) if when))


def asserted(claim: Claim, lang: str) -> str:
    """Return what a claim asserts, with the bound and unit of a number.

    >>> from brics_cities import forum
    >>> asserted(forum.claims.by(about="kazan-2024", measure="participants", bound="about")[0], "fa")
    'حدود ۲۰۰ نفر'
    """
    if isinstance(claim.value, Text):
        return _text(claim.value, lang)
    if claim.unit is None:
        return plain(claim.value, lang)
    bound = "" if claim.bound == "exactly" else f"{term(claim.bound, lang)} "
    return f"{bound}{plain(claim.value, lang)} {UNITS[claim.unit][lang]}"


def publisher(source: Source, lang: str) -> str:
    """Return the publisher of a source."""
    return _text(source.publisher, lang)


def _text(text: Text, lang: str) -> str:
    return text.get(lang) or english_or_original(text)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
