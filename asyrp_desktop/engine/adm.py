"""The U-Net of guided-diffusion (iDDPM, ADM, P2-weighting) where `UNet2DModel` alone cannot say it.

The arithmetic of the blocks is the same; two of its sizes are not free there.
"""

from __future__ import annotations

from typing import Any

from diffusers.models.attention_processor import Attention
from diffusers.models.embeddings import TimestepEmbedding, Timesteps
from diffusers.models.unets.unet_2d import UNet2DModel


class ADMUNet(UNet2DModel):
    """A `UNet2DModel` whose attention may have the same number of heads at every width, and whose timesteps may be
    embedded wider than its first block is.

    num_heads: None for `attention_head_dim` channels a head. model_channels: None for the first block's width.
    """

    def __init__(self, num_heads: int | None = None, model_channels: int | None = None, **config: Any) -> None:
        super().__init__(**config)
        self.register_to_config(num_heads=num_heads, model_channels=model_channels)
        if model_channels is not None:
            width = config["time_embedding_dim"]
            self.time_proj = Timesteps(model_channels, flip_sin_to_cos=True, downscale_freq_shift=0)
            self.time_embedding = TimestepEmbedding(model_channels, width)
        if num_heads is not None:
            for module in self.modules():
                if isinstance(module, Attention):
                    module.heads = num_heads
                    module.scale = (module.inner_dim // num_heads) ** -0.5
