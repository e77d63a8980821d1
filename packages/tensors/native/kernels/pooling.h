/* Pooling. */

/* The place of the greatest of size × size pixels: the first one, or the first NaN. */
INLINE const float *greatest_of(const float *window, long width, long size) {
  const float *best = window;
  for (long r = 0; r < size; r++) {
    for (long k = 0; k < size; k++) {
      const float *each = window + r * width + k;
      if (*each > *best || (*each != *each && *best == *best)) best = each;
    }
  }
  return best;
}

/* Does something for each window, in order; x, y and their gradients move from plane to plane. */
#define FOR_EACH_WINDOW                                    \
  const long plane = (long)height * width;                 \
  for (long p = 0; p < planes; p++)                        \
    for (long i = 0; i < outHeight; i++)                   \
      for (long j = 0, window = p * plane + i * stride * width; j < outWidth; j++, window += stride)

void samebit_maxPool(const float *x, float *y, uint32_t planes, uint32_t height, uint32_t width,
                     uint32_t size, uint32_t stride, uint32_t outHeight, uint32_t outWidth) {
  FOR_EACH_WINDOW *y++ = *greatest_of(x + window, width, size);
}

void samebit_maxPoolBackward(const float *x, const float *yGrad, float *xGrad, uint32_t planes,
                             uint32_t height, uint32_t width, uint32_t size, uint32_t stride,
                             uint32_t outHeight, uint32_t outWidth) {
  for (long i = 0; i < (long)planes * height * width; i++) xGrad[i] = 0;
  FOR_EACH_WINDOW {
    float *grad = xGrad + (greatest_of(x + window, width, size) - x);
    *grad = *grad + *yGrad++;
  }
}

void samebit_averagePool(const float *x, float *y, uint32_t planes, uint32_t height, uint32_t width,
                         uint32_t size, uint32_t stride, uint32_t outHeight, uint32_t outWidth) {
  const float count = (float)((double)size * size);
  FOR_EACH_WINDOW {
    float sum = 0;
    for (long r = 0; r < size; r++) {
      for (long k = 0; k < size; k++) sum = sum + x[window + r * width + k];
    }
    *y++ = sum / count;
  }
}

void samebit_averagePoolBackward(const float *yGrad, float *xGrad, uint32_t planes, uint32_t height,
                                 uint32_t width, uint32_t size, uint32_t stride, uint32_t outHeight,
                                 uint32_t outWidth) {
  const float count = (float)((double)size * size);
  for (long i = 0; i < (long)planes * height * width; i++) xGrad[i] = 0;
  FOR_EACH_WINDOW {
    const float share = *yGrad++ / count;
    for (long r = 0; r < size; r++) {
      for (long k = 0; k < size; k++) {
        xGrad[window + r * width + k] = xGrad[window + r * width + k] + share;
      }
    }
  }
}
