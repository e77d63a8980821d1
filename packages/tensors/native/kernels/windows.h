/* The windows on images that convolutions work through, and copies of their pixels. */

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
  long length, groups; /* of neighbours among the places, once they are listed */
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

/* Where in the copy the places meet their first tap: the first of every group in a row. */
static void list_places(const Grid *g, Window *w, uint32_t *offsets) {
  w->length = g->stride == 1 ? length_for(w->across) : 1, w->groups = 0;
  for (long n = 0; n < w->images; n++) {
    for (long a = 0; a < w->down; a++) {
      const long from = w->origin + n * w->imageFloats + a * g->stride * w->rowFloats;
      for (long b = 0; b < w->across; b += w->length) {
        offsets[w->groups++] = (uint32_t)(from + b * g->stride);
      }
    }
  }
}

/* Where in the copy the first place meets each tap: the first of every group of taps. */
static void list_taps(const Grid *g, const Taps *taps, const Window *w, long length, uint32_t *offsets) {
  for (long c = 0; c < taps->channels; c++) {
    for (long r = 0; r < taps->rows; r++) {
      const long from = w->origin + c * w->planeFloats + r * g->rows.step * w->rowFloats;
      for (long k = 0; k < g->columns.count; k += length) {
        *offsets++ = (uint32_t)(from + k * g->columns.step);
      }
    }
  }
}
