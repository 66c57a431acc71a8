"""What the pages of a sitting print."""
