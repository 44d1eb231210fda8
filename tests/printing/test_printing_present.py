"""Which printers are found, and what goes into the settings when one is chosen."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from zeroconf import ServiceInfo, Zeroconf

from kiosk.printing import addresses, present
from kiosk.printing.present import Candidate
from tests.printing.cups_rig import QUEUE, Rig, wait_for

LOOPBACK = ("127.0.0.1",)
KNOWN = (
    ("_pdl-datastream._tcp", "Brother QL-820NWB [0080]", 9100, {"ty": "Brother QL-820NWB"}),
    ("_pdl-datastream._tcp", "Accueil", 9101, {"usb_MFG": "Zebra", "usb_MDL": "ZD421"}),
    ("_pdl-datastream._tcp", "HP LaserJet", 9102, {"ty": "HP LaserJet M402"}),
    ("_ipp._tcp", "HP LaserJet", 631, {"ty": "HP LaserJet M402", "rp": "ipp/print"}),
    ("_ipp._tcp", "Brother QL-820NWB [0080]", 631, {"ty": "Brother QL-820NWB", "rp": "ipp/print"}),
)


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    """What Linux tells of three printers on USB, one of which is no label printer."""
    for name, told in {
        "lp0": "MFG:Brother;CMD:PT-CBP;MDL:QL-820NWB;CLS:PRINTER;\n",
        "lp1": "MANUFACTURER:Zebra Technologies ;COMMAND SET:ZPL;MODEL:ZTC ZD421-300dpi;CLASS:PRINTER;",
        "lp2": "MFG:HP;MDL:LaserJet M402;CMD:PCL;",
        "lp3": None,
    }.items():
        device = tmp_path / name / "device"
        device.mkdir(parents=True)
        if told is not None:
            (device / "ieee1284_id").write_text(told, "utf-8")
    return tmp_path


def _service(kind: str, name: str, port: int, told: dict[str, str]) -> ServiceInfo:
    service = f"{kind}.local."
    address = [socket.inet_aton("127.0.0.1")]
    return ServiceInfo(
        service, f"{name}.{service}", addresses=address, port=port, properties=told, server="x.local."
    )


@pytest.fixture
def network() -> Iterator[Zeroconf]:
    """Printers that make themselves known, on this machine alone."""
    voice = Zeroconf(interfaces=list(LOOPBACK))
    with ThreadPoolExecutor(len(KNOWN)) as at_once:  # each asks for a while whether its name is free
        list(at_once.map(voice.register_service, map(_service, *zip(*KNOWN, strict=True))))
    yield voice
    voice.close()


def test_label_printers_on_usb_are_told_by_what_they_say_of_themselves(usb: Path) -> None:
    assert present.usb(usb, Path("/dev/usb")) == [
        Candidate("brother:/dev/usb/lp0?model=QL-820NWB", "Brother QL-820NWB", "/dev/usb/lp0", "brother"),
        Candidate(
            "zebra:/dev/usb/lp1?dpi=300", "Zebra Technologies ZTC ZD421-300dpi", "/dev/usb/lp1", "zebra"
        ),
    ]


def test_a_machine_without_such_printers_has_none(tmp_path: Path) -> None:
    assert present.usb(tmp_path / "nothing") == []


@pytest.mark.skipif(sys.platform != "linux", reason="multicast on the loopback")
def test_printers_on_the_network_are_found(network: Zeroconf) -> None:
    known = [
        Candidate("ipp://127.0.0.1:631/ipp/print", "HP LaserJet M402", "127.0.0.1", "ipp"),
        Candidate("zebra://127.0.0.1:9101", "Accueil", "127.0.0.1", "zebra"),
        Candidate("brother://127.0.0.1:9100?model=QL-820NWB", "Brother QL-820NWB", "127.0.0.1", "brother"),
    ]
    wait_for(lambda: present.network(LOOPBACK) == known, "all that make themselves known, and no other")


def test_all_are_told_once_and_every_address_can_be_used(rig: Rig) -> None:
    rig.run("lpadmin", "-p", QUEUE, "-D", "Accueil · الاستقبال")
    found = present.printers(rig.server, LOOPBACK)
    assert found[0] == Candidate(rig.queue, "Accueil · الاستقبال", QUEUE, "ipp")
    assert len({one.address for one in found}) == len(found)
    for one in found:
        assert addresses.parsed(one.address).kind == one.kind


def test_a_print_server_that_is_not_there_is_left_out() -> None:
    assert present.queues("ipp://127.0.0.1:1/") == []


@pytest.mark.parametrize(
    ("described", "kind"),
    [
        ("Brother QL-700", "brother"),
        ("Brother QL-1110NWB", "brother"),
        ("Brother HL-L2350DW", ""),
        ("Zebra ZD420", "zebra"),
        ("ZDesigner GK420d", "zebra"),
        ("GoDEX G500 ZPL", "zebra"),
        ("HP LaserJet", ""),
    ],
)
def test_what_calls_itself_so_is_a_label_printer(described: str, kind: str) -> None:
    assert present.label_kind(described) == kind
