"""Live pages: the bytes of an HTML page into the posts that it shows."""
