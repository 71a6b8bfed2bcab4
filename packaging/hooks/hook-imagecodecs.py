"""The codecs that photos are kept in."""

from contents import CODECS

hiddenimports = [f"imagecodecs.{codec}" for codec in CODECS]
