"""The original DDPM network in PyTorch (Ho et al.; SDEdit's and DDIM's `.ckpt`) as a `UNet2DModel`."""

from __future__ import annotations

from asyrp_desktop.core.model_shelf import ModelOrder

from .checkpoint import Converted, State, noise_schedule, picture_size, renamed


def is_ddpm(state: State) -> bool:
    return "temb.dense.0.weight" in state and "conv_in.weight" in state


def convert_ddpm(state: State, order: ModelOrder) -> Converted:
    """Raises ModelError."""
    levels = _count(state, "down.{}.block.0.norm1.weight")
    layers = _count(state, "down.0.block.{}.norm1.weight")
    width = state["conv_in.weight"].shape[0]
    channels = [state[f"down.{level}.block.0.conv1.weight"].shape[0] for level in range(levels)]
    attended = [f"down.{level}.attn.0.norm.weight" in state for level in range(levels)]
    names = {
        "temb.dense.0": "time_embedding.linear_1",
        "temb.dense.1": "time_embedding.linear_2",
        "conv_in": "conv_in",
        "norm_out": "conv_norm_out",
        "conv_out": "conv_out",
        **_resnet("mid.block_1", "mid_block.resnets.0"),
        **_attention("mid.attn_1", "mid_block.attentions.0"),
        **_resnet("mid.block_2", "mid_block.resnets.1"),
    }
    for level in range(levels):
        for way, made, count in (
            ("down", f"down_blocks.{level}", layers),
            ("up", f"up_blocks.{levels - 1 - level}", layers + 1),
        ):
            for k in range(count):
                names |= _resnet(f"{way}.{level}.block.{k}", f"{made}.resnets.{k}")
                names |= _attention(f"{way}.{level}.attn.{k}", f"{made}.attentions.{k}")
        names[f"down.{level}.downsample.conv"] = f"down_blocks.{level}.downsamplers.0.conv"
        names[f"up.{level}.upsample.conv"] = f"up_blocks.{levels - 1 - level}.upsamplers.0.conv"
    config = {
        "_class_name": "UNet2DModel",
        "sample_size": picture_size(tuple(c / width for c in channels), order.size),
        "in_channels": state["conv_in.weight"].shape[1],
        "out_channels": state["conv_out.weight"].shape[0],
        "block_out_channels": channels,
        "layers_per_block": layers,
        "down_block_types": ["AttnDownBlock2D" if a else "DownBlock2D" for a in attended],
        "up_block_types": ["AttnUpBlock2D" if a else "UpBlock2D" for a in reversed(attended)],
        "attention_head_dim": None,  # one head, as wide as the level
        "downsample_padding": 0,
        "flip_sin_to_cos": False,
        "freq_shift": 1,
        "norm_eps": 1e-6,
    }
    made = renamed(state, names)
    # The attention's 1x1 convolutions are linear layers in diffusers.
    flat = {n: t.flatten(1) if ".attentions." in n and t.ndim == 4 else t for n, t in made.items()}
    return Converted(config, flat, noise_schedule(order))


def _count(state: State, name: str) -> int:
    return next(k for k in range(len(state)) if name.format(k) not in state)


def _resnet(old: str, new: str) -> dict[str, str]:
    layers = {"temb_proj": "time_emb_proj", "nin_shortcut": "conv_shortcut"}
    return {
        f"{old}.{layer}": f"{new}.{layers.get(layer, layer)}"
        for layer in ("norm1", "conv1", "norm2", "conv2", "temb_proj", "nin_shortcut")
    }


def _attention(old: str, new: str) -> dict[str, str]:
    layers = {"norm": "group_norm", "q": "to_q", "k": "to_k", "v": "to_v", "proj_out": "to_out.0"}
    return {f"{old}.{layer}": f"{new}.{made}" for layer, made in layers.items()}
