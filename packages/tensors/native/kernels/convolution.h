/* Convolution, forward and by data. */

/* Planes of results: each is the sum over all taps of pixels times an element of w. */
typedef struct {
  Grid grid;
  long groups, planesIn, planesOut;
  const float *x, *w;
  float *y;
  long wGroup, wPlaneOut, wPlaneIn, wRow, wColumn; /* floats between elements of w */
  long yHeight, yWidth, yStride, yTop, yLeft;      /* where on a plane of results places lie */
} Convolution;

/* Lays the elements of w of `planes` planes of results in the order of the taps, block by block. */
static void pack_filters(const Convolution *v, const Taps *taps, const float *w, long planes,
                         float *out) {
  const long across = v->grid.columns.count, inChannel = taps->rows * across;
  const int together = v->wColumn == 1 && v->wRow == across; /* the taps of a channel, */
  const int allTogether = together && v->wPlaneIn == inChannel; /* of all channels */
  const long channels = allTogether ? 1 : taps->channels, rows = together ? 1 : taps->rows;
  const long columns = allTogether ? taps->channels * inChannel : together ? inChannel : across;
  for (long i = 0, lanes; i < planes; i += lanes) {
    lanes = lanes_for(planes - i);
    const long count = smaller(lanes, planes - i);
    if (count < lanes) memset(out, 0, taps->channels * inChannel * lanes * sizeof(float));
    for (long c = 0; c < channels; c++) {
      for (long r = 0; r < rows; r++, out += columns * lanes) {
        const float *from =
            w + i * v->wPlaneOut + (taps->channel + c) * v->wPlaneIn + (taps->row + r) * v->wRow;
        if (v->wColumn == 1) {
          transpose(from, v->wPlaneOut, count, columns, out, lanes);
          continue;
        }
        for (long k = 0; k < columns; k++, from += v->wColumn) {
          for (long e = 0; e < count; e++) out[k * lanes + e] = from[e * v->wPlaneOut];
        }
      }
    }
  }
}

/* Brings results of `planes` planes to their places, or fetches them from there. */
static void move_results(const Convolution *v, const Window *w, float *c, long lanes, float *y,
                         long planes, int fetch) {
  const long plane = v->yHeight * v->yWidth, step = v->yStride;
  const long width = rounded_up(w->across, w->length); /* of a row of c */
  const int whole = step == 1 && w->across == v->yWidth && w->across == width; /* one long row */
  const long rows = whole ? 1 : w->down, count = whole ? w->down * w->across : w->across;
  const long next = (whole ? count : width) * lanes;
  for (long n = 0; n < w->images; n++) {
    for (long a = 0; a < rows; a++, c += next) {
      float *to = y + (w->image + n) * v->groups * v->planesOut * plane +
                  ((w->top + a) * step + v->yTop) * v->yWidth + w->left * step + v->yLeft;
      if (!fetch && step == 1) {
        transpose(c, lanes, count, planes, to, plane);
        continue;
      }
      for (long i = 0; i < planes; i++) {
        for (long b = 0; b < count; b++) {
          if (fetch) c[b * lanes + i] = to[i * plane + b * step];
          else to[i * plane + b * step] = c[b * lanes + i];
        }
      }
    }
  }
}

/*
 * The results of `planes` planes in a window whose pixels are copied; the first taps begin at +0. A few
 * channels at a time, so that their filters stay near.
 */
static void convolve_window(const Convolution *v, const Taps *taps, const Window *w, float *y,
                            long planes, const Rooms *rooms, int fresh) {
  const Grid *g = &v->grid;
  const long inChannel = taps->rows * g->columns.count;
  const long most = inChannel < NEAR_STEPS ? NEAR_STEPS / inChannel : 1;
  const long pieces = (taps->channels + most - 1) / most, together = (taps->channels + pieces - 1) / pieces;
  const float *stream = rooms->stream;
  for (long i = 0, lanes; i < planes; i += lanes) {
    lanes = lanes_for(planes - i);
    const long count = smaller(lanes, planes - i);
    float *to = y + i * v->yHeight * v->yWidth;
    if (!fresh) move_results(v, w, rooms->results, lanes, to, count, 1);
    for (long c = 0, channels; c < taps->channels; c += channels) {
      channels = smaller(together, taps->channels - c);
      const Walk walk = {{channels, taps->rows, g->columns.count},
                         {w->planeFloats, g->rows.step * w->rowFloats, g->columns.step}};
      run_tiles(w->length, lanes, rooms->pixels + c * w->planeFloats, rooms->offsets, w->groups, &walk,
                stream, rooms->results, fresh && c == 0);
      stream += channels * inChannel * lanes;
    }
    move_results(v, w, rooms->results, lanes, to, count, 0);
  }
}

/* The results of images from..to in one group, of some of its planes and for some of the taps. */
static void convolve_planes(const Convolution *v, const Taps *taps, const float *x, float *y,
                            long planes, long from, long to, const Rooms *rooms, int fresh) {
  const Grid *g = &v->grid;
  const Window largest = largest_window(g, taps, to - from);
  for (long n = from; n < to; n += largest.images) {
    for (long a = 0; a < g->down; a += largest.down) {
      for (long b = 0; b < g->across; b += largest.across) {
        Window w = window_at(g, largest, n, to, a, b);
        copy_pixels(g, taps, &w, x, rooms->pixels);
        list_places(g, &w, rooms->offsets);
        convolve_window(v, taps, &w, y, planes, rooms, fresh);
      }
    }
  }
}

/* The results of images from..to. */
static void convolve_images(const void *task, long from, long to, float *scratch) {
  const Convolution *v = task;
  const Grid *g = &v->grid;
  const Rooms rooms = rooms_in(scratch);
  const long tapRows = v->planesIn * g->rows.count;
  for (long group = 0; group < v->groups; group++) {
    const float *x = v->x + group * v->planesIn * g->height * g->width;
    for (long row = 0; row < tapRows;) {
      const Taps taps = taps_from(g, row, tapRows);
      const long steps = taps.channels * taps.rows * g->columns.count;
      const long most = STREAM_ROOM / (steps * WIDE_LANES) * WIDE_LANES;
      for (long i = 0; i < v->planesOut; i += most) {
        const long planes = smaller(most, v->planesOut - i);
        float *y = v->y + (group * v->planesOut + i) * v->yHeight * v->yWidth;
        pack_filters(v, &taps, v->w + group * v->wGroup + i * v->wPlaneOut, planes, rooms.stream);
        convolve_planes(v, &taps, x, y, planes, from, to, &rooms, row == 0);
      }
      row += taps.channels * taps.rows;
    }
  }
}

static void convolve(Team *team, const Convolution *v, long images) {
  double products = (double)images * v->groups * v->planesIn * v->planesOut * taps_of(&v->grid) *
                    places_of(&v->grid);
  if (products > 0) share(team, convolve_images, v, images, 1, products >= SHARED_PRODUCTS);
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
  if (channels * square == 0) {
    memset(y, 0, (size_t)rows * groups * filters * outHeight * outWidth * sizeof(float));
  }
  convolve(*team, &v, rows);
}

/* How many of 0, 1, ..., n − 1 are first, first + step, ... */
INLINE long count_from(long first, long n, long step) {
  return first < n ? (n - 1 - first) / step + 1 : 0;
}

/*
 * With a stride, the pixels fall into stride × stride classes, each of which meets its own taps: a
 * convolution of the gradients, without stride, for each class. Those that meet no tap stay +0.
 */
void samebit_convolutionByData(Team *const *team, const float *yGrad, const float *w, float *xGrad,
                               uint32_t rows, uint32_t groups, uint32_t channels, uint32_t filters,
                               uint32_t height, uint32_t width, uint32_t kernel, uint32_t stride,
                               uint32_t padding, uint32_t outHeight, uint32_t outWidth) {
  const long plane = (long)outHeight * outWidth, square = (long)kernel * kernel, step = stride;
  if (stride > kernel || filters == 0) {
    memset(xGrad, 0, (size_t)rows * groups * channels * height * width * sizeof(float));
  }
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

void samebit_addChannelBias(float *x, const float *bias, uint32_t rows, uint32_t channels,
                            uint32_t pixels) {
  for (long r = 0; r < rows; r++) {
    for (long c = 0; c < channels; c++, x += pixels) {
      for (long p = 0; p < pixels; p++) x[p] = x[p] + bias[c];
    }
  }
}
