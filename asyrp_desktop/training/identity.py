"""The identity loss of the public implementation: how far an edited face is from itself, to a network of people.

The network is ArcFace's IR-SE50 (Deng et al., 2019), with the weights of TreB1eN/InsightFace_Pytorch. They are not part
of the program: who has the file, `model_ir_se50.pth`, names it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from asyrp_desktop.core.errors import ModelError
from asyrp_desktop.core.files import open_file
from asyrp_desktop.models.importers.checkpoint import read_checkpoint

_PICTURE, _ROWS, _COLUMNS, _FACE = 256, slice(35, 223), slice(32, 220), 112  # where in a picture the face is looked at
_STAGES = ((64, 64, 3), (64, 128, 4), (128, 256, 14), (256, 512, 3))  # channels in, out, blocks


class IdentityLoss:
    """1 - cosine of two faces: 0 for the same, about 1 for two people."""

    def __init__(self, weights: Path, device: torch.device) -> None:
        """weights: of an IR-SE50. Raises ModelError, UnsafeFile."""
        self._network = IrSe50()
        try:
            self._network.load_state_dict(read_checkpoint(weights))
            with open_file(weights) as file:
                self.fingerprint = hashlib.file_digest(file, "sha256").hexdigest()
        except (AttributeError, OSError, RuntimeError, TypeError) as error:
            raise ModelError(
                f"“{weights.name}” does not hold the weights of an IR-SE50 face network.",
                "Give the file model_ir_se50.pth, which the public implementation of Asyrp uses, too.",
                repr(error),
            ) from error
        self._network.to(device).eval().requires_grad_(False)

    def __call__(self, edited: Tensor, reference: Tensor) -> Tensor:
        """(B, 3, H, W) each, about -1..1, aligned as in CelebA-HQ. Returns (B,); gradients flow to `edited`."""
        with torch.no_grad():
            known = self._seen(reference)
        return 1 - (self._seen(edited) * known).sum(1)

    def _seen(self, x: Tensor) -> Tensor:
        face = F.adaptive_avg_pool2d(x, _PICTURE)[:, :, _ROWS, _COLUMNS]
        return self._network(F.adaptive_avg_pool2d(face, _FACE))


class IrSe50(nn.Module):
    """(B, 3, 112, 112), -1..1, to (B, 512) of unit length. Parameters are named as in the published file."""

    def __init__(self) -> None:
        super().__init__()
        self.input_layer = nn.Sequential(nn.Conv2d(3, 64, 3, 1, 1, bias=False), nn.BatchNorm2d(64), nn.PReLU(64))
        self.body = nn.Sequential(
            *(
                _Block(channels if k == 0 else out, out, 2 if k == 0 else 1)
                for channels, out, count in _STAGES
                for k in range(count)
            )
        )
        self.output_layer = nn.Sequential(
            nn.BatchNorm2d(512), nn.Dropout(0.6), nn.Flatten(), nn.Linear(512 * 7 * 7, 512), nn.BatchNorm1d(512)
        )

    def forward(self, x: Tensor) -> Tensor:
        return F.normalize(self.output_layer(self.body(self.input_layer(x))), dim=1)


class _Block(nn.Module):
    """A residual one whose channels are weighed (squeeze and excitation)."""

    def __init__(self, channels: int, out: int, stride: int) -> None:
        super().__init__()
        self.shortcut_layer = (
            nn.MaxPool2d(1, stride)
            if channels == out
            else nn.Sequential(nn.Conv2d(channels, out, 1, stride, bias=False), nn.BatchNorm2d(out))
        )
        self.res_layer = nn.Sequential(
            nn.BatchNorm2d(channels),
            nn.Conv2d(channels, out, 3, 1, 1, bias=False),
            nn.PReLU(out),
            nn.Conv2d(out, out, 3, stride, 1, bias=False),
            nn.BatchNorm2d(out),
            _Weighed(out),
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.res_layer(x) + self.shortcut_layer(x)


class _Weighed(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.fc1 = nn.Conv2d(channels, channels // 16, 1, bias=False)
        self.fc2 = nn.Conv2d(channels // 16, channels, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.sigmoid(self.fc2(F.relu(self.fc1(x.mean((2, 3), keepdim=True)))))
