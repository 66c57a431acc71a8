"""What the public pages print, as plain values."""
