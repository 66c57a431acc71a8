"""The public site: what strangers read, without signing in, cookies or scripts.

It reads published words and files (``Publication.objects.public``), open facts of meetings
held in public, and decisions through ``Decision.objects.public``; never an agenda, a paper
or minutes as they are kept inside. Nothing here asks who is reading.
"""
