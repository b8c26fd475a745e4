"""What is compared of two people and how alike it is, in the words of the linkage library, from the settings."""

from typing import Any

_SWAPPED = "(first_l = last_r AND last_l = first_r)"


def comparisons(settings: dict[str, Any], known: set[str]) -> list[dict[str, Any]]:
    """The comparisons of the fields that anybody has, each level with its first guess of how often it is so."""
    found = []
    for field in settings["fields"]:
        name, beside = field["name"], field.get("with")
        if name in known or beside in known:
            levels = [_unknown(field), *(_level(name, one) for one in field["levels"] if not one.get("leave_out"))]
            found.append({"output_column_name": name, "comparison_levels": levels})
    return found


def _unknown(field: dict[str, Any]) -> dict[str, Any]:
    names = [field["name"], *([field["with"]] if "with" in field else [])]
    missing = " AND ".join(f"({name}_l IS NULL OR {name}_r IS NULL)" for name in names)
    # What counts as one thing of two fields is left out of the second.
    others = [_condition(field["name"], one) for one in field["levels"] if one.get("leave_out")]
    return {"sql_condition": " OR ".join([missing, *others]), "label_for_charts": "missing", "is_null_level": True}


def _level(name: str, said: dict[str, Any]) -> dict[str, Any]:
    level = {"sql_condition": _condition(name, said), "label_for_charts": said["says"], "m_probability": said["m"]}
    if said.get("rare"):
        column = said.get("of", name)
        # What few share tells more; what one person alone seems to have is no rarer than one in ten thousand.
        level |= {"tf_adjustment_column": column, "tf_adjustment_weight": 1.0, "tf_minimum_u_value": 0.0001}
    return level


def _condition(name: str, said: dict[str, Any]) -> str:
    column = said.get("of", name)
    one, other = f"{column}_l", f"{column}_r"
    match said["alike"]:
        case "same":
            return f"{one} = {other}"
        case "swapped":
            return _SWAPPED
        case "nickname":
            return "(list_has_any(nick_l, nick_r) OR list_contains(nick_l, first_r) OR list_contains(nick_r, first_l))"
        case "near":
            return f"jaro_winkler_similarity({one}, {other}) >= {float(said['from'])}" + _same_numbers(said)
        case "typo":
            return f"damerau_levenshtein({one}, {other}) <= {int(said['letters'])}" + _same_numbers(said)
        case "other":
            return "ELSE"
    raise ValueError(f"{said['alike']} is no way to be alike")


def _same_numbers(said: dict[str, Any]) -> str:
    """Two namesakes' addresses differ in their numbers alone: those are no typo."""
    return " AND digits_l = digits_r" if said.get("numbers") else ""
