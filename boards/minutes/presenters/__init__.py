"""Minutes as pages, the PDF and the API print them."""

from boards.minutes.presenters.words import current_words, items_of, minutes_words

__all__ = ["current_words", "items_of", "minutes_words"]
