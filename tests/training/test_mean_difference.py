from __future__ import annotations

import numpy as np
import torch

from asyrp_desktop.engine.editor import to_model_range
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.training.mean_difference import mean_differences


def striped(count: int, bright: bool, seed: int) -> np.ndarray:
    """(count, 16, 16, 3): noise, with a bright upper half or without."""
    photos = np.random.default_rng(seed).integers(60, 120, (count, 16, 16, 3))
    photos[:, :8] += 130 if bright else 0
    return photos.astype(np.uint8)


def test_the_difference_is_that_of_the_groups_and_nothing_else(unet: HSpaceUNet) -> None:
    photos = np.concatenate([striped(40, True, 1), striped(40, False, 2), striped(40, False, 3)])
    weights = np.zeros((2, 120))
    weights[0, :40], weights[0, 40:80] = 1 / 40, -1 / 40  # bright against dark
    weights[1, 40:80], weights[1, 80:] = 1 / 40, -1 / 40  # dark against dark
    order = np.random.default_rng(0).permutation(120)
    real, nothing = mean_differences(unet, lambda part: photos[order[part]], weights[:, order], [100, 500])
    assert real.timesteps.tolist() == [100, 500]
    assert nothing.delta_h.norm() < 0.1 * real.delta_h.norm()

    t = torch.full((80,), 100)
    with torch.inference_mode():
        noise = torch.randn(80, 3, 16, 16)
        a = unet.schedule.alpha(100)
        sides = [to_model_range(striped(80, bright, 9)) for bright in (True, False)]
        x = [a**0.5 * side + (1 - a) ** 0.5 * noise for side in sides]
        apart = (unet.encode(x[0], t).h - unet.encode(x[1], t).h).mean(0)
    found = real.delta_h[0]
    assert torch.cosine_similarity(found.flatten(), apart.flatten(), dim=0) > 0.9


def test_the_same_photos_give_the_same_direction(unet: HSpaceUNet) -> None:
    photos = np.concatenate([striped(8, True, 1), striped(8, False, 2)])
    weights = np.repeat([[1 / 8, -1 / 8]], 8, axis=1).reshape(1, 16)
    one, two = (mean_differences(unet, lambda part: photos[part], np.sort(weights), [300])[0] for _ in range(2))
    assert torch.equal(one.delta_h, two.delta_h)
