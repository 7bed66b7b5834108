"""Reference values for ConvolutionalNetworksTest: the four networks in PyTorch 2.15, in float64, written from
the papers. Weights and inputs are pseudo-random by name and index, so that both sides can make them."""
import zlib, numpy as np, torch, torch.nn.functional as F
torch.set_default_dtype(torch.float64)

def noise(name, *shape):
    """Uniform in [-1, 1): MurmurHash3's finalizer of a Weyl sequence that starts at the name's CRC-32."""
    h = np.arange(np.prod(shape), dtype=np.uint32) * np.uint32(0x9E3779B9) + np.uint32(zlib.crc32(name.encode()))
    h ^= h >> np.uint32(16); h *= np.uint32(0x85EBCA6B); h ^= h >> np.uint32(13); h *= np.uint32(0xC2B2AE35); h ^= h >> np.uint32(16)
    return torch.from_numpy((h >> np.uint32(8)) / 2.0**23 - 1).reshape(shape)

count = 0
def weights(name, *shape, inputs):
    global count; count += int(np.prod(shape))
    return np.sqrt(6 / inputs) * noise(name + "/W", *shape)
def bias(name, n):
    global count; count += n
    return 0.1 * noise(name + "/b", n)
def same(x, k, s, value=0.0):
    """TensorFlow's SAME: the smaller half of the padding at the top and left."""
    p = [max((-(-n // s) - 1) * s + k_ - n, 0) for n, k_ in zip(x.shape[2:], k)]
    return F.pad(x, (p[1] // 2, p[1] - p[1] // 2, p[0] // 2, p[0] - p[0] // 2), value=value)
def conv(x, name, out, k, s=1, pad="same", b=True):
    k = (k, k) if isinstance(k, int) else k
    w = weights(name, out, x.shape[1], *k, inputs=x.shape[1] * k[0] * k[1])
    if pad == "same": x, pad = same(x, k, s), 0
    return F.conv2d(x, w, bias(name, out) if b else None, stride=s, padding=pad)
def bn(x, name, eps=1e-5, affine=True):
    global count
    n = x.shape[1]; count += 2 * n if affine else 0
    return F.batch_norm(x, 0.1 * noise(name + "/mean", n), 1 + 0.5 * noise(name + "/var", n),
                        1 + 0.1 * noise(name + "/gamma", n) if affine else None, 0.1 * noise(name + "/beta", n) if affine else None, eps=eps)
def dense(x, name, out):
    x = x.flatten(1)
    # DL4J keeps dense weights as [inputs, outputs] in column order, which is [outputs, inputs] in row order.
    return x @ weights(name, out, x.shape[1], inputs=x.shape[1]).T + bias(name, out)
def pool(x, s=2, pad="same"):
    return F.max_pool2d(same(x, (3, 3), s, -np.inf) if pad == "same" else x, 3, s)

def alexnet(x, classes):
    for i in "12":
        x = pool(torch.relu(conv(x, "conv" + i, 64, 5)))
        squares = F.pad((x * x).transpose(1, 3), (4, 4)).unfold(3, 9, 1).sum(-1).transpose(1, 3)
        x = x / (1 + 0.001 / 9 * squares) ** 0.75
    return dense(torch.relu(dense(torch.relu(dense(x, "dense1", 384)), "dense2", 192)), "output", classes)

def inception(x, classes, normalized):
    def module(x, name, out, k, s=1):
        x = conv(x, name, out, k, s)
        return torch.relu(bn(x, name + "-norm", affine=False) if normalized else x)
    x = module(x, "stem", 96, 3)
    for i, c in enumerate([(32, 32), (32, 48), 80, (112, 48), (96, 64), (80, 80), (48, 96), 96, (176, 160), (176, 160)], 1):
        n = f"module{i}"
        x = torch.cat([module(x, n + "-1x1", c[0], 1), module(x, n + "-3x3", c[1], 3)] if isinstance(c, tuple)
                      else [module(x, n + "-3x3", c, 3, 2), pool(x)], 1)
    return dense(x.mean((2, 3)), "output", classes)

def wide_resnet(x, classes, depth, width):
    act = lambda x, n: torch.relu(bn(x, n + "-norm"))
    x = conv(x, "stem", 16, 3, pad=1, b=False)
    for g in (1, 2, 3):
        for b in range(1, (depth - 4) // 6 + 1):
            n, c, s = f"group{g}-block{b}", 8 * 2**g * width, 2 if g > 1 and b == 1 else 1
            a = act(x, n + "-conv1")
            y = conv(act(conv(a, n + "-conv1", c, 3, s, 1, False), n + "-conv2"), n + "-conv2", c, 3, 1, 1, False)
            x = y + (x if x.shape[1] == c else conv(a, n + "-shortcut", c, 1, s, 0, False))
    return dense(act(x, "head").mean((2, 3)), "output", classes)

def inception_v3(x, classes):
    unit = lambda x, n, c, k, s=1, pad="same": torch.relu(bn(conv(x, n, c, k, s, pad, False), n + "-norm", 0.001))
    def branch(x, n, *steps):
        i = 0
        for step in steps:
            if step == "avg": x = F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)
            elif step == "max": x = pool(x, 2, 0)
            else: i += 1; x = unit(x, f"{n}-conv{i}", *step)
        return x
    def mixed(x, n, *branches):
        return torch.cat([branch(x, f"{n}-branch{i}", *b) for i, b in enumerate(branches, 1)], 1)
    x = unit(unit(unit(x, "conv1", 32, 3, 2, 0), "conv2", 32, 3, 1, 0), "conv3", 64, 3)
    x = pool(unit(unit(pool(x, 2, 0), "conv4", 80, 1), "conv5", 192, 3, 1, 0), 2, 0)
    for n, p in ("5b", 32), ("5c", 64), ("5d", 64):
        x = mixed(x, "mixed" + n, [(64, 1)], [(48, 1), (64, 5)], [(64, 1), (96, 3), (96, 3)], ["avg", (p, 1)])
    x = mixed(x, "mixed6a", [(384, 3, 2, 0)], [(64, 1), (96, 3), (96, 3, 2, 0)], ["max"])
    for n, c in ("6b", 128), ("6c", 160), ("6d", 160), ("6e", 192):
        x = mixed(x, "mixed" + n, [(192, 1)], [(c, 1), (c, (1, 7)), (192, (7, 1))],
                  [(c, 1), (c, (7, 1)), (c, (1, 7)), (c, (7, 1)), (192, (1, 7))], ["avg", (192, 1)])
    x = mixed(x, "mixed7a", [(192, 1), (320, 3, 2, 0)], [(192, 1), (192, (1, 7)), (192, (7, 1)), (192, 3, 2, 0)], ["max"])
    for n in "mixed7b", "mixed7c":
        b2 = branch(x, n + "-branch2", (384, 1)); b3 = branch(x, n + "-branch3", (448, 1), (384, 3))
        x = torch.cat([branch(x, n + "-branch1", (320, 1)),
                       *[branch(b, f"{n}-branch{i}{h}", (384, k)) for i, b in ((2, b2), (3, b3)) for h, k in (("a", (1, 3)), ("b", (3, 1)))],
                       branch(x, n + "-branch4", "avg", (192, 1))], 1)
    return dense(x.mean((2, 3)), "output", classes)

for name, f, shape in (("small-alexnet", lambda x: alexnet(x, 10), (3, 28, 28)),
                       ("small-inception", lambda x: inception(x, 10, True), (3, 28, 28)),
                       ("small-inception without batch normalization", lambda x: inception(x, 10, False), (3, 28, 28)),
                       ("wide-resnet 28-1", lambda x: wide_resnet(x, 10, 28, 1), (3, 32, 32)),
                       ("wide-resnet 10-3 of odd sides", lambda x: wide_resnet(x, 10, 10, 3), (3, 15, 21)),
                       ("inception-v3 of 1000 classes", lambda x: inception_v3(x, 1000), (3, 79, 95))):
    count = 0
    y = F.log_softmax(f(noise("input", 1, *shape)), 1)[0, :5]
    print(name, count, [float(f"{v:.8g}") for v in y])
