"""What one keyboard layout makes of what was typed for another.

A scanner types as one keyboard, the computer reads as another. Where the keys' places are lost, or the
scanner was set to a layout of its own, a code comes out scrambled; this finds what it may have been. The
tables are the first two levels of each layout in xkeyboard-config, key by key in the order of the first.
"""

from __future__ import annotations

from typing import Final

_DEAD: Final = "\0"
_US: Final = (
    "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?"
)
_ARABIC: Final = "ضصثقفغعهخحجد\\شسيبلاتنمكطئءؤر\ufefbىةوزظ"
_ARABIC_SHIFTED: Final = (
    "\u064e\u064b\u064f\u064c\ufef9إ`÷×؛<>…\u0650\u064d][\ufef7أ\u0640،/:\"~\u0652}{\ufef5آ',.؟"
)
_LAYOUTS: Final = (
    "²&é\"'(-è_çà)=azertyuiop\0$*qsdfghjklmùwxcvbn,;:!~1234567890°+AZERTYUIOP\0£µQSDFGHJKLM%WXCVBN?./§",
    f"ذ1234567890-={_ARABIC}\u0651!@#$%^&*)(_+{_ARABIC_SHIFTED}",
    f"ذ&é\"'(-è_çà)={_ARABIC}\u06511234567890°+{_ARABIC_SHIFTED}",  # Morocco's
    "\N{NULL}1234567890ß\0qwertzuiopü+#asdfghjklöäyxcvbnm,.-°!\"§$%&/()=?\0QWERTZUIOPÜ*'ASDFGHJKLÖÄYXCVBNM;:_",
    "º1234567890'¡qwertyuiop\0+çasdfghjklñ\0zxcvbnm,.-ª!\"·$%&/()=?¿QWERTYUIOP\0*ÇASDFGHJKLÑ\0ZXCVBNM;:_",
    "`1234567890-=qwertyuiop[]#asdfghjkl;'zxcvbnm,./¬!\"£$%^&*()_+QWERTYUIOP{}~ASDFGHJKL:@ZXCVBNM<>?",
)  # fmt: skip
"""French, which French Moroccan is but for two keys; Arabic; Moroccan Arabic; German; Spanish; British."""
# One key of Arabic layouts types two letters; they stand as the one sign that xkeyboard-config names.
_LAM_ALEF: Final = {"لا": "\ufefb", "لأ": "\ufef7", "لإ": "\ufef9", "لآ": "\ufef5"}


def of_lam_alef(letters: str) -> str | None:
    """Return what a US keyboard types with the one key that gives two letters in Arabic; None for others."""
    sign = _LAM_ALEF.get(letters)
    return _US[_LAYOUTS[1].index(sign)] if sign else None


_UNSHIFTED: Final = str.maketrans(_US[47:], _US[:47])


def without_shift(text: str) -> str:
    """Return what a US keyboard would have typed had nobody held Shift all the while; "" if nobody did."""
    return text.translate(_UNSHIFTED) if text and all(sign in _US[47:] for sign in text) else ""


def other_readings(text: str, fewest: int) -> tuple[str, ...]:
    """Return what `text` is if one layout was meant and another read it, each once, the likeliest first.

    Left out is what changes less than `fewest` different characters, and what a layout cannot type.
    """
    joined = text
    for letters, sign in _LAM_ALEF.items():
        joined = joined.replace(letters, sign)
    found = [_read(joined, keys, _US, fewest) for keys in _LAYOUTS]
    found += [_read(text, _US, keys, fewest) for keys in _LAYOUTS]
    return tuple(dict.fromkeys(one for one in found if one))


def _read(text: str, typed: str, meant: str, fewest: int) -> str:
    """Return `text`, typed on the keys of one layout, as those of another; "" if it cannot be."""
    keys: dict[str, str] = {}
    for here, there in zip(typed, meant, strict=True):
        keys.setdefault(here, there)
    signs = [keys.get(sign, _DEAD) if sign != " " else sign for sign in text]
    changed = {was for sign, was in zip(signs, text, strict=True) if sign != was}
    return "".join(signs) if len(changed) >= fewest and _DEAD not in signs else ""
