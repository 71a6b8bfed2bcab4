"""h-space: the output of a frozen U-Net's whole mid block, read and replaced. Paper, section 3.

The U-Net is evaluated in two halves, so that a step with and without a shift shares the first:
encode (time embedding, down blocks, mid block) once, decode (up blocks) for each h.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple, cast

import torch
from diffusers.models.unets.unet_2d import UNet2DModel
from torch import Tensor, nn
from torch.nn.functional import pixel_shuffle, pixel_unshuffle
from torch.utils.flop_counter import FlopCounterMode

from .recorded import Recorded, Work
from .schedule import NoiseSchedule


class Encoded(NamedTuple):
    """A half-evaluated batch."""

    x: Tensor  # (B, 3, H, W) as it came in
    t: Tensor  # (B,) timesteps
    h: Tensor  # (B, C, h, w) bottleneck
    temb: Tensor  # (B, E) the U-Net's own time embedding after its MLP
    skips: tuple[Tensor, ...]  # for the up blocks, last first out


class HSpaceUNet:
    """A frozen, unconditional `UNet2DModel` with its schedule; the network itself is left untouched.

    Weights may be of half precision; x, h and epsilon are float32 outside.
    """

    def __init__(self, unet: UNet2DModel, schedule: NoiseSchedule, fingerprint: str, name: str, patch: int = 1) -> None:
        """patch: side, in pixels, of the square of the picture that is one place of the network's input, all its
        pixels in channels; 1 for networks that see pixels as they are.
        """
        self.unet = unet.eval().requires_grad_(False)
        self.patch = patch
        self.one_at_a_time = False  # decode takes less memory, and longer
        self.recorded: Recorded | None = None  # replays the evaluations, where the device's setting asks for it
        self.schedule = schedule
        self.fingerprint = fingerprint
        self.name = name

    @property
    def size(self) -> int:
        """Width and height of a picture, in pixels."""
        size = self.unet.config["sample_size"]
        return self.patch * int(size if isinstance(size, int) else size[0])

    @property
    def device(self) -> torch.device:
        return self.unet.device

    @cached_property
    def h_shape(self) -> tuple[int, int, int]:
        """(C, h, w) of the bottleneck."""
        x, t = self._picture_on_meta
        c, h, w = self._on_meta.encode(x, t).h.shape[1:]
        return int(c), int(h), int(w)

    @cached_property
    def decode_share(self) -> float:
        """Arithmetic of `decode` as a share of a full evaluation, counted without running it."""
        shadow = self._on_meta
        with FlopCounterMode(display=False) as encoding:
            encoded = shadow.encode(*self._picture_on_meta)
        with FlopCounterMode(display=False) as decoding:
            shadow._output(encoded, [encoded.h])
        return decoding.get_total_flops() / (encoding.get_total_flops() + decoding.get_total_flops())

    @property
    def _picture_on_meta(self) -> tuple[Tensor, Tensor]:
        with torch.device("meta"):
            return torch.empty(1, 3, self.size, self.size), torch.empty(1, dtype=torch.long)

    @property
    def _on_meta(self) -> HSpaceUNet:
        config = {key: value for key, value in self.unet.config.items() if not key.startswith("_")}
        with torch.device("meta"):
            return HSpaceUNet(type(self.unet)(**config), self.schedule, "", "", self.patch)

    def epsilon(self, x: Tensor, t: Tensor) -> Tensor:
        """One plain evaluation. x: (B, 3, H, W). t: (B,). Returns the predicted noise, (B, 3, H, W)."""
        (output,) = self._do(self._whole, x.to(self.unet.dtype), t)
        return self.schedule.epsilon(output[:, : x.shape[1]].float(), x, t)

    def encode(self, x: Tensor, t: Tensor) -> Encoded:
        """The first half of `UNet2DModel.forward`, up to and with the mid block. x: (B, 3, H, W). t: (B,)."""
        h, temb, *skips = self._do(self._first_half, x.to(self.unet.dtype), t)
        return Encoded(x, t, h.float(), temb, tuple(skips))

    def decode(self, encoded: Encoded, hs: list[Tensor]) -> list[Tensor]:
        """The second half, for several bottlenecks in one batch. hs: n of (B, C, h, w). Returns n epsilons."""
        if self.one_at_a_time:
            outputs = [self._output(encoded, [h]) for h in hs]
        else:
            outputs = list(self._output(encoded, hs).chunk(len(hs)))
        return [self.schedule.epsilon(output, encoded.x, encoded.t) for output in outputs]

    def _output(self, encoded: Encoded, hs: list[Tensor]) -> Tensor:
        h = torch.cat(hs).to(self.unet.dtype)
        (output,) = self._do(self._second_half, h, encoded.t, encoded.temb, *encoded.skips)
        # Nets with learned sigma give 6 channels: the first three are epsilon.
        return output[:, : encoded.x.shape[1]].float()

    def _do(self, work: Work, *inputs: Tensor) -> tuple[Tensor, ...]:
        return work(*inputs) if self.recorded is None else self.recorded(work, *inputs)

    def _whole(self, x: Tensor, t: Tensor) -> tuple[Tensor]:
        return (pixel_shuffle(self.unet(pixel_unshuffle(x, self.patch), t).sample, self.patch),)

    def _first_half(self, sample: Tensor, t: Tensor) -> tuple[Tensor, ...]:
        """Returns h, temb and the skips."""
        unet = self.unet
        temb = unet.time_embedding(unet.time_proj(t).to(unet.dtype))
        sample = pixel_unshuffle(sample, self.patch)
        if unet.config["center_input_sample"]:
            sample = 2 * sample - 1
        pyramid = sample
        sample = unet.conv_in(sample)
        skips: tuple[Tensor, ...] = (sample,)
        for block in unet.down_blocks:
            if hasattr(block, "skip_conv"):
                sample, residuals, pyramid = block(hidden_states=sample, temb=temb, skip_sample=pyramid)
            else:
                sample, residuals = block(hidden_states=sample, temb=temb)
            skips += residuals
        if unet.mid_block is not None:
            sample = unet.mid_block(sample, temb)
        return sample, temb, *skips

    def _second_half(self, sample: Tensor, t: Tensor, temb: Tensor, *skips: Tensor) -> tuple[Tensor]:
        """sample: n times as many h as the others have rows."""
        unet, n = self.unet, len(sample) // len(temb)
        temb = temb.repeat(n, 1)
        pyramid = None
        for block in unet.up_blocks:
            count = len(cast(nn.ModuleList, block.resnets))
            skips, taken = skips[:-count], tuple(s.repeat(n, 1, 1, 1) for s in skips[-count:])
            if hasattr(block, "skip_conv"):
                sample, pyramid = block(sample, taken, temb, pyramid)
            else:
                sample = block(sample, taken, temb)
        sample = unet.conv_out(unet.conv_act(unet.conv_norm_out(sample)))
        if pyramid is not None:
            sample = sample + pyramid
        if unet.config["time_embedding_type"] == "fourier":
            sample = sample / t.repeat(n).view(-1, 1, 1, 1)
        return (pixel_shuffle(sample, self.patch),)
