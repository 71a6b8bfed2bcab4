"""Asyrp Desktop: change what a photo means, in the bottleneck of a frozen diffusion U-Net."""

__version__ = "0.1.0"
