"""What can go wrong with what comes in by itself."""

from typing import Final

from app.domain.problems import FileProblem, NotFound, declared

NO_FOLDER: Final = declared(
    "watching.no-folder", "There is no folder {path}", remedy="Make it, or name another.", kind=FileProblem
)
WATCHED: Final = declared(
    "watching.watched",
    "{path} is watched already",
    remedy="To have its files read as another kind, remove it and add it again.",
)
NOT_WATCHED: Final = declared(
    "watching.not-watched", "{path} is none of the drop folders", remedy="They are: {known}.", kind=NotFound
)
NOTHING_TO_WATCH: Final = declared(
    "watching.nothing",
    "This project has no drop folder, and no segment that is refreshed by itself",
    remedy="Add one: quillwork watch {project} --add FOLDER.",
)

# Topics.

NO_TOPIC: Final = declared(
    "watching.no-topic",
    "{address} is no address of a topic",
    remedy="Write it as kafka://host:9092/orders; passwords stand in a file of settings.",
)
FOLLOWED: Final = declared(
    "watching.followed",
    "{address} is followed already",
    remedy="To have it read otherwise, remove it and add it again.",
)
NOT_FOLLOWED: Final = declared(
    "watching.not-followed", "{address} is none of the topics", remedy="They are: {known}.", kind=NotFound
)
NO_MAP: Final = declared(
    "watching.no-map", "How the records of {address} are read is not known", remedy="Give a MAP.json: --map MAP.json."
)
NO_CONFIG: Final = declared(
    "watching.no-config",
    "{name} holds no settings of a Kafka client",
    remedy='Write an object of names and values, as {{"security.protocol": "SSL"}}.',
    kind=FileProblem,
)
NO_KAFKA: Final = declared(
    "watching.no-kafka",
    "Topics cannot be followed by this installation",
    remedy="Install the extra for it: pip install quillwork[kafka].",
)
NO_SETTINGS: Final = declared("watching.no-settings", "The settings for {topic} are off", "{why}", "Mend their file.")
NO_ANSWER: Final = declared(
    "watching.no-answer", "{topic} cannot be read from {servers}", "{why}", "It is tried again.", kind=FileProblem
)
NO_SUCH_TOPIC: Final = declared(
    "watching.no-such-topic", "{servers} has no topic {topic}", remedy="It is looked for again.", kind=FileProblem
)
NO_OBJECTS: Final = declared(
    "watching.no-objects",
    "None of {count} of {topic} is a JSON object",
    remedy="Have them written as JSON, and follow the topic then.",
)
