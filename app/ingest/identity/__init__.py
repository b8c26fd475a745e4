"""Who is who: links between identifiers, the profiles behind them, and each profile's traits."""
