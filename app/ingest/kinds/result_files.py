"""Results of campaigns: one line for each recipient, and in columns beside one another what the mail came to."""

from typing import TYPE_CHECKING, ClassVar

from app.ingest.kinds.event_files import EventFiles
from app.ingest.vocabulary.file_kind import WHO

if TYPE_CHECKING:
    from app.ingest.facts.facts import Facts
    from app.ingest.facts.typed_block import Cells
    from app.ingest.kinds.project_rows import IncomingFile, Ints
    from app.ingest.mapping.inference import Assigned, Guesser
    from app.ingest.vocabulary.map_file import Column

_TELLING = ("sent_email", "received_email", "opened_email", "clicked_email", "bounced_email", "unsubscribed",
            "marked_as_spam")  # fmt: skip

_BY_ROOTS = ("marked_as_spam", "bounced_email")


class ResultFiles(EventFiles):
    """What a mail service gives back of one mailing; a file of single events is one of events."""

    name, title, icon, turn = "results", "Campaign results", "chart-line", 42
    line = "One line for each recipient of a campaign, with what came of it"
    targets: ClassVar[tuple[str, ...]] = (
        *WHO, "campaign", "variant", "time", *_TELLING, "hard_bounce", "soft_bounce",
        *(f"{name}:at" for name in _TELLING), "kind", "link", "event", "time:of_day", "time:zone",
    )  # fmt: skip
    words: ClassVar[dict[str, str]] = {
        "campaign": "campaign title|email name|email|mailing name|message name|message|newsletter|broadcast|blast|"
        "subject|subject line|email subject|betreff|kampagnenname",
        "variant": "combination|combination id|content variation|subject variation",
        "time": "sent at|send time|send date|sent date|date sent|sent on|sent time|sent|versendet am|versanddatum|"
        "gesendet am|date d envoi|fecha de envio|data di invio|verzonden op",
        "sent_email": "sent|send|sends|was sent|emails sent|email sent|versendet|gesendet|envoye|enviado|inviato|"
        "recipient status|processed",
        "received_email": "delivered|delivery|deliveries|was delivered|received|email delivered|zugestellt|delivre|"
        "entregado|consegnato|afgeleverd|delivery status",
        "opened_email": "opened|open|opens|open count|opens count|total opens|opens total|times opened|number of opens|"
        "email opened|has opened|unique opens|unique open|geoffnet|offnungen|ouvert|ouvertures|abierto|aperturas|"
        "aperto|aperture|geopend|viewed|views",
        "clicked_email": "clicked|click|clicks|click count|clicks count|total clicks|clicks total|times clicked|"
        "number of clicks|email clicked|has clicked|unique clicks|unique click|geklickt|klicks|clique|clics|"
        "cliccato|click totali",
        "bounced_email": "bounced|bounce|bounces|bounce count|email bounced|has bounced|rebotado|rebond|"
        "unzustellbar|bounce status",
        "hard_bounce": "hard bounced|hard bounces|hard bounce count|permanent bounce|hardbounce|recipient hard bounce|"
        "hard bounce date|hard bounce time|hard bounced at|hard bounce at|hard bounced on|hard bounce timestamp",
        "soft_bounce": "soft bounced|soft bounces|soft bounce count|transient bounce|softbounce|soft bounce date|"
        "soft bounce time|soft bounced at|soft bounce at|soft bounced on|soft bounce timestamp|deferred",
        "unsubscribed": "unsubscribe|unsubscribes|unsub|unsubs|opted out|opt out|optout|has unsubscribed|abgemeldet|"
        "desabonne|desuscrito|disiscritto|uitgeschreven|tilaus peruttu|tilauksen peruutus|peruutti tilauksen|peruttu",
        "marked_as_spam": "spam|spam report|spam reports|complaint|complaints|complained|marked spam|abuse|"
        "abuse report|spam complaint|spam complaints|spam reported|reported spam|complaint count",
        "sent_email:at": "",
        "received_email:at": "delivered at|delivered on|delivery time|delivered time|delivery date|delivered date",
        "opened_email:at": "opened at|opened on|open time|open date|opened time|opened date|first opened|first open|"
        "first opened at|first open time|first open date|time opened|date opened|last opened|last open|"
        "last opened at|last open time|last open date|geoffnet am",
        "clicked_email:at": "clicked at|clicked on|click time|click date|clicked time|clicked date|first clicked|"
        "first click|first clicked at|first click time|first click date|time clicked|date clicked|last clicked|"
        "last click|last clicked at|last click time|last click date|geklickt am",
        "bounced_email:at": "bounced at|bounced on|bounce time|bounce date|bounced time|bounced date",
        "unsubscribed:at": "unsubscribed at|unsubscribed on|unsubscribe time|unsubscribe date|unsubscribed time|"
        "unsubscribed date|unsub time|opt out time|opt out date",
        "marked_as_spam:at": "complained at|complaint time|complaint date|spam at|spam report time|marked as spam at",
    }
    types: ClassVar[dict[str, str]] = (
        dict.fromkeys((*_TELLING, "hard_bounce", "soft_bounce"), "text")
        | {f"{name}:at": "datetime" for name in (*_TELLING, "hard_bounce", "soft_bounce")} | {"sent": "datetime"}
    )  # fmt: skip
    needs = ()
    arrives_as: ClassVar[dict[str, str]] = {"time": "sent"}
    one_event = may_refuse = False
    nobody = (
        "It holds totals of whole campaigns, and nothing of any recipient",
        "Export the campaign's recipients with what each of them did (in its report: recipients, opens, clicks), and "
        "import that.",
    )
    of_file: ClassVar[dict[str, str]] = {
        "campaign": "Which campaign these results are of", "sent_at": "When it was sent", "variant": "Which variant",
    }  # fmt: skip

    def lacks(self, has: set[str]) -> tuple[str, str] | None:
        """Of what these are the results, and when it was mailed."""
        told = {"sent_email", "received_email", "opened_email", "clicked_email", "bounced_email", "hard_bounce",
                "soft_bounce", "unsubscribed", "marked_as_spam", "event"}  # fmt: skip
        if not has & {*told, *(f"{name}:at" for name in _TELLING)}:
            remedy = "Map one to opened_email, clicked_email, bounced_email or another result."
            return "No column says what came of the mail", remedy
        if not has & {"time", "sent_at", "sent_email:at", "received_email:at"}:
            remedy = 'Say when, as 2025-03-01 09:00 (in a mapping: "about": {"sent_at": "2025-03-01 09:00"}).'
            return "Nothing says when this mailing was sent", remedy
        return None

    def score(self, guesser: "Guesser", assigned: "Assigned", file_name: str) -> float:
        """Recipients, and two things at least that came of one mailing."""
        from app.ingest.kinds import kind_signs

        return kind_signs.of_results(guesser, assigned, file_name)

    def leads_to(self, guesser: "Guesser") -> str:
        """Events, where each line is one of them and has its time."""
        from app.ingest.vocabulary import headers

        by_target = {target: name for name, target in guesser.assign("events", {}, guesser.raw.headers).items()}
        # Any other times may be those of the sending.
        timed = "time" in headers.meanings(by_target.get("time", ""), "events")
        return "events" if timed and "event" in by_target else self.name

    def fits(self, guesser: "Guesser", header: str, target: str) -> bool | None:
        """Whether a column holds times where those are asked for, and counts or answers where it is those."""
        from app.ingest.facts.result_facts import holds_times

        if target in _TELLING or target in ("time", "hard_bounce", "soft_bounce") or target.endswith(":at"):
            timed = holds_times(guesser.evidence(header).said)
            return timed if target == "time" or target.endswith(":at") else not (timed and target == "sent_email")
        if target == "campaign":
            return not guesser.evidence(header).are_addresses()
        return None

    def by_words(self, guesser: "Guesser", used: set[str], free: list[str]) -> "Assigned":
        """A column whose words say what the mail came to, where no other does."""
        return {} if used & {"opened_email", "clicked_email"} else super().by_words(guesser, used, free)

    def answers(self, guesser: "Guesser", used: set[str], free: list[str]) -> "Assigned":
        """Beside results of a mailing what became of a mail, in whatever language, is what became of its mail."""
        from app.ingest.facts.result_facts import holds_times
        from app.ingest.vocabulary import suppression_columns
        from app.ingest.vocabulary.event_words import refusal_of
        from app.ingest.vocabulary.unsubscribe_words import folded, parting

        found = _in_other_tongues(guesser, used, free)
        used = used | set(found.values())
        found |= super().answers(guesser, used, [header for header in free if header not in found])
        for header in free:
            came = parting(folded(header)) or refusal_of(header)
            if header in found or came not in _BY_ROOTS or suppression_columns.is_elsewhere(header):
                continue
            target = f"{came}:at" if holds_times(guesser.evidence(header).said) else came
            if target not in used | set(found.values()):
                found[header] = target
        return found

    def at_last(self, guesser: "Guesser", known: "Assigned", used: set[str], free: list[str]) -> "Assigned":
        """Nothing: whatever other times there are, none says when the mail was sent."""
        del guesser, known, used, free
        return {}

    def event_of(self, columns: "dict[str, Column]", file_name: str) -> dict[str, str]:
        """Nothing: the columns are the events."""
        del columns, file_name
        return {}

    def about(self, file_name: str) -> dict[str, str]:
        """The campaign that the file's name tells."""
        from app.ingest.kinds import kind_signs

        return {"campaign": kind_signs.called(file_name)} if kind_signs.called(file_name) else {}

    def facts(self, cells: "Cells", as_of: int) -> "Facts":
        """What came of the mail, how often and when."""
        from app.ingest.facts.result_facts import result_facts

        return result_facts(cells, as_of)

    def to_rows(self, incoming: "IncomingFile") -> "Ints":
        """An event for each thing that happened, as often as it did."""
        from app.ingest.kinds import campaign_results

        return campaign_results.to_events(incoming)


def _in_other_tongues(guesser: "Guesser", used: set[str], free: list[str]) -> "Assigned":
    """Columns that say in the words of further languages that mails were sent, arrived, were opened or clicked in."""
    from app.ingest.facts.result_facts import holds_times, tells_results
    from app.ingest.vocabulary import mail_words

    found: Assigned = {}
    for header in free:
        event = mail_words.event_of_header(header)
        if event is None:
            continue
        said = guesser.evidence(header).said
        timed = holds_times(said)
        target = f"{event}:at" if timed else event
        if timed and event == "sent_email" and "time" not in used | set(found.values()):
            target = "time"
        if (timed or tells_results(said)) and target not in used | set(found.values()):
            found[header] = target
    return found
