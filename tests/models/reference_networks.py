"""What importers must agree with: the published networks' forward passes, written down plainly over a state dict."""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
import torch.nn.functional as F
from torch import Tensor

State = Mapping[str, Tensor]


def _conv(state: State, name: str, x: Tensor, stride: int = 1, padding: int | None = None) -> Tensor:
    weight = state[f"{name}.weight"]
    padding = weight.shape[-1] // 2 if padding is None else padding
    return F.conv2d(x, weight, state[f"{name}.bias"], stride, padding)


def _linear(state: State, name: str, x: Tensor) -> Tensor:
    return F.linear(x, state[f"{name}.weight"], state[f"{name}.bias"])


def _norm(state: State, name: str, x: Tensor, eps: float) -> Tensor:
    return F.group_norm(x, 32, state[f"{name}.weight"], state[f"{name}.bias"], eps)


def _attend(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    """q, k, v: (N, C, L)."""
    weights = torch.einsum("ncl,ncm->nlm", q, k) / math.sqrt(q.shape[1])
    return torch.einsum("nlm,ncm->ncl", weights.softmax(-1), v)


def ddpm(state: State, x: Tensor, t: Tensor, multiples: tuple[int, ...], layers: int) -> tuple[Tensor, Tensor]:
    """The original DDPM network (Ho et al., 2020). Returns its bottleneck and its output."""
    width = state["conv_in.weight"].shape[0]
    half = width // 2
    angles = t[:, None].float() * torch.exp(torch.arange(half) * -(math.log(10000) / (half - 1)))
    temb = torch.cat([angles.sin(), angles.cos()], dim=1)
    temb = _linear(state, "temb.dense.1", F.silu(_linear(state, "temb.dense.0", temb)))

    def resnet(name: str, x: Tensor) -> Tensor:
        h = _conv(state, f"{name}.conv1", F.silu(_norm(state, f"{name}.norm1", x, 1e-6)))
        h = h + _linear(state, f"{name}.temb_proj", F.silu(temb))[:, :, None, None]
        h = _conv(state, f"{name}.conv2", F.silu(_norm(state, f"{name}.norm2", h, 1e-6)))
        return h + (_conv(state, f"{name}.nin_shortcut", x) if f"{name}.nin_shortcut.weight" in state else x)

    def attention(name: str, x: Tensor) -> Tensor:
        if f"{name}.q.weight" not in state:
            return x
        h = _norm(state, f"{name}.norm", x, 1e-6)
        q, k, v = (_conv(state, f"{name}.{letter}", h).flatten(2) for letter in "qkv")
        return x + _conv(state, f"{name}.proj_out", _attend(q, k, v).unflatten(2, x.shape[2:]))

    skips = [_conv(state, "conv_in", x)]
    for level in range(len(multiples)):
        for k in range(layers):
            skips.append(attention(f"down.{level}.attn.{k}", resnet(f"down.{level}.block.{k}", skips[-1])))
        if level < len(multiples) - 1:
            padded = F.pad(skips[-1], (0, 1, 0, 1))
            skips.append(_conv(state, f"down.{level}.downsample.conv", padded, stride=2, padding=0))
    h = resnet("mid.block_2", attention("mid.attn_1", resnet("mid.block_1", skips[-1])))
    bottleneck = h
    for level in reversed(range(len(multiples))):
        for k in range(layers + 1):
            h = resnet(f"up.{level}.block.{k}", torch.cat([h, skips.pop()], dim=1))
            h = attention(f"up.{level}.attn.{k}", h)
        if level:
            h = _conv(state, f"up.{level}.upsample.conv", F.interpolate(h, scale_factor=2, mode="nearest"))
    return bottleneck, _conv(state, "conv_out", F.silu(_norm(state, "norm_out", h, 1e-6)))


def adm(
    state: State,
    x: Tensor,
    t: Tensor,
    heads: int | None = None,
    head_channels: int | None = None,
    attention_order: str = "legacy",
) -> tuple[Tensor, Tensor]:
    """guided-diffusion's `UNetModel` (Dhariwal & Nichol, 2021). Returns its bottleneck and its output."""
    half = state["time_embed.0.weight"].shape[1] // 2
    angles = t[:, None].float() * torch.exp(-math.log(10000) * torch.arange(half) / half)
    emb = torch.cat([angles.cos(), angles.sin()], dim=1)
    emb = _linear(state, "time_embed.2", F.silu(_linear(state, "time_embed.0", emb)))

    def resblock(name: str, x: Tensor, resample: str = "") -> Tensor:
        h = F.silu(_norm(state, f"{name}.in_layers.0", x, 1e-5))
        if resample == "up":
            h, x = (F.interpolate(y, scale_factor=2, mode="nearest") for y in (h, x))
        elif resample == "down":
            h, x = F.avg_pool2d(h, 2), F.avg_pool2d(x, 2)
        h = _conv(state, f"{name}.in_layers.2", h)
        out = _linear(state, f"{name}.emb_layers.1", F.silu(emb))[:, :, None, None]
        if out.shape[1] == 2 * h.shape[1]:
            scale, shift = out.chunk(2, dim=1)
            h = _norm(state, f"{name}.out_layers.0", h, 1e-5) * (1 + scale) + shift
        else:
            h = _norm(state, f"{name}.out_layers.0", h + out, 1e-5)
        h = _conv(state, f"{name}.out_layers.3", F.silu(h))
        return h + (_conv(state, f"{name}.skip_connection", x) if f"{name}.skip_connection.weight" in state else x)

    def attention(name: str, x: Tensor) -> Tensor:
        h = _norm(state, f"{name}.norm", x, 1e-5).flatten(2)
        qkv = F.conv1d(h, state[f"{name}.qkv.weight"], state[f"{name}.qkv.bias"])
        n = heads or x.shape[1] // (head_channels or 1)
        if attention_order == "new":  # `QKVAttention`, else `QKVAttentionLegacy`
            q, k, v = (part.reshape(len(x) * n, -1, qkv.shape[-1]) for part in qkv.chunk(3, dim=1))
        else:
            q, k, v = qkv.reshape(len(x) * n, -1, qkv.shape[-1]).chunk(3, dim=1)
        a = _attend(q, k, v).reshape(len(x), -1, qkv.shape[-1])
        out = F.conv1d(a, state[f"{name}.proj_out.weight"], state[f"{name}.proj_out.bias"])
        return x + out.unflatten(2, x.shape[2:])

    def layers(block: str, x: Tensor, resample: str) -> Tensor:
        """The layers of an input or output block in turn; its first residual block is plain, a second one resamples."""
        residual_blocks = 0
        for k in range(3):
            name = f"{block}.{k}"
            if f"{name}.in_layers.0.weight" in state:
                sole = block.startswith("input") and resample == "down"
                x = resblock(name, x, resample if sole or residual_blocks else "")
                residual_blocks += 1
            elif f"{name}.qkv.weight" in state:
                x = attention(name, x)
            elif f"{name}.op.weight" in state:
                x = _conv(state, f"{name}.op", x, stride=2)
            elif f"{name}.conv.weight" in state:
                x = _conv(state, f"{name}.conv", F.interpolate(x, scale_factor=2, mode="nearest"))
            elif f"{name}.weight" in state:
                x = _conv(state, name, x)
        return x

    blocks = len({name.split(".")[1] for name in state if name.startswith("input_blocks.")})
    ups = [k for k in range(blocks) if _resamples(state, f"output_blocks.{k}")]
    each = blocks // (len(ups) + 1)  # of a level: its residual blocks and what comes before or after them
    h, skips = x, []
    for k in range(blocks):
        h = layers(f"input_blocks.{k}", h, "down" if k and k % each == 0 else "")
        skips.append(h)
    h = resblock("middle_block.2", attention("middle_block.1", resblock("middle_block.0", h)))
    bottleneck = h
    for k in range(blocks):
        h = layers(f"output_blocks.{k}", torch.cat([h, skips.pop()], dim=1), "up")
    return bottleneck, _conv(state, "out.2", F.silu(_norm(state, "out.0", h, 1e-5)))


def _resamples(state: State, block: str) -> bool:
    return any(f"{block}.{k}.{layer}.weight" in state for k in (1, 2) for layer in ("conv", "in_layers.0"))


class Weights:
    """Makes random weights by name, of the sizes that the published constructors give them."""

    def __init__(self, seed: int = 0) -> None:
        self.state: dict[str, Tensor] = {}
        self._generator = torch.Generator().manual_seed(seed)

    def layer(self, name: str, *shape: int) -> None:
        fan = math.prod(shape[1:])
        self.state[f"{name}.weight"] = torch.randn(shape, generator=self._generator) / math.sqrt(fan)
        self.state[f"{name}.bias"] = 0.1 * torch.randn(shape[0], generator=self._generator)

    def norm(self, name: str, channels: int) -> None:
        self.state[f"{name}.weight"] = 1 + 0.1 * torch.randn(channels, generator=self._generator)
        self.state[f"{name}.bias"] = 0.1 * torch.randn(channels, generator=self._generator)


def ddpm_weights(width: int, multiples: tuple[int, ...], layers: int, attended: set[int]) -> dict[str, Tensor]:
    make, temb = Weights(), 4 * width

    def resnet(name: str, before: int, after: int) -> None:
        make.norm(f"{name}.norm1", before)
        make.layer(f"{name}.conv1", after, before, 3, 3)
        make.layer(f"{name}.temb_proj", after, temb)
        make.norm(f"{name}.norm2", after)
        make.layer(f"{name}.conv2", after, after, 3, 3)
        if before != after:
            make.layer(f"{name}.nin_shortcut", after, before, 1, 1)

    def attention(name: str, channels: int) -> None:
        make.norm(f"{name}.norm", channels)
        for layer in ("q", "k", "v", "proj_out"):
            make.layer(f"{name}.{layer}", channels, channels, 1, 1)

    make.layer("temb.dense.0", temb, width)
    make.layer("temb.dense.1", temb, temb)
    make.layer("conv_in", width, 3, 3, 3)
    now, skips = width, [width]
    for level, multiple in enumerate(multiples):
        for k in range(layers):
            resnet(f"down.{level}.block.{k}", now, width * multiple)
            now = width * multiple
            if level in attended:
                attention(f"down.{level}.attn.{k}", now)
            skips.append(now)
        if level < len(multiples) - 1:
            make.layer(f"down.{level}.downsample.conv", now, now, 3, 3)
            skips.append(now)
    resnet("mid.block_1", now, now)
    attention("mid.attn_1", now)
    resnet("mid.block_2", now, now)
    for level, multiple in reversed(list(enumerate(multiples))):
        for k in range(layers + 1):
            resnet(f"up.{level}.block.{k}", now + skips.pop(), width * multiple)
            now = width * multiple
            if level in attended:
                attention(f"up.{level}.attn.{k}", now)
        if level:
            make.layer(f"up.{level}.upsample.conv", now, now, 3, 3)
    make.norm("norm_out", now)
    make.layer("conv_out", 3, now, 3, 3)
    return make.state


def adm_weights(
    width: int,
    multiples: tuple[float, ...],
    layers: int,
    attended: set[int],
    updown: bool,
    scale_shift: bool,
    learn_sigma: bool,
) -> dict[str, Tensor]:
    make, emb = Weights(), 4 * width

    def resblock(name: str, before: int, after: int) -> None:
        make.norm(f"{name}.in_layers.0", before)
        make.layer(f"{name}.in_layers.2", after, before, 3, 3)
        make.layer(f"{name}.emb_layers.1", after * (1 + scale_shift), emb)
        make.norm(f"{name}.out_layers.0", after)
        make.layer(f"{name}.out_layers.3", after, after, 3, 3)
        if before != after:
            make.layer(f"{name}.skip_connection", after, before, 1, 1)

    def attention(name: str, channels: int) -> None:
        make.norm(f"{name}.norm", channels)
        make.layer(f"{name}.qkv", 3 * channels, channels, 1)
        make.layer(f"{name}.proj_out", channels, channels, 1)

    make.layer("time_embed.0", emb, width)
    make.layer("time_embed.2", emb, emb)
    now = int(width * multiples[0])
    make.layer("input_blocks.0.0", now, 3, 3, 3)
    skips, block = [now], 1
    for level, multiple in enumerate(multiples):
        for _ in range(layers):
            resblock(f"input_blocks.{block}.0", now, int(width * multiple))
            now = int(width * multiple)
            if level in attended:
                attention(f"input_blocks.{block}.1", now)
            skips.append(now)
            block += 1
        if level < len(multiples) - 1:
            if updown:
                resblock(f"input_blocks.{block}.0", now, now)
            else:
                make.layer(f"input_blocks.{block}.0.op", now, now, 3, 3)
            skips.append(now)
            block += 1
    resblock("middle_block.0", now, now)
    attention("middle_block.1", now)
    resblock("middle_block.2", now, now)
    block = 0
    for level, multiple in reversed(list(enumerate(multiples))):
        for k in range(layers + 1):
            resblock(f"output_blocks.{block}.0", now + skips.pop(), int(width * multiple))
            now = int(width * multiple)
            if level in attended:
                attention(f"output_blocks.{block}.1", now)
            if level and k == layers:
                name = f"output_blocks.{block}.{2 if level in attended else 1}"
                if updown:
                    resblock(name, now, now)
                else:
                    make.layer(f"{name}.conv", now, now, 3, 3)
            block += 1
    make.norm("out.0", now)
    make.layer("out.2", 6 if learn_sigma else 3, now, 3, 3)
    return make.state
