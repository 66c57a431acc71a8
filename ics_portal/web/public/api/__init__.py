"""The open part of the API: the public pages' gates, no token, no cookie."""
