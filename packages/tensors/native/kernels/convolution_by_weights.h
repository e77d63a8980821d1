/* The gradient of a convolution by its filters. */

typedef struct {
  Grid grid;
  long images, groups, planesIn, planesOut;
  const float *x, *yGrad;
  float *wGrad;
} WeightGradient;

/* Lays the gradients of `planes` planes in the order of the places of a window, block by block. */
static void pack_gradients(const Grid *g, const Window *w, const float *yGrad, long planes, float *out) {
  const int whole = w->across == g->across; /* rows lie behind each other */
  const long rows = whole ? 1 : w->down, length = places_in(w) / rows;
  const float *from = yGrad + w->top * g->across + w->left;
  for (long i = 0, lanes; i < planes; i += lanes, from += lanes * places_of(g)) {
    lanes = lanes_for(planes - i);
    const long count = smaller(lanes, planes - i);
    if (count < lanes) memset(out, 0, places_in(w) * lanes * sizeof(float));
    for (long a = 0; a < rows; a++, out += length * lanes) {
      transpose(from + a * g->across, places_of(g), count, length, out, lanes);
    }
  }
}

/* The length of groups of which no spot is thrown away. */
INLINE long whole_length(long count) {
  const long length = length_for(count);
  return count % length ? 1 : length;
}

/* What the tiles of one window are made with. */
typedef struct {
  Walk walk;
  long taps, length, places; /* length: of groups of taps */
  int first, last;           /* whether the window begins and ends an image */
} WeightTiles;

/* Adds n floats, whole narrow vectors of them. */
INLINE void add_floats(const float *from, float *to, long n) {
  long e = 0;
  for (; e + LANES <= n; e += LANES) {
    *(Vector *)(to + e) = *(const Vector *)(to + e) + *(const Vector *)(from + e);
  }
  for (; e < n; e += NARROW_LANES) {
    *(NarrowVector *)(to + e) = *(const NarrowVector *)(to + e) + *(const NarrowVector *)(from + e);
  }
}

/*
 * Adds one block of `lanes` planes of gradients to the sum over images: a chain over the places of an
 * image, which is in `rest` so far if the image takes several windows.
 */
static void add_block(const WeightTiles *t, long lanes, const float *gradients, float *sum, float *rest,
                      const Rooms *rooms) {
  const int whole = t->first && t->last;
  const long most = spots_in_tile(t->length);
  for (long i = 0; i < t->taps; i += most) {
    const long count = smaller(most, t->taps - i), floats = count * lanes;
    float tile[SPARE], *kept = rest + i * lanes;
    if (!t->first) memcpy(tile, kept, floats * sizeof(float));
    run_tiles(t->length, lanes, rooms->pixels, rooms->offsets + i / t->length, count / t->length,
              &t->walk, gradients, tile, t->first);
    if (!whole) memcpy(kept, tile, floats * sizeof(float));
    if (t->last) add_floats(tile, sum + i * lanes, floats);
  }
}

/* Adds what the images give for some taps and planes of one group. */
static void add_images(const WeightGradient *v, const Taps *taps, const float *x, const float *yGrad,
                       long planes, float *sum, float *rest, const Rooms *rooms) {
  const Grid *g = &v->grid;
  const Window largest = largest_window(g, taps, 1);
  const long length = whole_length(g->columns.count);
  for (long n = 0; n < v->images; n++) {
    for (long a = 0; a < g->down; a += largest.down) {
      for (long b = 0; b < g->across; b += largest.across) {
        Window w = window_at(g, largest, n, n + 1, a, b);
        copy_pixels(g, taps, &w, x, rooms->pixels);
        list_taps(g, taps, &w, length, rooms->offsets);
        pack_gradients(g, &w, yGrad + n * v->groups * v->planesOut * places_of(g), planes, rooms->results);
        const WeightTiles t = {
            .walk = {{1, w.down, w.across}, {0, g->stride * w.rowFloats, g->stride}},
            .taps = taps->channels * taps->rows * g->columns.count, .length = length,
            .places = places_in(&w),
            .first = a == 0 && b == 0,
            .last = a + w.down == g->down && b + w.across == g->across};
        for (long i = 0, lanes; i < planes; i += lanes) {
          lanes = lanes_for(planes - i);
          add_block(&t, lanes, rooms->results + i * t.places, sum + i * t.taps, rest + i * t.taps, rooms);
        }
      }
    }
  }
}

/* The gradients of rows of taps from..to, counted over channels and groups. */
static void weight_gradients(const void *task, long from, long to, float *scratch) {
  const WeightGradient *v = task;
  const Grid *g = &v->grid;
  const Rooms rooms = rooms_in(scratch);
  const long all = v->planesIn * g->rows.count;
  for (long row = from; row < to;) {
    const long group = row / all, end = smaller(to, (group + 1) * all) - group * all;
    const Taps taps = taps_from(g, row - group * all, end);
    const long count = taps.channels * taps.rows * g->columns.count;
    const long tap = (row - group * all) * g->columns.count;
    const Window w = largest_window(g, &taps, 1);
    const long room = smaller(STREAM_ROOM / 2 / count, RESULTS_ROOM / places_in(&w));
    const long most = room / WIDE_LANES * WIDE_LANES;
    float *sum = rooms.stream, *rest = sum + STREAM_ROOM / 2;
    for (long i = 0; i < v->planesOut; i += most) {
      const long planes = smaller(most, v->planesOut - i), plane = group * v->planesOut + i;
      memset(sum, 0, rounded_up(planes, WIDE_LANES) * count * sizeof(float));
      add_images(v, &taps, v->x + group * v->planesIn * g->height * g->width,
                 v->yGrad + plane * places_of(g), planes, sum, rest, &rooms);
      for (long e = 0, lanes; e < planes; e += lanes) {
        lanes = lanes_for(planes - e);
        transpose(sum + e * count, lanes, count, smaller(lanes, planes - e),
                  v->wGrad + (plane + e) * v->planesIn * taps_of(g) + tap, v->planesIn * taps_of(g));
      }
    }
    row += taps.channels * taps.rows;
  }
}

void samebit_convolutionByWeights(Team *const *team, const float *x, const float *yGrad, float *wGrad,
                                  uint32_t rows, uint32_t groups, uint32_t channels, uint32_t filters,
                                  uint32_t height, uint32_t width, uint32_t kernel, uint32_t stride,
                                  uint32_t padding, uint32_t outHeight, uint32_t outWidth) {
  const Axis axis = {kernel, -(long)padding, 1};
  const long plane = (long)height * width, all = (long)groups * channels * kernel * kernel;
  const WeightGradient v = {
      .grid = {height, width, groups * channels * plane, outHeight, outWidth, stride, axis, axis},
      .images = rows, .groups = groups, .planesIn = channels, .planesOut = filters,
      .x = x, .yGrad = yGrad, .wGrad = wGrad};
  double products = (double)rows * all * filters * outHeight * outWidth;
  if (products == 0) memset(wGrad, 0, (size_t)all * filters * sizeof(float));
  else share(*team, weight_gradients, &v, all / kernel, 1, products >= SHARED_PRODUCTS);
}
