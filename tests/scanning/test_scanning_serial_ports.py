"""A scanner that is plugged in again is found, whatever its port is called now."""

from __future__ import annotations

from kiosk.scanning.serial_ports import Port, found_again, likeliest

ZEBRA = Port("ttyACM0", "Symbol Bar Code Scanner", 0x05E0, 0x1701, "S1")
PRINTER = Port("ttyUSB0", "FT232R", 0x0403, 0x6001, "F1")
BUILT_IN = Port("ttyS0")


def test_it_is_found_under_another_name_by_its_serial_number() -> None:
    moved = Port("ttyACM3", ZEBRA.title, ZEBRA.vendor, ZEBRA.product, "S1")
    sister = Port("ttyACM0", ZEBRA.title, ZEBRA.vendor, ZEBRA.product, "S2")
    assert found_again(ZEBRA, [PRINTER, sister, moved]) == moved


def test_one_of_the_same_make_takes_its_place_if_it_is_the_only_one() -> None:
    sister = Port("ttyACM1", ZEBRA.title, ZEBRA.vendor, ZEBRA.product, "S2")
    third = Port("ttyACM2", ZEBRA.title, ZEBRA.vendor, ZEBRA.product, "S3")
    assert found_again(ZEBRA, [PRINTER, sister]) == sister
    assert found_again(ZEBRA, [sister, third]) is None


def test_scanners_without_a_serial_number_are_told_apart_by_their_names() -> None:
    left, right = (Port(f"ttyACM{n}", "", 0x05E0, 0x1701) for n in (0, 1))
    assert found_again(right, [left, right]) == right


def test_without_usb_numbers_the_name_decides() -> None:
    assert found_again(BUILT_IN, [PRINTER, BUILT_IN]) == BUILT_IN
    assert found_again(Port("ttyS4"), [PRINTER, BUILT_IN]) is None


def test_a_scanner_is_offered_first_and_a_port_of_the_board_never() -> None:
    assert likeliest([BUILT_IN, PRINTER, ZEBRA]) == ZEBRA
    assert likeliest([BUILT_IN, PRINTER]) == PRINTER
    assert likeliest([BUILT_IN]) is None
