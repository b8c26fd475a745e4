"""The tables by which text may be written: those that are looked at, and what people call them."""

from typing import Final

TABLES: Final[tuple[tuple[str, float, str], ...]] = (
    ("cp1252", 1, "Western (Windows-1252)"),
    ("cp1250", 0, "Central European (Windows-1250)"),
    ("cp1251", 0, "Cyrillic (Windows-1251)"),
    ("cp1253", 0, "Greek (Windows-1253)"),
    ("cp1254", 0, "Turkish (Windows-1254)"),
    ("cp1255", 0, "Hebrew (Windows-1255)"),
    ("cp1256", 0, "Arabic (Windows-1256)"),
    ("cp1257", -1, "Baltic (Windows-1257)"),
    ("cp874", 0, "Thai (Windows-874)"),
    ("iso8859-15", -1, "Western (ISO 8859-15)"),
    ("iso8859-2", 0, "Central European (ISO 8859-2)"),
    ("iso8859-9", -1, "Turkish (ISO 8859-9)"),
    ("iso8859-7", -1, "Greek (ISO 8859-7)"),
    ("iso8859-5", -1, "Cyrillic (ISO 8859-5)"),
    ("iso8859-13", -2, "Baltic (ISO 8859-13)"),
    ("iso8859-4", -6, "Baltic (ISO 8859-4)"),
    ("iso8859-16", -4, "Romanian (ISO 8859-16)"),
    ("iso8859-6", -1, "Arabic (ISO 8859-6)"),
    ("iso8859-8", -1, "Hebrew (ISO 8859-8)"),
    ("iso8859-10", -7, "Nordic (ISO 8859-10)"),
    ("iso8859-3", -7, "South European (ISO 8859-3)"),
    ("iso8859-14", -7, "Celtic (ISO 8859-14)"),
    ("iso8859-1", -1, "Western (ISO 8859-1)"),
    ("koi8-r", 0, "Russian (KOI8-R)"),
    ("koi8-u", 0, "Ukrainian (KOI8-U)"),
    ("cp866", -1, "Cyrillic (DOS 866)"),
    ("mac-cyrillic", -2, "Cyrillic (Mac)"),
    ("mac-roman", -2, "Western (Mac)"),
    ("mac-latin2", -4, "Central European (Mac)"),
    ("mac-greek", -5, "Greek (Mac)"),
    ("mac-turkish", -6, "Turkish (Mac)"),
    ("mac-iceland", -6, "Icelandic (Mac)"),
    ("cp850", -2, "Western (DOS 850)"),
    ("cp437", -3, "Western (DOS 437)"),
    ("cp852", -3, "Central European (DOS 852)"),
    ("cp858", -3, "Western (DOS 858)"),
    ("cp1258", -2, "Vietnamese (Windows-1258)"),
    ("cp857", -6, "Turkish (DOS 857)"),
    ("cp775", -6, "Baltic (DOS 775)"),
    ("cp737", -5, "Greek (DOS 737)"),
    ("cp862", -4, "Hebrew (DOS 862)"),
    ("cp855", -6, "Cyrillic (DOS 855)"),
    ("cp1125", -6, "Ukrainian (DOS 1125)"),
    ("cp865", -6, "Nordic (DOS 865)"),
    ("cp861", -6, "Icelandic (DOS 861)"),
    ("cp860", -6, "Portuguese (DOS 860)"),
    ("cp863", -6, "Canadian French (DOS 863)"),
    ("cp864", -6, "Arabic (DOS 864)"),
    ("cp720", -6, "Arabic (DOS 720)"),
)
"""Tables of one byte a sign, the commoner first, each with what speaks for it beforehand, in natural logarithms."""

ASIAN: Final[tuple[tuple[str, str, tuple[str, int, int], str], ...]] = (
    ("gb18030", "zh", ("gb2312", 0xA1, 0xD7), "Chinese (GB 18030)"),
    ("big5hkscs", "zh_Hant", ("big5", 0xA1, 0xC6), "Chinese (Big5)"),
    ("cp932", "ja", ("euc_jp", 0xA1, 0xCF), "Japanese (Shift JIS)"),
    ("euc_jp", "ja", ("euc_jp", 0xA1, 0xCF), "Japanese (EUC)"),
    ("cp949", "ko", ("euc_kr", 0xA1, 0xC8), "Korean (EUC)"),
    ("johab", "ko", ("euc_kr", 0xA1, 0xC8), "Korean (Johab)"),
)
"""Tables of several bytes a sign: the language, and the rows of a table that hold what is written every day."""

TITLES: Final[dict[str, str]] = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a mark",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16, low byte first",
    "utf-16-be": "UTF-16, high byte first",
    "utf-32": "UTF-32",
    "utf-32-le": "UTF-32, low byte first",
    "utf-32-be": "UTF-32, high byte first",
    **{name: title for name, _, title in TABLES},
    **{name: title for name, _, _, title in ASIAN},
    "iso2022_jp": "Japanese (ISO 2022)",
    "iso2022_jp_ext": "Japanese (ISO 2022, more signs)",
    "iso2022_kr": "Korean (ISO 2022)",
    "hz": "Chinese (HZ)",
}
"""What people read for an encoding."""


def title(encoding: str) -> str:
    """What people read for an encoding, however its name is spelt."""
    plain = encoding.lower().replace("_", "-")
    if "+" in plain:
        return " and ".join(title(one) for one in plain.split("+")) + ", line by line"
    return next((said for name, said in TITLES.items() if name.replace("_", "-") == plain), encoding)
