"""The networks of guided-diffusion (iDDPM, ADM, P2-weighting) as a `UNet2DModel` where that is exact, else as an
`ADMUNet`. Unconditional ones only.

The weights do not say how many heads the attention has, in which order it keeps them, nor the schedule: all three are
told or as published.
"""

from __future__ import annotations

from torch import Tensor

from asyrp_desktop.core.errors import ModelError
from asyrp_desktop.core.model_shelf import ModelOrder
from asyrp_desktop.engine.adm import ADMUNet

from .checkpoint import Converted, State, noise_schedule, picture_size, renamed

# Levels without attention, by how they change the size of the picture.
_PLAIN_BLOCKS = {
    "conv": ("DownBlock2D", "UpBlock2D"),
    "resnet": ("ResnetDownsampleBlock2D", "ResnetUpsampleBlock2D"),
}


def is_adm(state: State) -> bool:
    return "time_embed.0.weight" in state and "input_blocks.0.0.weight" in state


def convert_adm(state: State, order: ModelOrder) -> Converted:
    """Raises ModelError."""
    if "label_emb.weight" in state:
        raise ModelError(
            "This network is conditional: it is told a class with every picture.",
            "Choose the unconditional checkpoint of the same family.",
        )
    shape = _Shape(state)
    kind = "resnet" if shape.resnet_resampling else "conv"
    plain_down, plain_up = _PLAIN_BLOCKS[kind]
    heads, head_channels, notes = _heads(order, shape)
    config = {
        "_class_name": "UNet2DModel",
        "sample_size": picture_size(tuple(c / shape.width for c in shape.channels), order.size),
        "in_channels": state["input_blocks.0.0.weight"].shape[1],
        "out_channels": state["out.2.weight"].shape[0],
        "block_out_channels": shape.channels,
        "layers_per_block": shape.layers,
        "down_block_types": ["AttnDownBlock2D" if a else plain_down for a in shape.attended],
        "up_block_types": ["AttnUpBlock2D" if a else plain_up for a in reversed(shape.attended)],
        "time_embedding_dim": state["time_embed.0.weight"].shape[0],
        "downsample_type": kind,
        "upsample_type": kind,
        "attn_norm_num_groups": 32,
        "resnet_time_scale_shift": "scale_shift" if shape.scale_shift else "default",
        "attention_head_dim": head_channels,
    }
    if heads is not None or shape.width != shape.channels[0]:
        width = shape.width if shape.width != shape.channels[0] else None
        config |= {"_class_name": ADMUNet.__name__, "num_heads": heads, "model_channels": width}
    made = {}
    for name, tensor in renamed(state, shape.names()).items():
        if ".qkv." in name:
            # In the new order one head stands for all: what is of a head lies together in every part.
            count = 1 if order.attention_order == "new" else heads or tensor.shape[0] // 3 // (head_channels or 1)
            made |= _split_heads(name, tensor, count)
        else:
            made[name] = tensor.squeeze(-1) if ".to_out." in name and tensor.ndim == 3 else tensor
    return Converted(config, made, noise_schedule(order), notes)


class _Shape:
    """What the names and sizes of the tensors say."""

    def __init__(self, state: State) -> None:
        self._state = state
        blocks = _count(state, "input_blocks.{}.")
        ups = [k for k in range(blocks) if self._upsampler(k)]
        levels = len(ups) + 1
        if blocks % levels or blocks != _count(state, "output_blocks.{}."):
            raise ModelError("This checkpoint is not of a U-Net in guided-diffusion's published form.")
        self.layers = blocks // levels - 1
        self.levels = levels
        self.width = state["time_embed.0.weight"].shape[1]
        first = [1 + level * (self.layers + 1) for level in range(levels)]
        self.channels = [state[f"input_blocks.{k}.0.in_layers.2.weight"].shape[0] for k in first]
        self.attended = [f"input_blocks.{k}.1.qkv.weight" in state for k in first]
        self.resnet_resampling = bool(ups) and "in_layers" in self._upsampler(ups[0])
        rows, channels = state["middle_block.0.emb_layers.1.weight"].shape[0], self.channels[-1]
        self.scale_shift = rows == 2 * channels

    def _upsampler(self, block: int) -> str:
        """The layer that makes an output block's result larger, by the name of one of its tensors; "" for none."""
        for position in (1, 2):
            for layer in ("conv", "in_layers.0"):
                if f"output_blocks.{block}.{position}.{layer}.weight" in self._state:
                    return f"output_blocks.{block}.{position}.{layer}"
        return ""

    def names(self) -> dict[str, str]:
        """guided-diffusion's layers to diffusers'."""
        names = {
            "time_embed.0": "time_embedding.linear_1",
            "time_embed.2": "time_embedding.linear_2",
            "input_blocks.0.0": "conv_in",
            "out.0": "conv_norm_out",
            "out.2": "conv_out",
            **_resnet("middle_block.0", "mid_block.resnets.0"),
            **_attention("middle_block.1", "mid_block.attentions.0"),
            **_resnet("middle_block.2", "mid_block.resnets.1"),
        }
        for level in range(self.levels):
            for k in range(self.layers):
                old, new = f"input_blocks.{1 + level * (self.layers + 1) + k}", f"down_blocks.{level}"
                names |= _resnet(f"{old}.0", f"{new}.resnets.{k}") | _attention(f"{old}.1", f"{new}.attentions.{k}")
            down = f"input_blocks.{(level + 1) * (self.layers + 1)}.0"
            names |= _resnet(down, f"down_blocks.{level}.downsamplers.0")
            names[f"{down}.op"] = f"down_blocks.{level}.downsamplers.0.conv"
            for k in range(self.layers + 1):
                block, new = level * (self.layers + 1) + k, f"up_blocks.{level}"
                old = f"output_blocks.{block}"
                names |= _resnet(f"{old}.0", f"{new}.resnets.{k}") | _attention(f"{old}.1", f"{new}.attentions.{k}")
                if up := self._upsampler(block):
                    up = ".".join(up.split(".")[:3])
                    names |= _resnet(up, f"{new}.upsamplers.0") | {f"{up}.conv": f"{new}.upsamplers.0.conv"}
        return names


def _heads(order: ModelOrder, shape: _Shape) -> tuple[int | None, int | None, tuple[str, ...]]:
    """Heads of every attention layer, or else channels of every head; and what was assumed."""
    count, channels, notes = order.heads, order.head_channels, ()
    if count is None and channels is None and shape.resnet_resampling:
        channels, notes = 64, ("Assumed 64 channels an attention head, as ADM and P2-weighting have it.",)
    elif count is None and channels is None:
        count = 4 if shape.scale_shift else 1
        notes = (f"Assumed attention heads: {count}, as iDDPM published such networks.",)
    widths = {width for width, attended in zip(shape.channels, shape.attended, strict=True) if attended}
    widths.add(shape.channels[-1])
    if any(width % (channels or count or 1) for width in widths):
        raise ModelError(
            f"Attention of {min(widths)} channels cannot be cut into such heads.",
            "Give other --heads or --head-channels.",
        )
    if count is not None and len(widths) == 1:  # then both ways of saying it are the same
        count, channels = None, widths.pop() // count
    return count, channels, notes


def _split_heads(name: str, qkv: Tensor, heads: int) -> State:
    """guided-diffusion keeps queries, keys and values head by head: (heads, 3, channels) rows in one layer."""
    rows = qkv.squeeze(-1) if qkv.ndim == 3 else qkv
    parts = rows.unflatten(0, (heads, 3, -1)).unbind(1)
    return {name.replace("qkv", f"to_{letter}"): part.flatten(0, 1) for letter, part in zip("qkv", parts, strict=True)}


def _count(state: State, prefix: str) -> int:
    return next(k for k in range(len(state)) if not any(name.startswith(prefix.format(k)) for name in state))


def _resnet(old: str, new: str) -> dict[str, str]:
    layers = {
        "in_layers.0": "norm1",
        "in_layers.2": "conv1",
        "emb_layers.1": "time_emb_proj",
        "out_layers.0": "norm2",
        "out_layers.3": "conv2",
        "skip_connection": "conv_shortcut",
    }
    return {f"{old}.{layer}": f"{new}.{made}" for layer, made in layers.items()}


def _attention(old: str, new: str) -> dict[str, str]:
    layers = {"norm": "group_norm", "qkv": "qkv", "proj_out": "to_out.0"}
    return {f"{old}.{layer}": f"{new}.{made}" for layer, made in layers.items()}
