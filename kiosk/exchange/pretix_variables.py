"""What pretix's badge editor calls the things of a ticket, as placeholders of our layouts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_SECRET: Final = "{ticket|code}"  # noqa: S105  a placeholder

VARIABLES: Final[Mapping[str, str]] = {
    "secret": _SECRET,
    "pseudonymization_id": "{code}",
    "medium_identifier": "{code}",
    "attendee_name": "{name}",
    "attendee_name_for_salutation": "{name}",
    "attendee_company": "{company}",
    "attendee_job_title": "{function}",
    "attendee_email": "{email}",
    "email": "{email}",
    "telephone": "{phone}",
    "invoice_name": "{name}",
    "invoice_name_for_salutation": "{name}",
    "invoice_company": "{company}",
    "item": "{category|category_arabic}",
    "item_category": "{category|category_arabic}",
    "order": "{reference}",
    "event_name": "{event|event_arabic}",
    "event_series_name": "{event|event_arabic}",
    "event_date": "{event_begin}",
    "event_date_range": "{event_dates}",
    "event_begin": "{event_begin} {event_begin_time}",
    "event_begin_date": "{event_begin}",
    "event_begin_time": "{event_begin_time}",
    "event_end": "{event_end} {event_end_time}",
    "event_end_date": "{event_end}",
    "event_end_time": "{event_end_time}",
    "event_admission": "{event_admission} {event_admission_time}",
    "event_admission_date": "{event_admission}",
    "event_admission_time": "{event_admission_time}",
    "event_location": "{event_place|event_place_arabic}",
    "now_date": "{today}",
    "now_time": "{now}",
    "now_datetime": "{today} {now}",
    "valid_from_date": "{valid_from}",
    "valid_from_time": "{valid_from_time}",
    "valid_from_datetime": "{valid_from} {valid_from_time}",
    "valid_until_date": "{valid_until}",
    "valid_until_time": "{valid_until_time}",
    "valid_until_datetime": "{valid_until} {valid_until_time}",
}
"""What pretix's variables are called here."""

ARABIC: Final[Mapping[str, str]] = {
    "item": "{category_arabic|category}",
    "item_category": "{category_arabic|category}",
    "event_name": "{event_arabic|event}",
    "event_series_name": "{event_arabic|event}",
    "event_location": "{event_place_arabic|event_place}",
}
"""Those that a text set in Arabic says in Arabic."""

COLUMNS: Final[Mapping[str, str]] = {
    "positionid": "{positionid|Position ID|Position}",
    "order_positionid": "{reference}-{positionid|Position ID|Position}",
    "variation": "{variation|Variation|Variante}",
    "itemvar": "{category|category_arabic} {variation|Variation|Variante}",
    "price": "{price|Price|Prix}",
    "seat": "{seat|Seat name|Seat|Place}",
    "seat_zone": "{seat_zone|Seat zone|Zone}",
    "seat_row": "{seat_row|Seat row|Rang}",
    "seat_number": "{seat_number|Seat number|Siège}",
    "addons": "{addons|Add-ons|Suppléments}",
    "organizer": "{organizer|Organizer|Organisateur}",
    "attendee_street": "{street|Street|Address|Adresse}",
    "attendee_zipcode": "{zipcode|ZIP code|Code postal}",
    "attendee_city": "{city|City|Ville|المدينة}",
    "attendee_state": "{state|State|Région}",
    "attendee_country": "{country|Country|Pays|البلد}",
    "attendee_address": "{name}\n{company}\n{street|Street|Address|Adresse}\n{zipcode|ZIP code|Code postal} "
    "{city|City|Ville|المدينة}\n{country|Country|Pays|البلد}",
    "purchase_date": "{purchase_date|Order date|Date de commande}",
}
"""Those that pretix's list of orders says in columns; any other is taken for a column of its name."""

_NAME_PARTS: Final[Mapping[str, str]] = {
    "salutation": "{salutation|Salutation|Civilité}",
    "title": "{title|Title|Titre}",
    "degree": "{degree|Degree}",
    "given_name": "{given_name|name}",
    "calling_name": "{given_name|name}",
    "middle_name": "{middle_name|Middle name}",
    "family_name": "{family_name}",
    "full_name": "{name}",
    "latin_transcription": "{name_latin}",
}
_NAMES = re.compile(r"(?:attendee|invoice)_name_(.+)")


def placeholder(variable: str, *, arabic: bool) -> str:
    """Return what stands for a variable that every roll can fill, "" for any other; `arabic`, in Arabic."""
    if arabic and variable in ARABIC:
        return ARABIC[variable]
    if variable in VARIABLES:
        return VARIABLES[variable]
    named = _NAMES.fullmatch(variable)
    return " ".join(_parts_of_name(named[1])) if named else ""


def _parts_of_name(told: str) -> list[str]:
    """Return the placeholders of a name's parts, joined by underscores there; none if one is unknown."""
    parts: list[str] = []
    while told:
        part = next((one for one in _NAME_PARTS if told == one or told.startswith(f"{one}_")), None)
        if part is None:
            return []
        parts.append(_NAME_PARTS[part])
        told = told[len(part) + 1 :]
    return parts
