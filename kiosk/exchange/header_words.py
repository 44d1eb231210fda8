"""What the columns of attendee files are called: by system, in the languages that it exports in.

For one field the earlier word is the better column. How words are compared is left to `headers`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, TypeAlias


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


Words: TypeAlias = tuple[tuple[Field, str], ...]
"""A field, and its words between bars."""

SIGNATURES: Final[dict[System, tuple[str, ...]]] = {
    System.PRETIX: (
        "Order code | Code de commande | Bestellnummer | رمز الطلب",
        """
            Attendee name | Nom du participant | Name Teilnehmer*in | Name des Teilnehmers | اسم المشارك
        """,
        "Product | Produit | Produkt | المنتج",
    ),
    System.EVENTBRITE: ("Order # | Order ID", "Attendee # | Attendee ID | Attendee Status"),
    System.ODOO: (
        "Attendee Name | Name | Nom du participant | Nom",
        """
            Event Ticket | event_ticket_id | Ticket d'événement | Billet d'événement | Ticket de l'événement
            | تذكرة الفعالية
        """,
        """
            Booked by | partner_id | Réservé par | Barcode | Code-barres | Status | state | Statut | Event |
            event_id | Événement
        """,
    ),
    System.HI_EVENTS: ("Public ID", "Product ID | Product Name | Ticket ID | Short ID | Is Checked In"),
    System.ATTENDIZE: ("Ticket ID", "Reference", "Has Arrived | Arrival Time | Ticket Type"),
    System.ALF_IO: (
        "ID",
        """
            ReservationID | PaidPrice | OriginalPrice | Payment Method | Locked | External Reference
        """,
    ),
    System.INDICO: (
        "ID",
        "Name",
        """
            Registration state | Registration date | Modification date | Check-in date | Checked in
        """,
    ),
}
"""What a file of the system cannot do without: one word of each group."""

KNOWN: Final[dict[System, Words]] = {
    System.PRETIX: (
        (Field.REFERENCE, "Order code | Code de commande | Bestellnummer | رمز الطلب"),
        (Field.POSITION, "Position ID | ID de la position | Position | رقم الوظيفة"),
        (
            Field.FULL_NAME,
            """
            Attendee name | Nom du participant | Name Teilnehmer*in | Name des Teilnehmers | اسم المشارك
        """,
        ),
        (Field.CATEGORY, "Product | Produit | Produkt | المنتج"),
        (Field.PAID, "Paid | Payé | bezahlt | مدفوع"),
        (
            Field.TICKET,
            """
            Ticket secret | Secret du billet | Ticket-Code | سر التذكرة | Secret | سري
        """,
        ),
        (
            Field.EMAIL,
            """
            Attendee email | E-mail du participant | E-Mail Teilnehmer*in | البريد الإلكتروني للمشارك |
            E-mail | Email | Adresse e-mail | البريد الإلكتروني
        """,
        ),
        (Field.PHONE, "Phone number | Numéro de téléphone | Telefonnummer | رقم الهاتف"),
        (Field.COMPANY, "Company | Entreprise | Société | Firma | الشركة"),
        (Field.STATUS, "Status | Statut | الحالة"),
        (
            Field.ATTENTION,
            """
            Requires special attention | Nécessite une attention particulière |
            Benötigt besondere Behandlung | يتطلب اهتمامًا خاصًا
        """,
        ),
        (
            Field.NOTE,
            """
            Comment | Commentaire | Kommentar | Order comment | Commentaire de commande | Bestellkommentar |
            ملاحظات الطلب
        """,
        ),
        (Field.BLOCKED, "Blocked | Bloqué | Gesperrt | محجوب"),
        (
            Field.VALID_FROM,
            """
            Valid from | Valable depuis | Valable à partir de | Gültig ab | من تاريخ
        """,
        ),
        (Field.VALID_UNTIL, "Valid until | Valable jusqu'au | Gültig bis | صالح حتى"),
        (
            Field.IGNORED,
            """
            Event slug | Price | Prix | Preis | السعر | Tax rate | Taux d'imposition | Steuersatz | Tax rule
            | Règle fiscale | Steuerregel | Tax value | Valeur fiscale | Steuer | Pseudonymization ID |
            ID pseudonyme | Pseudonyme ID | Automatically checked in | Enregistrement automatique |
            Automatisch eingecheckt
        """,
        ),
    ),
    System.EVENTBRITE: (
        (Field.REFERENCE, "Attendee # | Attendee ID"),
        (Field.TICKET, "Barcode # | Barcode"),
        (Field.FIRST_NAME, "First Name | Prénom"),
        (Field.LAST_NAME, "Last Name | Surname | Nom"),
        (Field.EMAIL, "Email | Email Address"),
        (Field.PHONE, "Cell Phone | Home Phone | Work Phone | Mobile Phone"),
        (Field.CATEGORY, "Ticket Type"),
        (Field.STATUS, "Attendee Status"),
        (Field.FUNCTION, "Job Title"),
        (Field.COMPANY, "Company"),
        (Field.NOTE, "Notes"),
        (
            Field.IGNORED,
            """
            Quantity | Price Tier | Order Type | Currency | Total Paid | Fees Paid | Eventbrite Fees |
            Eventbrite Payment Processing
        """,
        ),
    ),
    System.ODOO: (
        (Field.FULL_NAME, "Attendee Name | Name | Nom du participant | Nom"),
        (Field.EMAIL, "Email | E-mail"),
        (Field.PHONE, "Phone | Mobile | Téléphone | mobile"),
        (
            Field.COMPANY,
            """
            Company Name | company_name | Nom de la société | Nom de l'entreprise | Société
        """,
        ),
        (
            Field.CATEGORY,
            """
            Event Ticket | event_ticket_id | Ticket d'événement | Billet d'événement | Ticket de l'événement
        """,
        ),
        (Field.STATUS, "Status | state | Statut"),
        (Field.TICKET, "Barcode | Code-barres | الرمز الشريطي"),
        (Field.REFERENCE, "External ID | id | ID externe"),
        (Field.IGNORED, "Event | event_id | Événement"),
    ),
    System.INDICO: (
        (Field.REFERENCE, "ID"),
        (Field.FULL_NAME, "Name"),
        (Field.STATUS, "Registration state"),
        (Field.CATEGORY, "Registration type | Participant type"),
        (Field.EMAIL, "Email Address | Email"),
        (Field.COMPANY, "Affiliation"),
        (Field.FUNCTION, "Position"),
        (Field.PHONE, "Phone | Phone Number"),
        (Field.IGNORED, "Price"),
    ),
    System.HI_EVENTS: (
        (Field.TICKET, "Public ID"),
        (Field.REFERENCE, "ID"),
        (Field.FIRST_NAME, "First Name"),
        (Field.LAST_NAME, "Last Name"),
        (Field.EMAIL, "Email"),
        (Field.STATUS, "Status"),
        (Field.CATEGORY, "Product Name | Ticket Name | Ticket"),
        (Field.NOTE, "Notes"),
        (Field.IGNORED, "Event ID | Product ID | Ticket ID | Last Updated Date"),
    ),
    System.ATTENDIZE: (
        (Field.REFERENCE, "Reference"),
        (Field.FIRST_NAME, "First Name"),
        (Field.LAST_NAME, "Last Name"),
        (Field.EMAIL, "Email"),
        (Field.CATEGORY, "Ticket Type"),
        (Field.IGNORED, "Ticket ID"),
    ),
    System.ALF_IO: (
        (Field.REFERENCE, "ID"),
        (Field.FULL_NAME, "Full Name"),
        (Field.FIRST_NAME, "First Name"),
        (Field.LAST_NAME, "Last Name"),
        (Field.EMAIL, "E-Mail"),
        (Field.STATUS, "Status"),
        (Field.CATEGORY, "Category"),
        (Field.IGNORED, "Event | OriginalPrice | PaidPrice | Discount | VAT | Locked"),
    ),
    System.OWN: (
        (
            Field.FULL_NAME,
            """
            Nom complet | Nom et prénom | Nom & prénom | Nom prénom | Prénom et nom | Prénom & nom |
            Prénom nom | Noms et prénoms | Full name | Attendee name | Nom du participant | Participant name
            | Invité | Guest
        """,
        ),
        (Field.FIRST_NAME, "Prénom | Prénoms | First name | Given name | Vorname | Forename"),
        (
            Field.LAST_NAME,
            """
            Nom | Nom de famille | Noms | Name | Last name | Family name | Surname | Nachname | Participant
        """,
        ),
        (
            Field.NAME_LATIN,
            """
            Nom latin | Nom en français | Nom complet (français) | Nom complet en français | Name (Latin)
        """,
        ),
        (
            Field.NAME_ARABIC,
            """
            الاسم الكامل | الاسم و النسب | الاسم والنسب | النسب و الاسم | الاسم بالعربية | الاسم العربي |
            الاسم الكامل بالعربية | إسم المشارك | Nom complet (arabe) | Nom complet arabe |
            Nom complet en arabe | Name (Arabic) | Arabic name
        """,
        ),
        (
            Field.FIRST_NAME_ARABIC,
            """
            الاسم الشخصي | الاسم الأول | الاسم | Prénom (arabe) | Prénom arabe | Prénom en arabe | Prénom AR
        """,
        ),
        (
            Field.LAST_NAME_ARABIC,
            """
            الاسم العائلي | النسب | اللقب | اسم العائلة | Nom (arabe) | Nom arabe | Nom en arabe | Nom AR |
            Nom de famille (arabe)
        """,
        ),
        (
            Field.COMPANY,
            """
            Société | Entreprise | Organisme | Organisation | Organization | Company | Company name |
            Établissement | Institution | Structure | Raison sociale | Affiliation | Employeur | المؤسسة |
            الشركة | المنظمة | الهيئة | الجهة | المقاولة | الإدارة
        """,
        ),
        (
            Field.FUNCTION,
            """
            Fonction | Poste | Titre | Profession | Qualité | Job title | Function | Position | Title |
            الصفة | الوظيفة | المهنة | المنصب
        """,
        ),
        (
            Field.CATEGORY,
            """
            Catégorie | Catégorie de participant | Type | Type de participant | Profil | Category | Badge |
            Ticket type | Type de billet | الفئة | الصنف | نوع المشاركة | النوع
        """,
        ),
        (
            Field.EMAIL,
            """
            E-mail | Email | Mail | Adresse e-mail | Adresse mail | Adresse électronique | Courriel |
            Email address | البريد الإلكتروني | البريد الالكتروني | الإيميل
        """,
        ),
        (
            Field.PHONE,
            """
            GSM | Mobile | Portable | Téléphone portable | Téléphone mobile | Tél portable | Tél | Tel |
            Téléphone | N° de téléphone | N° tél | N° GSM | Numéro de téléphone | Numéro | Phone |
            Phone number | WhatsApp | الهاتف | رقم الهاتف | الهاتف المحمول | الهاتف النقال | الجوال
        """,
        ),
        (
            Field.TICKET,
            """
            Code billet | Code du billet | Code ticket | Ticket code | Code-barres | Barcode | Code QR |
            QR code | QR | Code | الرمز | رمز التذكرة
        """,
        ),
        (
            Field.REFERENCE,
            """
            Référence | Réf | Reference | Matricule | ID | Identifiant | N° d'inscription |
            Numéro d'inscription | رقم التسجيل | المرجع
        """,
        ),
        (
            Field.STATUS,
            """
            Statut | Status | État | Etat d'inscription | Statut d'inscription | Confirmation |
            Registration state | الحالة | حالة التسجيل
        """,
        ),
        (Field.PAID, "Payé | Paiement | Paid | Payment | Réglé | مدفوع | الأداء | الدفع"),
        (
            Field.ATTENTION,
            """
            Attention | Attention particulière | À signaler | VIP | تنبيه | انتباه
        """,
        ),
        (
            Field.NOTE,
            """
            Observations | Observation | Remarques | Remarque | Commentaire | Commentaires | Notes | Note |
            Comment | Comments | ملاحظات | ملاحظة
        """,
        ),
        (Field.VALID_FROM, "Valable à partir du | Valable du | Valid from | صالح من"),
        (Field.VALID_UNTIL, "Valable jusqu'au | Valid until | صالح إلى | صالح حتى"),
    ),
}

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
