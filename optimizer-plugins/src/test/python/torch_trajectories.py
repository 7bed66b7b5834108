"""Reference trajectories for AdamWTest, RmsPropTest and SamTest: PyTorch 2.15 in float64 on the function of trajectories.py."""
import torch; torch.set_default_dtype(torch.float64)
a = torch.tensor([1.0, 10.0, 0.1, 3.0]); c = torch.tensor([1.0, -2.0, 0.5, 0.0])
f = lambda w: (a * (w - c) ** 2).sum() / 2 + torch.sin(w[0] * w[1])
def run(make, at, radius=0.0, rate=None):
    w = torch.tensor([0.0, 1.0, -1.0, 2.0], requires_grad=True); o = make([w])
    for t in range(1, max(at) + 1):
        if rate: o.param_groups[0]["lr"] = rate(t - 1)
        g, = torch.autograd.grad(f(w), w)
        if radius:
            v = (w + radius * g / g.norm()).detach().requires_grad_(); g, = torch.autograd.grad(f(v), v)
        w.grad = g; o.step()
        if t in at: print(t, w.tolist())
def decay_of_the_first_two():
    """AdamW in two parameter groups, of which the second does not decay."""
    w, b = torch.tensor([0.0, 1.0], requires_grad=True), torch.tensor([-1.0, 2.0], requires_grad=True)
    o = torch.optim.AdamW([{"params": [w]}, {"params": [b], "weight_decay": 0.0}], 0.1, weight_decay=0.3)
    for t in range(1, 21):
        w.grad, b.grad = torch.autograd.grad(f(torch.cat([w, b])), (w, b)); o.step()
        if t in {1, 5, 20}: print(t, w.tolist() + b.tolist())
O = torch.optim
print("adamw, weights alone"); decay_of_the_first_two()
for name, make, radius, rate in (("adamw", lambda p: O.AdamW(p, 0.1, weight_decay=0.3), 0, None),
        ("adamw, rate halved every 2 steps", lambda p: O.AdamW(p, 0.1, weight_decay=0.3), 0, lambda t: 0.1 * 0.5 ** (t // 2)),
        ("rmsprop", lambda p: O.RMSprop(p, 0.02, alpha=0.9, eps=1e-8), 0, None),
        ("rmsprop, momentum, large epsilon", lambda p: O.RMSprop(p, 0.02, alpha=0.95, eps=0.5, momentum=0.8), 0, None),
        ("sam", lambda p: O.SGD(p, 0.05), 0.3, None), ("sam, momentum", lambda p: O.SGD(p, 0.05, momentum=0.9), 0.3, None)):
    print(name); run(make, {1, 5, 20}, radius, rate)
