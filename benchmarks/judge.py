"""An outside opinion on faces, for measuring what an edit did: face-api's expression and age and gender networks.

Not part of the program, and no truth about people: both networks are small, and know their training data only.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from asyrp_desktop.photo.faces.landmarks import FACE_SIZE, FaceNetwork, FirstConv
from asyrp_desktop.photo.faces.layers import SeparableConv, centred, load_weights, pad_after

EXPRESSIONS = ("neutral", "happy", "sad", "angry", "fearful", "disgusted", "surprised")
_MEAN = (122.782, 117.001, 104.298)
_BATCH = 16


class Judge:
    """Expression, age and gender as the networks see them."""

    def __init__(self, folder: Path) -> None:
        self._expression = FaceNetwork(len(EXPRESSIONS))
        self._age_gender = AgeGender()
        load_weights(self._expression, folder / "face_expression.safetensors")
        load_weights(self._age_gender, folder / "age_gender.safetensors")

    def __call__(self, crops: np.ndarray) -> dict[str, np.ndarray]:
        """crops: (B, H, W, 3) uint8, framed about as FairFace or FFHQ_CLOSE do.

        Returns (B,) arrays: a probability by name of expression, `age_years`, and `p_male`, 0..1.
        """
        parts = [self._judge(crops[k : k + _BATCH]) for k in range(0, len(crops), _BATCH)]
        return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}

    @torch.inference_mode()
    def _judge(self, crops: np.ndarray) -> dict[str, np.ndarray]:
        faces = torch.from_numpy(np.array(crops)).movedim(3, 1).float()
        # Plain bilinear is how the labels of the training faces were made, from 128 px; larger ones would alias.
        antialias = crops.shape[1] > 2 * FACE_SIZE
        faces = F.interpolate(faces, (FACE_SIZE, FACE_SIZE), mode="bilinear", antialias=antialias)
        expression = dict(zip(EXPRESSIONS, self._expression(faces).softmax(1).T.numpy(), strict=True))
        age, gender = self._age_gender(faces)
        return {**expression, "age_years": age.numpy(), "p_male": gender.softmax(1)[:, 0].numpy()}


class AgeGender(nn.Module):
    """`AgeGenderNet` on `TinyXception`, with two blocks in the middle. The modules' names are those of the weights."""

    def __init__(self) -> None:
        super().__init__()
        self.entry_flow = nn.ModuleDict(
            {"conv_in": FirstConv(32), "reduction_block_0": Reduction(32, 64), "reduction_block_1": Reduction(64, 128)}
        )
        self.middle_flow = nn.ModuleDict({f"main_block_{k}": Main(128) for k in range(2)})
        self.exit_flow = nn.ModuleDict(
            {"reduction_block": Reduction(128, 256), "separable_conv": SeparableConv(256, 512)}
        )
        self.fc = nn.ModuleDict({"age": nn.Linear(512, 1), "gender": nn.Linear(512, 2)})

    def forward(self, faces: Tensor) -> tuple[Tensor, Tensor]:
        """faces: (B, 3, 112, 112) float, 0..255. Returns age in years, (B,), and logits of male and female, (B, 2)."""
        x = F.relu(self.entry_flow["conv_in"](centred(faces, _MEAN)))
        # Every reduction but the first rectifies what it gets, and the first gets it rectified.
        x = self.entry_flow["reduction_block_0"](x)
        x = self.entry_flow["reduction_block_1"](x)
        for block in self.middle_flow.values():
            x = block(x)
        x = self.exit_flow["reduction_block"](x)
        x = F.relu(self.exit_flow["separable_conv"](x)).mean((2, 3))
        return self.fc["age"](x)[:, 0], self.fc["gender"](x)


class Reduction(nn.Module):
    """Two convolutions and a pool, around a 1x1 shortcut; halves height and width."""

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__()
        self.separable_conv0 = SeparableConv(channels_in, channels_out)
        self.separable_conv1 = SeparableConv(channels_out, channels_out)
        self.expansion_conv = nn.Conv2d(channels_in, channels_out, 1, stride=2)

    def forward(self, x: Tensor) -> Tensor:
        out = self.separable_conv1(F.relu(self.separable_conv0(F.relu(x))))
        out = F.max_pool2d(pad_after(out, -torch.inf), 3, 2)
        return out + self.expansion_conv(x)


class Main(nn.Module):
    """Three convolutions around a shortcut."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.separable_conv0, self.separable_conv1, self.separable_conv2 = (
            SeparableConv(channels, channels) for _ in range(3)
        )

    def forward(self, x: Tensor) -> Tensor:
        out = x
        for conv in (self.separable_conv0, self.separable_conv1, self.separable_conv2):
            out = conv(F.relu(out))
        return x + out
