"""Files of orders as tables of text: what their columns mean together, and rows brought to one line an item."""
