"""The API's common ground: closed by default, the pages' own verdicts, plain errors."""
