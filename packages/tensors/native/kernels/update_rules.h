/* Update rules. */

/* What the update rules take; each uses what it needs. */
typedef struct {
  float *w;
  const float *g;
  float *m, *v; /* first and second state */
  float rate, beta1, rest1, beta2, rest2, correction, epsilon, decay, keep;
} Update;

/* A rule: its inner loop, to be shared over elements. `i` is the element. */
#define UPDATE_PART(name, ...)                                                      \
  static void name(const void *task, long from, long to, float *scratch) {          \
    (void)scratch;                                                                  \
    const Update t = *(const Update *)task;                                         \
    float *restrict w = t.w, *restrict m = t.m, *restrict v = t.v;                  \
    const float *restrict g = t.g;                                                  \
    (void)m, (void)v;                                                               \
    for (long i = from; i < to; i++) { __VA_ARGS__ }                                \
  }

UPDATE_PART(sgd_part, w[i] = w[i] - t.rate * g[i];)

UPDATE_PART(momentum_part, m[i] = t.beta1 * m[i] - t.rate * g[i]; w[i] = w[i] + m[i];)

UPDATE_PART(nesterov_part, float old = t.beta1 * m[i]; m[i] = old - t.rate * g[i];
            w[i] = w[i] + (t.rest1 * m[i] - old);)

UPDATE_PART(adagrad_part, v[i] = v[i] + g[i] * g[i];
            w[i] = w[i] - (t.rate * g[i]) / (sqrtf(v[i]) + t.epsilon);)

UPDATE_PART(rmsprop_part, v[i] = t.beta2 * v[i] + (t.rest2 * g[i]) * g[i];
            w[i] = w[i] - (t.rate * g[i]) / (sqrtf(v[i]) + t.epsilon);)

UPDATE_PART(adam_part, m[i] = t.beta1 * m[i] + t.rest1 * g[i];
            v[i] = t.beta2 * v[i] + (t.rest2 * g[i]) * g[i];
            w[i] = (w[i] - t.decay * w[i]) -
                   (t.rate * m[i]) / (sqrtf(v[i]) * t.correction + t.epsilon);)

/* Where the mean is a zero or not a number, it is its own sign. */
UPDATE_PART(lion_part, float c = t.beta1 * m[i] + t.rest1 * g[i];
            float sign = c > 0 ? 1.0f : c < 0 ? -1.0f : c;
            w[i] = t.keep * w[i] - t.rate * sign;
            m[i] = t.beta2 * m[i] + t.rest2 * g[i];)

void samebit_sgd(Team *const *team, float *w, const float *g, float rate, uint32_t n) {
  Update task = {.w = w, .g = g, .rate = rate};
  share_elements(*team, sgd_part, &task, n);
}

void samebit_momentum(Team *const *team, float *w, const float *g, float *v, float rate,
                      float momentum, uint32_t n) {
  Update task = {.w = w, .g = g, .m = v, .rate = rate, .beta1 = momentum};
  share_elements(*team, momentum_part, &task, n);
}

/* ahead = 1 + momentum. */
void samebit_nesterov(Team *const *team, float *w, const float *g, float *v, float rate,
                      float momentum, float ahead, uint32_t n) {
  Update task = {.w = w, .g = g, .m = v, .rate = rate, .beta1 = momentum, .rest1 = ahead};
  share_elements(*team, nesterov_part, &task, n);
}

void samebit_adagrad(Team *const *team, float *w, const float *g, float *cache, float rate,
                     float epsilon, uint32_t n) {
  Update task = {.w = w, .g = g, .v = cache, .rate = rate, .epsilon = epsilon};
  share_elements(*team, adagrad_part, &task, n);
}

/* rest = 1 − decay. */
void samebit_rmsprop(Team *const *team, float *w, const float *g, float *cache, float rate,
                     float decay, float rest, float epsilon, uint32_t n) {
  Update task = {.w = w, .g = g, .v = cache, .rate = rate, .epsilon = epsilon};
  task.beta2 = decay;
  task.rest2 = rest;
  share_elements(*team, rmsprop_part, &task, n);
}

/* rest1 = 1 − beta1, rest2 = 1 − beta2. */
void samebit_adam(Team *const *team, float *w, const float *g, float *m, float *v, float rate,
                  float beta1, float rest1, float beta2, float rest2, float correction,
                  float epsilon, float decay, uint32_t n) {
  Update task = {w, g, m, v, rate, beta1, rest1, beta2, rest2, correction, epsilon, decay};
  share_elements(*team, adam_part, &task, n);
}

/* rest1 = 1 − beta1, rest2 = 1 − beta2. */
void samebit_lion(Team *const *team, float *w, const float *g, float *m, float rate, float beta1,
                  float rest1, float beta2, float rest2, float keep, uint32_t n) {
  Update task = {.w = w, .g = g, .m = m, .rate = rate, .keep = keep};
  task.beta1 = beta1;
  task.rest1 = rest1;
  task.beta2 = beta2;
  task.rest2 = rest2;
  share_elements(*team, lion_part, &task, n);
}
