/* Pooling: work is shared by planes. */

typedef struct {
  const float *x, *yGrad;
  float *out;
  long height, width, size, stride, outHeight, outWidth;
} Pooling;

static void share_planes(Team *team, Part *part, const Pooling *task, long planes) {
  const double pixels = (double)planes * task->height * task->width;
  share(team, part, task, planes, 1, pixels >= SHARED_ELEMENTS);
}

/* Whether a later pixel is chosen instead of the one chosen so far. */
INLINE int is_greater(float later, float chosen) {
  return (later > chosen) | ((later != later) & (chosen == chosen));
}

/* The place of the greatest of size × size pixels: the first one, or the first NaN. */
INLINE long greatest_of(const float *window, long width, long size) {
  long best = 0;
  float chosen = window[0];
  for (long r = 0; r < size; r++) {
    for (long k = 0; k < size; k++) {
      const long each = r * width + k;
      const int greater = is_greater(window[each], chosen);
      best = greater ? each : best;
      chosen = greater ? window[each] : chosen;
    }
  }
  return best;
}

/* Does something for each window of planes from..to, in order; `window` is its first pixel. */
#define FOR_EACH_WINDOW(t)                                                          \
  for (long p = from; p < to; p++)                                                  \
    for (long i = 0; i < (t)->outHeight; i++)                                       \
      for (long j = 0, at = p * (t)->outHeight * (t)->outWidth + i * (t)->outWidth, \
                window = (p * (t)->height + i * (t)->stride) * (t)->width;          \
           j < (t)->outWidth; j++, at++, window += (t)->stride)

/*
 * Windows of 2 × 2 that do not overlap, the usual ones, go four at a time. Where the last four of a row
 * would reach beyond it, they begin earlier and write again what is there.
 */
typedef int mask4 __attribute__((vector_size(16)));
typedef float pixels4 __attribute__((vector_size(16)));

enum { ABREAST_WINDOWS = 4 };

INLINE int has_fours(const Pooling *t) {
  return t->size == 2 && t->stride == 2 && t->outWidth >= ABREAST_WINDOWS;
}

INLINE long next_four(long j, long n) {
  return j + 2 * ABREAST_WINDOWS > n && j + ABREAST_WINDOWS < n ? n - ABREAST_WINDOWS : j + ABREAST_WINDOWS;
}

/* The pixels of four windows, by their places in a window. */
INLINE void load_windows(const float *row, long width, pixels4 pixels[4]) {
  for (long r = 0; r < 2; r++, row += width) {
    const pixels4 left = *(const float4 *)row, right = *(const float4 *)(row + 4);
    pixels[2 * r] = PICK(int4, left, right, 0, 2, 4, 6);
    pixels[2 * r + 1] = PICK(int4, left, right, 1, 3, 5, 7);
  }
}

/* The greatest of four windows each, and for each place of a window whether it came to be chosen. */
INLINE pixels4 greatest_of_four(const pixels4 pixels[4], mask4 chosen[4]) {
  pixels4 best = pixels[0];
  for (int i = 1; i < 4; i++) {
    chosen[i] = (pixels[i] > best) | ((pixels[i] != pixels[i]) & (best == best));
    best = (pixels4)((chosen[i] & (mask4)pixels[i]) | (~chosen[i] & (mask4)best));
  }
  return best;
}

static void max_pool_fours(const Pooling *t, long p) {
  for (long i = 0; i < t->outHeight; i++) {
    const float *row = t->x + (p * t->height + 2 * i) * t->width;
    float *y = t->out + (p * t->outHeight + i) * t->outWidth;
    for (long j = 0; j < t->outWidth; j = next_four(j, t->outWidth)) {
      pixels4 pixels[4];
      mask4 chosen[4];
      load_windows(row + 2 * j, t->width, pixels);
      *(float4 *)(y + j) = greatest_of_four(pixels, chosen);
    }
  }
}

static void max_pool_backward_fours(const Pooling *t, long p) {
  for (long i = 0; i < t->outHeight; i++) {
    const long first = (p * t->height + 2 * i) * t->width;
    const float *yGrad = t->yGrad + (p * t->outHeight + i) * t->outWidth;
    for (long j = 0; j < t->outWidth; j = next_four(j, t->outWidth)) {
      pixels4 pixels[4], grads[4];
      mask4 chosen[4];
      load_windows(t->x + first + 2 * j, t->width, pixels);
      greatest_of_four(pixels, chosen);
      const pixels4 each = *(const float4 *)(yGrad + j) + (pixels4){0};
      mask4 free = ~(mask4){0}; /* whether no later place was chosen */
      for (int place = 3; place > 0; place--) {
        grads[place] = (pixels4)((mask4)each & chosen[place] & free);
        free = free & ~chosen[place];
      }
      grads[0] = (pixels4)((mask4)each & free);
      for (long r = 0; r < 2; r++) {
        float *to = t->out + first + r * t->width + 2 * j;
        *(float4 *)to = PICK(int4, grads[2 * r], grads[2 * r + 1], 0, 4, 1, 5);
        *(float4 *)(to + 4) = PICK(int4, grads[2 * r], grads[2 * r + 1], 2, 6, 3, 7);
      }
    }
  }
}

static void max_pool_part(const void *task, long from, long to, float *scratch) {
  (void)scratch;
  const Pooling *t = task;
  if (has_fours(t)) {
    for (long p = from; p < to; p++) max_pool_fours(t, p);
    return;
  }
  FOR_EACH_WINDOW(t) t->out[at] = t->x[window + greatest_of(t->x + window, t->width, t->size)];
}

static void max_pool_backward_part(const void *task, long from, long to, float *scratch) {
  (void)scratch;
  const Pooling *t = task;
  const long plane = t->height * t->width;
  memset(t->out + from * plane, 0, (to - from) * plane * sizeof(float));
  if (has_fours(t)) {
    for (long p = from; p < to; p++) max_pool_backward_fours(t, p);
    return;
  }
  FOR_EACH_WINDOW(t) {
    float *grad = t->out + window + greatest_of(t->x + window, t->width, t->size);
    *grad = *grad + t->yGrad[at];
  }
}

static void average_pool_part(const void *task, long from, long to, float *scratch) {
  (void)scratch;
  const Pooling *t = task;
  const float count = (float)((double)t->size * t->size);
  FOR_EACH_WINDOW(t) {
    float sum = 0;
    for (long r = 0; r < t->size; r++) {
      for (long k = 0; k < t->size; k++) sum = sum + t->x[window + r * t->width + k];
    }
    t->out[at] = sum / count;
  }
}

static void average_pool_backward_part(const void *task, long from, long to, float *scratch) {
  (void)scratch;
  const Pooling *t = task;
  const float count = (float)((double)t->size * t->size);
  const long plane = t->height * t->width;
  memset(t->out + from * plane, 0, (to - from) * plane * sizeof(float));
  FOR_EACH_WINDOW(t) {
    const float share = t->yGrad[at] / count;
    for (long r = 0; r < t->size; r++) {
      float *row = t->out + window + r * t->width;
      for (long k = 0; k < t->size; k++) row[k] = row[k] + share;
    }
  }
}

void samebit_maxPool(Team *const *team, const float *x, float *y, uint32_t planes, uint32_t height,
                     uint32_t width, uint32_t size, uint32_t stride, uint32_t outHeight,
                     uint32_t outWidth) {
  Pooling task = {x, NULL, y, height, width, size, stride, outHeight, outWidth};
  share_planes(*team, max_pool_part, &task, planes);
}

void samebit_maxPoolBackward(Team *const *team, const float *x, const float *yGrad, float *xGrad,
                             uint32_t planes, uint32_t height, uint32_t width, uint32_t size,
                             uint32_t stride, uint32_t outHeight, uint32_t outWidth) {
  Pooling task = {x, yGrad, xGrad, height, width, size, stride, outHeight, outWidth};
  share_planes(*team, max_pool_backward_part, &task, planes);
}

void samebit_averagePool(Team *const *team, const float *x, float *y, uint32_t planes, uint32_t height,
                         uint32_t width, uint32_t size, uint32_t stride, uint32_t outHeight,
                         uint32_t outWidth) {
  Pooling task = {x, NULL, y, height, width, size, stride, outHeight, outWidth};
  share_planes(*team, average_pool_part, &task, planes);
}

void samebit_averagePoolBackward(Team *const *team, const float *yGrad, float *xGrad, uint32_t planes,
                                 uint32_t height, uint32_t width, uint32_t size, uint32_t stride,
                                 uint32_t outHeight, uint32_t outWidth) {
  Pooling task = {NULL, yGrad, xGrad, height, width, size, stride, outHeight, outWidth};
  share_planes(*team, average_pool_backward_part, &task, planes);
}
