"""Convolutions whose gradients are made of forward kernels and matrix products.

Some builds of torch for processors have slow kernels for the gradients of convolutions, in bf16 most of all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.grad import conv2d_input


class ProductConv(torch.autograd.Function):
    """conv2d of an odd kernel of 1 or 3, "same" padding and stride 1 or 2, in the weight's type under autocast."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, bias: Tensor | None, stride: int) -> Tensor:
        if torch.is_autocast_enabled(x.device.type):
            kind = torch.get_autocast_dtype(x.device.type)
            x, weight, bias = x.to(kind), weight.to(kind), bias if bias is None else bias.to(kind)
        ctx.save_for_backward(x, weight)
        ctx.stride = stride
        with torch.autocast(x.device.type, enabled=False):
            return F.conv2d(x, weight, bias, stride, weight.shape[-1] // 2)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor | None, Tensor | None, Tensor | None, None]:  # pyright: ignore[reportIncompatibleMethodOverride]
        x, weight = ctx.saved_tensors
        gradient = gradient.to(x.dtype)
        of_x, of_weight, of_bias, _ = ctx.needs_input_grad
        return (
            _of_input(gradient, x, weight, ctx.stride) if of_x else None,
            _of_weight(gradient, x, weight, ctx.stride).float() if of_weight else None,
            gradient.float().sum((0, 2, 3)) if of_bias else None,
            None,
        )


def _of_input(gradient: Tensor, x: Tensor, weight: Tensor, stride: int) -> Tensor:
    if x.dtype == torch.float32:  # torch's own is the faster one there
        padding = weight.shape[-1] // 2
        return conv2d_input(x.shape, weight, gradient, stride, padding)
    if stride == 2:
        spread = gradient.new_zeros(*gradient.shape[:2], *x.shape[2:])
        spread[:, :, ::2, ::2] = gradient
        gradient = spread
    return F.conv2d(gradient, weight.transpose(0, 1).flip(2, 3).contiguous(), padding=weight.shape[-1] // 2)


def _of_weight(gradient: Tensor, x: Tensor, weight: Tensor, stride: int) -> Tensor:
    """(O, C, k, k): the gradient's channels by what each of the kernel's places saw."""
    k, (height, width) = weight.shape[-1], gradient.shape[2:]
    pad, last = k // 2, x.permute(0, 2, 3, 1)
    seen = F.pad(last, (0, 0, pad, pad, pad, pad))
    places = [
        seen[:, i : i + stride * height : stride, j : j + stride * width : stride] for i in range(k) for j in range(k)
    ]
    columns = torch.cat(places, 3).reshape(-1, k * k * x.shape[1])
    rows = gradient.permute(1, 0, 2, 3).reshape(len(weight), -1)
    return (rows @ columns).view(len(weight), k, k, -1).permute(0, 3, 1, 2)


def _by_products(conv: nn.Conv2d, x: Tensor) -> Tensor:
    return ProductConv.apply(x, conv.weight, conv.bias, conv.stride[0])


@contextmanager
def gradients_by_products(net: nn.Module, wanted: bool = True) -> Iterator[None]:
    """Inside, the gradients of a network's convolutions are made so, where they are of a kind that is known here."""
    changed = [m for m in net.modules() if isinstance(m, nn.Conv2d) and _is_known(m)] if wanted else []
    for module in changed:
        module.forward = partial(_by_products, module)  # type: ignore[method-assign]
    try:
        yield
    finally:
        for module in changed:
            del module.forward


def _is_known(conv: nn.Conv2d) -> bool:
    same = conv.padding == (conv.kernel_size[0] // 2,) * 2 and conv.groups == 1 and conv.dilation == (1, 1)
    return same and (conv.kernel_size, conv.stride) in (((1, 1), (1, 1)), ((3, 3), (1, 1)), ((3, 3), (2, 2)))
