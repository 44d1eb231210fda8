from __future__ import annotations

import pytest

from kiosk.domain.people import Registration
from kiosk.exchange.header_words import System
from kiosk.exchange.statuses import registration, truth


@pytest.mark.parametrize(
    ("system", "word", "expected"),
    [
        (System.PRETIX, "Paid", Registration.CONFIRMED),
        (System.PRETIX, "Pending", Registration.UNPAID),
        (System.PRETIX, "approval pending", Registration.PENDING),
        (System.PRETIX, "Canceled", Registration.CANCELLED),
        (System.PRETIX, "Expired", Registration.UNPAID),
        (System.PRETIX, "bezahlt", Registration.CONFIRMED),
        (System.EVENTBRITE, "Attending", Registration.CONFIRMED),
        (System.EVENTBRITE, "Not Attending", Registration.CANCELLED),
        (System.EVENTBRITE, "Checked In", Registration.CONFIRMED),
        (System.ODOO, "Unconfirmed", Registration.PENDING),
        (System.ODOO, "draft", Registration.PENDING),
        (System.ODOO, "open", Registration.CONFIRMED),
        (System.ODOO, "done", Registration.CONFIRMED),
        (System.ODOO, "cancel", Registration.CANCELLED),
        (System.HI_EVENTS, "ACTIVE", Registration.CONFIRMED),
        (System.HI_EVENTS, "AWAITING_PAYMENT", Registration.UNPAID),
        (System.ALF_IO, "CHECKED_IN", Registration.CONFIRMED),
        (System.ALF_IO, "TO_BE_PAID", Registration.UNPAID),
        (System.ALF_IO, "INVALIDATED", Registration.CANCELLED),
        (System.INDICO, "Withdrawn", Registration.CANCELLED),
        (System.OWN, "CONFIRMÉ", Registration.CONFIRMED),
        (System.OWN, "En attente", Registration.PENDING),
        (System.OWN, "non payé", Registration.UNPAID),
        (System.OWN, "Bon de commande", Registration.PAYS_LATER),
        (System.OWN, "Annulée", Registration.CANCELLED),
        (System.OWN, "Bloqué", Registration.BLOCKED),
        (System.OWN, "مؤكد", Registration.CONFIRMED),
        (System.OWN, "غير مؤكد", Registration.PENDING),
        (System.OWN, "ملغى", Registration.CANCELLED),
        (System.OWN, "غير مدفوع", Registration.UNPAID),
        (System.OWN, "peut-être", None),
    ],
)
def test_each_systems_word_means_what_it_means_there(
    system: System, word: str, expected: Registration | None
) -> None:
    assert registration(word, system) is expected


@pytest.mark.parametrize(
    ("word", "expected"), [("Oui", True), ("NO", False), ("نعم", True), ("false", False), ("150 MAD", None)]
)
def test_yes_and_no_are_understood(word: str, *, expected: bool | None) -> None:
    assert truth(word) is expected
