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

void samebit_addScaled(const float *x, float a, float *y, uint32_t n) {
  INDEPENDENT for (long i = 0; i < n; i++) y[i] = y[i] + a * x[i];
}

void samebit_clip(float *x, float limit, uint32_t n) {
  for (long i = 0; i < n; i++) x[i] = x[i] > limit ? limit : x[i] < -limit ? -limit : x[i];
}

void samebit_blend(float *running, const float *batch, float momentum, float rest, uint32_t n) {
  INDEPENDENT for (long i = 0; i < n; i++) running[i] = momentum * running[i] + rest * batch[i];
}

void samebit_relu(const float *x, float *y, uint32_t n) {
  INDEPENDENT for (long i = 0; i < n; i++) y[i] = x[i] > 0 ? x[i] : x[i] == x[i] ? 0 : x[i];
}

void samebit_reluBackward(const float *y, const float *yGrad, float *xGrad, uint32_t n) {
  INDEPENDENT for (long i = 0; i < n; i++) xGrad[i] = y[i] > 0 ? yGrad[i] : 0;
}
