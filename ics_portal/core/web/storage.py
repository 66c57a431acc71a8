"""Static files of a real installation: named by their content, kept by browsers for good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage as Manifest

_IMPORTS = Manifest._js_module_import_aggregation_patterns[1]


class PortalStaticStorage(Manifest):
    """Also gives a script's ``import`` the name by content of what it imports.

    Without it a browser could put yesterday's part into today's script. Django can do so
    for every script, but other people's hold words that only look like an import. It
    compares with the path inside each folder of STATICFILES_DIRS: ``app.js``.
    """

    patterns = (*Manifest.patterns, ("app.js", _IMPORTS), ("components/*.js", _IMPORTS))
