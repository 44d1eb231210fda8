"""Writes the sample event's two lists of people: `python -m db.seeds.make_sample FOLDER`.

`roll.csv` is the organiser's own list; `pretix.csv` is what the ticket shop exports of the few who registered
there, under the same ticket codes. The event itself stands beside them in `event.json`, written by hand.
"""

from __future__ import annotations

import csv
import sys
from hashlib import sha256
from pathlib import Path
from typing import Final

from db.seeds.sample_event import people, write_roll

PRICE: Final = {"Participant": "1800.00", "Congressiste": "1800.00"}
"""In dirhams; everybody else comes free of charge."""


def order(person: dict[str, str]) -> dict[str, str]:
    """Return one line of a check-in list as pretix exports it, by header."""
    number = sha256(person["Code billet"].encode()).digest()
    given, family = person["Prénom"], person["Nom"]
    return {
        "Order code": "".join("ABCDEFGHJKLMNPQRSTUVWXYZ23456789"[byte % 32] for byte in number[:5]),
        "Attendee name": f"{given} {family}" if family else person["الاسم الكامل"],
        "Product": f"{person['Catégorie']} – Trois jours",
        "Price": PRICE.get(person["Catégorie"], "0.00"),
        "Checked in": "",
        "Checked out": "",
        "Automatically checked in": "No",
        "Paid": "No" if person["Statut"] == "Non payé" else "Yes",
        "Secret": person["Code billet"],
        "E-mail": person["E-mail"],
        "Phone number": international(person["GSM"]),
        "Fonction": person["Fonction"],
        "Company": person["Société"],
        "Voucher code": "",
        "Order date": f"2024-09-{number[5] % 30 + 1:02d}",
        "Order time": f"{number[6] % 12 + 8:02d}:{number[7] % 60:02d}:{number[8] % 60:02d}",
        "Requires special attention": "Yes" if person["Attention"] else "No",
        "Comment": person["Observations"],
    }


def international(phone: str) -> str:
    """Return a number of the roll as pretix keeps it: +, country, digits."""
    digits = "".join(filter(str.isdigit, phone))
    return f"+212{digits[-9:]}" if digits else ""


def write_orders(path: Path) -> None:
    """Write the orders of all who hold a ticket."""
    orders = [order(person) for person in people() if person["Code billet"]]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(orders[0]), quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writeheader()
        writer.writerows(orders)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    write_roll(folder / "roll.csv")
    write_orders(folder / "pretix.csv")
