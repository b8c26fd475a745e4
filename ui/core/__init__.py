"""What every part of the window needs: theme, icons, formats, jobs, commands and the open project."""
