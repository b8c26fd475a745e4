"""The cleaning of whole columns: text in, typed Arrow arrays out, null where a cell says nothing."""
