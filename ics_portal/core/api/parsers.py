"""JSON as the API reads it: what Python can parse but nothing can store is refused.

Its size is bounded by DATA_UPLOAD_MAX_MEMORY_SIZE, which REST framework heeds.
"""

import json
from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class PlainJSONParser(JSONParser):
    """JSON of any depth a program means, and of letters there are."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        try:
            parsed: dict[str, Any] = super().parse(stream, media_type, parser_context)
            # Half of a surrogate pair is valid JSON, but no text in any encoding.
            json.dumps(parsed, ensure_ascii=False).encode()
        except RecursionError as fault:
            raise ParseError("This JSON is nested too deeply.") from fault
        except UnicodeEncodeError as fault:
            raise ParseError("This JSON holds half a character.") from fault
        return parsed
