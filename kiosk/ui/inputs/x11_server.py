"""What is asked of the X server over this application's own connection: to send a key again, and its time."""

from __future__ import annotations

import ctypes
from typing import Final

from PySide6.QtGui import QGuiApplication

from kiosk.scanning import native_events

_INPUT_ONLY: Final = 2
_EVENT_MASK: Final = 1 << 11
_PROPERTY_CHANGE: Final = 1 << 22
_APPEND: Final = 2
_WM_NAME, _STRING = 39, 31  # atoms that every server has


class _Screens(ctypes.Structure):
    """`xcb_screen_iterator_t`; a screen begins with the number of its root window."""

    _fields_ = (("data", ctypes.POINTER(ctypes.c_uint32)), ("rem", ctypes.c_int), ("index", ctypes.c_int))


class X11Server:
    """The server at the other end of `connection`, an xcb_connection_t."""

    def __init__(self, connection: int) -> None:
        self._xcb = ctypes.CDLL("libxcb.so.1")
        self._declare()
        self._connection = connection
        self._clock = self._hidden_window()

    def _declare(self) -> None:
        pointer, u8, u16, u32 = ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint16, ctypes.c_uint32
        i16 = ctypes.c_int16
        takes = {
            "flush": (pointer,),
            "generate_id": (pointer,),
            "get_setup": (pointer,),
            "setup_roots_iterator": (pointer,),
            "send_event": (pointer, u8, u32, u32, ctypes.c_char_p),
            "create_window": (pointer, u8, u32, u32, i16, i16, u16, u16, u16, u16, u32, u32, pointer),
            "change_property": (pointer, u8, u32, u32, u32, u8, u32, pointer),
        }
        for name, kinds in takes.items():
            getattr(self._xcb, f"xcb_{name}").argtypes = kinds
        self._xcb.xcb_generate_id.restype = u32
        self._xcb.xcb_get_setup.restype = pointer
        self._xcb.xcb_setup_roots_iterator.restype = _Screens

    def _hidden_window(self) -> int:
        """Make a window that is never shown, to be told of changes to."""
        xcb, connection = self._xcb, self._connection
        root = xcb.xcb_setup_roots_iterator(xcb.xcb_get_setup(connection)).data[0]
        window = int(xcb.xcb_generate_id(connection))
        wanted = (ctypes.c_uint32 * 1)(_PROPERTY_CHANGE)
        xcb.xcb_create_window(
            connection, 0, window, root, 0, 0, 1, 1, 0, _INPUT_ONLY, 0, _EVENT_MASK, ctypes.addressof(wanted)
        )
        return window

    def send(self, event: bytes) -> bool:
        """Send a key's `event` to its window, or to the one that has the focus if that is gone."""
        window = _alive(native_events.of_x11(event).window)
        if not window:
            return False
        # No mask: the server sends it to whoever made the window, which is this application.
        self._xcb.xcb_send_event(self._connection, 0, window, 0, native_events.to_window(event, window))
        self._xcb.xcb_flush(self._connection)
        return True

    def ask_time(self) -> None:
        """Have the server tell its time, behind all the keys that it knows of until then.

        The answer is an event as others are: `time_in` reads it.
        """
        self._xcb.xcb_change_property(self._connection, _APPEND, self._clock, _WM_NAME, _STRING, 8, 0, None)
        self._xcb.xcb_flush(self._connection)

    def time_in(self, address: int) -> int | None:
        """Return the time in the event at `address`, in ms, if it is an answer to `ask_time`."""
        event = ctypes.string_at(address, native_events.X11_SIZE)
        return native_events.time_of_x11(event, self._clock)


def _alive(window: int) -> int:
    shown = [int(one.winId()) for one in QGuiApplication.topLevelWindows() if one.isVisible()]
    if window in shown or not shown:
        return window if shown else 0
    focused = QGuiApplication.focusWindow()
    return int(focused.winId()) if focused is not None else 0
