"""What terms, measures, units, tables and fields are called in English and Persian: the one source for every output that names them.

``exports/rdf/vocabulary.ttl`` repeats what the terms are called and mean; ``tools.renew_data`` writes them there.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from brics_cities.text import Text


def _texts(labels: Mapping[str, tuple[str, str]]) -> Mapping[str, Text]:
    return MappingProxyType({key: Text({"en": english, "fa": persian}) for key, (english, persian) in labels.items()})


TERMS = _texts(
    {
        # SourceKind
        "news": ("news", "رسانهٔ خبری"),
        "official-site": ("official site", "وبگاه رسمی"),
        "press-service": ("press service", "دفتر مطبوعاتی"),
        "reference": ("reference work", "مرجع"),
        # MemberKind
        "city-government": ("city government", "شهرداری"),
        "city-council": ("city council", "شورای شهر"),
        "association-of-local-authorities": ("association of local authorities", "انجمن دولت‌های محلی"),
        "organization": ("organisation", "سازمان"),
        # StandingRole; "announced" is also of Attendance and EventStatus, "partner" also of BricsStatus
        "host": ("host", "میزبان"),
        "participant": ("participant", "شرکت‌کننده"),
        "announced": ("announced", "اعلام‌شده"),
        "office-holder": ("office-holder", "دارای سمت"),
        "joined": ("joined", "به انجمن پیوسته"),
        "partner": ("partner", "شریک"),
        # EventKind
        "proposal": ("proposal", "پیشنهاد"),
        "founding-meeting": ("founding meeting", "نشست بنیان‌گذاری"),
        "working-meeting": ("working meeting", "نشست کاری"),
        "general-assembly": ("general assembly", "مجمع عمومی"),
        "meeting": ("meeting", "نشست"),
        "panel": ("panel", "میزگرد"),
        "festival": ("festival", "جشنواره"),
        "signing": ("signing", "آیین امضا"),
        "vote": ("vote", "رأی‌گیری"),
        # Attendance
        "attended": ("attended", "حاضر"),
        # EventStatus
        "held": ("held", "برگزارشده"),
        # StatementKind
        "speech": ("speech", "سخنرانی"),
        "message": ("message", "پیام"),
        # Bound
        "exactly": ("exactly", "دقیقاً"),
        "about": ("about", "حدود"),
        "at-least": ("at least", "دست‌کم"),
        "over": ("over", "بیش از"),
        # AgreementKind
        "twinning": ("twinning", "خواهرخواندگی"),
        "memorandum": ("memorandum", "تفاهم‌نامه"),
        "cooperation": ("cooperation agreement", "توافق همکاری"),
        # TermRole
        "chair": ("chair", "رئیس"),
        "honorary-chair": ("honorary chair", "رئیس افتخاری"),
        "secretary-general": ("secretary general", "دبیرکل"),
        "vice-president": ("vice-president", "نایب‌رئیس"),
        "presidium-member": ("member of the presidium", "عضو هیئت رئیسه"),
        # BricsStatus
        "founder": ("founder", "بنیان‌گذار"),
        "member": ("member", "عضو"),
        "invited": ("invited", "دعوت‌شده"),
        "declined": ("declined", "دعوت را نپذیرفته"),
        # Corroboration
        "confirmed": ("confirmed", "تأییدشده"),
        "disputed": ("disputed", "مورد اختلاف"),
        "uncorroborated": ("uncorroborated", "تأییدنشده"),
        # TimelineKind
        "starts": ("starts", "آغاز"),
        "ends": ("ends", "پایان"),
        "signed": ("signed", "امضا"),
        "attested": ("on record", "به گواهی منبع"),
        "claimed": ("claimed", "به گفتهٔ منبع"),
    }
)
"""The labels of the terms of the closed vocabularies, each term once."""

DEFINITIONS = _texts(
    {
        "news": (
            "A newspaper, news agency, broadcaster or news site.",
            "روزنامه، خبرگزاری، شبکهٔ رادیویی و تلویزیونی یا پایگاه خبری.",
        ),
        "official-site": (
            "The website of a body or an official.",
            "وبگاه خود نهاد یا مقام.",
        ),
        "press-service": (
            "The press office of a body or an official.",
            "دفتر مطبوعاتی یک نهاد یا یک مقام.",
        ),
        "reference": (
            "A reference work, such as an encyclopedia or a standard.",
            "اثری مرجع، مانند دانشنامه یا استاندارد.",
        ),
        "city-government": (
            "The executive of a city or municipality.",
            "دستگاه اجرایی یک شهر.",
        ),
        "city-council": (
            "The elected council or assembly of a city.",
            "شورا یا مجلس منتخب یک شهر.",
        ),
        "association-of-local-authorities": (
            "A union of cities, municipalities or their officials.",
            "اتحادیه‌ای از شهرها، شهرداری‌ها یا مسئولان آن‌ها.",
        ),
        "organization": (
            "Any other body.",
            "هر نهاد دیگر.",
        ),
        "host": (
            "The body hosts a meeting.",
            "این نهاد میزبان نشستی است.",
        ),
        "participant": (
            "A source reports that the body took part in a meeting.",
            "منبعی از شرکت این نهاد در نشستی خبر داده است.",
        ),
        "announced": (
            "A source announces it, which does not mean that it took place.",
            "منبعی آن را از پیش اعلام کرده است، که به معنای انجام شدن آن نیست.",
        ),
        "office-holder": (
            "An official of the body holds an office of the association.",
            "یکی از مسئولان این نهاد در انجمن سمتی دارد.",
        ),
        "joined": (
            "A source reports that the body joined the association.",
            "منبعی از پیوستن این نهاد به انجمن خبر داده است.",
        ),
        "partner": (
            "A partner, of the association or as a partner country of BRICS.",
            "شریک انجمن، یا کشور شریک بریکس.",
        ),
        "proposal": (
            "An event at which the association was proposed.",
            "رویدادی که تأسیس انجمن در آن پیشنهاد شد.",
        ),
        "founding-meeting": (
            "The meeting at which the association was founded.",
            "نشستی که انجمن در آن تأسیس شد.",
        ),
        "working-meeting": (
            "A meeting on the work of the association.",
            "نشستی دربارهٔ کارهای انجمن.",
        ),
        "general-assembly": (
            "A session of the general assembly of the association.",
            "اجلاس مجمع عمومی انجمن.",
        ),
        "meeting": (
            "Any other meeting.",
            "هر نشست دیگر.",
        ),
        "panel": (
            "A discussion among speakers before an audience.",
            "گفت‌وگوی چند سخنران در برابر حاضران.",
        ),
        "festival": (
            "A festival, such as one for young people.",
            "جشنواره، مانند جشنواره‌ای برای جوانان.",
        ),
        "signing": (
            "A ceremony at which an agreement is signed.",
            "آیینی که توافقی در آن امضا می‌شود.",
        ),
        "vote": (
            "A vote by a council or another body.",
            "رأی‌گیری در یک شورا یا نهادی دیگر.",
        ),
        "attended": (
            "A source reports that the person was there.",
            "منبعی از حضور این فرد خبر داده است.",
        ),
        "held": (
            "A source reports that the event took place.",
            "منبعی از برگزاری رویداد خبر داده است.",
        ),
        "speech": (
            "Words that were said at an event.",
            "سخنانی که در رویداد گفته شده است.",
        ),
        "message": (
            "A written message to an event.",
            "پیامی کتبی به یک رویداد.",
        ),
        "exactly": (
            "The number itself.",
            "خود این عدد.",
        ),
        "about": (
            "The number, more or less.",
            "این عدد، کمی بیشتر یا کمتر.",
        ),
        "at-least": (
            "The number or more.",
            "این عدد یا بیشتر.",
        ),
        "over": (
            "More than the number.",
            "بیشتر از این عدد.",
        ),
        "twinning": (
            "Cities become twin cities.",
            "شهرها خواهرخواندهٔ یکدیگر می‌شوند.",
        ),
        "memorandum": (
            "A memorandum of understanding between bodies.",
            "تفاهم‌نامه‌ای میان نهادها.",
        ),
        "cooperation": (
            "Any other agreement on cooperation between bodies.",
            "هر توافق دیگر برای همکاری میان نهادها.",
        ),
        "chair": (
            "The chair of the association.",
            "رئیس انجمن.",
        ),
        "honorary-chair": (
            "The honorary chair of the association.",
            "رئیس افتخاری انجمن.",
        ),
        "secretary-general": (
            "The secretary general of the association.",
            "دبیرکل انجمن.",
        ),
        "vice-president": (
            "A vice-president of the association.",
            "نایب‌رئیس انجمن.",
        ),
        "presidium-member": (
            "A member of the presidium of the association.",
            "عضو هیئت رئیسهٔ انجمن.",
        ),
        "founder": (
            "A country that founded BRICS.",
            "کشوری که از بنیان‌گذاران بریکس است.",
        ),
        "member": (
            "A country that became a member of BRICS after its founding.",
            "کشوری که پس از تأسیس بریکس عضو آن شد.",
        ),
        "invited": (
            "A country that was invited to become a member of BRICS.",
            "کشوری که به عضویت در بریکس دعوت شد.",
        ),
        "declined": (
            "A country that declined an invitation to BRICS.",
            "کشوری که دعوت بریکس را نپذیرفت.",
        ),
        "confirmed": (
            "More independent sources support the claim, apart from its own, than conflict with it.",
            "گذشته از منبع خودش، منابع مستقلِ موافق این گفته بیش از منابع مخالف آن است.",
        ),
        "disputed": (
            "At least as many independent sources conflict with the claim as support it, apart from its own.",
            "منابع مستقلِ مخالف این گفته، گذشته از منبع خودش، کمتر از منابع موافق آن نیست.",
        ),
        "uncorroborated": (
            "No other independent source says anything.",
            "هیچ منبع مستقل دیگری چیزی نگفته است.",
        ),
        "starts": (
            "An event or a term begins.",
            "رویداد یا دورهٔ تصدی آغاز می‌شود.",
        ),
        "ends": (
            "An event or a term ends.",
            "رویداد یا دورهٔ تصدی به پایان می‌رسد.",
        ),
        "signed": (
            "An agreement is signed.",
            "توافقی امضا می‌شود.",
        ),
        "attested": (
            "A source shows the person in office.",
            "به گواهی منبع، فرد در این تاریخ این سمت را دارد.",
        ),
        "claimed": (
            "A source publishes a claim.",
            "منبعی گفته‌ای را منتشر می‌کند.",
        ),
    }
)
"""What the terms of the closed vocabularies mean."""

MEASURES = _texts(
    {
        "agenda": ("agenda", "دستور کار"),
        "agenda-leaders": ("what the leaders discuss", "موضوع گفت‌وگوی رهبران"),
        "at-kazan-2024": ("at the founding meeting", "در نشست بنیان‌گذاری"),
        "attendance": ("attendance", "حضور"),
        "brics-standing": ("standing in BRICS", "جایگاه در بریکس"),
        "cities": ("cities", "شهرها"),
        "cities-relation": ("how the cities relate to it", "نسبت شهرها با انجمن"),
        "countries": ("countries", "کشورها"),
        "edition": ("edition", "دوره"),
        "ends": ("ends", "پایان"),
        "expected-at-kazan-2024": ("expected at the founding meeting", "مورد انتظار در نشست بنیان‌گذاری"),
        "first-chair-term": ("the first chair's term", "دورهٔ نخستین رئیس"),
        "founded": ("founded", "تأسیس"),
        "founding-documents": ("founding documents", "اسناد تأسیس"),
        "initiator": ("initiator", "پیشنهاددهنده"),
        "membership": ("membership", "عضویت"),
        "name": ("name", "نام"),
        "next-meeting": ("the next meeting", "نشست بعدی"),
        "office": ("office", "سمت"),
        "office-holder-for-iran": ("the office-holder for Iran", "دارندهٔ سمت از ایران"),
        "origin": ("where the idea came from", "منشأ ایده"),
        "participants": ("participants", "شرکت‌کنندگان"),
        "people": ("inhabitants of the cities", "جمعیت شهرها"),
        "place": ("place", "مکان"),
        "purpose": ("purpose", "هدف کلی"),
        "read-by": ("read out by", "قرائت‌کنندهٔ پیام"),
        "seat": ("seat", "مقر"),
        "secretary-general": ("secretary general", "دبیرکل"),
        "signed": ("signed", "امضا"),
        "starts": ("starts", "آغاز"),
        "statements": ("statements", "سخنان"),
    }
)
"""The labels of the measures of the bundled claims; data of your own may have others."""

UNITS = _texts({"cities": ("cities", "شهر"), "countries": ("countries", "کشور"), "persons": ("persons", "نفر")})
"""The labels of the units of the bundled claims, as they follow a number."""

FIELDS = _texts(
    {
        # the tables
        "associations": ("association", "انجمن"),
        "events": ("events", "رویدادها"),
        "members": ("bodies", "نهادها"),
        "people": ("people", "افراد"),
        "statements": ("statements", "سخنان"),
        "claims": ("claims", "گفته‌های منابع"),
        "disagreements": ("disagreements", "اختلاف منابع"),
        "agreements": ("agreements", "توافق‌ها"),
        "topics": ("topics", "موضوع‌ها"),
        "places": ("places", "مکان‌ها"),
        "countries": ("countries", "کشورها"),
        "sources": ("sources", "منابع"),
        # their fields
        "about": ("subject", "مورد"),
        "acronym": ("acronym", "کوته‌نوشت"),
        "agenda": ("agenda", "دستور کار"),
        "alpha_3": ("three-letter code", "کد سه‌حرفی"),
        "attendance": ("attendance", "حضور"),
        "attested": ("on record", "به گواهی منبع"),
        "bound": ("bound", "قید"),
        "broader": ("broader topic", "موضوع گسترده‌تر"),
        "citations": ("sources", "منابع"),
        "corroboration": ("corroboration", "تأیید"),
        "country": ("country", "کشور"),
        "date": ("date", "تاریخ"),
        "delivered_by": ("read out by", "قرائت‌کنندهٔ پیام"),
        "derived_from": ("shares its text with", "متن مشترک با"),
        "ends": ("ends", "پایان"),
        "event": ("event", "رویداد"),
        "founded": ("founded", "تأسیس"),
        "founding": ("founding event", "رویداد تأسیس"),
        "geonames_id": ("number in GeoNames", "شماره در ژئونیمز"),
        "goals": ("goals", "اهداف"),
        "id": ("id", "شناسه"),
        "kind": ("kind", "نوع"),
        "language": ("language", "زبان"),
        "latitude": ("latitude", "عرض جغرافیایی"),
        "longitude": ("longitude", "طول جغرافیایی"),
        "measure": ("measure", "نکته"),
        "member": ("body", "نهاد"),
        "name": ("name", "نام"),
        "note": ("note", "یادداشت"),
        "numeric": ("numeric code", "کد عددی"),
        "office": ("office", "سمت"),
        "origin": ("attributed to", "به نقل از"),
        "other_names": ("other names", "نام‌های دیگر"),
        "outcome": ("outcome", "نتیجه"),
        "own": ("held by the association", "از نشست‌های خود انجمن"),
        "participants": ("participants", "شرکت‌کنندگان"),
        "parties": ("parties", "طرف‌ها"),
        "party": ("party", "حزب"),
        "person": ("person", "فرد"),
        "place": ("place", "مکان"),
        "positions": ("versions", "روایت‌ها"),
        "printed_as": ("printed as", "چنان‌که در منبع آمده"),
        "printed_date": ("date as printed", "تاریخ، چنان‌که در منبع آمده"),
        "printed_dates": ("dates as printed", "تاریخ‌ها، چنان‌که در منبع آمده"),
        "published": ("published", "تاریخ انتشار"),
        "publisher": ("publisher", "ناشر"),
        "purpose": ("purpose", "هدف کلی"),
        "region": ("region", "منطقه"),
        "role": ("role", "نقش"),
        "see also": ("see also", "نیز ببینید"),
        "signatories": ("signatories", "امضاکنندگان"),
        "signed": ("signed", "امضا"),
        "since": ("since", "از تاریخ"),
        "speaker": ("speaker", "گوینده"),
        "standing": ("standing", "جایگاه"),
        "starts": ("starts", "آغاز"),
        "status": ("status", "وضعیت"),
        "tenures": ("offices held", "مسئولیت‌ها"),
        "terms": ("offices", "سمت‌های انجمن"),
        "text": ("text", "متن"),
        "title": ("title", "عنوان"),
        "unit": ("unit", "واحد"),
        "url": ("address", "نشانی"),
        "value": ("value", "مقدار"),
        "venue": ("venue", "محل"),
    }
)
"""What tables and fields are called, in English where prose names them."""

ANSWERS = _texts({"yes": ("yes", "بله"), "no": ("no", "خیر")})
"""The values of a boolean field."""

MONTHS = tuple(
    _texts(
        {
            month: (month, persian)
            for month, persian in zip(
                "January February March April May June July August September October November December".split(),
                "ژانویهٔ فوریهٔ مارس آوریل مهٔ ژوئن ژوئیهٔ اوت سپتامبر اکتبر نوامبر دسامبر".split(),
                strict=True,
            )
        }
    ).values()
)
"""The months of the Gregorian calendar, in Persian as before a year."""
