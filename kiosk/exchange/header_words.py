"""What the columns of attendee files are called: by system, in the languages that it exports in.

How words are compared is left to `headers`.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final


class System(StrEnum):
    """What wrote the file; OWN is an organiser's own sheet."""

    PRETIX = "pretix"
    EVENTBRITE = "eventbrite"
    ODOO = "odoo"
    INDICO = "indico"
    HI_EVENTS = "hi_events"
    ATTENDIZE = "attendize"
    ALF_IO = "alf_io"
    OWN = "own"


class Field(StrEnum):
    """What a column holds. EXTRA is kept under its header, IGNORED is not kept."""

    FULL_NAME = "full_name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    NAME_LATIN = "name_latin"
    NAME_ARABIC = "name_arabic"
    FIRST_NAME_ARABIC = "first_name_arabic"
    LAST_NAME_ARABIC = "last_name_arabic"
    COMPANY = "company"
    FUNCTION = "function"
    CATEGORY = "category"
    EMAIL = "email"
    PHONE = "phone"
    TICKET = "ticket"
    REFERENCE = "reference"
    POSITION = "position"  # tells people of one reference apart
    STATUS = "status"
    PAID = "paid"
    BLOCKED = "blocked"
    ATTENTION = "attention"
    NOTE = "note"
    VALID_FROM = "valid_from"
    VALID_UNTIL = "valid_until"
    EXTRA = "extra"
    IGNORED = "ignored"


# What a file of the system cannot do without: one word of each line.
_SIGNATURES: Final = """
pretix
    - Order code | Code de commande | Bestellnummer | رمز الطلب
    - Attendee name | Nom du participant | Name Teilnehmer*in | Name des Teilnehmers | اسم المشارك
    - Product | Produit | Produkt | المنتج
eventbrite
    - Order # | Order ID
    - Attendee # | Attendee ID | Attendee Status
odoo
    - Attendee Name | Name | Nom du participant | Nom
    - Event Ticket | event_ticket_id | Ticket d'événement | Billet d'événement | Ticket de l'événement |
        تذكرة الفعالية
    - Booked by | partner_id | Réservé par | Barcode | Code-barres | Status | state | Statut | Event |
        event_id | Événement
hi_events
    - Public ID
    - Product ID | Product Name | Ticket ID | Short ID | Is Checked In
attendize
    - Ticket ID
    - Reference
    - Has Arrived | Arrival Time | Ticket Type
alf_io
    - ID
    - ReservationID | PaidPrice | OriginalPrice | Payment Method | Locked | External Reference
indico
    - ID
    - Name
    - Registration state | Registration date | Modification date | Check-in date | Checked in
"""

# A field and its words; for one field the earlier word is the better column.
_KNOWN: Final = """
pretix
    reference: Order code | Code de commande | Bestellnummer | رمز الطلب
    position: Position ID | ID de la position | Position | رقم الوظيفة
    full_name: Attendee name | Nom du participant | Name Teilnehmer*in | Name des Teilnehmers |
        اسم المشارك
    category: Product | Produit | Produkt | المنتج
    paid: Paid | Payé | bezahlt | مدفوع
    ticket: Ticket secret | Secret du billet | Ticket-Code | سر التذكرة | Secret | سري
    email: Attendee email | E-mail du participant | E-Mail Teilnehmer*in | البريد الإلكتروني للمشارك |
        E-mail | Email | Adresse e-mail | البريد الإلكتروني
    phone: Phone number | Numéro de téléphone | Telefonnummer | رقم الهاتف
    company: Company | Entreprise | Société | Firma | الشركة
    status: Status | Statut | الحالة
    attention: Requires special attention | Nécessite une attention particulière |
        Benötigt besondere Behandlung | يتطلب اهتمامًا خاصًا
    note: Comment | Commentaire | Kommentar | Order comment | Commentaire de commande | Bestellkommentar
        | ملاحظات الطلب
    blocked: Blocked | Bloqué | Gesperrt | محجوب
    valid_from: Valid from | Valable depuis | Valable à partir de | Gültig ab | من تاريخ
    valid_until: Valid until | Valable jusqu'au | Gültig bis | صالح حتى
    ignored: Attendee name: Title | Attendee name: Given name | Attendee name: Family name |
        Nom du participant : Titre | Nom du participant : Prénom | Nom du participant : Nom de famille |
        Teilnehmer*innenname: Titel | Teilnehmer*innenname: Vorname | Teilnehmer*innenname: Nachname |
        Event slug | Titre de l'événement | Kurzname der Veranstaltung |
        Price | Prix | Preis | السعر | Tax rate | Taux d'imposition | Steuersatz |
        Tax rule | Règle fiscale | Steuerregel | Tax value | Valeur fiscale | Steuer |
        Pseudonymization ID | ID pseudonyme | Pseudonyme ID | Automatically checked in |
        Enregistrement automatique | Automatisch eingecheckt
eventbrite
    reference: Attendee # | Attendee ID
    ticket: Barcode # | Barcode
    first_name: First Name | Prénom
    last_name: Last Name | Surname | Nom
    email: Email | Email Address
    phone: Cell Phone | Home Phone | Work Phone | Mobile Phone
    category: Ticket Type
    status: Attendee Status
    function: Job Title
    company: Company
    note: Notes
    ignored: Quantity | Price Tier | Order Type | Currency | Total Paid | Fees Paid | Eventbrite Fees |
        Eventbrite Payment Processing
odoo
    full_name: Attendee Name | Name | Nom du participant | Nom
    email: Email | E-mail
    phone: Phone | Mobile | Téléphone | mobile
    company: Company Name | company_name | Nom de la société | Nom de l'entreprise | Société
    category: Event Ticket | event_ticket_id | Ticket d'événement | Billet d'événement |
        Ticket de l'événement
    status: Status | state | Statut
    ticket: Barcode | Code-barres | الرمز الشريطي
    reference: External ID | id | ID externe
    ignored: Event | event_id | Événement
indico
    reference: ID
    full_name: Name
    status: Registration state
    category: Registration type | Participant type
    email: Email Address | Email
    company: Affiliation
    function: Position
    phone: Phone | Phone Number
    ignored: Price
hi_events
    ticket: Public ID
    reference: ID
    first_name: First Name
    last_name: Last Name
    email: Email
    status: Status
    category: Product Name | Ticket Name | Ticket
    note: Notes
    ignored: Event ID | Product ID | Ticket ID | Last Updated Date
attendize
    reference: Reference
    first_name: First Name
    last_name: Last Name
    email: Email
    category: Ticket Type
    ignored: Ticket ID
alf_io
    reference: ID
    full_name: Full Name
    first_name: First Name
    last_name: Last Name
    email: E-Mail
    status: Status
    category: Category
    ignored: Event | OriginalPrice | PaidPrice | Discount | VAT | Locked
own
    full_name: Nom complet | Nom et prénom | Nom & prénom | Nom prénom | Prénom et nom | Prénom & nom |
        Prénom nom | Noms et prénoms | Full name | Attendee name | Nom du participant | Participant name
        | Invité | Guest
    first_name: Prénom | Prénoms | First name | Given name | Vorname | Forename
    last_name: Nom | Nom de famille | Noms | Name | Last name | Family name | Surname | Nachname |
        Participant
    name_latin: Nom latin | Nom en français | Nom complet (français) | Nom complet en français |
        Name (Latin) | Nom en lettres latines | Name in Latin letters | الاسم بالحروف اللاتينية
    name_arabic: الاسم الكامل | الاسم و النسب | الاسم والنسب | النسب و الاسم | الاسم بالعربية |
        الاسم العربي | الاسم الكامل بالعربية | إسم المشارك | Nom complet (arabe) | Nom complet arabe |
        Nom complet en arabe | Name (Arabic) | Arabic name |
        Nom en lettres arabes | Name in Arabic letters
    first_name_arabic: الاسم الشخصي | الاسم الأول | الاسم | Prénom (arabe) | Prénom arabe |
        Prénom en arabe | Prénom AR
    last_name_arabic: الاسم العائلي | النسب | اللقب | اسم العائلة | Nom (arabe) | Nom arabe |
        Nom en arabe | Nom AR | Nom de famille (arabe)
    company: Société | Entreprise | Organisme | Organisation | Organization | Company | Company name |
        Établissement | Institution | Structure | Raison sociale | Affiliation | Employeur | المؤسسة |
        الشركة | المنظمة | الهيئة | الجهة | المقاولة | الإدارة
    function: Fonction | Poste | Titre | Profession | Qualité | Job title | Function | Position | Title
        | الصفة | الوظيفة | المهنة | المنصب
    category: Catégorie | Catégorie de participant | Type | Type de participant | Profil | Category |
        Badge | Ticket type | Type de billet | الفئة | الصنف | نوع المشاركة | النوع
    email: E-mail | Email | Mail | Adresse e-mail | Adresse mail | Adresse électronique | Courriel |
        Email address | البريد الإلكتروني | البريد الالكتروني | الإيميل
    phone: GSM | Mobile | Portable | Téléphone portable | Téléphone mobile | Tél portable | Tél | Tel |
        Téléphone | N° de téléphone | N° tél | N° GSM | Numéro de téléphone | Numéro | Phone |
        Phone number | Telephone | WhatsApp | الهاتف | رقم الهاتف | الهاتف المحمول | الهاتف النقال | الجوال
    ticket: Code billet | Code du billet | Code ticket | Ticket code | Code-barres | Barcode | Code QR |
        Code of the ticket | QR code | QR | Code | الرمز | رمز التذكرة
    reference: Référence | Réf | Reference | Matricule | ID | Identifiant | N° d'inscription |
        Numéro d'inscription | رقم التسجيل | المرجع
    status: Statut | Status | État | Etat d'inscription | Statut d'inscription | Confirmation |
        Registration state | الحالة | حالة التسجيل
    paid: Payé | Paiement | Paid | Payment | Réglé | مدفوع | الأداء | الدفع
    attention: Attention | Attention particulière | À signaler | VIP | تنبيه | انتباه
    note: Observations | Observation | Remarques | Remarque | Remark | Commentaire | Commentaires |
        Notes | Note | Comment | Comments | ملاحظات | ملاحظة
    valid_from: Valable à partir du | Valable à partir de | Valable du | Valid from | صالح من
    valid_until: Valable jusqu'au | Valable jusqu'à | Valid until | صالح إلى | صالح حتى
"""

_CONTINUED: Final = " " * 8

OFTEN_ADDED: Final = frozenset(
    (
        Field.NAME_LATIN,
        Field.NAME_ARABIC,
        Field.FIRST_NAME_ARABIC,
        Field.LAST_NAME_ARABIC,
        Field.COMPANY,
        Field.FUNCTION,
        Field.PHONE,
        Field.ATTENTION,
    )
)
"""What organisers add to a system's form as questions of their own, called as in their own sheets."""


def signatures() -> Iterator[tuple[System, list[list[str]]]]:
    """Yield each system and the groups of words of which its files have one each, the surest first."""
    for system, lines in _by_system(_SIGNATURES):
        yield system, [_words(line.removeprefix("- ")) for line in lines]


def known(system: System) -> Iterator[tuple[Field, list[str]]]:
    """Yield each field that `system` writes, and what it calls its column."""
    for line in dict(_by_system(_KNOWN))[system]:
        field, _, words = line.partition(": ")
        yield Field(field), _words(words)


def _by_system(table: str) -> Iterator[tuple[System, list[str]]]:
    """Yield the systems of a table and their lines; a line further in continues the one before it."""
    system: System | None = None
    lines: list[str] = []
    for line in table.strip().splitlines():
        if not line.startswith(" "):
            if system is not None:
                yield system, lines
            system, lines = System(line), []
        elif line.startswith(_CONTINUED):
            lines[-1] += " " + line.strip()
        else:
            lines.append(line.strip())
    assert system is not None
    yield system, lines


def _words(line: str) -> list[str]:
    return [word.strip() for word in line.split("|")]
