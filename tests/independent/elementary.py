"""Section 3: elementary functions, for arrays and for single numbers."""

from math import factorial

import numpy as np

from notation import from_hex

F32, F64 = np.float32, np.float64


def constants(text):
    """Constants by their bits, the first one first."""
    return [from_hex(t) for t in text.split()]


L32, M32, H32, K32 = constants("3fb8aa3b 4b400000 3f317200 35bfbe8e")
EXP32 = [F32(1 / factorial(k)) for k in range(7, 1, -1)]  # C7 ... C2
LOG32 = [F32(2 / k) for k in range(9, 1, -2)]  # D9 ... D3
L64, H64, K64 = constants("3ff71547652b82fe 3fe62e42fefa4000 bd48432a1b0e2634")
EXP64 = [F64(1 / factorial(k)) for k in range(13, 1, -1)]  # T13 ... T2
LOG64 = [F64(2 / k) for k in range(21, 1, -2)]  # S21 ... S3
TWO_OVER_PI, P1, P2, P3 = constants("3fe45f306dc9c883 3ff921fb54400000 3dd0b4611a600000 3ba3198a2e037073")
LARGEST_ANGLE = from_hex("413921fb54442d18")
COS = [F64((-1) ** (k // 2) / factorial(k)) for k in range(16, 1, -2)]  # A16 ... A2
SIN = [F64((-1) ** (k // 2) / factorial(k)) for k in range(17, 1, -2)]  # B17 ... B3


def horner(coefficients, x):
    """The polynomial with the highest coefficient first, by Horner's rule."""
    s = coefficients[0]
    for c in coefficients[1:]:
        s = s * x + c
    return s


def power_of_two(n):
    """In float32, for n of the range of normal numbers."""
    return ((n + np.int32(127)) << 23).astype(np.int32).view(F32)


def exp32(x, lowest=-104, minus_one=False):
    """3.1, or 3.8 with minus_one"""
    x = np.atleast_1d(np.asarray(x, F32))
    c = np.where(x < F32(89), x, F32(89))
    c = np.where(c > F32(lowest), c, F32(lowest))
    u = c * L32 + M32
    n = u.view(np.int32) - np.int32(0x4B400000)
    m = u - M32
    h = c - m * H32
    low = m * K32
    r = h - low
    p = horner(EXP32, r) * (r * r)
    p = (F32(1) - power_of_two(-np.minimum(n, 25)) if minus_one else F32(1)) + (h + (p - low))
    a = n >> 1
    for power in (a, n - a):
        p = p * power_of_two(power)
    return np.where(np.isnan(x), x, p)


def log32(x):
    """3.2"""
    x = np.atleast_1d(np.asarray(x, F32))
    small = x < from_hex("00800000")
    y = np.where(small, x * F32(2.0**25), x)
    b = y.view(np.int32)
    k = (b - np.int32(0x3F3504F3)) >> 23
    g = (b - (k << 23)).astype(np.int32).view(F32)
    e = (k - np.where(small, 25, 0)).astype(F32)
    f = g - F32(1)
    s = f / (f + F32(2))
    z = s * s
    q = horner(LOG32, z) * z
    h = (f * F32(0.5)) * f
    v = s * (h + q)
    v = v + e * K32
    v = (h - v) - f
    v = e * H32 - v
    v = np.where(x == np.inf, F32(np.inf), v)
    v = np.where(x == 0, F32(-np.inf), v)
    return np.where((x < 0) | np.isnan(x), F32(np.nan), v)


def two_to(n):
    """An exact power of two, for n of the range of normal numbers."""
    return ((n.astype(np.int64) + 1023) << 52).view(F64)


def exp(x, lowest=-746, minus_one=False):
    """3.3, or 3.8 with minus_one"""
    x = np.atleast_1d(np.asarray(x, F64))
    outside = np.isnan(x) | (x > 710) | (x < lowest)
    y = np.where(outside, 0.0, x)
    n = np.floor(y * L64 + 0.5)
    high = y - n * H64
    low = n * K64
    r = high - low
    v = (1.0 - two_to(-np.minimum(n, 54)) if minus_one else 1.0) + (high + (horner(EXP64, r) * (r * r) - low))
    a = np.floor(n / 2)
    v = (v * two_to(a)) * two_to(n - a)
    return np.where(outside, np.where(np.isnan(x), x, np.where(x > 0, np.inf, -1.0 if minus_one else 0.0)), v)


def log(x):
    """3.4"""
    x = np.atleast_1d(np.asarray(x, F64))
    usual = (x > 0) & (x < np.inf)
    y = np.where(usual, x, 1.0)
    small = y < from_hex("0010000000000000")
    y = np.where(small, y * 2.0**54, y)
    bits = y.view(np.int64)
    k = ((bits >> 32) - 0x3FE6A09E) >> 20
    e = (k - np.where(small, 54, 0)).astype(F64)
    f = (bits - (k << 52)).view(F64) - 1.0
    s = f / (2.0 + f)
    z = s * s
    q = horner(LOG64, z) * z
    h = (0.5 * f) * f
    v = s * (h + q) + e * K64
    v = e * H64 - ((h - v) - f)
    return np.where(usual, v, np.where(x == 0, -np.inf, np.where(x == np.inf, np.inf, np.nan)))


def circular(x, shift):
    """3.5: sin for shift 0, cos for shift 1, of one number."""
    x = F64(x)
    if np.isnan(x):
        return x
    if abs(x) > LARGEST_ANGLE:
        raise ValueError("an angle is too large")
    n = np.floor(x * TWO_OVER_PI + 0.5)
    r = ((x - n * P1) - n * P2) - n * P3
    z = r * r
    j = int(n) + shift
    v = F64(1) + z * horner(COS, z) if j % 2 else r + r * (z * horner(SIN, z))
    return -v if j % 4 >= 2 else v


def cos(x):
    """3.5"""
    return circular(x, 1)


def sin(x):
    """3.5"""
    return circular(x, 0)


def power(x, n):
    """3.6"""
    result, square = F64(1), F64(x)
    while n > 0:
        if n % 2:
            result = result * square
        n //= 2
        square = square * square
    return result


# 3.7: the coefficients n7 ... n0 and d7 ... d0 of AS 241.
CENTRAL = (
    constants(
        "40a39a296f7d925e 40e052d26b2e45e4 40f06c1c55b78f20 40e66c3e869b752a 40cad1d8cd4ee71d 409ece5d2213c0cc "
        "4060a4888b1a436e 400b18d91e9eef75"
    ),
    constants(
        "40b46a7eca984b69 40dc0e457cb1ae76 40e3317caa64f4be 40d4b772d5d65266 40b512322e75c89f 4085797efdc8b3f7 "
        "4045281b386e1ab5 3ff0000000000000"
    ),
)
MIDDLE = (
    constants(
        "3f49615ac0b7ace9 3f9744eb6c45ec67 3fcef2abb9b85c37 3ff453cc085375b2 400d2ecb1a3d02c4 401713f71462256a "
        "4012857748cab19b 3ff6c665fde9526a"
    ),
    constants(
        "3e120d3f686439e4 3f41f18cbfdf2728 3f8f207a7eab17bf 3fc2f5123394f040 3fe61292f23385c9 3ffad278e6526633 "
        "40006cefbb46a449 3ff0000000000000"
    ),
)
FAR = (
    constants(
        "3e8afb74d693bf93 3efc6ec6cc59e02a 3f545c1908425345 3f9b2b41193b4ee7 3fd2fad9315255cf 3ffc8ea6461fa445 "
        "4015daea6e875003 401aa1b1c13ee526"
    ),
    constants(
        "3ce269bff1f8c190 3e831446f740b9e0 3ef35c2c496374bf 3f49c8bc979dc5d7 3f8e76f93215462a 3fc186eb183443fb "
        "3fe331d34fc7d77f 3ff0000000000000"
    ),
)


def ratio(coefficients, x):
    return horner(coefficients[0], x) / horner(coefficients[1], x)


def normal_quantile(p):
    """3.7"""
    p = np.atleast_1d(np.asarray(p, F64))
    if np.any((p < 0) | (p > 1)):
        raise ValueError("a probability is not from 0 to 1")
    q = p - 0.5
    central = q * ratio(CENTRAL, from_hex("3fc71eb851eb851f") - q * q)
    inside = (p > 0) & (p < 1)
    t = np.where(q < 0, p, 1.0 - p)
    r = np.sqrt(-log(np.where(inside, t, 0.5)))
    z = np.where(r <= 5, ratio(MIDDLE, r - from_hex("3ff999999999999a")), ratio(FAR, r - 5.0))
    z = np.where(np.abs(q) <= from_hex("3fdb333333333333"), central, np.where(q < 0, -z, z))
    z = np.where(p == 0, -np.inf, np.where(p == 1, np.inf, z))
    return np.where(np.isnan(p), p, z)


TANH = constants("bbba8671 3ca8fc67 bd5c1ad2 3e08837b beaaaa99")  # 3.10: A4 ... A0
ERF_NEAR = constants("ba215161 3ba48899 bcdb6780 3de70f0c bec0937a 3e0375d3")  # 3.11: B5 ... B0
ERF_FAR = constants("3961af3b bb535d19 3cbbc7e1 bdd7adea bf22bbf3 be039c30")  # C5 ... C0
TWO_OVER_ROOT_PI, ROOT_PI = constants("3ff20dd750429b6d 3ffc5bf891b4ef6b")


def array(x):
    """A number of either precision as an array."""
    return np.atleast_1d(np.asarray(x))


def exp_in(x):
    """The exp of the precision of an array."""
    return (exp32 if x.dtype == F32 else exp)(x)


def expm1(x):
    """3.8"""
    x = array(x)
    return exp32(x, -18, True) if x.dtype == F32 else exp(x, -40, True)


def logistic(x):
    """3.9"""
    x = array(x)
    one = x.dtype.type(1)
    e = exp_in(-np.abs(x))
    return np.where(x < 0, e, one) / (one + e)


def odd(y, x):
    """y with the sign of x, or NaN."""
    return np.where(np.isnan(x), x, np.copysign(y, x))


def tanh(x):
    """3.10"""
    x = array(x)
    t = np.abs(x)
    if x.dtype == F64:
        e = expm1(np.minimum(2 * t, 50))
        return odd(e / (e + 2), x)
    z = t * t
    near = t + t * (horner(TANH, z) * z)
    far = F32(1) - F32(2) / (exp32(t + t) + F32(1))
    return odd(np.where(t < F32(0.625), near, far), x)


def erf64(t):
    """3.11, of one t from 0 to below 6"""
    z = t * t
    if t < 2.5:
        s = F64(1)
        for k in range(60, 0, -1):
            s = 1 + ((2 * z) / (2 * k + 1)) * s
        return ((TWO_OVER_ROOT_PI * t) * exp(-z)[0]) * s
    d = t
    for k in range(60, 0, -1):
        d = t + (k / 2) / d
    return 1 - exp(-z)[0] / (ROOT_PI * d)


def erf(x):
    """3.11"""
    x = array(x)
    t = np.abs(x)
    if x.dtype == F64:
        return odd(np.array([erf64(each) if each < 6 else 1.0 for each in t.reshape(-1)]).reshape(t.shape), x)
    near = t + t * horner(ERF_NEAR, t * t)
    c = np.where(t < F32(4), t, F32(4))
    far = F32(1) - exp32(horner(ERF_FAR, c) * c - c)
    return odd(np.where(t < F32(0.875), near, far), x)
