"""What a file's values tell of its columns, whatever their headers say."""
