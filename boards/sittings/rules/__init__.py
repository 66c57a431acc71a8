"""The rules of a sitting, over plain values."""
