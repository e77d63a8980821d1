/* Elementary functions. */

INLINE uint32_t bits_of(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

INLINE float float_of(uint32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

static const float LN2_HIGH = 0x1.62e4p-1f, LN2_LOW = 0x1.7f7d1cp-20f;

/*
 * As numbered in exp32.ts of @samebit/arithmetic, or with `minusOne` in exp_minus_one.ts; both are
 * constant where it is inlined.
 */
INLINE float exponential32(float x, const float lowest, const int minusOne) {
  const uint32_t rounderBits = 0x4b400000;
  const float rounder = 12582912.0f;
  float c = x < 89.0f ? x : 89.0f;
  c = c > lowest ? c : lowest;
  float u = c * 0x1.715476p+0f + rounder;
  int32_t n = (int32_t)(bits_of(u) - rounderBits);
  float m = u - rounder;
  float h = c - m * LN2_HIGH;
  float l = m * LN2_LOW;
  float r = h - l;
  float p = 0x1.a01a02p-13f;
  p = p * r + 0x1.6c16c2p-10f;
  p = p * r + 0x1.111112p-7f;
  p = p * r + 0x1.555556p-5f;
  p = p * r + 0x1.555556p-3f;
  p = p * r + 0.5f;
  p = p * (r * r);
  int32_t k = n < 25 ? n : 25;
  p = (minusOne ? 1.0f - float_of((uint32_t)(127 - k) << 23) : 1.0f) + (h + (p - l));
  int32_t a = n >> 1;
  int32_t b = n - a;
  p = p * float_of((uint32_t)(a + 127) << 23);
  p = p * float_of((uint32_t)(b + 127) << 23);
  return x == x ? p : x;
}

INLINE float exp32(float x) { return exponential32(x, -104.0f, 0); }

/* As numbered in log32.ts of @samebit/arithmetic. */
INLINE float log32(float x) {
  int small = x < 0x1p-126f;
  float y = x * (small ? 0x1p25f : 1.0f); /* no branch: a multiplication by 1 is exact */
  uint32_t b = bits_of(y);
  int32_t k = (int32_t)(b - 0x3f3504f3u) >> 23;
  float g = float_of(b - ((uint32_t)k << 23));
  float e = (float)(k - (small ? 25 : 0));
  float f = g - 1.0f;
  float s = f / (f + 2.0f);
  float z = s * s;
  float q = 0x1.c71c72p-3f;
  q = q * z + 0x1.24924ap-2f;
  q = q * z + 0x1.99999ap-2f;
  q = q * z + 0x1.555556p-1f;
  q = q * z;
  float h = (f * 0.5f) * f;
  float v = s * (h + q);
  v = v + e * LN2_LOW;
  v = (h - v) - f;
  v = e * LN2_HIGH - v;
  float special = x == 0.0f ? -INFINITY : x < 0.0f ? NAN : x;
  uint32_t ordinary = -(uint32_t)((x > 0.0f) & (x < INFINITY)); /* masks: a branch would not do */
  return float_of((bits_of(v) & ordinary) | (bits_of(special) & ~ordinary));
}

/* NaN if either is; +0 of two zeros of both signs. */
INLINE float larger(float a, float b) {
  float equal = float_of(bits_of(a) & bits_of(b));
  return a > b ? a : a < b ? b : a == b ? equal : a + b;
}
