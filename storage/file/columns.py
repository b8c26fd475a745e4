"""What the tables of a project file are made of; the tables themselves stand in `models`."""

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text
from sqlalchemy.schema import SchemaItem

metadata = MetaData()


def table(name: str, *columns: SchemaItem) -> Table:
    """A table of the project file."""
    return Table(name, metadata, *columns)


def number() -> Column[int]:
    """The number of a row, by which others name it."""
    return Column("id", Integer, primary_key=True)


def at(name: str = "at", *, nullable: bool = False) -> Column[int]:
    """A moment, in microseconds UTC."""
    return Column(name, BigInteger, nullable=nullable)


def text(name: str, *, nullable: bool = True, unique: bool = False) -> Column[str]:
    """Words."""
    return Column(name, Text, nullable=nullable, unique=unique)


def integer(name: str, *, nullable: bool = True) -> Column[int]:
    """A whole number of 64 bits."""
    return Column(name, BigInteger, nullable=nullable)


def batch() -> Column[int]:
    """The import that brought a row."""
    return Column("batch_id", Integer, nullable=False)
