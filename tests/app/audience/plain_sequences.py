"""A plain reading of sequences: every choice of events is tried, one after the other."""

from tests.app.audience.plain_time import LONG_AGO


def holds(plain, rule):
    """Whether some choice of a person's events satisfies all steps of the rule."""
    low, high = plain.window(rule)
    steps = []
    for step in rule["sequence"]:
        # What must not come counts at any time, what comes only in the window.
        known = plain.meant(step, *((LONG_AGO, plain.us) if step.get("not") else (low, high)))
        steps.append((step, known))
    if not rule.get("same"):
        return _rest(plain.clock, steps, 0, None)
    skus = {event["sku"] for event in plain.events if event.get("sku")}
    return any(
        _rest(
            plain.clock,
            [(step, [event for event in known if event.get("sku") == sku]) for step, known in steps],
            0,
            None,
        )
        for sku in skus
    )


def _rest(clock, steps, at, last):
    """Whether the steps from the one at a place on can be satisfied behind an event."""
    absent = []
    while at < len(steps) and steps[at][0].get("not"):
        absent.append(steps[at])
        at += 1
    if at == len(steps):
        return all(_none(clock, step, known, last, None) for step, known in absent)
    step, known = steps[at]
    return any(
        _rest(clock, steps, at + 1, event)
        for event in known
        if (last is None or event["at"] > last["at"])
        and ("within_after" not in step or event["at"] <= clock.back(last["at"], step["within_after"], 1))
        and all(_none(clock, other, those, last, event) for other, those in absent)
    )


def _none(clock, step, known, last, following):
    """Whether no event of a step lies behind one event and before the next, in the step's own time."""
    end = None
    if "within_after" in step:
        end = clock.back(last["at"], step["within_after"], 1)
        if end > clock.us and not step.get("so_far"):
            return False
    return not any(
        event is not last
        and event["at"] >= last["at"]
        and (following is None or event["at"] < following["at"])
        and (end is None or event["at"] <= end)
        for event in known
    )
