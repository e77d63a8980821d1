"""Section 6.5 of the contract: first weights that whiten patches of images."""

import numpy as np


def eigen(matrix):
    """The eigenvalues of a symmetric matrix of float64 numbers, and the eigenvectors as rows."""
    a, d = matrix.copy(), len(matrix)
    v = np.eye(d)
    least = 2.0**-50 * max(abs(a[i, i]) for i in range(d))
    for _ in range(50):
        rotated = False
        for p in range(d):
            for q in range(p + 1, d):
                if abs(a[p, q]) <= least:
                    continue
                rotated = True
                theta = (a[q, q] - a[p, p]) / (2.0 * a[p, q])
                t = (-1.0 if theta < 0 else 1.0) / (abs(theta) + np.sqrt(theta * theta + 1.0))
                c = 1.0 / np.sqrt(t * t + 1.0)
                s = t * c
                for m in (a.T, a, v.T):
                    first, second = m[p].copy(), m[q].copy()
                    m[p], m[q] = c * first - s * second, s * first + c * second
                a[p, q] = a[q, p] = 0.0
        if not rotated:
            break
    order = sorted(range(d), key=lambda i: (-a[i, i], i))
    rows = [v[:, i] * (-1.0 if v[np.argmax(np.abs(v[:, i])), i] < 0 else 1.0) for i in order]
    return np.array([a[i, i] for i in order]), np.array(rows)


def patches(images, kernel):
    """All patches, image by image and row by row, flat."""
    _, _, height, width = images.shape
    for image in images:
        for i in range(height - kernel + 1):
            for j in range(width - kernel + 1):
                yield image[:, i : i + kernel, j : j + kernel].reshape(-1).astype(np.float64)


def whiten(w, images, epsilon):
    """Overwrites the filters w of a convolution."""
    flat, count = w.reshape(len(w), -1), 0
    d = flat.shape[1]
    sums = np.zeros((d, d))
    for x in patches(images, w.shape[2]):
        sums += x[:, None] * x[None, :]
        count += 1
    values, vectors = eigen(sums / count)
    for f in range(min(len(w), 2 * d)):
        spread = np.sqrt(max(values[f % d], 0.0) + epsilon)
        flat[f] = vectors[f % d] / (spread if f < d else -spread)


def whiten_network(network, parameters, data, train):
    """The first convolution of a network, of the first images of the train split."""
    config = network.model["initialization"]
    if config["kind"] == "whitened":
        images = data.inputs(train[: config["images"]]).reshape(-1, *network.input_shape)
        whiten(network.parameters(parameters)["W1"], images, config["epsilon"])
