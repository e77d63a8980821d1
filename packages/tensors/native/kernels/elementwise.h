/* What is done element by element. */

void samebit_exp(const float *x, float *y, uint32_t n) {
  INDEPENDENT for (long i = 0; i < n; i++) y[i] = exp32(x[i]);
}

void samebit_log(const float *x, float *y, uint32_t n) {
  INDEPENDENT for (long i = 0; i < n; i++) y[i] = log32(x[i]);
}

void samebit_multiply(const float *x, const float *a, float *y, uint32_t n) {
  INDEPENDENT for (long i = 0; i < n; i++) y[i] = x[i] * a[i];
}

void samebit_scale(float *x, float factor, uint32_t n) {
  for (long i = 0; i < n; i++) x[i] = x[i] * factor;
}

/* What is done to stretches of arrays: two that are read, one that is written. */
typedef struct {
  const float *x, *yGrad;
  float *out;
  float factor;
} Stretch;

/* The inner loop of an operation, to be shared over elements; `i` is the element. */
#define STRETCH_PART(name, ...)                                                   \
  static void name(const void *task, long from, long to, float *scratch) {        \
    (void)scratch;                                                                \
    const Stretch t = *(const Stretch *)task;                                     \
    const float *restrict x = t.x, *restrict yGrad = t.yGrad;                     \
    float *restrict out = t.out;                                                  \
    (void)yGrad;                                                                  \
    for (long i = from; i < to; i++) { __VA_ARGS__ }                              \
  }

STRETCH_PART(add_scaled_part, out[i] = out[i] + t.factor * x[i];)
STRETCH_PART(relu_part, out[i] = x[i] > 0 ? x[i] : x[i] == x[i] ? 0 : x[i];)
STRETCH_PART(relu_backward_part, out[i] = x[i] > 0 ? yGrad[i] : 0;)

void samebit_addScaled(Team *const *team, const float *x, float a, float *y, uint32_t n) {
  Stretch task = {x, NULL, y, a};
  share_elements(*team, add_scaled_part, &task, n);
}

void samebit_relu(Team *const *team, const float *x, float *y, uint32_t n) {
  Stretch task = {x, NULL, y, 0};
  share_elements(*team, relu_part, &task, n);
}

void samebit_reluBackward(Team *const *team, const float *y, const float *yGrad, float *xGrad,
                          uint32_t n) {
  Stretch task = {y, yGrad, xGrad, 0};
  share_elements(*team, relu_backward_part, &task, n);
}

void samebit_clip(float *x, float limit, uint32_t n) {
  for (long i = 0; i < n; i++) x[i] = x[i] > limit ? limit : x[i] < -limit ? -limit : x[i];
}

void samebit_blend(float *running, const float *batch, float momentum, float rest, uint32_t n) {
  INDEPENDENT for (long i = 0; i < n; i++) running[i] = momentum * running[i] + rest * batch[i];
}
