"""Spark: asked for the tables of a push, which lie as Parquet in a folder that its workers read too."""
