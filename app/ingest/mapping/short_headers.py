"""Headers too short to mean anything alone, which the headers beside them explain: the `l` of a directory, Danish `By`.

A directory of staff calls a town `l` and a country `co`, a vCard somebody's whole name `FN`. Elsewhere these letters
are anything's; where others of their kind stand beside them they mean what they mean there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.ingest.vocabulary import headers


@dataclass(frozen=True, slots=True)
class _Kin:
    """Headers that are at home together: what the short ones mean where at least `enough` of the others stand."""

    means: tuple[tuple[str, str], ...]
    others: frozenset[str]
    enough: int


_KIN = (
    _Kin(
        (("cn", "full_name"), ("l", "city"), ("st", "region"), ("co", "country"), ("c", "country")),
        frozenset({"sn", "givenname", "mail", "dn", "samaccountname", "telephonenumber", "postalcode", "objectclass"}),
        2,
    ),
    _Kin((("fn", "full_name"),), frozenset({"n", "tel", "adr", "bday", "org", "email", "rev", "nickname"}), 2),
    _Kin(
        (("by", "city"), ("sted", "city")),
        frozenset({"postnr", "postnummer", "fornavn", "efternavn", "etternavn", "vej", "vejnavn", "adresse"}),
        1,
    ),
    _Kin((("uf", "region"),), frozenset({"cidade", "cep", "bairro", "endereco", "nome", "municipio"}), 1),
)  # fmt: skip


def _bare(header: str) -> str:
    # What a vCard writes behind a name says which of several it is.
    return headers.plain(header.partition(";")[0])


def meanings(
    free: Iterable[str], every: Iterable[str], used: set[str], fits: Callable[[str, str], bool]
) -> dict[str, str]:
    """What the short ones of the free headers mean, beside all headers of the file; no target that is used already."""
    here = {_bare(header) for header in every}
    by_name = {_bare(header): header for header in reversed(list(free))}
    found: dict[str, str] = {}
    for kin in _KIN:
        if len(kin.others & here) < kin.enough:
            continue
        for name, target in kin.means:
            header = by_name.get(name)
            if header and header not in found and target not in {*used, *found.values()} and fits(header, target):
                found[header] = target
    return found
