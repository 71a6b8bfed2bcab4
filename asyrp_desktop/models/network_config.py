"""What the config of a U-Net or of a text-image model may say. Looked at before anything is built from it: a number
too large would keep the program busy for minutes, or take all memory, until the weights show that it was a lie.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from asyrp_desktop.core import typed_json
from asyrp_desktop.core.typed_json import Json, ShortText, convert

TEXT_IMAGE_CONFIG = "open_clip_config.json"
TEXT_IMAGE_WEIGHTS = (
    "open_clip_model.safetensors",
    "open_clip_pytorch_model.safetensors",
    "open_clip_pytorch_model.bin",
)
MOST_PER_BYTE = 1.0  # numbers of a network per byte of its file, where half precision has 0.5
MOST_ATTENDED = 128  # side of the largest field whose places look at all others; published networks: 32
LARGEST_SIZE = 1024  # of pictures, in pixels or patches
LARGEST_WIDTH = 8192  # of a layer, in channels
Size = Annotated[int, Field(ge=1, le=LARGEST_SIZE)]
Width = Annotated[int, Field(ge=1, le=LARGEST_WIDTH)]
Channels = Annotated[int, Field(ge=1, le=LARGEST_WIDTH)]
Layers = Annotated[int, Field(ge=1, le=64)]
Share = Annotated[float, Field(ge=0, le=1)]
Blocks = Annotated[tuple[ShortText, ...], Field(min_length=1, max_length=10)]


@dataclass(frozen=True)
class UNetConfig:
    """diffusers' `UNet2DModel` with its defaults, and what `ADMUNet` adds to it."""

    sample_size: Size | tuple[Size, Size]
    in_channels: Channels = 3
    out_channels: Channels = 3
    block_out_channels: Annotated[tuple[Width, ...], Field(min_length=1, max_length=10)] = (224, 448, 672, 896)
    down_block_types: Blocks = ("DownBlock2D", *3 * ("AttnDownBlock2D",))
    up_block_types: Blocks = (*3 * ("AttnUpBlock2D",), "UpBlock2D")
    layers_per_block: Annotated[int, Field(ge=1, le=16)] = 2
    center_input_sample: bool = False
    time_embedding_type: Literal["positional", "fourier"] = "positional"
    time_embedding_dim: Width | None = None
    freq_shift: Annotated[int, Field(ge=0, le=1)] = 0
    flip_sin_to_cos: bool = True
    mid_block_type: Literal["UNetMidBlock2D"] | None = "UNetMidBlock2D"
    mid_block_scale_factor: Annotated[float, Field(gt=0, le=1000)] = 1
    downsample_padding: Annotated[int, Field(ge=0, le=1)] = 1
    downsample_type: Literal["conv", "resnet"] = "conv"
    upsample_type: Literal["conv", "resnet"] = "conv"
    dropout: Share = 0.0
    act_fn: ShortText = "silu"
    attention_head_dim: Width | None = 8
    norm_num_groups: Width | None = 32
    attn_norm_num_groups: Width | None = None
    norm_eps: Share = 1e-5
    resnet_time_scale_shift: ShortText = "default"
    add_attention: bool = True
    num_heads: Width | None = None
    model_channels: Width | None = None

    def __post_init__(self) -> None:
        side = self.sample_size if isinstance(self.sample_size, int) else max(self.sample_size)
        levels = len(self.block_out_channels)
        if not levels == len(self.down_block_types) == len(self.up_block_types):
            raise ValueError("not as many blocks as widths")
        attended = [side >> level for level, kind in enumerate(self.down_block_types) if "Attn" in kind]
        attended += [side >> levels - 1 - level for level, kind in enumerate(self.up_block_types) if "Attn" in kind]
        if self.add_attention:
            attended.append(side >> levels - 1)
        if max(attended, default=0) > MOST_ATTENDED:
            raise ValueError(f"attention over {max(attended)} x {max(attended)} places")


def unet_config(config: Mapping[str, Any]) -> dict[str, Any]:
    """The keys that the network takes, as they are in the config. Raises ValueError."""
    convert(dict(config), UNetConfig)
    return {one.name: config[one.name] for one in fields(UNetConfig) if one.name in config}


@dataclass(frozen=True)
class _Vision:
    image_size: Size | tuple[Size, Size]
    layers: Layers | Annotated[tuple[Layers, ...], Field(max_length=10)] | None = None
    width: Width = 64
    patch_size: Size | None = None
    mlp_ratio: Annotated[float, Field(gt=0, le=16)] = 4.0
    timm_model_name: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.]{1,200}$")] | None = None  # of timm's own
    timm_model_pretrained: Literal[False] = False
    attentional_pool: Literal[False] = False  # of any size

    @property
    def parameters(self) -> float:
        """About as many."""
        if self.timm_model_name is not None:
            return _of_timm(self.timm_model_name)
        if self.layers is None:
            return 0
        if not isinstance(self.layers, int):
            # A ResNet, each of whose stages is twice as wide as the one before, and ends four times as wide.
            return sum(count * 17 * (self.width * 2**stage) ** 2 for stage, count in enumerate(self.layers))
        side = self.image_size if isinstance(self.image_size, int) else max(self.image_size)
        places = (side / (self.patch_size or 1)) ** 2 + 3 * (self.patch_size or 1) ** 2
        return _transformer(self.layers, self.width, self.mlp_ratio) + places * self.width


@dataclass(frozen=True)
class _Text:
    context_length: Size = 77
    vocab_size: Annotated[int, Field(ge=1, le=2_000_000)] = 49408
    width: Width = 512
    heads: Width = 8
    layers: Layers = 12
    mlp_ratio: Annotated[float, Field(gt=0, le=16)] = 4.0
    hf_model_name: None = None  # another library's network, by name from a hub
    tokenizer_kwargs: Mapping[str, Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if "trust_remote_code" in self.tokenizer_kwargs:
            raise ValueError("a tokenizer with code of its own")

    @property
    def parameters(self) -> float:
        return _transformer(self.layers, self.width, self.mlp_ratio) + self.vocab_size * self.width


@dataclass(frozen=True)
class _TextImage:
    embed_dim: Width
    vision_cfg: _Vision
    text_cfg: _Text | None = None
    multimodal_cfg: None = None  # it writes captions


@dataclass(frozen=True)
class _TextImageFile:
    model_cfg: _TextImage


def text_image_weights(folder: Path) -> Path:
    """Of a text-image model in open_clip's layout.

    Raises OSError, and ValueError where there are none, or where the network would be much larger than they are.
    """
    weights = next((folder / name for name in TEXT_IMAGE_WEIGHTS if (folder / name).is_file()), None)
    if weights is None:
        raise ValueError(f"no {TEXT_IMAGE_WEIGHTS[0]}")
    model = typed_json.read(folder / TEXT_IMAGE_CONFIG, _TextImageFile).model_cfg
    towers = [tower for tower in (model.vision_cfg, model.text_cfg) if tower is not None]
    parameters, size = sum(tower.parameters for tower in towers), weights.stat().st_size
    if parameters > MOST_PER_BYTE * size + 1e6:
        raise ValueError(f"a network of {parameters:.2g} numbers from {size} bytes")
    return weights


def _of_timm(name: str) -> float:
    """Numbers of a network of timm's. Raises ValueError where it has none of that name."""
    import timm
    import torch

    try:
        with torch.device("meta"):
            return sum(parameter.numel() for parameter in timm.create_model(name, pretrained=False).parameters())
    # timm raises whatever its networks do.
    except Exception as error:
        raise ValueError(f"timm's network {name}: {error!r}") from error


def _transformer(layers: int, width: int, mlp_ratio: float) -> float:
    return layers * (4 + 2 * mlp_ratio) * width**2
