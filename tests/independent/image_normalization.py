"""Section 14: normalization of images. The precision is that of the arrays."""

import numpy as np

from kernels import of
from notation import lane_sum, last_sum


def plane_chain(x, axis):
    """14.1: the chain over an axis of the plane sums of x [..., P]."""
    return last_sum(np.moveaxis(lane_sum(x), axis, 0))


def statistics(x, axis, count, epsilon):
    """14.2, 14.3, 1 to 4: over an axis and the pixels; d, variance and what stands for each plane."""
    P = of(x)
    wide = lambda a: np.expand_dims(a, (axis, x.ndim - 1))
    mean = plane_chain(x, axis) / P(count)
    d = x - wide(mean)
    variance = plane_chain(d * d, axis) / P(count)
    inverse = P(1) / np.sqrt(variance + P(epsilon))
    return mean, variance, inverse, d * wide(inverse)


def spatial_batch_norm(c):
    """14.2: a case."""
    x, dy = (c[name].reshape(c["rows"], c["channels"], c["pixels"]) for name in ("x", "dy"))
    P = of(x)
    m = P(c["rows"] * c["pixels"])
    gamma, beta = c["gamma"][:, None], c["beta"][:, None]
    mean, variance, inverse, normalized = statistics(x, 0, c["rows"] * c["pixels"], c["epsilon"])
    dbeta, dgamma = plane_chain(dy, 0), plane_chain(dy * normalized, 0)
    f = ((c["gamma"] * inverse) / m)[:, None]
    scale = (P(1) / np.sqrt(variance + P(c["epsilon"])))[:, None]
    return {
        "y": gamma * normalized + beta,
        "dx": f * ((m * dy - dbeta[:, None]) - normalized * dgamma[:, None]),
        "inference": gamma * ((x - mean[:, None]) * scale) + beta,
        **{"mean": mean, "variance": variance, "inverse": inverse, "dgamma": dgamma, "dbeta": dbeta},
    }


def group_norm(c):
    """14.3: a case."""
    shape = tuple(c[name] for name in ("rows", "groups", "channels", "pixels"))
    x, dy = (c[name].reshape(shape) for name in ("x", "dy"))
    k = of(x)(c["channels"] * c["pixels"])
    gamma, beta = (c[name].reshape(shape[1:3] + (1,)) for name in ("gamma", "beta"))
    _, _, inverse, normalized = statistics(x, 2, c["channels"] * c["pixels"], c["epsilon"])
    a, b = lane_sum(dy), lane_sum(dy * normalized)
    s, t = (last_sum(np.moveaxis(each * gamma[..., 0], 2, 0))[..., None, None] for each in (a, b))
    f = (inverse / k)[..., None, None]
    return {
        "y": gamma * normalized + beta,
        "inverse": inverse,
        "dx": f * ((k * (dy * gamma) - s) - normalized * t),
        "dgamma": last_sum(b),
        "dbeta": last_sum(a),
    }


def channel_dropout(c, stream):
    """14.4: a case."""
    mask = stream.mask(c["page"], c["keepRatio"], c["rows"] * c["channels"], of(c["x"]))
    return {"mask": mask, "y": c["x"].reshape(len(mask), c["pixels"]) * mask[:, None]}
