"""The closed vocabularies: each alias lists the only terms that its field can hold."""

from __future__ import annotations

from typing import Literal

SourceKind = Literal["news", "official-site", "press-service", "reference"]
MemberKind = Literal["city-government", "city-council", "association-of-local-authorities"]
StandingRole = Literal["host", "participant", "announced", "office-holder", "joined", "partner"]
EventKind = Literal["founding-meeting"]
EventStatus = Literal["held", "announced"]
StatementKind = Literal["speech", "message"]
Bound = Literal["exactly", "about", "at-least", "over"]
AgreementKind = Literal["twinning", "memorandum", "cooperation"]
TermRole = Literal["chair", "honorary-chair", "secretary-general", "vice-president", "presidium-member"]
