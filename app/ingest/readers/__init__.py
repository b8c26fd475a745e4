"""From a file on disk to columns of text: unpacking, decoding and parting, one format after another."""
