"""Rules about what is known of people: traits of every type, their course, permission, tags, places, samples."""

import datetime as dt

from generate import CITIES, FIRST
from rule_kinds import Asked, At, folded, people, trait

AGREED = "consent = 1"
"""Who said yes to email, of all that is recorded: a column of the mirror's people."""

MOST_ORDINARY = "city, age 25 to 34, tier, consent"


def _born(today: int, oldest: int, youngest: int) -> str:
    """The birth days of those between two ages, as the calendar has them: a range."""
    day = dt.date.fromordinal(today + 719_163)
    first, last = (_back(day, oldest + 1).toordinal() - 719_162, _back(day, youngest).toordinal() - 719_163)
    return f"t_birth_date BETWEEN {first} AND {last}"


def _back(day: dt.date, years: int) -> dt.date:
    # Only 29 February is missing in other years, where the birthday is kept on the 28th.
    return day.replace(year=day.year - years, day=min(day.day, 28) if day.month == 2 else day.day)


def _birthdays(at: At, days: int) -> str:
    """Birthdays in the next days: the calendar's month and day among some."""
    wanted = [dt.date.fromordinal(at.today + more + 719_163) for more in range(days + 1)]
    pairs = {day.month * 100 + day.day for day in wanted}
    pairs |= {229 for day in wanted if (day.month, day.day) == (2, 28) and day.year % 4}
    return f"m_birth_date IN ({', '.join(map(str, sorted(pairs)))})"


def _three(at: At) -> list[str]:
    return [CITIES[at.n % 10], CITIES[(at.n + 3) % 10], f"Nowhere {at.n}"]


def _list(words: list[str]) -> str:
    return ", ".join(map(folded, words))


def _digits(at: At) -> str:
    return str(7 + 13 * at.n)


def _near(at: At) -> str:
    lat, lon, km = round(48.85 + at.n / 1000, 3), 2.35, 25
    return people(
        f"2 * 6371.0088 * asin(sqrt(least(1, greatest(0, pow(sin(radians(t_latitude - {lat}) / 2), 2) + "
        f"cos(radians(t_latitude)) * cos(radians({lat})) * pow(sin(radians(t_longitude - {lon}) / 2), 2))))) <= {km}"
    )


def _tier(at: At) -> str:
    return at.of(["Gold", "Silver", "Bronze"])


def _gold_for(at: At, days: int) -> str:
    cut = at.now - days * 86_400_000_000
    course = f"FROM trait_history WHERE trait = 'loyalty_tier' AND {at.known}"
    return people(
        "f_loyalty_tier = 'gold' AND CASE WHEN id IN (SELECT profile_id FROM trait_history WHERE "
        "trait = 'loyalty_tier') THEN id IN (SELECT profile_id FROM (SELECT profile_id, "
        f'arg_max(f_text = \'gold\', "at") FILTER ("at" <= {cut}) AS then_so, '
        f"bool_or(\"at\" > {cut} AND f_text IS DISTINCT FROM 'gold') AS broken {course} GROUP BY profile_id) "
        f"WHERE then_so AND NOT broken) ELSE since <= {cut} END"
    )


TRAITS = [
    Asked("city is", lambda a: trait("city", "is", a.city), lambda a: people(f"f_city = {folded(a.city)}")),
    Asked(
        "city is any of three",
        lambda a: trait("city", "is_any_of", _three(a)),
        lambda a: people(f"f_city IN ({_list(_three(a))})"),
    ),
    Asked(
        "city is not",
        lambda a: trait("city", "is_not", a.city),
        lambda a: people(f"f_city <> {folded(a.city)} OR f_city IS NULL"),
    ),
    Asked(
        "first name is none of",
        lambda a: trait("first_name", "is_none_of", [a.first, FIRST[a.n % 5], f"Nobody {a.n}"]),
        lambda a: people(
            f"f_first_name NOT IN ({_list([a.first, FIRST[a.n % 5], f'Nobody {a.n}'])}) OR f_first_name IS NULL"
        ),
    ),
    Asked(
        "email contains",
        lambda a: trait("email", "contains", _digits(a)),
        lambda a: people(f"contains(f_email, '{_digits(a)}')"),
    ),
    Asked(
        "email does not contain",
        lambda a: trait("email", "not_contains", _digits(a)),
        lambda a: people(f"NOT contains(f_email, '{_digits(a)}') OR f_email IS NULL"),
    ),
    Asked(
        "email ends with",
        lambda a: trait("email", "ends_with", f"{a.n % 10}@EXAMPLE.com"),
        lambda a: people(f"f_email LIKE '%{a.n % 10}@example.com'"),
    ),
    Asked(
        "email matches a pattern",
        lambda a: trait("email", "matches", f"^person[0-9]*{_digits(a)}[0-4]?@"),
        lambda a: people(f"regexp_matches(f_email, '^person[0-9]*{_digits(a)}[0-4]?@')"),
    ),
    Asked(
        "country is, by its name",
        lambda a: trait("country", "is", a.of(["Germany", "France", "Ireland", "Poland"])),
        lambda a: people(f"f_country = '{a.of(['de', 'fr', 'ie', 'pl'])}'"),
    ),
    Asked(
        "tier is not known", lambda a: trait("loyalty_tier", "is_not_set"), lambda a: people("t_loyalty_tier IS NULL")
    ),
    Asked(
        "points between",
        lambda a: trait("points", "between", [1_000 + a.n, 2_000]),
        lambda a: people(f"t_points BETWEEN {1_000 + a.n} AND 2000"),
    ),
    Asked(
        "points differ from",
        lambda a: trait("points", "!=", 100 + a.n),
        lambda a: people(f"t_points <> {100 + a.n}"),
    ),
    Asked("has no app", lambda a: trait("has_app", "is_false"), lambda a: people("NOT t_has_app")),
    Asked(
        "age between",
        lambda a: trait("age", "between", [25 + a.n % 9, 34 + a.n // 9]),
        lambda a: people(_born(a.today, 34 + a.n // 9, 25 + a.n % 9)),
    ),
    Asked(
        "birthday in the next days",
        lambda a: trait("birth_date", "anniversary_in_next", {"days": 7 + a.n}),
        lambda a: people(_birthdays(a, 7 + a.n)),
    ),
    Asked(
        "born in a month",
        lambda a: trait("birth_date", "in_month", 1 + a.n % 12),
        lambda a: people(f"m_birth_date // 100 = {1 + a.n % 12}"),
    ),
    Asked(
        "signed up in the last days",
        lambda a: trait("signed_up_at", "in_last", {"days": 30 + a.n}),
        lambda a: people(f"t_signed_up_at > {a.now - (30 + a.n) * 86_400_000_000} AND t_signed_up_at <= {a.now}"),
    ),
    Asked(
        "signed up before a day",
        lambda a: trait("signed_up_at", "before", f"2011-03-{1 + a.n % 28:02}"),
        lambda a: people(f"d_signed_up_at < {dt.date(2011, 3, 1 + a.n % 28).toordinal() - 719_163}"),
    ),
    Asked(
        "tags have any of two",
        lambda a: trait("tags", "has_any_of", [a.tag, f"nothing {a.n}"]),
        lambda a: f"SELECT count(DISTINCT profile_id) FROM tags WHERE f_tag IN ({folded(a.tag)}, 'nothing {a.n}')",
    ),
    Asked(
        "tags have none of two",
        lambda a: trait("tags", "has_none_of", [a.tag, f"nothing {a.n}"]),
        lambda a: (
            "SELECT (SELECT count(*) FROM profiles) - count(DISTINCT profile_id) FROM tags "
            f"WHERE f_tag IN ({folded(a.tag)}, 'nothing {a.n}')"
        ),
    ),
]

COURSES = [
    Asked(
        "tier has been gold for days",
        lambda a: trait("loyalty_tier", "is", "Gold", **{"for": {"days": 60 + a.n}}),
        lambda a: _gold_for(a, 60 + a.n),
    ),
    Asked(
        "tier was once",
        lambda a: trait("loyalty_tier", "is", _tier(a), was=True),
        lambda a: people(
            f"f_loyalty_tier IS DISTINCT FROM {folded(_tier(a))} AND id IN (SELECT profile_id FROM trait_history "
            f"WHERE trait = 'loyalty_tier' AND {a.known} AND f_text = {folded(_tier(a))})"
        ),
    ),
]

PERMISSION = [
    Asked(
        "consent to email",
        lambda a: {"consent": "email", "is": "granted"},
        lambda a: people(AGREED),
    ),
    Asked("not suppressed", lambda a: {"suppressed": False}, lambda a: people("NOT suppressed")),
    Asked(
        "carries a tag",
        lambda a: {"tag": a.tag.upper()},
        lambda a: f"SELECT count(DISTINCT profile_id) FROM tags WHERE f_tag = {folded(a.tag)}",
    ),
    Asked("near a place", lambda a: {"near": {"lat": round(48.85 + a.n / 1000, 3), "lon": 2.35}, "km": 25}, _near),
    Asked(
        "a sample",
        lambda a: {"sample": 0.1, "seed": f"spring {a.n}"},
        lambda a: people(f"md5('spring {a.n}:' || key) < '1999999a'"),
    ),
    Asked(
        MOST_ORDINARY,
        lambda a: {
            "all": [
                trait("city", "is", a.city),
                trait("age", "between", [25, 34 + a.n // 20]),
                trait("loyalty_tier", "is", "Gold"),
                {"consent": "email", "is": "granted"},
            ]
        },
        lambda a: people(
            f"f_city = {folded(a.city)} AND {_born(a.today, 34 + a.n // 20, 25)} AND f_loyalty_tier = 'gold' "
            f"AND {AGREED}"
        ),
    ),
]

ABOUT_PEOPLE = [*TRAITS, *COURSES, *PERMISSION]
