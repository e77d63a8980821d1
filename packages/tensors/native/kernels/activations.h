/* Activations. */

/* What an activation takes: x, or backward x or y with the gradient; and its number, if any. */
typedef struct {
  const float *x, *yGrad;
  float *out;
  float number;
} Activation;

/*
 * An activation: the inner loops of its two passes, to be shared over elements. `value` is an
 * expression in x and the activation's number a; `slope` in a and either x or y, whichever the
 * backward pass is given.
 */
#define ACTIVATION(name, value, slope)                                                         \
  static void name##_part(const void *task, long from, long to, float *scratch) {              \
    (void)scratch;                                                                             \
    const Activation t = *(const Activation *)task;                                            \
    const float *restrict xs = t.x, a = t.number;                                              \
    float *restrict out = t.out;                                                               \
    (void)a;                                                                                   \
    for (long i = from; i < to; i++) {                                                         \
      const float x = xs[i];                                                                   \
      out[i] = (value);                                                                        \
    }                                                                                          \
  }                                                                                            \
  static void name##_backward_part(const void *task, long from, long to, float *scratch) {     \
    (void)scratch;                                                                             \
    const Activation t = *(const Activation *)task;                                            \
    const float *restrict xs = t.x, *restrict yGrad = t.yGrad, a = t.number;                   \
    float *restrict out = t.out;                                                               \
    (void)a;                                                                                   \
    for (long i = from; i < to; i++) {                                                         \
      const float x = xs[i], y = x;                                                            \
      (void)x, (void)y;                                                                        \
      out[i] = yGrad[i] * (slope);                                                             \
    }                                                                                          \
  }

INLINE float exp_minus_one32(float x) { return exponential32(x, -18.0f, 1); }

INLINE float logistic32(float x) {
  float e = exp32(-fabsf(x));
  return (x < 0 ? e : 1.0f) / (1.0f + e);
}

INLINE float with_sign_of(float y, float x) {
  return float_of(bits_of(y) | (bits_of(x) & 0x80000000u));
}

/* As numbered in tanh.ts of @samebit/arithmetic. */
INLINE float tanh32(float x) {
  float t = fabsf(x);
  float z = t * t;
  float p = -0x1.750ce2p-8f;
  p = p * z + 0x1.51f8cep-6f;
  p = p * z - 0x1.b835a4p-5f;
  p = p * z + 0x1.1106f6p-3f;
  p = p * z - 0x1.555532p-2f;
  p = p * z;
  float near = t + t * p;
  float far = 1.0f - 2.0f / (exp32(t + t) + 1.0f);
  float y = t < 0.625f ? near : far;
  return with_sign_of(x == x ? y : x, x);
}

/* As numbered in erf.ts of @samebit/arithmetic. */
INLINE float erf32(float x) {
  float t = fabsf(x);
  float z = t * t;
  float p = -0x1.42a2c2p-11f;
  p = p * z + 0x1.491132p-8f;
  p = p * z - 0x1.b6cfp-6f;
  p = p * z + 0x1.ce1e18p-4f;
  p = p * z - 0x1.8126f4p-2f;
  p = p * z + 0x1.06eba6p-3f;
  float near = t + t * p;
  float c = t < 4.0f ? t : 4.0f;
  float q = 0x1.c35e76p-13f;
  q = q * c - 0x1.a6ba32p-9f;
  q = q * c + 0x1.778fc2p-6f;
  q = q * c - 0x1.af5bd4p-4f;
  q = q * c - 0x1.4577e6p-1f;
  q = q * c - 0x1.07386p-3f;
  float far = 1.0f - exp32(q * c - c);
  float y = t < 0.875f ? near : far;
  return with_sign_of(x == x ? y : x, x);
}

/* The normal distribution: its share below x, and its density. */
INLINE float normal_below(float x) { return 0.5f * (1.0f + erf32(x * 0x1.6a09e6p-1f)); }

INLINE float normal_density(float x) { return exp32((-0.5f * x) * x) * 0x1.988454p-2f; }

/* c, t and h of geluTanh. */
INLINE float within_10(float x) {
  float c = x < 10.0f ? x : 10.0f;
  return c > -10.0f ? c : -10.0f;
}

INLINE float gelu_inner(float c) {
  return tanh32(c * (0x1.988454p-1f + 0x1.2444f2p-5f * (c * c)));
}

INLINE float half_above(float t) { return 0.5f * (1.0f + t); }

INLINE float gelu_tanh_slope(float x) {
  float c = within_10(x), t = gelu_inner(c), h = half_above(t);
  return h + (x * (h * (1.0f - t))) * (0x1.988454p-1f + 0x1.b6676cp-4f * (c * c));
}

INLINE float silu_slope(float x) {
  float s = logistic32(x);
  return s * (1.0f + x * (1.0f - s));
}

ACTIVATION(leaky_relu, x > 0 ? x : a * x, y > 0 ? 1.0f : a)
ACTIVATION(elu, x > 0 ? x : a * exp_minus_one32(x), y > 0 ? 1.0f : y + a)
ACTIVATION(gelu, x * normal_below(x), normal_below(x) + x * normal_density(x))
ACTIVATION(gelu_tanh, x * half_above(gelu_inner(within_10(x))), gelu_tanh_slope(x))
ACTIVATION(silu, x * logistic32(x), silu_slope(x))
ACTIVATION(tanh, tanh32(x), (1.0f - y) * (1.0f + y))
ACTIVATION(sigmoid, logistic32(x), y * (1.0f - y))

void samebit_leakyRelu(Team *const *team, const float *x, float slope, float *y, uint32_t n) {
  Activation task = {x, NULL, y, slope};
  share_elements(*team, leaky_relu_part, &task, n);
}

void samebit_leakyReluBackward(Team *const *team, const float *y, const float *yGrad, float slope,
                               float *xGrad, uint32_t n) {
  Activation task = {y, yGrad, xGrad, slope};
  share_elements(*team, leaky_relu_backward_part, &task, n);
}

void samebit_elu(Team *const *team, const float *x, float alpha, float *y, uint32_t n) {
  Activation task = {x, NULL, y, alpha};
  share_elements(*team, elu_part, &task, n);
}

void samebit_eluBackward(Team *const *team, const float *y, const float *yGrad, float alpha,
                         float *xGrad, uint32_t n) {
  Activation task = {y, yGrad, xGrad, alpha};
  share_elements(*team, elu_backward_part, &task, n);
}

void samebit_gelu(Team *const *team, const float *x, float *y, uint32_t n) {
  Activation task = {x, NULL, y, 0};
  share_elements(*team, gelu_part, &task, n);
}

void samebit_geluBackward(Team *const *team, const float *x, const float *yGrad, float *xGrad,
                          uint32_t n) {
  Activation task = {x, yGrad, xGrad, 0};
  share_elements(*team, gelu_backward_part, &task, n);
}

void samebit_geluTanh(Team *const *team, const float *x, float *y, uint32_t n) {
  Activation task = {x, NULL, y, 0};
  share_elements(*team, gelu_tanh_part, &task, n);
}

void samebit_geluTanhBackward(Team *const *team, const float *x, const float *yGrad, float *xGrad,
                              uint32_t n) {
  Activation task = {x, yGrad, xGrad, 0};
  share_elements(*team, gelu_tanh_backward_part, &task, n);
}

void samebit_silu(Team *const *team, const float *x, float *y, uint32_t n) {
  Activation task = {x, NULL, y, 0};
  share_elements(*team, silu_part, &task, n);
}

void samebit_siluBackward(Team *const *team, const float *x, const float *yGrad, float *xGrad,
                          uint32_t n) {
  Activation task = {x, yGrad, xGrad, 0};
  share_elements(*team, silu_backward_part, &task, n);
}

void samebit_tanh(Team *const *team, const float *x, float *y, uint32_t n) {
  Activation task = {x, NULL, y, 0};
  share_elements(*team, tanh_part, &task, n);
}

void samebit_tanhBackward(Team *const *team, const float *y, const float *yGrad, float *xGrad,
                          uint32_t n) {
  Activation task = {y, yGrad, xGrad, 0};
  share_elements(*team, tanh_backward_part, &task, n);
}

void samebit_sigmoid(Team *const *team, const float *x, float *y, uint32_t n) {
  Activation task = {x, NULL, y, 0};
  share_elements(*team, sigmoid_part, &task, n);
}

void samebit_sigmoidBackward(Team *const *team, const float *y, const float *yGrad, float *xGrad,
                             uint32_t n) {
  Activation task = {y, yGrad, xGrad, 0};
  share_elements(*team, sigmoid_backward_part, &task, n);
}
