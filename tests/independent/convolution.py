"""Section 12: images and filters. The precision is that of the arrays."""

import numpy as np

from notation import last_sum, matrix_chain


def at(images, rows, columns):
    """[N, C, len(rows), len(columns)] of images, +0 beside them."""
    height, width = images.shape[2:]
    out = np.zeros(images.shape[:2] + (len(rows), len(columns)), images.dtype)
    inside = [(i, r, j, c) for i, r in enumerate(rows) for j, c in enumerate(columns) if 0 <= r < height and 0 <= c < width]
    for i, r, j, c in inside:
        out[:, :, i, j] = images[:, :, r, c]
    return out


def patches(x, n, kernel, stride, padding, out_height, out_width):
    """[C·K·K, H′·W′] of image n."""
    taps = [
        at(x[n : n + 1], [i * stride + r - padding for i in range(out_height)], [j * stride + k - padding for j in range(out_width)])[0]
        for r in range(kernel)
        for k in range(kernel)
    ]
    return np.stack(taps, 1).reshape(x.shape[1] * kernel * kernel, out_height * out_width)


def convolution(x, w, sizes):
    """12.2, of one group: x [N, C, H, W], w [F, C, K, K]."""
    flat = w.reshape(len(w), -1)
    return np.stack([matrix_chain(flat, patches(x, n, *sizes)) for n in range(len(x))]).reshape(len(x), len(w), *sizes[3:])


def by_data(dy, w, shape, sizes):
    """12.2, of one group."""
    kernel, stride, padding = sizes[:3]
    dx = np.zeros(shape, dy.dtype)
    for i in range(shape[2]):
        for j in range(shape[3]):
            met = lambda place: [t for t in range(kernel) if (place + padding - t) % stride == 0]
            down, across = met(i), met(j)
            seen = at(dy, [(i + padding - r) // stride for r in down], [(j + padding - k) // stride for k in across])
            filters = w[:, :, down][:, :, :, across]
            flat = np.moveaxis(filters, 1, 0).reshape(w.shape[1], -1)
            dx[:, :, i, j] = matrix_chain(seen.reshape(len(dy), -1), flat.T)
    return dx


def by_weights(x, dy, w, sizes):
    """12.2, of one group."""
    chains = [matrix_chain(dy[n].reshape(len(w), -1), patches(x, n, *sizes).T).reshape(-1) for n in range(len(x))]
    return last_sum(np.stack(chains)).reshape(w.shape)


def grouped(c):
    """All three of a case, group by group."""
    rows, groups, channels, filters = (c[name] for name in ("rows", "groups", "channels", "filters"))
    sizes = [c[name] for name in ("kernel", "stride", "padding", "outHeight", "outWidth")]
    x = c["x"].reshape(rows, groups, channels, c["height"], c["width"])
    w = c["w"].reshape(groups, filters, channels, sizes[0], sizes[0])
    dy = c["dy"].reshape(rows, groups, filters, *sizes[3:])
    y, dx, dw = np.zeros_like(dy), np.zeros_like(x), np.zeros_like(w)
    for g in range(groups):
        y[:, g] = convolution(x[:, g], w[g], sizes)
        dx[:, g] = by_data(dy[:, g], w[g], x[:, g].shape, sizes)
        dw[g] = by_weights(x[:, g], dy[:, g], w[g], sizes)
    return {"y": y, "dx": dx, "dw": dw}


def windows(c):
    """12.3: plane, place and pixels of each window, in order."""
    size, stride = c["size"], c["stride"]
    for p, i, j in np.ndindex(c["planes"], c["outHeight"], c["outWidth"]):
        yield (p, i, j), [(p, i * stride + r, j * stride + k) for r in range(size) for k in range(size)]


def chosen(x, pixels):
    """12.3: of a window."""
    best = pixels[0]
    for each in pixels[1:]:
        if x[each] > x[best] or (np.isnan(x[each]) and not np.isnan(x[best])):
            best = each
    return best


def pooling(c):
    """12.3: both, forward and backward."""
    x = c["x"].reshape(c["planes"], c["height"], c["width"])
    dy = c["dy"].reshape(c["planes"], c["outHeight"], c["outWidth"])
    count = x.dtype.type(c["size"] ** 2)
    out = {name: {"y": np.zeros_like(dy), "dx": np.zeros_like(x)} for name in ("max", "average")}
    for place, pixels in windows(c):
        best = chosen(x, pixels)
        out["max"]["y"][place] = x[best]
        out["max"]["dx"][best] += dy[place]
        out["average"]["y"][place] = last_sum(np.array([x[each] for each in pixels])) / count
        for each in pixels:
            out["average"]["dx"][each] += dy[place] / count
    return out
