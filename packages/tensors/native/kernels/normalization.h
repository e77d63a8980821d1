/* Normalization of rows. */

/* Work on columns is shared in pieces of whole vectors. */
enum { COLUMN_GRAIN = 32 };

static void share_columns(Team *team, Part *part, const void *task, long rows, long columns) {
  share(team, part, task, columns, COLUMN_GRAIN, (double)rows * columns >= SHARED_ELEMENTS);
}

typedef struct {
  const float *x, *gamma, *beta;
  float epsilon;
  float *y, *normalized, *mean, *variance, *inverse;
  long rows, columns;
} BatchNorm;

static void batch_norm_part(const void *task, long from, long to, float *scratch) {
  (void)scratch;
  const BatchNorm *t = task;
  const float count = (float)t->rows;
  float *restrict mean = t->mean, *restrict variance = t->variance, *restrict inverse = t->inverse;
  sum_columns(t->x, mean, t->rows, t->columns, from, to);
  INDEPENDENT for (long c = from; c < to; c++) mean[c] = mean[c] / count;
  INDEPENDENT for (long c = from; c < to; c++) variance[c] = 0;
  for (long r = 0; r < t->rows; r++) {
    const float *x = t->x + r * t->columns;
    INDEPENDENT for (long c = from; c < to; c++) {
      float d = x[c] - mean[c];
      variance[c] = variance[c] + d * d;
    }
  }
  INDEPENDENT for (long c = from; c < to; c++) {
    variance[c] = variance[c] / count;
    inverse[c] = 1.0f / sqrtf(variance[c] + t->epsilon);
  }
  for (long r = 0; r < t->rows; r++) {
    const float *x = t->x + r * t->columns;
    float *restrict normalized = t->normalized + r * t->columns, *restrict y = t->y + r * t->columns;
    INDEPENDENT for (long c = from; c < to; c++) {
      normalized[c] = (x[c] - mean[c]) * inverse[c];
      y[c] = t->gamma[c] * normalized[c] + t->beta[c];
    }
  }
}

void samebit_batchNorm(Team *const *team, const float *x, const float *gamma, const float *beta,
                       float epsilon, float *y, float *normalized, float *mean, float *variance,
                       float *inverse, uint32_t rows, uint32_t columns) {
  BatchNorm task = {x,        gamma,   beta, epsilon, y, normalized, mean,
                    variance, inverse, rows, columns};
  share_columns(*team, batch_norm_part, &task, rows, columns);
}

void samebit_batchNormInference(const float *x, const float *gamma, const float *beta,
                                const float *mean, const float *variance, float epsilon, float *y,
                                uint32_t rows, uint32_t columns) {
  enum { BLOCK = 256 };
  float inverse[BLOCK];
  for (long start = 0; start < columns; start += BLOCK) {
    long count = smaller(BLOCK, columns - start);
    for (long c = 0; c < count; c++) inverse[c] = 1.0f / sqrtf(variance[start + c] + epsilon);
    for (long r = 0; r < rows; r++) {
      const float *in = x + r * columns;
      float *restrict out = y + r * columns;
      for (long c = 0; c < count; c++) {
        long j = start + c;
        out[j] = gamma[j] * ((in[j] - mean[j]) * inverse[c]) + beta[j];
      }
    }
  }
}

typedef struct {
  const float *yGrad, *normalized, *gamma, *inverse;
  float *xGrad, *gammaGrad, *betaGrad;
  long rows, columns;
} NormGradients;

static void batch_norm_backward_part(const void *task, long from, long to, float *scratch) {
  (void)scratch;
  const NormGradients *t = task;
  const float count = (float)t->rows;
  sum_columns(t->yGrad, t->betaGrad, t->rows, t->columns, from, to);
  sum_column_products(t->yGrad, t->normalized, t->gammaGrad, t->rows, t->columns, from, to);
  for (long r = 0; r < t->rows; r++) {
    const float *yGrad = t->yGrad + r * t->columns, *normalized = t->normalized + r * t->columns;
    float *restrict xGrad = t->xGrad + r * t->columns;
    for (long c = from; c < to; c++) {
      float f = (t->gamma[c] * t->inverse[c]) / count;
      xGrad[c] = f * ((count * yGrad[c] - t->betaGrad[c]) - normalized[c] * t->gammaGrad[c]);
    }
  }
}

void samebit_batchNormBackward(Team *const *team, const float *yGrad, const float *normalized,
                               const float *gamma, const float *inverse, float *xGrad,
                               float *gammaGrad, float *betaGrad, uint32_t rows, uint32_t columns) {
  NormGradients task = {yGrad, normalized, gamma, inverse, xGrad, gammaGrad, betaGrad, rows, columns};
  share_columns(*team, batch_norm_backward_part, &task, rows, columns);
}

void samebit_layerNorm(const float *x, const float *gamma, const float *beta, float epsilon,
                       float *y, float *normalized, float *inverse, uint32_t rows,
                       uint32_t columns) {
  const float count = (float)columns;
  for (long r = 0; r < rows; r++) {
    const float *in = x + r * columns;
    float *restrict d = normalized + r * columns, *restrict out = y + r * columns;
    float mean = lane_sum(in, columns) / count;
    for (long c = 0; c < columns; c++) d[c] = in[c] - mean;
    float variance = lane_sum_of_products(d, d, columns) / count;
    float scale = 1.0f / sqrtf(variance + epsilon);
    inverse[r] = scale;
    for (long c = 0; c < columns; c++) {
      d[c] = d[c] * scale;
      out[c] = gamma[c] * d[c] + beta[c];
    }
  }
}

void samebit_layerNormBackward(const float *yGrad, const float *normalized, const float *gamma,
                               const float *inverse, float *xGrad, float *gammaGrad,
                               float *betaGrad, uint32_t rows, uint32_t columns) {
  const float count = (float)columns;
  sum_columns(yGrad, betaGrad, rows, columns, 0, columns);
  sum_column_products(yGrad, normalized, gammaGrad, rows, columns, 0, columns);
  for (long r = 0; r < rows; r++) {
    const float *in = yGrad + r * columns, *row = normalized + r * columns;
    float *restrict g = xGrad + r * columns;
    for (long c = 0; c < columns; c++) g[c] = in[c] * gamma[c];
    float s = lane_sum(g, columns);
    float t = lane_sum_of_products(g, row, columns);
    float f = inverse[r] / count;
    for (long c = 0; c < columns; c++) g[c] = f * ((count * g[c] - s) - row[c] * t);
  }
}
