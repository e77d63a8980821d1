/* What convolutions are made of: tiles of chains in registers. */

/*
 * A chain multiplies pixels by elements of w, one tap after the other. In a tile, the chains of some
 * spots times the lanes of one or two vectors run abreast: each spot reads one pixel, at its own
 * place, and all spots meet the same vectors of a stream, which lies in the order of the steps.
 * Forward and by data, a spot is a place on an image, the stream is of filters and runs over the
 * taps; by weights, a spot is a tap, the stream is of gradients and runs over the places.
 *
 * Spots come in groups of neighbours, which share an address: a tile may have more spots than the CPU
 * has registers for addresses. SHAPES lists (neighbours in a group, groups in a tile, groups in the
 * tiles behind the last whole one). With 512-bit vectors a tile is one vector wide, as in the matrix
 * product (tiles.h), and 24 or so spots high; elsewhere it is small, and each spot has its address.
 */
#if defined(__AVX512F__)
enum { TILE_VECTORS = 1, SPOTS = 28, MOST_NEIGHBOURS = 8 };
#define SHAPES(SHAPE) \
  SHAPE(8, 3, 1) SHAPE(7, 4, 1) SHAPE(5, 5, 1) SHAPE(4, 6, 1) SHAPE(3, 8, 1) SHAPE(2, 8, 2) SHAPE(1, 10, 4)
typedef float8 NarrowVector;
#else
#if defined(__aarch64__)
enum { TILE_VECTORS = 2, SPOTS = 8, MOST_NEIGHBOURS = 1 };
#else
enum { TILE_VECTORS = 2, SPOTS = 5, MOST_NEIGHBOURS = 1 };
#endif
#define SHAPES(SHAPE) SHAPE(1, SPOTS, SPOTS)
typedef Vector NarrowVector;
#endif

/* Makes the compiler have a vector now: it would rather mix unrolled steps and run out of registers. */
#if defined(__x86_64__)
#define SETTLE(vector) __asm__ volatile("" : "+v"(vector))
#elif defined(__aarch64__)
#define SETTLE(vector) __asm__ volatile("" : "+w"(vector))
#else
#define SETTLE(vector)
#endif

enum {
  WIDE_LANES = TILE_VECTORS * LANES, /* chains of a spot in a wide tile, */
  NARROW_LANES = sizeof(NarrowVector) / sizeof(float), /* and in a narrow one */
  MOST_TAPS = 1 << 15,        /* taken at once: any filter has rows of fewer */
  PIXELS_ROOM = 3 * MOST_TAPS, /* floats of copied images, */
  STREAM_ROOM = 2 * MOST_TAPS * WIDE_LANES, /* of filters in the order of the steps, or of their gradients, */
  RESULTS_ROOM = 1 << 16,     /* of results before they are brought to their places, or of gradients */
  NEAR_STEPS = 144,           /* of a stream that stays near while all spots of a window meet it */
  SPARE = 2 * SPOTS * WIDE_LANES,
  MOST_PLACES = 1024,
  MOST_OFFSETS = MOST_TAPS > MOST_PLACES ? MOST_TAPS : MOST_PLACES,
  CONVOLUTION_SCRATCH = PIXELS_ROOM + STREAM_ROOM + RESULTS_ROOM + SPARE + MOST_OFFSETS
};

/* The parts of a thread's scratch memory. */
typedef struct {
  float *pixels, *stream, *results;
  uint32_t *offsets;
} Rooms;

INLINE Rooms rooms_in(float *scratch) {
  float *stream = scratch + PIXELS_ROOM, *results = stream + STREAM_ROOM;
  return (Rooms){scratch, stream, results, (uint32_t *)(results + RESULTS_ROOM + SPARE)};
}

/* Steps of a chain: three nested loops, and how far each moves all spots, in floats. */
typedef struct {
  long count[3], step[3];
} Walk;

/*
 * CHAINS defines c[spot, ·] = c[spot, ·] + Σ pixel(spot, step)·stream[step, ·], or from +0 if `fresh`,
 * for `groups` of `length` spots, all constant where it is inlined. `inner` and `stride` are the count
 * and the step of the innermost loop where they are known, 0 if they are not.
 */
#define EACH_CHAIN                              \
  UNROLL for (int g = 0; g < groups; g++)       \
    UNROLL for (int s = 0; s < length; s++)     \
      UNROLL for (int v = 0; v < vectors; v++)
#define RESULT(type) *(type *)(c + ((g * length + s) * vectors + v) * lanes)
#define STEP(type, offset, element)                                               \
  EACH_CHAIN sum[g][s][v] = sum[g][s][v] + at[g][(offset) + s] *                  \
                                               *(const type *)(stream + (element) + v * lanes);
#define CHAINS(type)                                                                             \
  INLINE void chains_of_##type(const int groups, const int length, const int vectors,            \
                               const long inner, const long stride, const float *const *spots,   \
                               const Walk *walk, const float *stream, float *c, int fresh) {     \
    enum { lanes = sizeof(type) / sizeof(float) };                                               \
    type sum[SPOTS][MOST_NEIGHBOURS][TILE_VECTORS];                                              \
    const float *at[SPOTS];                                                                      \
    UNROLL for (int g = 0; g < groups; g++) at[g] = spots[g];                                    \
    EACH_CHAIN sum[g][s][v] = fresh ? (type){0} : RESULT(const type);                            \
    long outermost = 0;                                                                          \
    for (long a = 0; a < walk->count[0]; a++, outermost += walk->step[0]) {                      \
      long middle = outermost;                                                                   \
      for (long b = 0; b < walk->count[1]; b++, middle += walk->step[1]) {                       \
        if (inner) {                                                                             \
          UNROLL for (long k = 0; k < inner; k++) {                                              \
            STEP(type, middle + k * stride, k * vectors * lanes)                                 \
            EACH_CHAIN SETTLE(sum[g][s][v]);                                                     \
          }                                                                                      \
          stream += inner * vectors * lanes;                                                     \
        } else {                                                                                 \
          long each = middle;                                                                    \
          const long step = stride ? stride : walk->step[2];                                     \
          for (long k = 0; k < walk->count[2]; k++, each += step, stream += vectors * lanes) {   \
            STEP(type, each, 0)                                                                  \
          }                                                                                      \
        }                                                                                        \
      }                                                                                          \
    }                                                                                            \
    EACH_CHAIN RESULT(type) = sum[g][s][v];                                                      \
  }

CHAINS(Vector)
CHAINS(NarrowVector)
#undef CHAINS
#undef STEP
#undef RESULT
#undef EACH_CHAIN

/*
 * Runs `count` groups, at these offsets from `pixels`, in tiles of `groups`. Where a tile multiplies
 * straight from memory, unrolled steps are slower: GCC 12 then loads what they share into registers.
 */
INLINE void tiles_of(const int length, const int groups, long lanes, const float *pixels,
                     const uint32_t *offsets, long count, const Walk *walk, const float *stream,
                     float *c, int fresh) {
#define RUN(type, vectors, inner, stride) \
  chains_of_##type(groups, length, vectors, inner, stride, spots, walk, stream, to, fresh)
#define RUNS(type, vectors)                                                                    \
  if (TILE_VECTORS == 1) RUN(type, vectors, 0, 0);                                             \
  else if (walk->count[2] == 3 && walk->step[2] == 1) RUN(type, vectors, 3, 1);                \
  else if (walk->count[2] == 3 && walk->step[2] == -1) RUN(type, vectors, 3, -1);              \
  else if (walk->step[2] == 1) RUN(type, vectors, 0, 1);                                       \
  else RUN(type, vectors, 0, 0);
  for (long i = 0; i < count; i += groups) {
    const float *spots[SPOTS];
    float *to = c + i * length * lanes;
    for (long g = 0; g < groups; g++) spots[g] = pixels + offsets[smaller(i + g, count - 1)];
    if (lanes == WIDE_LANES) {
      RUNS(Vector, TILE_VECTORS)
    } else {
      RUNS(NarrowVector, 1)
    }
  }
#undef RUNS
#undef RUN
}

/* Runs `count` groups of `length` spots, at these offsets from `pixels`. */
static void run_tiles(long length, long lanes, const float *pixels, const uint32_t *offsets, long count,
                      const Walk *walk, const float *stream, float *c, int fresh) {
#define SHAPE(neighbours, groups, behind)                                                       \
  case neighbours: {                                                                            \
    const long whole = groups == behind ? count : count / (groups) * (groups);                  \
    tiles_of(neighbours, groups, lanes, pixels, offsets, whole, walk, stream, c, fresh);        \
    if (groups == behind) break;                                                                \
    tiles_of(neighbours, behind, lanes, pixels, offsets + whole, count - whole, walk, stream,   \
             c + whole * (neighbours) * lanes, fresh);                                          \
    break;                                                                                      \
  }
  switch (length) { SHAPES(SHAPE) }
#undef SHAPE
}

/* Spots in a whole tile of groups of `length`. */
INLINE long spots_in_tile(long length) {
#define SHAPE(neighbours, groups, behind) if (length == neighbours) return (neighbours) * (groups);
  SHAPES(SHAPE)
#undef SHAPE
  return 1;
}

INLINE long rounded_up(long count, long unit) { return (count + unit - 1) / unit * unit; }

/*
 * The length of groups that suits rows of `count` spots: some spots behind the last one are computed
 * as well and thrown away, which costs their share; spots on their own cost an eighth.
 */
static long length_for(long count) {
  long best = 1, least = 9 * count;
#define SHAPE(neighbours, groups, behind)                                      \
  if (neighbours > 1 && 8 * rounded_up(count, neighbours) < least) {           \
    best = neighbours, least = 8 * rounded_up(count, neighbours);              \
  }
  SHAPES(SHAPE)
#undef SHAPE
  return best;
}

/* The chains of a spot that the next of `left` planes take: what is too many is not kept. */
INLINE long lanes_for(long left) { return left > NARROW_LANES ? WIDE_LANES : NARROW_LANES; }
