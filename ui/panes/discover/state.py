"""What the Discover pane shows, to be taken up when it is made anew, and how it puts what was found into words."""

from typing import TYPE_CHECKING, Any

from app.discover import ALGORITHMS
from ui.core import formats

if TYPE_CHECKING:
    from app.discover import Grouping
    from ui.panes.discover.pane import Discover


def state_of(pane: "Discover") -> dict[str, Any]:
    """The features that are chosen, and the groups as they are named."""
    state: dict[str, Any] = {"choice": pane.features_page.state(), "features": pane.features}
    if pane.showing_rfm:
        state |= {"rfm": pane.rfm.state()}
    if pane.showing_scores:
        state |= {"scores": pane.scores.state()}
    if pane.grouping is not None and pane.study is not None:
        state |= {"study": pane.study, "grouping": pane.grouping, "axes": pane.axes, "picture": pane.scatter.picture}
        state |= {"names": pane.cards.names(), "plans": pane.cards.plans(), "page": pane.pages.currentIndex()}
        state |= {"table": pane.views.currentIndex() == 1}
    return state


def go_on(pane: "Discover", state: dict[str, Any]) -> None:
    """Show that again, without looking for anything anew."""
    if state["features"]:
        pane.show_features(state["features"])
        pane.features_page.take_up(state["choice"])
        pane.choice_changed()
        _take_up_groups(pane, state)
    if "rfm" in state:
        pane.rfm.take_up(state["rfm"])
        pane.show_rfm()
    if "scores" in state:
        pane.show_scores()
        pane.scores.take_up(state["scores"])


def _take_up_groups(pane: "Discover", state: dict[str, Any]) -> None:
    if "study" in state:
        pane.study, pane.axes = state["study"], state["axes"]
        pane.pages.make(1)
        pane.show_grouping(state["grouping"], state["picture"])
        pane.cards.rename(state["names"], state["plans"])
        pane.name_axes(state["picture"])
        if "rfm" not in state and "scores" not in state:
            pane.show_page(state["page"])
        if state["table"]:
            pane.toggle_table()


def advice(grouping: "Grouping") -> str:
    """How clear the groups are, and of how many people that was measured."""
    measured = grouping.silhouette_of
    whole = measured == len(grouping.ids) - grouping.noise
    if grouping.silhouette is None:
        return f"{grouping.advice} {_by_itself(grouping)}".strip()
    of = f"{'all' if whole else 'a sample of'} {formats.people(measured)}"
    if ALGORITHMS[grouping.choice.algorithm].needs_k:
        return f"{grouping.advice} Silhouette on {of}.".strip()
    return f"{_by_itself(grouping)} Silhouette {grouping.silhouette:.2f} on {of}."


def _by_itself(grouping: "Grouping") -> str:
    """How many groups an algorithm found that is not told their number, and whom it left out."""
    algorithm = ALGORITHMS[grouping.choice.algorithm]
    if algorithm.needs_k:
        return ""
    said = f"{algorithm.label} finds their number by itself: {formats.counted(grouping.k, 'group')}."
    if not grouping.noise:
        return f"{said} Everybody belongs to one."
    return f"{said} {formats.counted(grouping.noise, 'person belongs', 'people belong')} to no group."


def said_of(kept: Any, name: str) -> str:
    """What was kept, and what became of the segments that an earlier grouping of that name had made."""
    said = f"Kept {formats.counted(len(kept.segments), 'segment')} and the trait “{name}” of "
    said += formats.people(kept.people)
    if kept.left_out:
        said += f"; {formats.counted(kept.left_out, 'person who belongs', 'people who belong')} to no group"
        said += f" {'has' if kept.left_out == 1 else 'have'} none"
    if kept.replaced:
        said += f", in place of {formats.counted(len(kept.replaced), 'segment')} of groups that are no more"
    if kept.in_use:
        stay = ", ".join(f"“{one}”" for one in kept.in_use)
        said += f". Still used elsewhere, and so not taken away: {stay}"
    return f"{said}."
