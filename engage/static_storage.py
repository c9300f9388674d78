"""Static files under names that change with their content, so that browsers may keep them for a year."""

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

_STYLE_ADDRESSES = tuple(rule for rule in HashedFilesMixin.patterns[0][1] if "sourceMappingURL" not in str(rule))
_MODULE_IMPORTS = HashedFilesMixin._js_module_import_aggregation_patterns[1]  # type: ignore[attr-defined]


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Names every file by its content, and follows only the references that are ours to follow.

    Imports are rewritten in our own modules alone: other people's scripts name files in their comments. Source maps
    are left out (`engage.apps.StaticConfig`): with them collecting takes half a minute.
    """

    patterns = (("*.css", _STYLE_ADDRESSES), ("js/*.js", _MODULE_IMPORTS))
    manifest_strict = False
    keep_only_hashed_files = True
