"""Section 12: images and filters. The precision is that of the arrays.

x is [N, G, C, H, W], w [G, F, C, K, K], y [N, G, F, H', W']; planes are [P, H, W]. `sizes` are
kernel, stride, padding, H' and W'."""

import numpy as np

from notation import last_sum


def padded(x, before, rows, columns):
    """x with zeros around it: `before` of them above and to the left, `rows` and `columns` in all at least."""
    after = [max(0, size - before - have) for size, have in zip((rows, columns), x.shape[-2:])]
    return np.pad(x, [(0, 0)] * (x.ndim - 2) + [(before, each) for each in after])


def reached(x, sizes):
    """12.1: X, with every pixel that a tap meets."""
    kernel, stride, padding, height, width = sizes
    return padded(x, padding, (height - 1) * stride + kernel, (width - 1) * stride + kernel)


def strided(first, stride, count):
    return slice(first, first + (count - 1) * stride + 1, stride)


def convolution(x, w, sizes):
    """12.2"""
    kernel, stride, _, height, width = sizes
    x, y = reached(x, sizes), np.zeros(x.shape[:2] + (w.shape[1], height, width), x.dtype)
    for c, r, k in np.ndindex(w.shape[2:]):
        seen = x[:, :, c, None, strided(r, stride, height), strided(k, stride, width)]
        y += seen * w[:, :, c, r, k, None, None]
    return y


def by_data(dy, w, shape, sizes):
    """12.2"""
    kernel, stride, padding = sizes[:3]
    dx = np.zeros(shape, dy.dtype)
    beside = kernel + padding + max(shape[-2:])
    dy = padded(dy, kernel, 2 * beside + dy.shape[-2], 2 * beside + dy.shape[-1])

    def met(tap, size):
        """The pixels that a tap meets, and their places."""
        first = (tap - padding) % stride
        count = len(range(first, size, stride))
        place = (first + padding - tap) // stride + kernel
        return slice(first, None, stride), slice(place, place + count)

    for f, r, k in np.ndindex(w.shape[1], kernel, kernel):
        (down, i), (across, j) = met(r, shape[-2]), met(k, shape[-1])
        dx[..., down, across] += dy[:, :, f, None, i, j] * w[:, f, :, r, k, None, None]
    return dx


def by_weights(x, dy, w, sizes):
    """12.2"""
    kernel, stride = sizes[:2]
    x, t = reached(x, sizes), np.zeros(x.shape[:1] + w.shape, w.dtype)
    for i, j in np.ndindex(dy.shape[-2:]):
        patch = x[:, :, None, :, i * stride : i * stride + kernel, j * stride : j * stride + kernel]
        t += dy[:, :, :, i, j, None, None, None] * patch
    return last_sum(t)


def pixels(x, size, stride, height, width):
    """12.3: of every window at once, in order: their first pixels, their second ones, ..."""
    for r, k in np.ndindex(size, size):
        yield x[:, strided(r, stride, height), strided(k, stride, width)]


def max_pool(x, size, stride, height, width):
    """12.3: y, and which pixel of each window is chosen."""
    y = chosen = None
    for number, pixel in enumerate(pixels(x, size, stride, height, width)):
        if y is None:
            y, chosen = pixel, np.zeros(pixel.shape, int)
        better = (pixel > y) | (np.isnan(pixel) & ~np.isnan(y))
        y, chosen = np.where(better, pixel, y), np.where(better, number, chosen)
    return y, chosen


def max_pool_backward(x, dy, chosen, size, stride):
    """12.3"""
    dx, planes = np.zeros_like(x), np.arange(len(x))
    for i, j in np.ndindex(dy.shape[1:]):
        down, across = np.divmod(chosen[:, i, j], size)
        dx[planes, i * stride + down, j * stride + across] += dy[:, i, j]
    return dx


def average_pool(x, size, stride, height, width):
    """12.3"""
    return last_sum(np.stack(list(pixels(x, size, stride, height, width)))) / x.dtype.type(size * size)


def average_pool_backward(x, dy, size, stride):
    """12.3"""
    dx, s = np.zeros_like(x), dy / dy.dtype.type(size * size)
    for i, j in np.ndindex(dy.shape[1:]):
        dx[:, i * stride : i * stride + size, j * stride : j * stride + size] += s[:, i, j, None, None]
    return dx
