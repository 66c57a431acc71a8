"""The day of the map, and the words of a page."""

import re

from django.urls import reverse

DAY = "2022-07-01"
REVIEW = "Report to the board each quarter"


def words(answer):
    text = re.sub(r"<[^>]*>", " ", answer.content.decode())
    return " ".join(text.replace("&amp;", "&").split())


def page(reader, **query):
    answer = reader.get(reverse("bodies:functions"), {"on": DAY, **query})
    assert answer.status_code == 200
    return words(answer)


def csv(answer):
    return answer.content.decode("utf-8-sig").splitlines()


def seen_in(answer):
    """The mark of what a form showed."""
    return re.search(r'name="seen" value="(\w+)"', answer.content.decode())[1]
