#!/usr/bin/env python3
"""Writes src/test/resources/torch/*.bin: a network, a batch, its loss and its gradient in PyTorch.

    python src/test/python/torch_reference.py    # from engine/; PyTorch 2.15

Little-endian float32, one after the other: inputs, labels, loss, then for each layer in the order
of its module weight, bias, and the gradients of both. Each network ends in a linear layer with
cross-entropy. Inputs are 6 x 3 x 10 x 10; computed in float64, so that it is PyTorch's mathematics
and not its rounding that is compared with.
"""
import pathlib

import numpy
import torch
from torch import nn
from torch.nn import functional as F


class Inception(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, padding=1)
        self.one = nn.Conv2d(8, 8, 1)
        self.other = nn.Conv2d(8, 12, 3, padding=1)
        self.down = nn.Conv2d(20, 16, 3, 2, padding=1)
        self.last = nn.Linear(36, 10)

    @staticmethod
    def normalized(x):
        return F.relu(F.batch_norm(x, None, None, training=True, eps=1e-5))

    def forward(self, x):
        x = self.normalized(self.stem(x))
        x = torch.cat([self.normalized(self.one(x)), self.normalized(self.other(x))], 1)
        # SAME padding of an even side by a kernel of 3 and stride 2 is one zero at the end.
        down = self.normalized(F.conv2d(F.pad(x, (0, 1, 0, 1)), self.down.weight, self.down.bias, 2))
        pooled = F.max_pool2d(F.pad(x, (0, 1, 0, 1), value=-1e30), 3, 2)
        x = torch.cat([down, pooled], 1)
        return self.last(x.mean((2, 3)))


class AlexNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 16, 5, padding=2)
        self.hidden = nn.Linear(16 * 25, 12)
        self.last = nn.Linear(12, 10)

    def forward(self, x):
        x = F.relu(self.first(x))
        x = F.max_pool2d(F.pad(x, (0, 1, 0, 1), value=-1e30), 3, 2)
        x = F.local_response_norm(x, 9, alpha=0.9, beta=0.75, k=1.0)
        return self.last(F.relu(self.hidden(x.flatten(1))))


for name, network in {"inception": Inception, "alexnet": AlexNet}.items():
    torch.manual_seed(1)
    model = network().double()
    x, y = torch.randn(6, 3, 10, 10).double(), torch.randint(0, 10, (6,))
    for parameter in model.parameters():
        parameter.data = parameter.data.float().double()
    x = x.float().double()
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    arrays = [x, y, loss]
    for layer in model.children():
        arrays += [layer.weight, layer.bias, layer.weight.grad, layer.bias.grad]
    values = numpy.concatenate([a.detach().double().numpy().ravel() for a in arrays])
    target = pathlib.Path("src/test/resources/torch") / f"{name}.bin"
    values.astype("<f4").tofile(target)
    print(name, loss.item(), values.size)
