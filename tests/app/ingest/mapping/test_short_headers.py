"""Headers of a letter or two beside others of their kind, and alone."""

from app.ingest.mapping import short_headers
from tests.app.ingest.tables import mapped


def _told(text: str) -> dict[str, str | None]:
    return {header: column.to for header, column in mapped(text, "profiles")[1].columns.items()}


def test_a_directory_s_town_country_and_whole_name() -> None:
    told = _told(
        "cn,sn,givenName,mail,l,st,co\nAl Bo,Bo,Al,a@x.de,Berlin,BE,Germany\nBo Co,Co,Bo,b@x.de,Wien,W,Austria\n"
    )
    assert [told[one] for one in ("cn", "l", "st", "co")] == ["full_name", "city", "region", "country"]


def test_a_vcard_s_whole_name_beside_other_parts_of_it() -> None:
    told = _told(
        "FN,N,TEL;TYPE=CELL,EMAIL;TYPE=HOME\nAl Bo,Bo;Al;;;,+14155550101,a@x.de\nBo Co,Co;Bo;;;,+14155550102,b@x.de\n"
    )
    assert told["FN"] == "full_name"


def test_towns_of_the_north_and_states_of_brazil() -> None:
    assert _told("Fornavn,E-mail,By,Postnr\nAnna,a@x.dk,Ribe,6760\n")["By"] == "city"
    assert _told("Nome,E-mail,Cidade,UF\nAna,a@x.br,Recife,PE\n")["UF"] == "region"


def test_alone_they_mean_nothing() -> None:
    told = _told("email,by,l,fn,co\na@x.de,admin,3,x,y\nb@x.de,admin,4,z,y\n")
    assert not {"city", "country", "full_name"} & set(told.values())
    assert short_headers.meanings(["by"], ["by", "email"], set(), lambda *_: True) == {}
