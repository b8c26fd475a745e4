"""Tables and queries of databases, fetched as files that come in like any other."""
