"""The building blocks of every pane. Import each from its module.

`labels`       Label(text, role, tone, wrap=), Elided, HeroNumber(caption).set(number, context) and .set_dim(True);
               restyle(widget, property="…")
`buttons`      Button(text, kind="main|plain|quiet|danger", icon=, small=, hint="Ctrl+E", name=); Field: a small
               editable part of a condition row, value=True is what the user gave; Chip(text, tone), ChipButton;
               Segmented([(key, title), …], name).changed(key); RowButton(title, line, number): a row
               that is pressed as a whole; KeyHint, keys_text("Ctrl+K")
`cards`        Card(title, tone=, stripe="series-1") with .add(widget, stretch), .add_to_head(widget), .body; Rule;
               IconLabel; EmptyState(icon, title, text, *buttons): what the place is for and the next step
`bars`         Bar(share, token), BarRow(label, share, number, note, token=)
`flow`         FlowLayout (items wrap), hbox(…), vbox(…) (an int is a stretch), scrolling(widget), clear(layout)
`pages`        Pages(first, make_second, …): pages of which one is shown, each made when it is first turned to
`messages`     MessageStrip (each pane has one: self.strip), InlineProgress(on_cancel).set(share, words),
               Toast (self.context.toast(text, undo=callback))
`inputs`       NumberField(name, value), DecimalField, DateField, Choice(name, [(key, title), …]).key()
`search`       SearchField(placeholder).searched(text), 150 ms after the last key
`table`        Column(key, title, width, numeric=, shown=, second=), RowsModel(columns, rows), TableView(model, name)
`paged_table`  PagedModel(columns, fetch, jobs, key).set_ids(ids)/refresh(), PagedTable(model, name): a million rows

Colours are tokens (`ui.core.theme.active().color("accent")`), never literals; fonts are roles
(`theme.active().font(…)`); numbers are written by `ui.core.formats`; icons by `ui.core.icons.icon("database")`
(Phosphor names, outlined); timers by `ui.core.timers`. Every widget that takes input has an accessible name: buttons
take theirs from their text, all others from `name` or `setAccessibleName`. How a pane is built: `ui/panes/base.py`;
how it looks: `python -m ui.preview_pane`.
"""
