"""Reference values for FlipAndRotateTest: PyTorch 2.15's grid_sample in float64, on a 2x4x5 image of sin(1 + i)."""
import math, torch, torch.nn.functional as F
torch.set_default_dtype(torch.float64)
C, H, W = 2, 4, 5
image = torch.sin(1 + torch.arange(C * H * W).double()).reshape(1, C, H, W)
y, x = torch.meshgrid(torch.arange(H) - (H - 1) / 2, torch.arange(W) - (W - 1) / 2, indexing="ij")
for degrees, flip, mode in ((25, False, "zeros"), (-10, True, "zeros"), (20, True, "border"), (-25, False, "reflection")):
    a = math.radians(degrees)
    # The pixel at (x, y), y downwards, was at (x, y) turned clockwise by a before the image turned counter-clockwise.
    u, v = math.cos(a) * x - math.sin(a) * y, math.sin(a) * x + math.cos(a) * y
    grid = torch.stack([u / ((W - 1) / 2), v / ((H - 1) / 2)], -1)[None]
    out = F.grid_sample(image.flip(3) if flip else image, grid, "bilinear", mode, align_corners=True)
    print(degrees, flip, mode, [float(f"{t:.7g}") for t in out.flatten()])
