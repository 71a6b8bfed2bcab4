"""Asyrp Desktop: change what a photo means, in the bottleneck of a frozen diffusion U-Net."""

import os

__version__ = "0.1.0"

# torch's threads wait for each other by spinning. With one other busy process on two cores that was measured to make
# everything 28 times slower; waiting asleep costs a few percent at most. To be said before libgomp is loaded.
os.environ.setdefault("GOMP_SPINCOUNT", "1000")

RELEASES = ""
"""The page that tells of new versions. As long as there is none, the window's menu does not offer to look there."""
