"""Given names that everybody bears, and how Latin letters write them: Mohamed, Muhammad and محمد are one.

Spelling rules alone put them near each other; but where half a roll is called so, near is not enough: who is
written in one script would always come before who is written in the other. A name's first spelling is how
it is heard, in both scripts.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Given(NamedTuple):
    """A folded Arabic name, an expression for its Latin spellings, and some of these, the usual first."""

    arabic: str
    latin: str
    spellings: str


_O: Final = "(?:ou?|u|oo)"
_I: Final = "(?:i|ee|y)"
_CH: Final = "(?:s?ch|sh)"
_EI: Final = "(?:[ae][iy]|e|i)"

GIVEN: Final = (
    Given("محمد", f"m{_O}h+am+[aeiu]d", "mohamed mohammed muhammad mouhamed"),
    Given("احمد", "ahm[ae]d", "ahmed ahmad"),
    Given("محمود", f"m[ae]hm{_O}d", "mahmoud mehmud"),
    Given("مصطفي", f"m{_O}st[ae](?:f|ph|pf)a", "mostafa mustapha moustafa mostefa"),
    Given("حسن", "has+an", "hassan hasan"),
    Given("حسين", f"h{_O}(?:s+|c){_EI}ne?", "hussein houcine hossain husayn"),
    Given("علي", f"al{_I}", "ali aly"),
    Given("عمر", f"{_O}m[ae]r", "omar oumar umar omer"),
    Given("عثمان", f"{_O}(?:th?|s)man[ei]?", "othman otmane osman"),
    Given("يوسف", f"y{_O}(?:s+|c)(?:{_O}|e|i)?(?:f|ph)|joseph", "youssef yusuf youcef youssouf joseph"),
    Given("ابراهيم", f"i?brah{_I}me?", "ibrahim brahim ibraheem"),
    Given("اسماعيل", "i?sma+[aei]*[ie]le?", "ismail smail ismael"),
    Given("ادريس", f"i?dr{_I}s+e?", "driss idris idrees"),
    Given("خالد", "khal+[ie]d", "khalid khaled"),
    Given("رشيد", f"ra{_CH}{_I}d", "rachid rasheed"),
    Given("كريم", f"kar{_I}m", "karim kareem"),
    Given("سعيد", "sa(?:i|ee|ye|y)d", "said saeed sayed"),
    Given("عزيز", f"az{_I}z", "aziz azeez"),
    Given("عادل", "ad[ie]l", "adil adel"),
    Given("طارق", "tar[ie][kq]", "tarik tariq tarek"),
    Given("هشام", f"h[ie]{_CH}[ae]me?", "hicham hisham hichem"),
    Given("جمال", "(?:dj|j|g)am[ae]l", "jamal djamel gamal"),
    Given("كمال", "kam[ae]l", "kamal kamel"),
    Given("بلال", "b[ie]l+[ae]l", "bilal bilel billal"),
    Given("نبيل", f"nab{_I}l", "nabil nabeel"),
    Given("سمير", f"sam{_I}r", "samir sameer"),
    Given("منير", f"m{_O}n{_I}r", "mounir munir moneer"),
    Given("امين", f"am{_I}ne?", "amine amin ameen"),
    Given("حميد", f"ham{_I}d", "hamid hameed"),
    Given("لطيف", f"lat{_I}f", "latif lateef"),
    Given("ياسين", f"y[ae]s+{_I}ne?", "yassine yasin yaseen"),
    Given("الياس", f"[ei]l{_I}[ae]s+e?", "ilyas elias ilias"),
    Given("زهير", f"z{_O}h{_EI}r", "zouhair zuhair zoheir"),
    Given("اسامه", f"{_O}s+[ae]mah?", "oussama osama usama"),
    Given("وليد", f"(?:w|ou|o)al{_I}d", "walid waleed oualid"),
    Given("ايمن", "a[iy]m[ae]ne?", "aymen aiman aymane"),
    Given("انيس", f"an{_I}s+e?", "anis anees"),
    Given("انس", "an[ae]s+e?", "anas anass"),
    Given("ايوب", f"a[iy]+{_O}be?", "ayoub ayyub aiyoub"),
    Given("مهدي", f"m[ae]hd{_I}", "mehdi mahdi"),
    Given("رضا", "r[ei]dh?a", "reda rida ridha"),
    Given("صلاح", "s[ae]?l+ahe?", "salah slah"),
    Given("ناصر", "na(?:s+|c)[eiu]r", "nasser nacer nasir"),
    Given("سليمان", f"s(?:{_O}|e)?l[aei]*[iy]?man[ei]?", "slimane soulaiman suleiman"),
    Given("موسي", f"m{_O}s+a", "moussa musa"),
    Given("عيسي", "a?[iey]s+a", "aissa issa"),
    Given("يحيي", "yah[iy]+a", "yahya yahia"),
    Given("زكريا", f"zakar{_I}+a", "zakaria zakariya"),
    Given("جواد", "(?:dj|j)a?(?:ou|w)ade?", "jawad djaouad jouad"),
    Given("توفيق", f"t(?:ao?u|aw|{_O})f{_I}[kq]", "toufik taoufiq tawfik"),
    Given("فواد", f"f{_O}[ae]+d", "fouad fuad"),
    Given("مراد", f"m{_O}rad", "mourad murad"),
    Given("سفيان", f"s{_O}f{_I}ane?", "soufiane sofian sufyan"),
    Given("حمزه", "hamz+ah?", "hamza hamzah"),
    Given("رحمن", "r[ae]h?m[ae]ne?", "rahman rahmane"),
    Given("رحمان", "r[ae]h?m[ae]ne?", "rahman rahmane"),
    Given("سلام", "s[ae]?l[ae]me?", "salam selam slam salem"),
    Given("رياض", f"r{_I}+adhe?|r{_I}+ade?", "riad riyad riadh"),
    Given("معاذ", f"m{_O}+a+(?:dh?|z|th)", "mouad muaz moadh"),
    Given("فاطمه", "fat[ie]?mah?", "fatima fatma fatimah"),
    Given("خديجه", f"khad{_I}(?:dj|j|g)ah?", "khadija khadidja"),
    Given("عايشه", f"a[iy]+{_CH}ah?", "aicha aisha aysha"),
    Given("مريم", "m[aei]r[iy][ae]m", "mariam meryem maryam meriem"),
    Given("ناديه", f"nad(?:{_I}|iy)ah?", "nadia nadiya nadya"),
    Given("ساره", "sar+ah?", "sara sarah"),
    Given("ليلي", "l(?:[ae][iy]|i)la", "leila laila layla"),
    Given("هدي", f"h{_O}da", "houda huda hoda"),
    Given("سعاد", f"s{_O}a+d", "souad suad"),
    Given("زينب", f"z{_EI}n[ae]be?", "zineb zainab zaynab"),
    Given("امينه", f"am{_I}nah?", "amina ameena"),
    Given("سلمي", "s[ae]lma", "salma selma"),
    Given("سميره", f"sam{_I}rah?", "samira sameera"),
    Given("رشيده", f"ra{_CH}{_I}dah?", "rachida rasheeda"),
    Given("سعيده", "sa(?:i|ee|ye|y)dah?", "saida saeeda"),
    Given("كريمه", f"kar{_I}mah?", "karima kareema"),
    Given("لطيفه", f"lat{_I}fah?", "latifa lateefa"),
    Given("نجيبه", f"na(?:dj|j|g){_I}bah?", "najiba nadjiba"),
    Given("جميله", f"(?:dj|j|g)am{_I}lah?", "jamila djamila"),
)  # fmt: skip

_SPELT: Final = re.compile("|".join(f"({one.latin})" for one in GIVEN))
_ARABIC: Final = {one.arabic: one.spellings.split()[0] for one in GIVEN}


def usual_spelling(word: str) -> str:
    """Return how the given name `word`, folded, is spelt first of all in Latin letters; "" if it is none.

    >>> usual_spelling("muhammad"), usual_spelling("محمد"), usual_spelling("chikr")
    ('mohamed', 'mohamed', '')
    """
    if word in _ARABIC:
        return _ARABIC[word]
    found = _SPELT.fullmatch(word)
    return GIVEN[found.lastindex - 1].spellings.split()[0] if found and found.lastindex else ""
