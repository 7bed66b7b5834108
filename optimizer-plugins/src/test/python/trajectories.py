"""Reference trajectories for SgdTest and AdamTest: optax 0.2.8 in float64.
f(w) = sum_i a_i (w_i - c_i)^2 / 2 + sin(w_1 w_2)"""
import jax; jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp, optax
a = jnp.array([1.0, 10.0, 0.1, 3.0]); c = jnp.array([1.0, -2.0, 0.5, 0.0])
f = lambda w: (a * (w - c) ** 2).sum() / 2 + jnp.sin(w[0] * w[1])
def run(opt, at):
    w = jnp.array([0.0, 1.0, -1.0, 2.0]); s = opt.init(w)
    for t in range(1, max(at) + 1):
        u, s = opt.update(jax.grad(f)(w), s, w); w = optax.apply_updates(w, u)
        if t in at: print(t, [float(x) for x in w])
for name, o in dict(plain=optax.sgd(0.05), momentum=optax.sgd(0.05, momentum=0.9), nesterov=optax.sgd(0.05, momentum=0.9, nesterov=True),
        exponential=optax.sgd(lambda t: 0.05 * 0.5 ** (t // 2), momentum=0.9),
        adam=optax.adam(0.1), adamhard=optax.adam(0.1, b1=0.8, b2=0.9, eps=0.01)).items():
    print(name); run(o, {1, 5, 20})
