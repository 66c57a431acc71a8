"""What pages and prints of a pack say."""
