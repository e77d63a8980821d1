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


class NumpyLegacy:
    """4.5: the generator of numpy.random.seed, with its state."""

    def __init__(self, seed):
        m = [seed]
        for i in range(1, 624):
            m.append((1812433253 * (m[-1] ^ (m[-1] >> 30)) + i) % 2**32)
        self.m = np.array(m, np.uint32)
        self.ready = np.zeros(0, np.uint32)
        self.kept = None

    def more(self):
        """The next 624 words. The slices are short enough that each uses only what is ready before it."""
        m = self.m
        for first, last in ((0, 227), (227, 454), (454, 623), (623, 624)):
            i = np.arange(first, last)
            y = (m[i] & np.uint32(0x80000000)) | (m[(i + 1) % 624] & np.uint32(0x7FFFFFFF))
            odd = np.where(y & np.uint32(1), np.uint32(0x9908B0DF), np.uint32(0))
            m[i] = m[(i + 397) % 624] ^ (y >> np.uint32(1)) ^ odd
        y = m ^ (m >> np.uint32(11))
        y = y ^ ((y << np.uint32(7)) & np.uint32(0x9D2C5680))
        y = y ^ ((y << np.uint32(15)) & np.uint32(0xEFC60000))
        self.ready = np.concatenate([self.ready, y ^ (y >> np.uint32(18))])

    def peek(self, count):
        while len(self.ready) < count:
            self.more()
        return self.ready[:count]

    def words(self, count):
        words = self.peek(count)
        self.ready = self.ready[count:]
        return words

    @staticmethod
    def make_uniform(words):
        a, b = words.astype(U64).reshape(-1, 2).T
        return ((a >> U64(5)) * U64(2**26) + (b >> U64(6))).astype(np.float64) * 2.0**-53

    def uniform(self, count):
        return self.make_uniform(self.words(2 * count))

    def normal(self, count):
        """Pairs are tried many at a time; the words behind the last pair that is needed stay."""
        out = [] if self.kept is None or count == 0 else [np.array([self.kept])]
        left = count - len(out)
        if out:
            self.kept = None
        while left > 0:
            tries = min(4096, left)
            x, y = (2.0 * self.make_uniform(self.peek(4 * tries)) - 1.0).reshape(-1, 2).T
            s = x * x + y * y
            good = np.flatnonzero((s < 1) & (s != 0))[: -(-left // 2)]
            done = len(good) * 2 >= left
            self.words(4 * (int(good[-1]) + 1 if done else tries))
            x, y, s = x[good], y[good], s[good]
            f = np.sqrt((-2.0 * log(s)) / s)
            pairs = np.stack([f * y, f * x], -1).reshape(-1)
            if len(pairs) > left:
                self.kept = pairs[left]
            out.append(pairs[:left])
            left -= len(out[-1])
        return np.concatenate(out) if out else np.zeros(0)

    def integer(self, below):
        if below == 1:
            return 0
        cut = 2 ** (below - 1).bit_length() - 1
        while True:
            word = int(self.words(1)[0]) & cut
            if word < below:
                return word
