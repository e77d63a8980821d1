/* Convolution. */

/*
 * A convolution is a matrix product of filters with patches: for each tap of a filter, a row of the
 * pixels that it meets. Patches are laid out block by block, +0 beside the image, and multiplied by
 * the tiles of the matrix product; pixels of several images fill a block together.
 */
enum {
  SPOTS = 256,            /* places of filters in a block of patches: a multiple of WIDE */
  SPOTS_ROW = SPOTS + 16, /* floats from one row of them to the next, to spread over the cache */
  TAPS = 128,             /* rows of patches in a block: a multiple of WIDE */
  PLANES = 5 * PANEL      /* planes of results in a block */
};

/* Taps along one axis: tap m of the filter in place a meets pixel a·stride + base + m·step. */
typedef struct {
  long count, base, step;
} Axis;

/* Images, and the places and the taps of filters on them. */
typedef struct {
  long height, width, image; /* of a plane; floats from image to image */
  long down, across, stride; /* places of filters */
  Axis rows, columns;        /* of taps */
} Grid;

INLINE long taps_of(const Grid *g) { return g->rows.count * g->columns.count; }
INLINE long places_of(const Grid *g) { return g->down * g->across; }

/* out[j] = row[from + j·stride], +0 beside the row. */
INLINE void copy_pixels(const float *row, long from, long stride, long width, float *out, long n) {
  if (stride != 1) {
    for (long j = 0, at = from; j < n; j++, at += stride) out[j] = at >= 0 && at < width ? row[at] : 0;
    return;
  }
  long first = from < 0 ? smaller(-from, n) : 0;
  long last = smaller(n, width - from);
  for (long j = 0; j < first; j++) out[j] = 0;
  for (long j = first; j < last; j++) out[j] = row[from + j];
  for (long j = last > first ? last : first; j < n; j++) out[j] = 0;
}

/* Row t of out: what tap tapFrom + t meets in `spots` places from spotFrom on, counted over images. */
static void lay_patches(const Grid *g, const float *x, long tapFrom, long taps, long spotFrom,
                        long spots, float *out) {
  long firstImage = spotFrom / places_of(g), firstPlace = spotFrom % places_of(g);
  for (long t = 0; t < taps; t++, out += SPOTS_ROW) {
    long tap = tapFrom + t, inPlane = tap % taps_of(g);
    long up = g->rows.base + inPlane / g->columns.count * g->rows.step;
    long left = g->columns.base + inPlane % g->columns.count * g->columns.step;
    const float *plane = x + firstImage * g->image + tap / taps_of(g) * g->height * g->width;
    long a = firstPlace / g->across, b = firstPlace % g->across;
    for (long at = 0, n; at < spots; at += n, b = 0, a++) {
      if (a == g->down) a = 0, plane += g->image;
      n = smaller(spots - at, g->across - b);
      long row = a * g->stride + up;
      if (row < 0 || row >= g->height) memset(out + at, 0, n * sizeof(float));
      else copy_pixels(plane + row * g->width, b * g->stride + left, g->stride, g->width, out + at, n);
    }
    for (long at = spots; at % WIDE; at++) out[at] = 0;
  }
}

/* c[i, j] of `rows` × `columns`, in whole panels of b; c and b have the rows of a block. */
static void multiply_block(long rows, long columns, long depth, const float *packedA, const float *b,
                           long bPanel, long bRow, float *c, long cRow, int fresh) {
  const Gemm g = {.n = cRow};
  for (long j = 0; j < columns; j += WIDE) {
    for (long i = 0; i < rows; i += PANEL) {
      gemm_wide_panel(&g, smaller(PANEL, rows - i), WIDE, depth, (Panel){packedA + i * depth, PANEL},
                      (Panel){b + j / WIDE * bPanel, bRow}, c + i * cRow + j, fresh);
    }
  }
}

/* Planes of results: each is the sum over all taps of patches times an element of w. */
typedef struct {
  Grid grid;
  long groups, planesIn, planesOut;
  const float *x, *w;
  float *y;
  long wGroup, wPlaneOut, wPlaneIn, wRow, wColumn;       /* floats between elements of w */
  long yHeight, yWidth, yStride, yTop, yLeft;    /* where on a plane of results places lie */
} Convolution;

/* Packs the elements of w for `planes` planes and `taps` taps. */
static void pack_filters(const Convolution *v, const float *w, long tapFrom, long taps, long planes,
                         float *out) {
  if (v->wPlaneIn == taps_of(&v->grid) && v->wColumn == 1) {
    pack_a(w + tapFrom, v->wPlaneOut, planes, taps, out);
    return;
  }
  const long square = taps_of(&v->grid), across = v->grid.columns.count;
  const int together = v->wColumn == 1 && v->wRow == across; /* taps of a plane lie side by side */
  for (long t = 0, n; t < taps; t += n) {
    long plane = (tapFrom + t) / square, inPlane = (tapFrom + t) % square;
    const float *from = w + plane * v->wPlaneIn + inPlane / across * v->wRow + inPlane % across * v->wColumn;
    n = together ? smaller(taps - t, square - inPlane) : 1;
    for (long i = 0; i < planes; i += PANEL) {
      transpose(from + i * v->wPlaneOut, v->wPlaneOut, smaller(PANEL, planes - i), n,
                out + i * taps + t * PANEL, PANEL);
    }
  }
}

/* Brings results from a block to their places. */
static void place_results(const Convolution *v, const float *c, long group, long planeFrom, long planes,
                          long spotFrom, long spots) {
  const Grid *g = &v->grid;
  const long plane = v->yHeight * v->yWidth;
  for (long i = 0; i < planes; i++, c += SPOTS_ROW) {
    long image = spotFrom / places_of(g), a = spotFrom % places_of(g) / g->across,
         b = spotFrom % places_of(g) % g->across;
    for (long at = 0, n; at < spots; at += n, b = 0, a++) {
      if (a == g->down) a = 0, image++;
      n = smaller(spots - at, g->across - b);
      float *y = v->y + ((image * v->groups + group) * v->planesOut + planeFrom + i) * plane +
                 (a * v->yStride + v->yTop) * v->yWidth + b * v->yStride + v->yLeft;
      if (v->yStride == 1) for (long j = 0; j < n; j++) y[j] = c[at + j];
      else for (long j = 0; j < n; j++) y[j * v->yStride] = c[at + j];
    }
  }
}

/* The results of images from..to. */
static void convolve_images(const void *task, long from, long to, float *scratch) {
  const Convolution *v = task;
  const Grid *g = &v->grid;
  float *patches = scratch, *packed = patches + TAPS * SPOTS_ROW, *c = packed + PLANES * TAPS;
  const long all = v->planesIn * taps_of(g), end = to * places_of(g);
  for (long group = 0; group < v->groups; group++) {
    const float *x = v->x + group * v->planesIn * g->height * g->width;
    for (long spot = from * places_of(g), spots; spot < end; spot += spots) {
      spots = smaller(SPOTS, end - spot);
      for (long i = 0, planes; i < v->planesOut; i += planes) {
        planes = smaller(PLANES, v->planesOut - i);
        if (all == 0) memset(c, 0, PLANES * SPOTS_ROW * sizeof(float));
        for (long tap = 0, taps; tap < all; tap += taps) {
          taps = smaller(TAPS, all - tap);
          lay_patches(g, x, tap, taps, spot, spots, patches);
          pack_filters(v, v->w + group * v->wGroup + i * v->wPlaneOut, tap, taps, planes, packed);
          multiply_block(planes, spots, taps, packed, patches, WIDE, SPOTS_ROW, c, SPOTS_ROW, tap == 0);
        }
        place_results(v, c, group, i, planes, spot, spots);
      }
    }
  }
}

static void convolve(Team *team, const Convolution *v, long images) {
  double products = (double)images * v->groups * v->planesIn * v->planesOut * taps_of(&v->grid) *
                    places_of(&v->grid);
  share(team, convolve_images, v, images, 1, products >= SHARED_PRODUCTS);
}

void samebit_convolution(Team *const *team, const float *x, const float *w, float *y, uint32_t rows,
                         uint32_t groups, uint32_t channels, uint32_t filters, uint32_t height,
                         uint32_t width, uint32_t kernel, uint32_t stride, uint32_t padding,
                         uint32_t outHeight, uint32_t outWidth) {
  const long plane = (long)height * width, square = (long)kernel * kernel;
  const Axis taps = {kernel, -(long)padding, 1};
  const Convolution v = {
      .grid = {height, width, groups * channels * plane, outHeight, outWidth, stride, taps, taps},
      .groups = groups, .planesIn = channels, .planesOut = filters, .x = x, .w = w, .y = y,
      .wGroup = filters * channels * square, .wPlaneOut = channels * square, .wPlaneIn = square,
      .wRow = kernel, .wColumn = 1, .yHeight = outHeight, .yWidth = outWidth, .yStride = 1};
  convolve(*team, &v, rows);
}

/* How many of 0, 1, ..., n − 1 are first, first + step, ... */
INLINE long count_from(long first, long n, long step) {
  return first < n ? (n - 1 - first) / step + 1 : 0;
}

/*
 * With a stride, the pixels fall into stride × stride classes, each of which meets its own taps: a
 * convolution of the gradients, without stride, for each class.
 */
void samebit_convolutionByData(Team *const *team, const float *yGrad, const float *w, float *xGrad,
                               uint32_t rows, uint32_t groups, uint32_t channels, uint32_t filters,
                               uint32_t height, uint32_t width, uint32_t kernel, uint32_t stride,
                               uint32_t padding, uint32_t outHeight, uint32_t outWidth) {
  const long plane = (long)outHeight * outWidth, square = (long)kernel * kernel, step = stride;
  for (long r = 0; r < step; r++) {
    const long top = ((r - (long)padding) % step + step) % step;
    for (long k = 0; k < step; k++) {
      const long left = ((k - (long)padding) % step + step) % step;
      const Axis down = {count_from(r, kernel, step), (top + (long)padding - r) / step, -1};
      const Axis across = {count_from(k, kernel, step), (left + (long)padding - k) / step, -1};
      const Convolution v = {
          .grid = {outHeight, outWidth, groups * filters * plane, count_from(top, height, step),
                   count_from(left, width, step), 1, down, across},
          .groups = groups, .planesIn = filters, .planesOut = channels, .x = yGrad,
          .w = w + r * kernel + k, .y = xGrad,
          .wGroup = filters * channels * square, .wPlaneOut = square, .wPlaneIn = channels * square,
          .wRow = step * kernel, .wColumn = step,
          .yHeight = height, .yWidth = width, .yStride = step, .yTop = top, .yLeft = left};
      convolve(*team, &v, rows);
    }
  }
}

typedef struct {
  Grid grid;
  long images, groups, planesIn, planesOut;
  const float *x, *yGrad;
  float *wGrad;
} WeightGradient;

/* Adds, image by image, the products of `planes` planes of gradients with `taps` rows of patches. */
static void add_weight_gradients(const WeightGradient *v, const float *x, const float *yGrad, long tapFrom,
                                 long taps, long planes, float *sum, float *scratch) {
  const Grid *g = &v->grid;
  const long places = places_of(g);
  float *patches = scratch, *packedB = patches + TAPS * SPOTS_ROW, *packedA = packedB + TAPS * SPOTS,
        *c = packedA + PLANES * SPOTS;
  memset(sum, 0, planes * TAPS * sizeof(float));
  for (long image = 0; image < v->images; image++) {
    const float *grads = yGrad + image * v->groups * v->planesOut * places;
    if (places == 0) memset(c, 0, planes * TAPS * sizeof(float));
    for (long spot = 0, spots; spot < places; spot += spots) {
      spots = smaller(SPOTS, places - spot);
      lay_patches(g, x, tapFrom, taps, image * places + spot, spots, patches);
      for (long j = 0; j < taps; j += WIDE) {
        transpose(patches + j * SPOTS_ROW, SPOTS_ROW, WIDE, spots, packedB + j * spots, WIDE);
      }
      pack_a(grads + spot, places, planes, spots, packedA);
      multiply_block(planes, taps, spots, packedA, packedB, WIDE * spots, WIDE, c, TAPS, spot == 0);
    }
    for (long i = 0; i < planes * TAPS; i++) sum[i] = sum[i] + c[i];
  }
}

/* The gradients of taps from..to, counted over groups. */
static void weight_gradients(const void *task, long from, long to, float *scratch) {
  const WeightGradient *v = task;
  const Grid *g = &v->grid;
  const long all = v->planesIn * taps_of(g);
  float *sum = scratch, *rest = sum + PLANES * TAPS;
  for (long at = from, taps; at < to; at += taps) {
    long group = at / all, tap = at % all;
    taps = smaller(TAPS, smaller(all - tap, to - at));
    const float *x = v->x + group * v->planesIn * g->height * g->width;
    for (long i = 0, planes; i < v->planesOut; i += planes) {
      planes = smaller(PLANES, v->planesOut - i);
      const float *yGrad = v->yGrad + (group * v->planesOut + i) * places_of(g);
      add_weight_gradients(v, x, yGrad, tap, taps, planes, sum, rest);
      float *w = v->wGrad + (group * v->planesOut + i) * all + tap;
      for (long e = 0; e < planes; e++) memcpy(w + e * all, sum + e * TAPS, taps * sizeof(float));
    }
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
  share(*team, weight_gradients, &v, all, WIDE, products >= SHARED_PRODUCTS);
}

void samebit_addChannelBias(float *x, const float *bias, uint32_t rows, uint32_t channels,
                            uint32_t pixels) {
  for (long r = 0; r < rows; r++) {
    for (long c = 0; c < channels; c++, x += pixels) {
      for (long p = 0; p < pixels; p++) x[p] = x[p] + bias[c];
    }
  }
}
