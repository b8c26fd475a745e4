"""People as the audit log and the list of the erased name them: by a hash that only this project's key can make.

Nothing leads back from such a hash to an address, and who knows an address but not the key cannot try it.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from app.domain.names import fold
from storage.file.models import identifier, profile, setting

KEY = "privacy_key"
"""The setting that holds the key, 64 hexadecimal signs; made when it is first needed."""


def kept_key(connection: Connection) -> str:
    """The project's key, or an empty text where nothing was hashed by it so far."""
    return str(connection.scalar(select(setting.c.value).where(setting.c.name == KEY)) or "")


def key_of(connection: Connection) -> str:
    """The project's key; of a connection that may write."""
    found = kept_key(connection)
    if not found:
        found = secrets.token_hex(32)
        connection.execute(insert(setting).values(name=KEY, value=found))
    return found


def hashed(key: str, said: str) -> str:
    """HMAC-SHA-256 (RFC 2104) of a text under a project's key, in hexadecimal."""
    return hmac.new(key.encode(), said.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def address_hash(key: str, address: str) -> str:
    """What the list of the erased keeps of an address, which is in matched form."""
    return hashed(key, f"address\0{address}")


def person_hash(key: str, said: str) -> str:
    """What the audit log says for a person whose key (an address, or `kind:value`) is `said`."""
    return hashed(key, f"person\0{said}")[:32]


MOST = 50
"""So many people a line of the log names; a line about more is about nobody by name."""


def people_hashes(connection: Connection, about: Iterable[int]) -> list[list[str]]:
    """For each profile of these numbers the hashes of all that they are known by; none of more than `MOST`.

    Of all, so that whoever asks after somebody who is no longer there finds them by any of it.
    """
    numbers = set(about)
    if not numbers or len(numbers) > MOST:
        return []
    key = key_of(connection)
    known: dict[int, set[str]] = {}
    for row in connection.execute(select(profile.c.id, profile.c.key).where(profile.c.id.in_(numbers))):
        known.setdefault(row.id, set()).add(row.key)
    asked = select(identifier.c.profile_id, identifier.c.kind, identifier.c.value)
    for whose, kind, value in connection.execute(asked.where(identifier.c.profile_id.in_(numbers))):
        known.setdefault(whose, set()).add(named(kind, value))
    return sorted(sorted(person_hash(key, said) for said in names) for names in known.values())


def match_key(address: str) -> str:
    """An address that somebody typed, in the form in which addresses are compared, and folded where it is none."""
    text = address.strip()
    if text.isascii():
        return fold(text)
    from app.cleaning import match_form

    return match_form(text) or fold(text)


def named(kind: str, value: str) -> str:
    """How an identifier is said as a person's key: an address alone, any other as `kind:value`."""
    return value if kind == "email" else f"{kind}:{value}"
