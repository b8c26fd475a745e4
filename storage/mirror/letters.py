"""Small letters for capitals, sign by sign, for engines whose own differ."""

import functools


@functools.cache
def letters() -> tuple[str, str]:
    """All capitals, and in the same order the small letters for them, where that is one."""
    pairs = [
        (sign, sign.lower())
        for point in range(0x1F000)
        if not 0xD800 <= point < 0xE000
        for sign in [chr(point)]
        if sign != sign.lower() and len(sign.lower()) == 1
    ]
    # Python makes two signs of it, the engines one.
    pairs.append(("\u0130", "i"))
    return "".join(sign for sign, _ in pairs), "".join(small for _, small in pairs)
