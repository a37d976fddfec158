"""Closed vocabularies: each alias lists the terms that its field can have."""

from __future__ import annotations

from typing import Literal

SourceKind = Literal["news", "official-site", "press-service", "reference"]
MemberKind = Literal["city-government", "city-council", "association-of-local-authorities", "organization"]
StandingRole = Literal["host", "participant", "announced", "office-holder", "joined", "partner"]
EventKind = Literal[
    "proposal",
    "founding-meeting",
    "working-meeting",
    "general-assembly",
    "meeting",
    "panel",
    "festival",
    "signing",
    "vote",
]
Attendance = Literal["attended", "announced"]
EventStatus = Literal["held", "announced"]
StatementKind = Literal["speech", "message"]
Bound = Literal["exactly", "about", "at-least", "over"]
AgreementKind = Literal["twinning", "memorandum", "cooperation"]
TermRole = Literal["chair", "honorary-chair", "secretary-general", "vice-president", "presidium-member"]
BricsStatus = Literal["founder", "member", "partner", "invited", "declined"]
Corroboration = Literal["confirmed", "disputed", "uncorroborated"]
TimelineKind = Literal["starts", "ends", "signed", "attested", "claimed"]
