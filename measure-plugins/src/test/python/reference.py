"""The numbers that the tests of this module compare with, from numpy 2.4 in float64."""
import numpy as np

def noise(rows, columns):
    """A matrix of float32 values in [-0.5, 0.5) that Java computes the same way."""
    i, j = np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij")
    x = np.sin(12.9898 * i + 78.233 * j) * 437.5
    return (x - np.floor(x) - 0.5).astype(np.float32).astype(np.float64)

for shape in [(300, 200), (40, 90), (1, 7), (7, 1), (512, 600)]:
    a = noise(*shape)
    s = np.linalg.svd(a, compute_uv=False)
    print(shape, "frobenius", np.sqrt((a ** 2).sum()), "spectral", s[:2])

# A dense layer [3, 4], whose columns are stored one after the other, and a convolution [2, 3, 2, 2].
dense, conv = noise(3, 4), noise(2, 12)
for name, a in ("dense", dense), ("conv", conv):
    print(name, np.linalg.norm(a), np.linalg.norm(a, 2))
print("l2", np.sqrt((dense ** 2).sum() + (conv ** 2).sum()))
print("products", np.linalg.norm(dense) * np.linalg.norm(conv), np.linalg.norm(dense, 2) * np.linalg.norm(conv, 2))

margins = np.array([3.0, -1.5, 0.25, 7.0, 2.5, 0.0, 1.0])
print("margins", np.percentile(margins, 10), np.median(margins), margins.mean(), margins.min())
even = np.array([4.0, 1.0, 3.0, 2.0])
print("even", np.percentile(even, 10), np.median(even))
