"""Section 2: numbers, roundings, sums and text."""

import json

import numpy as np

TYPES = {"float32": np.float32, "float64": np.float64}
NAN_BITS = {4: 0x7FC00000, 8: 0x7FF8000000000000}


class Refused(Exception):
    """What the contract refuses."""


def require(condition, what):
    if not condition:
        raise Refused(what)


def to_bits(x):
    """2.1: the bits of an array of floats, NaN as its one value (2.3)."""
    x = np.asarray(x, order="C")
    bits = x.view(np.dtype(f"u{x.itemsize}")).copy()
    bits[np.isnan(x)] = NAN_BITS[x.itemsize]
    return bits


def from_hex(text):
    """README: a float by its 8 or 16 hexadecimal digits; an array of a list of such texts."""
    texts = [text] if isinstance(text, str) else text
    size = len(texts[0]) // 2 if texts else 4
    x = np.frombuffer(bytes.fromhex("".join(texts)), f">f{size}").astype(f"f{size}")
    return x[0] if isinstance(text, str) else x


def to_hex(x):
    """README: the inverse of from_hex."""
    x = np.asarray(x)
    digits = [f"{int(bits):0{2 * x.itemsize}x}" for bits in to_bits(x.reshape(-1))]
    return digits if x.ndim else digits[0]


def last_sum(x):
    """2.5: the column chain along axis 0. The last + 0 makes of a -0 what a start at +0 gives."""
    if len(x) == 0:
        return np.zeros(x.shape[1:], x.dtype)
    return np.add.accumulate(x, axis=0)[-1] + x.dtype.type(0)


def lane_sum(x):
    """2.5: the lane sum along the last axis. Added zeros at the end change no partial sum."""
    n = x.shape[-1]
    if n == 1:  # for speed alone
        return x[..., 0] + x.dtype.type(0)
    lanes = np.zeros(x.shape[:-1] + (max(1, -(-n // 16)) * 16,), x.dtype)
    lanes[..., :n] = x
    t = last_sum(np.moveaxis(lanes.reshape(x.shape[:-1] + (-1, 16)), -2, 0))
    for half in (8, 4, 2, 1):
        t = t[..., :half] + t[..., half : 2 * half]
    return t[..., 0]


def matrix_chain(a, b):
    """2.5: the product of two matrices, each element a chain over the inner index."""
    out = np.zeros((a.shape[0], b.shape[1]), a.dtype)
    product = np.empty_like(out)
    columns = np.ascontiguousarray(a.T)
    for k in range(a.shape[1]):
        np.multiply(columns[k][:, None], b[k][None, :], out=product)
        np.add(out, product, out=out)
    return out


def chain64(x):
    """2.5: the float64 chain of an array in the order of memory."""
    return last_sum(np.ascontiguousarray(x).reshape(-1).astype(np.float64))


def maximum(a, b):
    """2.3: max(a, b): NaN if either is, +0 of two different zeros."""
    larger = np.where(a > b, a, np.where((a == 0) & (b == 0), a + b, b))
    return np.where(np.isnan(a), a, larger)


def distance(a, b):
    """2.6: how many numbers of the format apart two numbers are."""
    if np.isnan(a) or np.isnan(b):
        return 0 if np.isnan(a) and np.isnan(b) else "Infinity"

    def place(x):
        bits = int(to_bits(np.array([x]))[0])
        sign = 1 << (8 * x.itemsize - 1)
        return sign - bits if bits >= sign else bits

    return abs(place(a) - place(b))


def json_text(value):
    """2.7: the JSON text of a value of strings and integers."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def utf16(text):
    """A key that sorts texts by their UTF-16 code units (5.4, 10.7)."""
    return text.encode("utf-16-be", "surrogatepass")
