/* Losses. */

/* The lane sum of l − (scores[j] − top). */
static float sum_of_distances(const float *scores, float top, float l, long classes) {
  Partials sum = {0};
  for (long start = 0; start < classes; start += 16) {
    float distances[16] = {0};
    long count = smaller(16, classes - start);
    for (long j = 0; j < count; j++) distances[j] = l - (scores[start + j] - top);
    add_sixteen(&sum, distances);
  }
  return total_of(&sum);
}

/* With s = smoothing: onOwn = 1 − s, onAll = s / C, target = onOwn + onAll. */
void samebit_softmaxCrossEntropy(const float *scores, const uint16_t *labels, double smoothing,
                                 float onOwn, float onAll, float target, float *losses,
                                 float *scoresGrad, uint32_t rows, uint32_t classes) {
  const float count = (float)rows;
  const int smoothed = smoothing != 0;
  for (long r = 0; r < rows; r++) {
    const float *s = scores + r * classes;
    float *restrict e = scoresGrad + r * classes;
    long label = labels[r];
    float top = s[0];
    for (long j = 1; j < classes; j++) top = larger(top, s[j]);
    for (long j = 0; j < classes; j++) e[j] = exp32(s[j] - top);
    float total = lane_sum(e, classes);
    float l = log32(total);
    float own = l - (s[label] - top);
    losses[r] = smoothed ? onOwn * own + onAll * sum_of_distances(s, top, l, classes) : own;
    for (long j = 0; j < classes; j++) {
      e[j] = (e[j] / total - (j == label ? target : onAll)) / count;
    }
  }
}

void samebit_hinge(const float *scores, const uint16_t *labels, float *losses, float *scoresGrad,
                   uint32_t rows, uint32_t classes) {
  const float count = (float)rows, share = 1.0f / count;
  for (long r = 0; r < rows; r++) {
    const float *s = scores + r * classes;
    float *restrict margin = scoresGrad + r * classes;
    long label = labels[r], violated = 0;
    float own = s[label];
    for (long j = 0; j < classes; j++) {
      margin[j] = j == label ? 0 : larger((s[j] - own) + 1.0f, 0.0f);
    }
    losses[r] = lane_sum(margin, classes);
    for (long j = 0; j < classes; j++) {
      violated += margin[j] > 0;
      margin[j] = margin[j] > 0 ? share : 0;
    }
    margin[label] = -(float)violated / count;
  }
}
