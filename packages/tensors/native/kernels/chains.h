/* What convolutions are made of: tiles of chains in registers, and copies of images. */

/*
 * A chain multiplies pixels by elements of w, one tap after the other. In a tile, SPOTS chains times
 * the lanes of one or two vectors run abreast: each spot reads one pixel, at its own place, and all
 * spots meet the same vectors of a stream, which lies in the order of the steps. Forward and by data,
 * a spot is a place on an image, the stream is of filters and runs over the taps; by weights, a spot
 * is a tap, the stream is of gradients and runs over the places.
 *
 * With 512-bit vectors a tile is one vector wide, as in the matrix product (tiles.h).
 */
#if defined(__AVX512F__)
enum { SPOTS = 12, TILE_VECTORS = 1 };
#elif defined(__aarch64__)
enum { SPOTS = 8, TILE_VECTORS = 2 };
#else
enum { SPOTS = 5, TILE_VECTORS = 2 };
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
  WIDE_LANES = TILE_VECTORS * LANES, /* chains of a spot in a wide tile; a narrow one has LANES */
  MOST_TAPS = 1 << 15,        /* taken at once: any filter has rows of fewer */
  PIXELS_ROOM = 3 * MOST_TAPS, /* floats of copied images, */
  STREAM_ROOM = 2 * MOST_TAPS * WIDE_LANES, /* of filters in the order of the steps, or of their gradients, */
  RESULTS_ROOM = 1 << 16,     /* of results before they are brought to their places, or of gradients */
  NEAR_STEPS = 144,           /* of a stream that stays near while all spots of a window meet it */
  SPARE = SPOTS * WIDE_LANES,
  MOST_PLACES = 256,
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
 * c[spot, ·] = c[spot, ·] + Σ spots[spot][step]·stream[step, ·], or from +0 if `fresh`. `inner` and
 * `stride` are the count and the step of the innermost loop where they are known, 0 if they are not.
 */
INLINE void run_chains(const int vectors, const long inner, const long stride,
                       const float *const *spots, const Walk *walk, const float *stream, float *c,
                       int fresh) {
  Vector sum[SPOTS][TILE_VECTORS];
  const float *at[SPOTS];
  UNROLL for (int i = 0; i < SPOTS; i++) {
    at[i] = spots[i];
    UNROLL for (int v = 0; v < vectors; v++) {
      sum[i][v] = fresh ? (Vector){0} : *(const Vector *)(c + (i * vectors + v) * LANES);
    }
  }
#define EACH_CHAIN UNROLL for (int i = 0; i < SPOTS; i++) UNROLL for (int v = 0; v < vectors; v++)
#define STEP(offset, element)                                                                     \
  EACH_CHAIN sum[i][v] = sum[i][v] + at[i][offset] * *(const Vector *)(stream + (element) + v * LANES);
  long outermost = 0;
  for (long a = 0; a < walk->count[0]; a++, outermost += walk->step[0]) {
    long middle = outermost;
    for (long b = 0; b < walk->count[1]; b++, middle += walk->step[1]) {
      if (inner) {
        UNROLL for (long k = 0; k < inner; k++) {
          STEP(middle + k * stride, k * vectors * LANES)
          EACH_CHAIN SETTLE(sum[i][v]);
        }
        stream += inner * vectors * LANES;
      } else {
        long each = middle;
        const long step = stride ? stride : walk->step[2];
        for (long k = 0; k < walk->count[2]; k++, each += step, stream += vectors * LANES) {
          STEP(each, 0)
        }
      }
    }
  }
  EACH_CHAIN *(Vector *)(c + (i * vectors + v) * LANES) = sum[i][v];
#undef STEP
#undef EACH_CHAIN
}

/* Runs a tile of `lanes` chains a spot. */
static void run_tile(long lanes, const float *const *spots, const Walk *walk, const float *stream,
                     float *c, int fresh) {
#define RUN(vectors, inner, stride) run_chains(vectors, inner, stride, spots, walk, stream, c, fresh)
#define RUNS(vectors)                                                      \
  if (walk->count[2] == 3 && walk->step[2] == 1) RUN(vectors, 3, 1);       \
  else if (walk->count[2] == 3 && walk->step[2] == -1) RUN(vectors, 3, -1); \
  else if (walk->step[2] == 1) RUN(vectors, 0, 1);                         \
  else RUN(vectors, 0, 0);
  if (lanes == WIDE_LANES) {
    RUNS(TILE_VECTORS)
  } else {
    RUNS(1)
  }
#undef RUNS
#undef RUN
}

/* Runs `count` spots, at these offsets from `pixels`, tile after tile. */
static void run_tiles(long lanes, const float *pixels, const uint32_t *offsets, long count,
                      const Walk *walk, const float *stream, float *c, int fresh) {
  for (long i = 0; i < count; i += SPOTS) {
    const float *spots[SPOTS];
    for (long s = 0; s < SPOTS; s++) spots[s] = pixels + offsets[smaller(i + s, count - 1)];
    run_tile(lanes, spots, walk, stream, c + i * lanes, fresh);
  }
}

/* The chains of a spot that the next of `left` planes take: what is too many is not kept. */
INLINE long lanes_for(long left) { return left > LANES ? WIDE_LANES : LANES; }

/* Taps along one axis: tap m of the filter in place a meets pixel a·stride + base + m·step. */
typedef struct {
  long count, base, step; /* step: 1 or −1 */
} Axis;

/* Images, and the places and the taps of filters on them. */
typedef struct {
  long height, width, image; /* of a plane; floats from image to image */
  long down, across, stride; /* places of filters */
  Axis rows, columns;        /* of taps */
} Grid;

INLINE long taps_of(const Grid *g) { return g->rows.count * g->columns.count; }
INLINE long places_of(const Grid *g) { return g->down * g->across; }

/* Some taps: all of some channels, or some rows of one channel. */
typedef struct {
  long channel, channels, row, rows;
} Taps;

/* The taps from row `from` to `to`, counted over channels, or as many of them as are taken at once. */
static Taps taps_from(const Grid *g, long from, long to) {
  const long inChannel = g->rows.count, row = from % inChannel;
  const long count = smaller(MOST_TAPS / g->columns.count, to - from);
  if (row || count < inChannel) {
    return (Taps){from / inChannel, 1, row, smaller(count, inChannel - row)};
  }
  return (Taps){from / inChannel, count / inChannel, 0, inChannel};
}

/* Some places on some images, and the copy of the pixels that their taps meet. */
typedef struct {
  long image, images, top, down, left, across;
  long rowFloats, planeFloats, imageFloats, origin; /* of the copy; where place 0 meets tap 0 */
} Window;

INLINE long places_in(const Window *w) { return w->images * w->down * w->across; }

/* As many places as there is room for: whole images, or whole rows, or some of a row. */
static Window largest_window(const Grid *g, const Taps *taps, long images) {
  Window w = {.down = g->down, .across = g->across};
  for (;;) {
    w.rowFloats = (w.across - 1) * g->stride + g->columns.count;
    w.planeFloats = ((w.down - 1) * g->stride + taps->rows) * w.rowFloats;
    w.imageFloats = taps->channels * w.planeFloats;
    if (w.imageFloats <= PIXELS_ROOM && w.down * w.across <= MOST_PLACES) break;
    if (w.down > 1) w.down = (w.down + 1) / 2;
    else w.across = (w.across + 1) / 2;
  }
  const long fit = smaller(PIXELS_ROOM / w.imageFloats, MOST_PLACES / (w.down * w.across));
  w.images = smaller(images, fit);
  return w;
}

/* The part of a window that begins here and goes no further than the images and places do. */
INLINE Window window_at(const Grid *g, Window w, long image, long end, long top, long left) {
  w.image = image, w.top = top, w.left = left;
  w.images = smaller(w.images, end - image);
  w.down = smaller(w.down, g->down - top);
  w.across = smaller(w.across, g->across - left);
  return w;
}

/* Copies n floats, in vectors of which the last may begin before the one before it ends. */
INLINE void copy_floats(const float *from, float *to, long n) {
  if (n >= LANES) {
    for (long j = 0; j + LANES <= n; j += LANES) *(Vector *)(to + j) = *(const Vector *)(from + j);
    *(Vector *)(to + n - LANES) = *(const Vector *)(from + n - LANES);
  } else if (n >= 4) {
    for (long j = 0; j + 4 <= n; j += 4) *(float4 *)(to + j) = *(const float4 *)(from + j);
    *(float4 *)(to + n - 4) = *(const float4 *)(from + n - 4);
  } else {
    for (long j = 0; j < n; j++) to[j] = from[j];
  }
}

/* out[j] = row[from + j], +0 beside the row. */
INLINE void copy_row(const float *row, long from, long width, float *out, long n) {
  const long first = from < 0 ? smaller(-from, n) : 0, last = smaller(n, width - from);
  for (long j = 0; j < first; j++) out[j] = 0;
  if (last > first) copy_floats(row + from + first, out + first, last - first);
  for (long j = last > first ? last : first; j < n; j++) out[j] = 0;
}

/* Copies the pixels of a window. */
static void copy_pixels(const Grid *g, const Taps *taps, Window *w, const float *x, float *out) {
  const Axis *rows = &g->rows, *columns = &g->columns;
  const long lastTap = taps->row + taps->rows - 1, lastColumn = columns->count - 1;
  const long up = rows->step > 0 ? taps->row : -lastTap, back = columns->step > 0 ? 0 : -lastColumn;
  const long top = w->top * g->stride + rows->base + up, left = w->left * g->stride + columns->base + back;
  for (long n = 0; n < w->images; n++) {
    for (long c = 0; c < taps->channels; c++) {
      const float *plane =
          x + (w->image + n) * g->image + (taps->channel + c) * g->height * g->width;
      float *to = out + n * w->imageFloats + c * w->planeFloats;
      for (long row = top; to < out + n * w->imageFloats + (c + 1) * w->planeFloats; row++) {
        if (row < 0 || row >= g->height) memset(to, 0, w->rowFloats * sizeof(float));
        else copy_row(plane + row * g->width, left, g->width, to, w->rowFloats);
        to += w->rowFloats;
      }
    }
  }
  w->origin = (rows->step > 0 ? 0 : taps->rows - 1) * w->rowFloats + (columns->step > 0 ? 0 : lastColumn);
}

/* Where in the copy each place meets its first tap. */
static void list_places(const Grid *g, const Window *w, uint32_t *offsets) {
  for (long n = 0; n < w->images; n++) {
    for (long a = 0; a < w->down; a++) {
      const long from = w->origin + n * w->imageFloats + a * g->stride * w->rowFloats;
      for (long b = 0; b < w->across; b++) *offsets++ = (uint32_t)(from + b * g->stride);
    }
  }
}

/* Where in the copy the first place meets each tap. */
static void list_taps(const Grid *g, const Taps *taps, const Window *w, uint32_t *offsets) {
  for (long c = 0; c < taps->channels; c++) {
    for (long r = 0; r < taps->rows; r++) {
      const long from = w->origin + c * w->planeFloats + r * g->rows.step * w->rowFloats;
      for (long k = 0; k < g->columns.count; k++) {
        *offsets++ = (uint32_t)(from + k * g->columns.step);
      }
    }
  }
}
