/* Dropout. */

enum { PHILOX_BLOCKS = 16, PHILOX_WORDS = 4 * PHILOX_BLOCKS };

/* Philox4x32-10 of the PHILOX_BLOCKS counters from `first` on. */
static void draw_words(uint64_t first, uint64_t page, uint32_t key0, uint32_t key1,
                       uint32_t *restrict words) {
  for (uint32_t j = 0; j < PHILOX_BLOCKS; j++) {
    uint64_t block = first + j;
    uint32_t c0 = (uint32_t)block, c1 = (uint32_t)(block >> 32);
    uint32_t c2 = (uint32_t)page, c3 = (uint32_t)(page >> 32);
    UNROLL for (uint32_t round = 0; round < 10; round++) {
      uint64_t product0 = (uint64_t)0xd2511f53u * c0, product1 = (uint64_t)0xcd9e8d57u * c2;
      c0 = (uint32_t)(product1 >> 32) ^ c1 ^ (key0 + round * 0x9e3779b9u);
      c1 = (uint32_t)product1;
      c2 = (uint32_t)(product0 >> 32) ^ c3 ^ (key1 + round * 0xbb67ae85u);
      c3 = (uint32_t)product0;
    }
    words[4 * j] = c0;
    words[4 * j + 1] = c1;
    words[4 * j + 2] = c2;
    words[4 * j + 3] = c3;
  }
}

typedef struct {
  const float *x;
  uint32_t key0, key1;
  uint64_t page;
  uint32_t lastKept;
  float keepFactor;
  float *mask, *y;
} Dropout;

static void dropout_part(const void *task, long from, long to, float *scratch) {
  (void)scratch;
  const Dropout *t = task;
  const uint32_t lastKept = t->lastKept;
  const float keepFactor = t->keepFactor;
  uint32_t words[PHILOX_WORDS];
  for (long start = from; start < to; start += PHILOX_WORDS) {
    draw_words((uint64_t)start / 4, t->page, t->key0, t->key1, words);
    const float *x = t->x + start;
    float *mask = t->mask + start, *y = t->y + start;
    long count = smaller(PHILOX_WORDS, to - start);
    INDEPENDENT for (long i = 0; i < count; i++) {
      float factor = words[i] <= lastKept ? keepFactor : 0;
      mask[i] = factor;
      y[i] = x[i] * factor;
    }
  }
}

/* `page` and `threshold` are integers. */
void samebit_dropout(Team *const *team, const float *x, uint32_t key0, uint32_t key1, double page,
                     double threshold, float keepFactor, float *mask, float *y, uint32_t n) {
  int none = threshold < 1;
  Dropout task = {.x = x, .key0 = key0, .key1 = key1, .page = (uint64_t)page, .mask = mask, .y = y};
  task.lastKept = none ? UINT32_MAX : (uint32_t)(threshold - 1);
  task.keepFactor = none ? 0 : keepFactor;
  share_elements(*team, dropout_part, &task, n);
}
