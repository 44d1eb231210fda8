"""The printers that are there to be chosen: queues of the system, label printers on USB and on the network.

Looking takes a few seconds and never fails: what cannot be asked is left out.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from kiosk.errors import PrinterError
from kiosk.printing import addresses, cups

if TYPE_CHECKING:
    from zeroconf import ServiceInfo

_SERVER_S: Final = 3.0
_NETWORK_S: Final = 2.5
"""How long the network is listened to; nearly all answer within one second (RFC 6762, 5.2)."""

_RAW: Final = "_pdl-datastream._tcp.local."
_IPP: Final = "_ipp._tcp.local."
_USB: Final = Path("/sys/class/usbmisc")
_DEVICES: Final = Path("/dev/usb")
_QL = re.compile(r"\bQL-\d{3,4}[A-Z]*\b")
_DENSITY = re.compile(r"\b(203|300|600) ?dpi")
_ZPL: Final = ("zebra", "zpl", "zdesigner")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A printer that could be chosen: what goes into the settings, and what a person calls it.

    `detail` is where it is; `kind` one of `addresses`' kinds.
    """

    address: str
    title: str
    detail: str
    kind: str


def printers(server: str = cups.LOCAL_SERVER, interfaces: tuple[str, ...] = ()) -> tuple[Candidate, ...]:
    """Return what is there, the system's own queues first, each address once.

    `interfaces` are the addresses of this computer on which the network is asked; all, if none is given.
    """
    looks = (lambda: queues(server), windows, usb, lambda: network(interfaces))
    with ThreadPoolExecutor(len(looks)) as pool:
        found = [one for look in [pool.submit(look) for look in looks] for one in look.result()]
    return tuple({one.address: one for one in reversed(found)}.values())[::-1]


def queues(server: str) -> list[Candidate]:
    """Return the queues of a CUPS server; none if there is no such server."""
    with suppress(PrinterError):
        found = cups.queues(server, timeout_s=_SERVER_S)
        return [Candidate(one.uri, one.title or one.name, one.name, "ipp") for one in found]
    return []


def windows() -> list[Candidate]:
    """Return the printers of Windows; none anywhere else."""
    if sys.platform != "win32":
        return []
    from kiosk.printing.windows_calls import calls

    with suppress(OSError):
        kind = addresses.WINDOWS
        return [Candidate(f"{kind}:{name}", name, "Windows", kind) for name in calls().enum_printers()]
    return []


# -- USB -----------------------------------------------------------------------------------------------


def usb(about: Path = _USB, devices: Path = _DEVICES) -> list[Candidate]:
    """Return the label printers that Linux has a device file for."""
    found = []
    with suppress(OSError):
        for one in sorted(about.glob("lp*")):
            told = _fields(one)
            maker, model = told.get("MFG", ""), told.get("MDL", "")
            if kind := label_kind(f"{maker} {model} {told.get('CMD', '')}"):
                title = model if maker.lower() in model.lower() else f"{maker} {model}"
                place = str(devices / one.name)
                found.append(Candidate(_address(kind, place, model), title.strip(), place, kind))
    return found


def _fields(device: Path) -> dict[str, str]:
    """What a printer on USB says of itself (IEEE 1284.4): `MFG:Brother;MDL:QL-820NWB;CMD:…;`."""
    try:
        text = (device / "device" / "ieee1284_id").read_text("utf-8", "replace")
    except OSError:
        return {}
    pairs = (part.partition(":") for part in text.strip().split(";"))
    names = {"MANUFACTURER": "MFG", "MODEL": "MDL", "COMMAND SET": "CMD"}
    return {names.get(key.strip().upper(), key.strip().upper()): value.strip() for key, _, value in pairs}


def label_kind(described: str) -> str:
    """Return the kind of label printer that calls itself so, "" if it is none that we know."""
    if _QL.search(described.upper()):
        return addresses.BROTHER
    return addresses.ZEBRA if any(word in described.lower() for word in _ZPL) else ""


def _address(kind: str, place: str, model: str, port: int = 0) -> str:
    where = f"{kind}://{place}:{port}" if port else f"{kind}:{quote(place)}"
    if kind == addresses.BROTHER:
        named = _QL.search(model.upper())
        return f"{where}?model={named[0]}" if named else where
    density = _DENSITY.search(model.lower())
    return f"{where}?dpi={density[1]}" if density else where


# -- the network ---------------------------------------------------------------------------------------


def network(interfaces: tuple[str, ...] = (), listen_s: float = _NETWORK_S) -> list[Candidate]:
    """Return the printers that make themselves known on the network (DNS-SD)."""
    from zeroconf import InterfaceChoice, ServiceBrowser, Zeroconf

    with suppress(OSError):
        asking = Zeroconf(interfaces=list(interfaces) or InterfaceChoice.All)
        try:
            names: dict[tuple[str, str], None] = {}
            browser = ServiceBrowser(asking, [_RAW, _IPP], handlers=[_keeping(names)])
            time.sleep(listen_s)
            browser.cancel()
            told = (asking.get_service_info(kind, name) for kind, name in sorted(names))
            return list(_named(one for one in told if one is not None))
        finally:
            asking.close()
    return []


def _keeping(names: dict[tuple[str, str], None]) -> Any:
    from zeroconf import ServiceStateChange

    def on_change(service_type: str, name: str, state_change: ServiceStateChange, **_rest: object) -> None:
        if state_change is not ServiceStateChange.Removed:
            names[service_type, name] = None

    return on_change


def _named(services: Iterator[ServiceInfo]) -> Iterator[Candidate]:
    for one in services:
        told = {
            key.decode("ascii", "replace").lower(): (value or b"").decode("utf-8", "replace")
            for key, value in one.properties.items()
        }
        title = told.get("ty") or one.name.removesuffix(f".{one.type}")
        host = next(iter(one.parsed_addresses()), "")
        host = f"[{host}]" if ":" in host else host
        kind = label_kind(" ".join((title, *told.values())))
        if not host or not one.port:
            continue
        if one.type == _IPP and not kind:
            path = told.get("rp", "ipp/print").strip("/")
            yield Candidate(f"ipp://{host}:{one.port}/{path}", title, host, "ipp")
        elif one.type == _RAW and kind:
            yield Candidate(_address(kind, host, title, one.port), title, host, kind)
