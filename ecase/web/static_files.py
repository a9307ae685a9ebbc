"""How static files are stored: hashed names, each beside its gzip. No brotli: at its best setting it
took 17 seconds of every first start to save some tenths of files that browsers keep for a year.
"""

from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedAndZipped(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage with gzip alone."""

    def create_compressor(self, **options: Any) -> Compressor:
        return Compressor(**{**options, "use_brotli": False})
