"""A form of a body as somebody has it open."""

import re

from django.urls import reverse


class Form:
    """A form as one person has it open."""

    def __init__(self, client, name, body, *args):
        self.client = client
        self.body = body
        self.address = reverse(f"bodies:{name}", args=[body.slug, *args])
        response = client.get(self.address)
        assert response.status_code == 200, response.status_code
        self._read(response)

    def _read(self, response):
        self.page = " ".join(response.content.decode().split())
        if mark := re.search(r'name="seen" value="(\w*)"', self.page):
            self.seen = mark[1]

    def send(self, **typed):
        sent = {name: value for name, value in typed.items() if value is not None}
        response = self.client.post(self.address, {"seen": self.seen, **sent})
        self._read(response)
        return response

    def saves(self, **typed):
        response = self.send(**typed)
        assert response.status_code == 302, self.page
        return self.client.get(response.url).content.decode()

    def refuses(self, sentence, **typed):
        response = self.send(**typed)
        assert response.status_code == 422
        assert sentence in self.page
        assert self.page.count("<title>Error: ") == 1
