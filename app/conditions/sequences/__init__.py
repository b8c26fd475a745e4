"""Events one after another: the steps of a sequence, told for the engine and for one person."""
