"""Section 4: random numbers."""

import hashlib

import numpy as np

from elementary import log, normal_quantile

U64 = np.uint64
WORD = U64(0xFFFFFFFF)
HALF = U64(32)


def stream_key(seed, name):
    """4.1: the key of a stream."""
    digest = hashlib.sha256(b"samebit stream 1\0" + str(seed).encode() + b"\0" + name.encode()).digest()
    return int.from_bytes(digest[:4], "little"), int.from_bytes(digest[4:8], "little")


def philox(counter, key):
    """4.1: Philox4x32-10, of one counter or of arrays of words."""
    c0, c1, c2, c3 = (np.asarray(c, U64) for c in counter)
    k0, k1 = key
    for _ in range(10):
        x, y = U64(0xCD9E8D57) * c2, U64(0xD2511F53) * c0
        c0, c1, c2, c3 = (x >> HALF) ^ c1 ^ U64(k0), x & WORD, (y >> HALF) ^ c3 ^ U64(k1), y & WORD
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return c0, c1, c2, c3


class Stream:
    """4.1 and 4.2: what is drawn from the stream of a seed and a name."""

    def __init__(self, seed, name):
        self.key = stream_key(seed, name)

    def words(self, page, count):
        j = np.arange(-(-count // 4), dtype=U64)
        pages = [np.full_like(j, page % 2**32), np.full_like(j, page >> 32)]
        return np.stack(philox([j & WORD, j >> HALF] + pages, self.key), -1).reshape(-1)[:count]

    def uniform(self, page, count):
        w, v = self.words(page, 2 * count).reshape(-1, 2).T
        return (w * U64(2**21) + (v >> U64(11))).astype(np.float64) * 2.0**-53

    def integers(self, page, below, count):
        return np.floor(self.uniform(page, count) * float(below)).astype(np.int64)

    def normal(self, page, count):
        w, v = self.words(page, 2 * count).reshape(-1, 2).T
        k = (w * U64(2**20) + (v >> U64(12))).astype(np.float64)
        return normal_quantile((k + 0.5) * 2.0**-52)

    def permutation(self, page, n):
        a = list(range(n))
        i = np.arange(n - 1, 0, -1)
        j = np.floor(self.uniform(page, max(0, n - 1)) * (i + 1).astype(np.float64)).astype(np.int64)
        for i, j in zip(i.tolist(), j.tolist()):
            a[i], a[j] = a[j], a[i]
        return np.array(a, np.int64)

    def mask(self, page, keep_ratio, count, precision):
        kept = self.words(page, count) < U64(threshold(keep_ratio))
        return np.where(kept, precision(1.0 / keep_ratio), precision(0))


def threshold(keep_ratio):
    """4.2: words below this number keep."""
    return int(float(keep_ratio) * 2.0**32)


def legacy_words(seed):
    """4.5: the words of MT19937."""
    m = [seed]
    for i in range(1, 624):
        m.append((1812433253 * (m[-1] ^ (m[-1] >> 30)) + i) % 2**32)
    while True:
        for i in range(624):
            y = (m[i] & 0x80000000) | (m[(i + 1) % 624] & 0x7FFFFFFF)
            m[i] = m[(i + 397) % 624] ^ (y >> 1) ^ (0x9908B0DF if y % 2 else 0)
        for y in m:
            y ^= y >> 11
            y ^= (y << 7) & 0x9D2C5680
            y ^= (y << 15) & 0xEFC60000
            yield y ^ (y >> 18)


class NumpyLegacy:
    """4.5: the generator of numpy.random.seed, with its state."""

    def __init__(self, seed):
        self.words, self.kept = legacy_words(seed), None

    def uniform(self):
        return ((next(self.words) >> 5) * 2**26 + (next(self.words) >> 6)) * 2.0**-53

    def normal(self):
        if self.kept is not None:
            result, self.kept = self.kept, None
            return result
        s = 0.0
        while s >= 1 or s == 0:
            x, y = 2 * self.uniform() - 1, 2 * self.uniform() - 1
            s = x * x + y * y
        f = np.sqrt((-2.0 * log(s)[0]) / s)
        self.kept = f * x
        return f * y

    def integer(self, below):
        if below == 1:
            return 0
        cut = 2 ** (below - 1).bit_length() - 1
        return next(word & cut for word in self.words if word & cut < below)

    def normals(self, count):
        return np.array([self.normal() for _ in range(count)])
