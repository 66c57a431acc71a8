"""What is typed into the pages of a sitting."""
