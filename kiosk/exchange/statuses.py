"""What systems and people call the state of a registration, in French, English, German and Arabic."""

from __future__ import annotations

from typing import Final

from kiosk.domain.names import fold
from kiosk.domain.people import Registration
from kiosk.exchange.header_words import System

_CONFIRMED: Final = """
    confirmed | confirmé | confirmée | validé | validée | inscrit | inscrite | accepté
    acceptée | présent | oui | yes | ok | active | actif | complete | completed | bestätigt | attending
    attended | checked in | open | done | acquired | free | paid | payé | payée | payé(e) | bezahlt
    réglé | invited | invité | مؤكد | مؤكدة | مسجل | مسجلة | مدفوع | تم التأكيد | حاضر | نعم
"""
_PENDING: Final = """
    pending | en attente | en cours | à confirmer | non confirmé | non confirmée | unconfirmed | draft
    unapproved | approval pending | approbation en attente | en attente de validation
    en attente d'approbation | liste d'attente | waiting list | waitlist | Freigabe ausstehend
    ausstehend | pre reserved | awaiting approval | à valider | قيد الانتظار
    في الانتظار | في انتظار الموافقة | غير مؤكد | غير مؤكدة
"""
_UNPAID: Final = """
    unpaid | non payé | non payée | impayé | impayée | à payer | awaiting payment
    awaiting offline payment | to be paid | payment pending | en attente de paiement
    paiement en attente | pending payment | offline payment | expired | expiré | expirée | abgelaufen
    nicht bezahlt | non réglé | non réglée | غير مدفوع | غير مؤدى
    لم يدفع | في انتظار الدفع | منتهي الصلاحية | منتهية الصلاحية
"""
_PAYS_LATER: Final = """
    pays later | on invoice | invoiced | purchase order | bon de commande | sur bon de commande | à facturer
    sur facture | facturé | facturée | paiement différé | règlement différé | auf Rechnung | أمر شراء
    أداء لاحق | دفع لاحق
"""
_CANCELLED: Final = """
    cancelled | canceled | cancel | annulé | annulée | annulé(e) | storniert | not attending | deleted
    refunded | remboursé | remboursée | withdrawn | rejected | refusé | refusée | désisté | désistée
    transferred | invalidated | released | absent | non | no | declined | ملغى | ملغي | ملغاة
    تم إلغاؤه | مرفوض | مسترجع | لا
"""
_BLOCKED: Final = "blocked | bloqué | bloquée | gesperrt | محجوب | ممنوع | محظور"

_YES: Final = (
    "yes | oui | ja | نعم | true | vrai | 1 | x | ok | paid | payé | payée | bezahlt | réglé | مدفوع | y | o"
)
_NO: Final = """
    no | non | nein | لا | false | faux | 0 | unpaid | non payé | non payée | impayé | nicht bezahlt
    غير مدفوع | n | pending | en attente
"""
_ARABIC_NO_OF_PRETIX: Final = "من"  # how pretix's Arabic translation has "No"


def _words(text: str) -> list[str]:
    return [fold(word) for line in text.splitlines() for word in line.split("|") if word.strip()]


_BY_WORD: Final = {
    word: registration
    for registration, text in (
        (Registration.CONFIRMED, _CONFIRMED),
        (Registration.PENDING, _PENDING),
        (Registration.UNPAID, _UNPAID),
        (Registration.PAYS_LATER, _PAYS_LATER),
        (Registration.CANCELLED, _CANCELLED),
        (Registration.BLOCKED, _BLOCKED),
    )
    for word in _words(text)
}
# An order that waits, waits for its money in pretix, unless it is said to wait for approval.
_PRETIX: Final = dict.fromkeys(
    _words("pending | en attente | ausstehend | قيد الانتظار"), Registration.UNPAID
)
_TRUTHS: Final = (
    dict.fromkeys(_words(_YES), True)
    | dict.fromkeys(_words(_NO), False)
    | dict.fromkeys(_words(_ARABIC_NO_OF_PRETIX), False)
)


def registration(text: str, system: System) -> Registration | None:
    """Return what `system` means by the status `text`, or None if nobody knows."""
    word = fold(text)
    if system is System.PRETIX and word in _PRETIX:
        return _PRETIX[word]
    return _BY_WORD.get(word)


def truth(text: str) -> bool | None:
    """Return whether `text` says yes or no, or None if neither."""
    return _TRUTHS.get(fold(text))
