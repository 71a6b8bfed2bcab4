from __future__ import annotations

import pytest
import torch

from asyrp_desktop.core.errors import ModelError
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.schedule import NoiseSchedule
from tests.conftest import through_hook, tiny_h_space, tiny_unet

ARCHITECTURES = {
    "ddpm": {},
    "learned sigma": {"out_channels": 6},
    "fourier, skip pyramid": {
        "time_embedding_type": "fourier",
        "down_block_types": ("SkipDownBlock2D", "AttnSkipDownBlock2D"),
        "up_block_types": ("AttnSkipUpBlock2D", "SkipUpBlock2D"),
        "block_out_channels": (32, 64),
        "norm_num_groups": 8,
    },
    "scale-shift, centred": {"resnet_time_scale_shift": "scale_shift", "center_input_sample": True},
}


@pytest.mark.parametrize("changes", ARCHITECTURES.values(), ids=ARCHITECTURES.keys())
def test_two_halves_make_the_network(changes: dict[str, object]) -> None:
    unet = tiny_h_space("epsilon", **changes)
    x, t = torch.randn(2, 3, 16, 16), torch.tensor([7, 600])
    with torch.inference_mode():
        whole = unet.unet(x, t).sample[:, :3]
        encoded = unet.encode(x, t)
        shift = torch.randn_like(encoded.h)
        plain, shifted = unet.decode(encoded, [encoded.h, encoded.h + shift])

        with through_hook(unet, shift):
            hooked = unet.unet(x, t).sample[:, :3]
    torch.testing.assert_close(plain, whole, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(shifted, hooked, rtol=1e-4, atol=1e-5)
    assert (shifted - plain).abs().max() > 1e-3
    assert unet.h_shape == tuple(encoded.h.shape[1:])
    assert 0.4 < unet.decode_share < 0.9


def test_patches_are_seen_by_the_network_only() -> None:
    unet = HSpaceUNet(tiny_unet(in_channels=12, out_channels=12, sample_size=8), NoiseSchedule({}), "", "", patch=2)
    assert unet.size == 16 and unet.h_shape == (32, 4, 4)
    x, t = torch.randn(2, 3, 16, 16), torch.tensor([7, 600])
    # The pixel at (2i + a, 2j + b) of colour c is the network's channel 4c + 2a + b at (i, j).
    seen = x.view(2, 3, 8, 2, 8, 2).permute(0, 1, 3, 5, 2, 4).reshape(2, 12, 8, 8)
    with torch.inference_mode():
        whole = unet.unet(seen, t).sample.view(2, 3, 2, 2, 8, 8).permute(0, 1, 4, 2, 5, 3).reshape(x.shape)
        encoded = unet.encode(x, t)
        torch.testing.assert_close(unet.epsilon(x, t), whole)
        torch.testing.assert_close(unet.decode(encoded, [encoded.h])[0], whole, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("prediction", ["v_prediction", "sample"])
def test_other_predictions_become_epsilon(prediction: str) -> None:
    schedule = NoiseSchedule({"prediction_type": prediction, "beta_schedule": "squaredcos_cap_v2"})
    t = torch.tensor([10, 900])
    a = torch.tensor(schedule.alphas)[t].view(-1, 1, 1, 1)
    x0, eps = torch.randn(2, 3, 4, 4).double(), torch.randn(2, 3, 4, 4).double()
    x = a.sqrt() * x0 + (1 - a).sqrt() * eps
    output = x0 if prediction == "sample" else a.sqrt() * eps - (1 - a).sqrt() * x0
    torch.testing.assert_close(schedule.epsilon(output, x, t), eps)
    torch.testing.assert_close(schedule.predicted_x0(output, x, t), x0)


def test_schedules_without_a_way_back_are_refused() -> None:
    with pytest.raises(ModelError):
        NoiseSchedule({"rescale_betas_zero_snr": True})
    with pytest.raises(ModelError):
        NoiseSchedule({"prediction_type": "flow"})
