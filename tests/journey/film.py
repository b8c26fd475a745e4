"""A film of the window, a frame each 50 ms, while one thing after another is opened: `film.py FOLDER [--careless]`.

Run by test_film.py. Makes the demo shop of 20,000 people with some more of everything, slows every job down so that
the time between a question and its answer is really seen, and writes into FOLDER/film.json what each frame shows
that does not belong to the name above it. `--careless` leaves out the blanking, to see that the film would tell.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app import campaign, demo, mailing, people
from app import template as templates
from app.audience import explain, names, segments
from app.people import timeline
from app.project import Project
from app.template import Template
from ui.core.application import prepare
from ui.core.jobs import _Work
from ui.core.layout_order import in_order
from ui.panes.campaigns.cards import Waterfall, _Step
from ui.panes.people import facts as people_facts
from ui.panes.people import phrases
from ui.panes.people.story_page import StoryPage
from ui.panes.segments.side import InWords, Side, _row
from ui.panes.templates.appearance import Look
from ui.panes.templates.findings import Findings
from ui.preview_pane import settle
from ui.shell.tips import mark_all_shown
from ui.shell.window import MainWindow
from ui.widgets.buttons import ChipButton, Field
from ui.widgets.labels import Label
from ui.widgets.paged_table import PagedModel

EVERY = 50
SLOW = 0.25
"""Seconds that each job takes longer."""
COLOURS = {"Red letter": "#c81e1e", "Blue letter": "#1e3cc8", "Green letter": "#1e963c"}
BODY = """<html><body style="background: {colour}; margin: 0"><p>Dear {{{{ first_name }}}} of {{{{ city }}}}</p>
<p style="height: 900px">&nbsp;</p>{more}</body></html>"""
MORE = {"Red letter": "", "Blue letter": '<img src="x.png">', "Green letter": "<p>{{ FNAME }}</p>"}


def furnish(path: Path) -> None:
    """The demo shop, with three templates of three colours and three campaigns."""
    demo.build(path)
    with Project.open(path) as project:
        for name, colour in COLOURS.items():
            body = BODY.format(colour=colour, more=MORE[name])
            templates.save(project, Template(name, f"{name} for {{{{ first_name }}}}", f"{name}, really", body))
        plan = campaign.get(project, campaign.list_campaigns(project)[0].name).plan.document()
        for segment, template in (("VIPs", "Red letter"), ("Slipping away", "Blue letter"), ("Kitchen lovers", None)):
            mine = plan | {
                "include": [segment],
                "template": template or plan["template"],
                "exclude": [],
                "html": "none",
            }
            campaign.save(project, f"To {segment}", mine | {"variants": [{"name": "A", "share": 1.0}]})
        campaign.save(project, "Tested", plan | {"variants": [{"name": n, "share": 0.5} for n in "AB"]})
        project.audience().close()


# What a frame shows: nothing that is blank, greyed or being counted again


def shown(label: QLabel) -> str:
    return label.text() if label.isVisible() and label.property("dim") != "true" else ""


def texts(root: Any, kind: type = Label) -> list[str]:
    return [text for one in root.findChildren(kind) if one.isVisible() and (text := shown(one))]


def title(pane: Any) -> str:
    name = pane.header.name
    return str(name.text() if name.isVisible() else pane.header.title.text())


def see_segments(pane: Any) -> dict[str, Any]:
    if pane.pages.currentIndex() == 0:
        dim = pane.library.model._dim
        rows = [pane.library.row(name) for name in pane.library.names]
        # What is dimmed is an old figure, and what is not known is a bone.
        told = {row["name"]: (f"{row['count']:,}", row["sentence"]) for row in rows if row["known"] and not dim}
        return {"list": {row["name"]: told.get(row["name"], ("", "")) for row in rows}}
    model = pane.side.sample.model
    people_there = [model.row(at)["name"] for at in range(model.rowCount())] if not model._dim else []
    reach = pane.side.reach
    return {
        "count": shown(reach.hero._number),
        "mailable": shown(reach._figures["mailable"]),
        "sentence": shown(pane.in_words.sentence),
        "people": people_there,
        "fields": [field.text() for field in pane.builder.findChildren(Field) if field.isVisible()],
    }


def see_templates(pane: Any, colour: str) -> dict[str, Any]:
    if pane.pages.currentIndex() == 0:
        return {}
    editor, look = pane.editor, pane.look
    over = editor.findings.over.text()
    said = [] if over == "looking again…" else [one for one in texts(editor.findings) if one != over]
    person, _, place = look.stepper.person.text().partition("   ")
    return {
        "line": editor.subject.line.text(),
        "source": editor.source.toPlainText(),
        "subject": shown(look.subject),
        "preheader": shown(look.preheader),
        "person": "" if person == "…" else person,
        "place": place,
        "findings": said,
        "colour": colour,
    }


def see_campaigns(pane: Any) -> dict[str, Any]:
    if pane.pages.currentIndex() == 0:
        return {}
    steps = [shown(row.number) for row in pane.waterfall._rows.findChildren(_Step) if row.isVisible()]
    return {
        "steps": steps if pane.waterfall._rows.isVisible() else [],
        "fields": [field.text() for field in pane.plan_card.fields.values()],
        "variants": list(pane.variants.cards),
        "verdict": pane.checks.verdict.text() if pane.checks.verdict.isVisible() else "",
    }


def see_people(pane: Any) -> dict[str, Any]:
    if not pane.showing_story():
        return {"filter": pane.page.filter.text(), "count": shown(pane.header.quiet)}
    page = pane.story_page
    rows = page.facts._rows
    held = in_order(rows)
    facts = [tuple(label.text() for label in one.findChildren(QLabel)) for one in held]
    lines = [page.model.line(at) for at in range(page.model.rowCount())]
    return {
        "quiet": shown(pane.header.quiet),
        "title": page.belongs.title.text(),
        "chips": [chip.text() for chip in page.belongs.findChildren(ChipButton) if chip.isVisible()],
        "facts": [fact for fact in facts if len(fact) == 2],
        "lines": [(line.text, line.number) for line in lines],
        "why": (page.why.field.text(), page.why.title.text()),
    }


# What is true


class Truth:
    """What may stand under each name, asked of `app` after the film; answers are kept."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.kept = {one.name: one for one in segments.overview(project)}
        self.names = names(project)
        self.ids = mailing.mailable_ids(project)
        self._known: dict[Any, Any] = {}

    def of(self, kind: str, key: Any) -> Any:
        if (kind, key) not in self._known:
            self._known[kind, key] = getattr(self, f"_{kind}")(key)
        return self._known[kind, key]

    def _look(self, name: str) -> Any:
        from app.audience.live import look

        now = self.project.moment()
        found = look(self.project, segments.get(self.project, name).rule, now)
        return found, [_row(one, now)["name"] for one in found.sample]

    def _email(self, key: tuple[str, int]) -> Any:
        name, number = key
        row = people.page(self.project, [number], ["first_name", "last_name", "full_name", "email"])[0]
        made = next(iter(mailing.render_many(self.project, templates.get(self.project, name), [number])))
        return made, people.name_of(row) or row.get("email") or row["key"]

    def _lint(self, name: str) -> list[str]:
        address = mailing.sender_of(self.project).get("postal_address", "")
        found = templates.lint_template(templates.get(self.project, name), mailing.known_fields(self.project), address)
        return [one.message for one in found]

    def _campaign(self, name: str) -> Any:
        summary = campaign.summary(self.project, name)
        return campaign.get(self.project, name).plan.document(), [f"{one.people:,}" for one in summary.waterfall]

    def _verdict(self, name: str) -> str:
        checks = campaign.check(self.project, name).checks
        return f"{sum(1 for one in checks if one.state == 'ok')} of {len(checks)}"

    def _story(self, key: str) -> Any:
        return people.story(self.project, key, events=0)

    def _facts(self, key: str) -> Any:
        told = self.of("story", key)
        values = {name: score["value"] for name, score in told.scores.items()} | told.traits
        types = {name: one.type for name, one in self.names.traits.items()}
        labels = {name: one.label for name, one in self.names.traits.items()}
        return people_facts.facts(values, types, labels)

    def _lines(self, key: str) -> Any:
        page = timeline.page(self.project, self.of("story", key).id, "all")
        newest = page.happenings[0].day if page.happenings else None
        return [(line.text, line.number) for one in page.happenings for line in [phrases.line(one, newest, first=True)]]

    def _member(self, key: tuple[str, str]) -> bool:
        person, segment = key
        rule = segments.get(self.project, segment).rule
        return bool(explain(self.project, rule, person).member)


def wrong_in(frame: dict[str, Any], truth: Truth) -> Iterator[str]:
    """What stands in a frame and is not of the thing whose name stands above it."""
    kind, of, see = frame["pane"], frame["of"], frame["see"]
    check = {
        "segments": wrong_segment,
        "templates": wrong_template,
        "campaigns": wrong_campaign,
        "people": wrong_person,
    }
    if kind in check and see:
        yield from (f"{kind} {of!r}: {said}" for said in check[kind](of, see, truth, frame))


def wrong_segment(of: str, see: dict[str, Any], truth: Truth, _: Any) -> Iterator[str]:
    if "list" in see:
        for name, (figure, line) in see["list"].items():
            if figure and figure != f"{truth.kept[name].count:,}":
                yield f"{name} has {figure}"
            if line and line != truth.kept[name].sentence:
                yield f"{name} reads {line}"
        return
    found, sample = truth.of("look", of)
    if see["count"] not in ("", f"{found.reach.matched:,}"):
        yield f"count {see['count']}"
    if see["mailable"] not in ("", f"{found.reach.mailable:,}"):
        yield f"mailable {see['mailable']}"
    if see["sentence"] not in ("", found.sentence):
        yield f"sentence {see['sentence']}"
    if see["people"] not in ([], sample):
        yield f"people {see['people']}"


def wrong_template(of: str, see: dict[str, Any], truth: Truth, _: Any) -> Iterator[str]:
    kept = templates.get(truth.project, of)
    if see["line"] not in ("", kept.subject) or see["source"] not in ("", kept.body):
        yield f"source {see['source'][:60]}"
    findings = truth.of("lint", of)
    for said in see["findings"]:
        counted = said == (f"{len(findings)} finding{'' if len(findings) == 1 else 's'}" if findings else "No findings")
        if not (counted or said in findings or (said == "Nothing stands out." and not findings)):
            yield f"finding {said}"
    if see["place"]:
        number = truth.ids[int(see["place"].partition(" of ")[0].replace(",", "")) - 1]
        made, name = truth.of("email", (of, number))
        for part, true in (("subject", made.subject), ("preheader", made.preheader), ("person", name)):
            cut = part == "person" and see[part].endswith("…") and true.startswith(see[part][:-1])
            if see[part] and see[part] != true and not cut:
                yield f"{part} {see[part]} at {see['place']}"
    if see["colour"] in COLOURS.values() and COLOURS.get(of) != see["colour"]:
        yield f"preview {see['colour']}"


def wrong_campaign(of: str, see: dict[str, Any], truth: Truth, _: Any) -> Iterator[str]:
    plan, steps = truth.of("campaign", of)
    if see["steps"] not in ([], steps):
        yield f"waterfall {see['steps']}"
    if see["fields"] and plan["template"] not in see["fields"]:
        yield f"plan {see['fields']}"
    if see["variants"] not in ([], [one["name"] for one in plan["variants"]]):
        yield f"variants {see['variants']}"
    if see["verdict"] and see["verdict"] != truth.of("verdict", of):
        yield f"verdict {see['verdict']}"


def wrong_person(of: str, see: dict[str, Any], truth: Truth, frame: Any) -> Iterator[str]:
    if "filter" in see:
        if see["filter"] in truth.kept and see["count"]:
            count = f"{truth.kept[see['filter']].count:,} of"
            if not see["count"].startswith(count):
                yield f"{see['filter']} has {see['count']}"
        return
    key = frame["keys"][of]
    told = truth.of("story", key)
    if see["quiet"] and told.email not in see["quiet"]:
        yield f"address {see['quiet']}"
    if see["title"] != "Segments" and see["title"].split()[1] != str(len(told.segments) or "no"):
        yield f"title {see['title']}"
    if not set(see["chips"]) <= set(told.segments):
        yield f"chips {see['chips']}"
    if not set(see["facts"]) <= set(truth.of("facts", key)):
        yield f"facts {set(see['facts']) - set(truth.of('facts', key))}"
    if see["lines"] and see["lines"] != truth.of("lines", key)[: len(see["lines"])]:
        yield f"story {see['lines'][:2]}"
    segment, said = see["why"]
    if said in ("Why in", "Why not in") and (said == "Why in") != truth.of("member", (key, segment)):
        yield f"{said} {segment}"


# The film


class Camera:
    """Takes a frame each 50 ms: a picture of the screen, and in the same moment what the widgets say."""

    def __init__(self, window: MainWindow, folder: Path, keys: dict[str, str]) -> None:
        self.window = window
        self.folder = folder
        self.keys = keys
        self.frames: list[dict[str, Any]] = []
        self._timer = QTimer(window, interval=EVERY)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.take)

    def roll(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def take(self) -> None:
        pane = self.window.host.current()
        picture = QGuiApplication.primaryScreen().grabWindow(0)
        colour = ""
        if pane.key == "templates" and pane.pages.currentIndex() == 1:
            middle = pane.look.preview.mapTo(self.window, pane.look.preview.rect().center())
            place = self.window.mapToGlobal(middle)
            colour = picture.toImage().pixelColor(place).name()
        see = {
            "segments": see_segments,
            "templates": lambda one: see_templates(one, colour),
            "campaigns": see_campaigns,
            "people": see_people,
        }.get(pane.key, lambda _: {})(pane)
        self.frames.append({"pane": pane.key, "of": title(pane), "see": see, "keys": self.keys, "at": time.monotonic()})
        picture.save(str(self.folder / "frames" / f"{len(self.frames):05}.jpg"), "JPG", 60)


def changes(window: MainWindow, project: Project) -> Iterator[tuple[Callable[[], Any], bool]]:
    """Each change, and whether what it opens is waited for; the others are hurried on from."""

    def press(key: str) -> Callable[[], None]:
        button = window.rail.buttons[key]
        return lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(20, button.height() // 2))

    kept = [one.name for one in segments.every(project)][:10]
    for at, name in enumerate(kept):
        yield (lambda name=name: window.go_to("segments", name=name)), at % 3 != 1
    yield (lambda: window.host.current().back_button.click()), True
    letters = [*COLOURS, *COLOURS, *COLOURS, "Red letter"]
    for at, name in enumerate(letters):
        yield (lambda name=name: window.go_to("templates", name=name)), at % 3 != 1
        yield (lambda: window.commands.run("templates.next")), at % 2 == 0
    for at, row in enumerate(people.page(project, mailing.mailable_ids(project)[:2000:200], ["email"])):
        yield (lambda row=row: window.go_to("people", key=row["key"])), at % 3 != 1
    yield (lambda: window.host.current().show_table()), True
    for name in kept[:3]:
        yield (lambda name=name: window.host.current().everyone.show_segment(name)), True
    for at, name in enumerate([one.name for one in campaign.list_campaigns(project)] * 2):
        yield (lambda name=name: window.go_to("campaigns", name=name)), at % 3 != 1
    for at, key in enumerate(["segments", "people", "templates", "campaigns", "home"] * 2):
        yield press(key), at % 2 == 0


def slow_down() -> None:
    """Let every job begin a while after it was asked for."""
    run = _Work.run

    def late(self: _Work) -> None:
        until = time.monotonic() + SLOW
        while time.monotonic() < until and not self._job.cancelled:
            time.sleep(0.005)
        run(self)

    _Work.run = late  # type: ignore[method-assign]


CLEARINGS = (
    (Side, "wait"),
    (InWords, "wait"),
    (Look, "wait"),
    (Findings, "wait"),
    (StoryPage, "wait"),
    (Waterfall, "wait"),
    (PagedModel, "wait"),
)


def careless() -> None:
    """As the window was before: a new name, and what stood there stays until the answer comes."""
    for kind, name in CLEARINGS:
        setattr(kind, name, lambda *_: None)


def look_on(window: MainWindow, seconds: float) -> None:
    """Let the film run so long, or until nothing has been on its way for a while."""
    until = time.monotonic() + seconds
    busy = time.monotonic()
    while (now := time.monotonic()) < until and now - busy < 0.4:
        QTest.qWait(5)
        if window.running():
            busy = time.monotonic()


def main(folder: Path, *, blanking: bool) -> None:
    prepare(sys.argv[:1])
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder / "settings"))
    mark_all_shown()
    (folder / "frames").mkdir()
    path = folder / "shop" / demo.PROJECT
    furnish(path)
    window = MainWindow()
    window.bug.connect(lambda error: sys.exit(f"a mistake of ours: {error!r}"))
    window.resize(1280, 800)
    window.show()
    window.projects.open(path)
    assert settle(window, lambda: window.found is not None)
    project = window.projects.current
    assert project is not None
    for key in ("people", "templates", "campaigns", "segments"):
        window.go_to(key)
        assert settle(window)
    rows = people.page(project, mailing.mailable_ids(project)[:2000:200], ["first_name", "last_name", "email"])
    keys = {}
    for row in rows:
        told = people.story(project, row["key"], events=0)
        keys |= {told.name or told.email: row["key"], row["key"].partition(":")[2] or row["key"]: row["key"]}
    camera = Camera(window, folder, keys)
    slow_down()
    if not blanking:
        careless()
    camera.roll()
    made = 0
    for change, wait in changes(window, project):
        change()
        made += 1
        look_on(window, seconds=20 if wait else 0.15)
    camera.stop()
    report(folder, camera.frames, Truth(project), made)
    window.close()


def report(folder: Path, frames: list[dict[str, Any]], truth: Truth, made: int) -> None:
    """Judge every frame and write what was found."""
    wrong = [f"frame {at}: {said}" for at, frame in enumerate(frames, 1) for said in wrong_in(frame, truth)]
    gaps = [later["at"] - one["at"] for one, later in pairwise(frames)]
    blank = Counter(frame["pane"] for frame in frames if frame["see"] and not any(_filled(frame["see"])))
    found = {
        "changes": made,
        "frames": len(frames),
        "longest": max(gaps),
        "blank": blank,
        "wrong": wrong,
        "seen": sorted({(frame["pane"], frame["of"]) for frame in frames}),
    }
    (folder / "film.json").write_text(json.dumps(found, indent=1, default=str), "utf-8")


def _filled(see: dict[str, Any]) -> Iterator[bool]:
    for name in ("count", "subject", "steps", "lines"):
        yield bool(see.get(name))


if __name__ == "__main__":
    main(Path(sys.argv[1]), blanking="--careless" not in sys.argv)
