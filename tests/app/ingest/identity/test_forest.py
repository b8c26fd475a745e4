"""Identifiers as a forest: which hang on which, in whatever order they were seen."""

import numpy as np

from app.ingest.identity.forest import Nodes, parents_of, roots_of, tops_of
from tests.app.ingest.identity.test_resolution import links_of

ROWS = [
    {"customer_id": "2", "email": "a"}, {"customer_id": "1", "email": "a"}, {"email": "a", "phone": "+1"},
    {"cookie_id": "k"},
]  # fmt: skip


def test_the_best_of_the_tops_is_the_parent_and_a_chain_ends_at_its_root() -> None:
    nodes = Nodes(links_of(ROWS))
    tops = tops_of(nodes.matrix)
    rows, columns = np.nonzero((nodes.matrix >= 0) & (nodes.matrix != tops[:, None]))
    roots = roots_of(parents_of(nodes, nodes.matrix[rows, columns], tops[rows]))
    named = [
        nodes.number(*pair) for pair in (("customer_id", "1"), ("customer_id", "2"), ("email", "a"), ("phone", "+1"))
    ]
    assert [nodes.name(int(roots[node])) for node in named] == [
        ("customer_id", "1"), ("customer_id", "2"), ("customer_id", "1"), ("customer_id", "1"),
    ]  # fmt: skip
    # A cookie is no node, and has no top.
    assert (nodes.number("cookie_id", "k"), nodes.number("email", "b"), tops[-1]) == (-1, -1, -1)
