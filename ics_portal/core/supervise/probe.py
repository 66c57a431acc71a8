"""Does the web server answer? Asked by ``serve``, and by the image's health check."""

import http.client
import os
import sys

LIVE = "/health/live/"


def is_live(host: str, port: int, *, name: str = "") -> bool:
    """Ask for the page that needs no database, under ``name`` where one is given."""
    asked = http.client.HTTPConnection(host, port, timeout=2)
    try:
        asked.request("GET", LIVE, headers={"Host": name} if name else {})
        return asked.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()


def main() -> int:
    # Django refuses a name that is not allowed, and 127.0.0.1 is not in production.
    first = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip()
    port = int(os.environ.get("PORT", "8000"))
    name = "localhost" if first == "*" else first.lstrip(".")
    return 0 if is_live("127.0.0.1", port, name=name) else 1


if __name__ == "__main__":
    sys.exit(main())
