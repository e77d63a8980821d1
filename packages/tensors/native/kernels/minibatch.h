/* Gathering a minibatch. */

typedef struct {
  const void *source;
  const uint32_t *indices;
  const float *offset, *factor;
  float *out;
  long columns;
} Gather;

/* out[r, ·] for r in from..to, from a source of `type`. */
#define GATHER(name, type)                                                          \
  static void name##_part(const void *task, long from, long to, float *scratch) {   \
    (void)scratch;                                                                  \
    const Gather *t = task;                                                         \
    for (long r = from; r < to; r++) {                                              \
      const type *row = (const type *)t->source + t->indices[r] * t->columns;       \
      float *out = t->out + r * t->columns;                                         \
      INDEPENDENT for (long c = 0; c < t->columns; c++) {                           \
        out[c] = ((float)row[c] - t->offset[c]) * t->factor[c];                     \
      }                                                                             \
    }                                                                               \
  }                                                                                 \
  void samebit_##name(Team *const *team, const type *source, const uint32_t *indices, \
                      const float *offset, const float *factor, float *out, uint32_t rows, \
                      uint32_t columns) {                                           \
    Gather task = {source, indices, offset, factor, out, columns};                  \
    share(*team, name##_part, &task, rows, 1, (double)rows * columns >= SHARED_ELEMENTS); \
  }

GATHER(gatherBytes, uint8_t)
GATHER(gatherFloats, float)
