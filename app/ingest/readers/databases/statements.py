"""Whether a query is one statement that reads, before a database is asked it: the first of two walls.

The second is the database's own: it is asked in a transaction that only reads, and that is rolled back.
"""

import re
from typing import Final

from app.ingest.readers.databases import problems

_READING: Final = {"SELECT", "WITH", "VALUES", "TABLE"}
_WRITING: Final = {
    *("INSERT", "UPDATE", "DELETE", "MERGE", "DROP", "ALTER", "CREATE", "TRUNCATE", "GRANT", "REVOKE", "EXEC"),
    *("EXECUTE", "CALL", "COMMIT", "BEGIN", "DECLARE", "SHUTDOWN", "BACKUP", "RESTORE"),
}
"""Words that no reading query has; asked of databases only that do not refuse writing by themselves."""
_GUARDED: Final = {"postgresql", "mysql", "mariadb", "sqlite"}

_COMMENT = r"--[^\n]*|/\*(?!!).*?\*/"
_QUOTED = r'"(?:[^"]|"")*"|`(?:[^`]|``)*`'
_PLAIN = r"'(?:[^']|'')*'"
_ESCAPING = r"'(?:[^'\\]|\\.|'')*'"
_PARTS: Final = {
    "postgresql": rf"{_COMMENT}|\b[eE]{_ESCAPING}|{_PLAIN}|{_QUOTED}|\$(?P<tag>(?:[^\W\d]\w*)?)\$.*?\$(?P=tag)\$",
    "mysql": rf"{_COMMENT}|\#[^\n]*|{_ESCAPING}|{_QUOTED}",
    "": rf"{_COMMENT}|{_PLAIN}|{_QUOTED}",
}
"""By database what stands in a query and is no word of it: comments, texts and quoted names."""
_LEXED: Final = {name: re.compile(rf"(?P<other>{told})|(?P<word>[^\W\d][\w$]*)|(?P<sign>\S)", re.DOTALL)
                 for name, told in _PARTS.items()}  # fmt: skip


def checked(query: str, database: str) -> str:
    """The query without what stands behind its end. Raises QueryProblem."""
    lexed = _LEXED["mysql" if database == "mariadb" else database if database in _PARTS else ""]
    words: list[str] = []
    end = len(query)
    for part in lexed.finditer(query):
        if part["other"]:
            continue
        if end < len(query) and part["sign"] != ";":
            raise problems.SEVERAL()
        if part["word"]:
            words.append(part["word"])
        elif part["sign"] == ";" and words:
            end = min(end, part.start())
        elif not words and part["sign"] not in "(;":
            words.append(part["sign"])
    if not words:
        raise problems.NO_QUERY()
    large = [word.upper() for word in words]
    if large[0] in _WRITING or "INTO" in large or (database not in _GUARDED and _WRITING.intersection(large)):
        raise problems.WRITES()
    if large[0] not in _READING:
        raise problems.NOT_A_QUERY(word=words[0])
    return query[:end].strip()
