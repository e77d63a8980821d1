/* Normalization of images. */

/*
 * Sums over pixels are lane sums of planes, and go on from plane to plane as a chain. Lanes of one
 * plane wait for each other, so a few planes are summed abreast.
 */
#if defined(__AVX__) || defined(__aarch64__)
enum { ABREAST = 4 };
#else
enum { ABREAST = 2 };
#endif

/* What is summed: the pixels a, the squares of a − mean, or the products of a with (b − mean)·scale. */
typedef enum { PIXELS, SQUARES, PRODUCTS } Term;

/* Planes of pixels, and from one to the next `step` floats. */
typedef struct {
  long count, step, pixels;
} Planes;

#define TERM(type)                                                                               \
  INLINE void term_of_##type(const Term term, const float *a, const float *b, float mean,        \
                             float scale, type *out) {                                           \
    *out = *(const type *)a;                                                                     \
    if (term == SQUARES) *out = (*out - mean) * (*out - mean);                                   \
    if (term == PRODUCTS) *out = *out * ((*(const type *)b - mean) * scale);                     \
  }

TERM(float)
TERM(Vector)

/* The lane sums of `abreast` planes; b is a where the term has none. */
INLINE void sum_planes(const Term term, const int abreast, const float *a, const float *b, float mean,
                       float scale, const Planes *planes, float *sums) {
  const long pixels = planes->pixels, step = planes->step;
  Partials sum[ABREAST] = {0};
  long p = 0;
  for (; p + 16 <= pixels; p += 16) {
    UNROLL for (int u = 0; u < abreast; u++) {
      UNROLL for (int v = 0; v < VECTORS; v++) {
        const long at = u * step + p + v * LANES;
        Vector terms;
        term_of_Vector(term, a + at, b + at, mean, scale, &terms);
        sum[u].of[v] = sum[u].of[v] + terms;
      }
    }
  }
  if (p < pixels) {
    for (int u = 0; u < abreast; u++) {
      float rest[16] = {0};
      const float *left = a + u * step + p, *right = b + u * step + p;
      for (long j = 0; j < pixels - p; j++) {
        term_of_float(term, left + j, right + j, mean, scale, rest + j);
      }
      add_sixteen(&sum[u], rest);
    }
  }
  for (int u = 0; u < abreast; u++) sums[u] = total_of(&sum[u]);
}

/* The chain of the lane sums of all planes. */
INLINE float chain_of_planes(const Term term, const float *a, const float *b, float mean, float scale,
                             const Planes *planes) {
  float sum = 0, each[ABREAST];
  long n = 0;
  for (; n + ABREAST <= planes->count; n += ABREAST) {
    sum_planes(term, ABREAST, a + n * planes->step, b + n * planes->step, mean, scale, planes, each);
    for (int u = 0; u < ABREAST; u++) sum = sum + each[u];
  }
  for (; n < planes->count; n++) {
    sum_planes(term, 1, a + n * planes->step, b + n * planes->step, mean, scale, planes, each);
    sum = sum + each[0];
  }
  return sum;
}

/* y = gamma·((x − mean)·inverse) + beta over planes. */
INLINE void transform_planes(const float *x, float *y, float gamma, float beta, float mean,
                             float inverse, const Planes *planes) {
  for (long n = 0; n < planes->count; n++) {
    const float *from = x + n * planes->step;
    float *restrict to = y + n * planes->step;
    INDEPENDENT for (long p = 0; p < planes->pixels; p++) {
      to[p] = gamma * ((from[p] - mean) * inverse) + beta;
    }
  }
}

typedef struct {
  const float *x, *gamma, *beta;
  float epsilon;
  float *y, *mean, *variance, *inverse;
  long rows, channels, pixels;
} SpatialBatchNorm;

static void spatial_batch_norm_part(const void *task, long from, long to, float *scratch) {
  (void)scratch;
  const SpatialBatchNorm *t = task;
  const Planes planes = {t->rows, t->channels * t->pixels, t->pixels};
  const float count = (float)(t->rows * t->pixels);
  for (long c = from; c < to; c++) {
    const float *x = t->x + c * t->pixels;
    const float mean = chain_of_planes(PIXELS, x, x, 0, 0, &planes) / count;
    const float variance = chain_of_planes(SQUARES, x, x, mean, 0, &planes) / count;
    const float inverse = 1.0f / sqrtf(variance + t->epsilon);
    t->mean[c] = mean;
    t->variance[c] = variance;
    t->inverse[c] = inverse;
    transform_planes(x, t->y + c * t->pixels, t->gamma[c], t->beta[c], mean, inverse, &planes);
  }
}

/* Planes are shared by whole channels. */
static void share_channels(Team *team, Part *part, const void *task, long rows, long channels,
                           long pixels) {
  share(team, part, task, channels, 1, (double)rows * channels * pixels >= SHARED_ELEMENTS);
}

void samebit_spatialBatchNorm(Team *const *team, const float *x, const float *gamma,
                              const float *beta, float epsilon, float *y, float *mean,
                              float *variance, float *inverse, uint32_t rows, uint32_t channels,
                              uint32_t pixels) {
  SpatialBatchNorm task = {x,    gamma,    beta,    epsilon, y,     mean,
                           variance, inverse, rows,    channels, pixels};
  share_channels(*team, spatial_batch_norm_part, &task, rows, channels, pixels);
}

typedef struct {
  const float *x, *gamma, *beta, *mean, *variance;
  float epsilon;
  float *y;
  long rows, channels, pixels;
} SpatialInference;

static void spatial_inference_part(const void *task, long from, long to, float *scratch) {
  (void)scratch;
  const SpatialInference *t = task;
  const Planes planes = {t->rows, t->channels * t->pixels, t->pixels};
  for (long c = from; c < to; c++) {
    const float inverse = 1.0f / sqrtf(t->variance[c] + t->epsilon);
    transform_planes(t->x + c * t->pixels, t->y + c * t->pixels, t->gamma[c], t->beta[c], t->mean[c],
                     inverse, &planes);
  }
}

void samebit_spatialBatchNormInference(Team *const *team, const float *x, const float *gamma,
                                       const float *beta, const float *mean, const float *variance,
                                       float epsilon, float *y, uint32_t rows, uint32_t channels,
                                       uint32_t pixels) {
  SpatialInference task = {x, gamma, beta, mean, variance, epsilon, y, rows, channels, pixels};
  share_channels(*team, spatial_inference_part, &task, rows, channels, pixels);
}

typedef struct {
  const float *yGrad, *x, *gamma, *mean, *inverse;
  float *xGrad, *gammaGrad, *betaGrad;
  long rows, channels, pixels;
} SpatialGradients;

static void spatial_batch_norm_backward_part(const void *task, long from, long to, float *scratch) {
  (void)scratch;
  const SpatialGradients *t = task;
  const Planes planes = {t->rows, t->channels * t->pixels, t->pixels};
  const float count = (float)(t->rows * t->pixels);
  for (long c = from; c < to; c++) {
    const float *yGrad = t->yGrad + c * t->pixels, *x = t->x + c * t->pixels;
    const float mean = t->mean[c], inverse = t->inverse[c];
    const float beta = chain_of_planes(PIXELS, yGrad, yGrad, 0, 0, &planes);
    const float gamma = chain_of_planes(PRODUCTS, yGrad, x, mean, inverse, &planes);
    const float f = (t->gamma[c] * inverse) / count;
    t->betaGrad[c] = beta;
    t->gammaGrad[c] = gamma;
    for (long n = 0; n < planes.count; n++, yGrad += planes.step, x += planes.step) {
      float *restrict xGrad = t->xGrad + c * t->pixels + n * planes.step;
      INDEPENDENT for (long p = 0; p < planes.pixels; p++) {
        xGrad[p] = f * ((count * yGrad[p] - beta) - ((x[p] - mean) * inverse) * gamma);
      }
    }
  }
}

void samebit_spatialBatchNormBackward(Team *const *team, const float *yGrad, const float *x,
                                      const float *gamma, const float *mean, const float *inverse,
                                      float *xGrad, float *gammaGrad, float *betaGrad, uint32_t rows,
                                      uint32_t channels, uint32_t pixels) {
  SpatialGradients task = {yGrad,     x,        gamma, mean,     inverse, xGrad,
                           gammaGrad, betaGrad, rows,  channels, pixels};
  share_channels(*team, spatial_batch_norm_backward_part, &task, rows, channels, pixels);
}

typedef struct {
  const float *x, *gamma, *beta;
  float epsilon;
  float *y, *mean, *inverse;
  long rows, groups, channels, pixels;
} GroupNorm;

/* A part has some of the groups of all images. */
static void group_norm_part(const void *task, long from, long to, float *scratch) {
  (void)scratch;
  const GroupNorm *t = task;
  const Planes planes = {t->channels, t->pixels, t->pixels}, plane = {1, 0, t->pixels};
  const float count = (float)(t->channels * t->pixels);
  for (long i = from; i < to; i++) {
    const float *x = t->x + i * t->channels * t->pixels;
    float *y = t->y + i * t->channels * t->pixels;
    const float mean = chain_of_planes(PIXELS, x, x, 0, 0, &planes) / count;
    const float variance = chain_of_planes(SQUARES, x, x, mean, 0, &planes) / count;
    const float inverse = 1.0f / sqrtf(variance + t->epsilon);
    const long first = i % t->groups * t->channels;
    t->mean[i] = mean;
    t->inverse[i] = inverse;
    for (long c = 0; c < t->channels; c++, x += t->pixels, y += t->pixels) {
      transform_planes(x, y, t->gamma[first + c], t->beta[first + c], mean, inverse, &plane);
    }
  }
}

void samebit_groupNorm(Team *const *team, const float *x, const float *gamma, const float *beta,
                       float epsilon, float *y, float *mean, float *inverse, uint32_t rows,
                       uint32_t groups, uint32_t channels, uint32_t pixels) {
  GroupNorm task = {x, gamma, beta, epsilon, y, mean, inverse, rows, groups, channels, pixels};
  share_channels(*team, group_norm_part, &task, channels, (long)rows * groups, pixels);
}

typedef struct {
  const float *yGrad, *x, *gamma, *mean, *inverse;
  float *xGrad, *gammaSums, *betaSums;
  long groups, channels, pixels;
} GroupGradients;

static void group_norm_backward_part(const void *task, long from, long to, float *scratch) {
  (void)scratch;
  const GroupGradients *t = task;
  const Planes plane = {1, 0, t->pixels};
  const float count = (float)(t->channels * t->pixels);
  for (long i = from; i < to; i++) {
    const float *gamma = t->gamma + i % t->groups * t->channels;
    const float mean = t->mean[i], inverse = t->inverse[i];
    float s = 0, tilt = 0;
    for (long c = 0; c < t->channels; c++) {
      const long at = i * t->channels + c;
      const float *yGrad = t->yGrad + at * t->pixels, *x = t->x + at * t->pixels;
      sum_planes(PIXELS, 1, yGrad, yGrad, 0, 0, &plane, t->betaSums + at);
      sum_planes(PRODUCTS, 1, yGrad, x, mean, inverse, &plane, t->gammaSums + at);
      s = s + t->betaSums[at] * gamma[c];
      tilt = tilt + t->gammaSums[at] * gamma[c];
    }
    const float f = inverse / count;
    for (long c = 0; c < t->channels; c++) {
      const long at = (i * t->channels + c) * t->pixels;
      const float *yGrad = t->yGrad + at, *x = t->x + at;
      float *restrict xGrad = t->xGrad + at;
      const float scale = gamma[c];
      INDEPENDENT for (long p = 0; p < t->pixels; p++) {
        xGrad[p] = f * ((count * (yGrad[p] * scale) - s) - ((x[p] - mean) * inverse) * tilt);
      }
    }
  }
}

void samebit_groupNormBackward(Team *const *team, const float *yGrad, const float *x,
                               const float *gamma, const float *mean, const float *inverse,
                               float *xGrad, float *gammaSums, float *betaSums, uint32_t rows,
                               uint32_t groups, uint32_t channels, uint32_t pixels) {
  GroupGradients task = {yGrad,     x,        gamma,  mean,     inverse, xGrad,
                         gammaSums, betaSums, groups, channels, pixels};
  share_channels(*team, group_norm_backward_part, &task, channels, (long)rows * groups, pixels);
}

void samebit_scalePlanes(const float *x, const float *factor, float *y, uint32_t planes,
                         uint32_t pixels) {
  for (long i = 0; i < planes; i++, x += pixels, y += pixels) {
    const float scale = factor[i];
    INDEPENDENT for (long p = 0; p < pixels; p++) y[p] = x[p] * scale;
  }
}
