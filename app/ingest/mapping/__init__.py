"""What a file is and what each of its columns means, found from headers and from values."""
