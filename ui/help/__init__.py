"""The help: its pages, the tables made from the product, and its window."""
