"""Asyrp Desktop: change what a photo means, in the bottleneck of a frozen diffusion U-Net."""

__version__ = "0.1.0"

RELEASES = ""
"""The page that tells of new versions. As long as there is none, the window's menu does not offer to look there."""
