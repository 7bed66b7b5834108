#!/usr/bin/env python3
"""One training step of a network in PyTorch on the CPU, for comparison with the engine.

    torch_step.py NETWORK MODE BATCH STEPS

NETWORK is mlp-1x512, mlp-3x512, alexnet or inception; MODE is eager, channels-last, compiled (which
needs a C++ compiler), or autocast: channels last, with bfloat16 where PyTorch's autocast takes it.
Prints the median milliseconds of a step (zero gradients, forward, softmax cross-entropy, backward,
SGD with momentum 0.9; input 3x28x28, 10 classes, float32 but for autocast), and the process's peak
memory in MB.
"""
import resource
import statistics
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


WARM_UP_SECONDS = 4


class Module(nn.Module):
    """Convolution with bias, batch normalization without scale and shift, ReLU."""

    def __init__(self, inputs, outputs, kernel, stride=1):
        super().__init__()
        self.convolution = nn.Conv2d(inputs, outputs, kernel, stride, padding=kernel // 2)
        self.normalization = nn.BatchNorm2d(outputs, affine=False)

    def forward(self, x):
        return F.relu(self.normalization(self.convolution(x)), inplace=True)


class Block(nn.Module):
    """Two paths side by side: 1x1 and 3x3, or 3x3 of stride 2 and pooling."""

    def __init__(self, inputs, widths):
        super().__init__()
        if len(widths) == 2:
            self.one = Module(inputs, widths[0], 1)
            self.other = Module(inputs, widths[1], 3)
        else:
            self.one = Module(inputs, widths[0], 3, 2)
            self.other = nn.MaxPool2d(3, 2, padding=1)

    def forward(self, x):
        return torch.cat([self.one(x), self.other(x)], 1)


def inception():
    layers, channels = [Module(3, 96, 3)], 96
    for widths in [(32, 32), (32, 48), (80,), (112, 48), (96, 64), (80, 80), (48, 96), (96,), (176, 160), (176, 160)]:
        layers.append(Block(channels, widths))
        channels = sum(widths) if len(widths) == 2 else channels + widths[0]
    return nn.Sequential(*layers, nn.AvgPool2d(7), nn.Flatten(), nn.Linear(channels, 10))


def alexnet():
    def module(inputs):
        return [nn.Conv2d(inputs, 64, 5, padding=2), nn.ReLU(True), nn.MaxPool2d(3, 2, padding=1),
                nn.LocalResponseNorm(9, alpha=0.001, beta=0.75, k=1.0)]

    return nn.Sequential(*module(3), *module(64), nn.Flatten(), nn.Linear(64 * 49, 384), nn.ReLU(True),
                         nn.Linear(384, 192), nn.ReLU(True), nn.Linear(192, 10))


def mlp(depth):
    layers, inputs = [nn.Flatten()], 3 * 28 * 28
    for _ in range(depth):
        layers += [nn.Linear(inputs, 512), nn.ReLU(True)]
        inputs = 512
    return nn.Sequential(*layers, nn.Linear(inputs, 10))


NETWORKS = {"mlp-1x512": lambda: mlp(1), "mlp-3x512": lambda: mlp(3), "alexnet": alexnet, "inception": inception}


def main(network, mode, batch, steps):
    torch.manual_seed(0)
    model = NETWORKS[network]()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    x, y = torch.randn(batch, 3, 28, 28), torch.randint(0, 10, (batch,))
    if mode in ("channels-last", "autocast"):
        model, x = model.to(memory_format=torch.channels_last), x.contiguous(memory_format=torch.channels_last)
    forward = torch.compile(model) if mode == "compiled" else model

    def step():
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=mode == "autocast"):
            loss = F.cross_entropy(forward(x), y)
        loss.backward()
        optimizer.step()

    step()
    times = []
    warm = time.perf_counter() + WARM_UP_SECONDS
    while len(times) < steps:
        start = time.perf_counter()
        step()
        if start > warm:
            times.append(1e3 * (time.perf_counter() - start))
    print(statistics.median(times), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
