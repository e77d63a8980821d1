/* The matrix product, in blocks that are packed for the tiles. */

/*
 * Copies `columns` floats from each of `depth` rows into rows of `width`. More is copied where more
 * of the matrix follows: what does not belong to a panel is computed with and thrown away.
 */
INLINE void copy_rows(const long width, const float *from, long fromRow, long depth, long columns,
                      float *to) {
  const long end = (depth - 1) * fromRow + columns;
  for (long k = 0; k < depth; k++, to += width) {
    const float *row = from + k * fromRow;
    if (k * fromRow + width <= end) memcpy(to, row, width * sizeof(float));
    else for (long j = 0; j < columns; j++) to[j] = row[j];
  }
}

/* Packs b: [depth, columns], from column `first` on, a multiple of WIDE. */
static void pack_b(const float *b, long bRow, long depth, long first, long columns, float *out) {
  long whole = columns / WIDE * WIDE;
  for (long k = 0; first < whole && k < depth; k++) {
    for (long j = first; j < whole; j += WIDE) {
      memcpy(out + j * depth + k * WIDE, b + k * bRow + j, WIDE * sizeof(float));
    }
  }
  for (long j = whole, width; j < columns; j += width) {
    width = width_of(columns - j);
    long count = smaller(width, columns - j);
    float *panel = out + j * depth;
    if (width == WIDE) copy_rows(WIDE, b + j, bRow, depth, count, panel);
    else if (width == 8) copy_rows(8, b + j, bRow, depth, count, panel);
    else if (width == 4) copy_rows(4, b + j, bRow, depth, count, panel);
    else if (width == 2) copy_rows(2, b + j, bRow, depth, count, panel);
    else copy_rows(1, b + j, bRow, depth, count, panel);
  }
}

/* Packs b given as its transpose [columns, depth]. */
static void pack_transposed_b(const float *b, long bRow, long depth, long columns, float *out) {
  for (long j = 0, width; j < columns; j += width) {
    width = width_of(columns - j);
    transpose(b + j * bRow, bRow, smaller(width, columns - j), depth, out + j * depth, width);
  }
}

/* Packs a: [rows, depth]. */
static void pack_a(const float *a, long aRow, long rows, long depth, float *out) {
  for (long i = 0; i < rows; i += PANEL) {
    transpose(a + i * aRow, aRow, smaller(PANEL, rows - i), depth, out + i * depth, PANEL);
  }
}

/* Packs a given as its transpose [depth, rows], from row `first` on, a multiple of PANEL. */
static void pack_transposed_a(const float *a, long aRow, long depth, long first, long rows,
                              float *out) {
  for (long i = first; i < rows; i += PANEL) {
    copy_rows(PANEL, a + i, aRow, depth, smaller(PANEL, rows - i), out + i * depth);
  }
}

typedef struct {
  int transposeA, transposeB;
  long m, n, k;
  const float *a, *b;
  float *c;
} Gemm;

/* `rows` × WIDE elements at `c`; where c has fewer columns, they take a detour over `edge`. */
static void gemm_wide_panel(const Gemm *g, long rows, long columns, long depth, Panel a, Panel b,
                            float *c, int fresh) {
  for (long i = 0, height; i < rows; i += height) {
    height = height_of(rows - i);
    float *tile = c + i * g->n;
    if (columns >= WIDE) {
      wide_tile(height, depth, panel_at(a, i), b, tile, g->n, fresh);
      continue;
    }
    float edge[PANEL * WIDE];
    for (long e = 0; !fresh && e < height; e++) {
      for (long j = 0; j < columns; j++) edge[e * WIDE + j] = tile[e * g->n + j];
    }
    wide_tile(height, depth, panel_at(a, i), b, edge, WIDE, fresh);
    for (long e = 0; e < height; e++) {
      for (long j = 0; j < columns; j++) tile[e * g->n + j] = edge[e * WIDE + j];
    }
  }
}

/* `rows` × `width` elements at `c`. */
static void gemm_turned_panel(const Gemm *g, long rows, long width, long depth, Panel a, Panel b,
                              float *c, int fresh) {
  float turned[8 * PANEL];
  if (!fresh) transpose(c, g->n, rows, width, turned, PANEL);
  for (long i = 0, lanes; i < rows; i += lanes) {
    lanes = lanes_of(rows - i);
    turned_tile(width, lanes, depth, panel_at(a, i), b, turned + i, fresh);
  }
  transpose(turned, PANEL, width, rows, c, g->n);
}

/* Whether a matrix is worth no packing: it stays in the cache as it is. */
INLINE int is_near(long rows, long columns) {
  return columns <= NEAR_COLUMNS && rows * columns <= NEAR_ELEMENTS;
}

/* c[rowFrom..rowTo, columnFrom..columnTo]. */
static void gemm_range(const Gemm *g, long rowFrom, long rowTo, long columnFrom, long columnTo,
                       float *scratch) {
  float *packedA = scratch, *packedB = scratch + PACKED_A;
  const int leaveA = g->transposeA && is_near(g->k, g->m), leaveB = !g->transposeB && is_near(g->k, g->n);
  for (long k = 0; k < g->k; k += DEPTH) {
    long depth = smaller(DEPTH, g->k - k);
    for (long j = columnFrom; j < columnTo; j += BLOCK_COLUMNS) {
      long columns = smaller(BLOCK_COLUMNS, columnTo - j), leftB = leaveB ? columns / WIDE * WIDE : 0;
      const float *b = g->transposeB ? g->b + j * g->k + k : g->b + k * g->n + j;
      if (g->transposeB) pack_transposed_b(b, g->k, depth, columns, packedB);
      else pack_b(b, g->n, depth, leftB, columns, packedB);
      for (long i = rowFrom; i < rowTo; i += BLOCK_ROWS) {
        long rows = smaller(BLOCK_ROWS, rowTo - i), leftA = leaveA ? rows / PANEL * PANEL : 0;
        const float *a = g->transposeA ? g->a + k * g->m + i : g->a + i * g->k + k;
        if (g->transposeA) pack_transposed_a(a, g->m, depth, leftA, rows, packedA);
        else pack_a(a, g->k, rows, depth, packedA);
        for (long q = 0, width; q < columns; q += width) {
          width = width_of(columns - q);
          Panel right = q < leftB ? (Panel){b + q, g->n} : (Panel){packedB + q * depth, width};
          for (long p = 0; p < rows; p += PANEL) {
            Panel left = p < leftA ? (Panel){a + p, g->m} : (Panel){packedA + p * depth, PANEL};
            float *c = g->c + (i + p) * g->n + j + q;
            long height = smaller(PANEL, rows - p);
            if (width == WIDE) gemm_wide_panel(g, height, columns - q, depth, left, right, c, k == 0);
            else gemm_turned_panel(g, height, width, depth, left, right, c, k == 0);
          }
        }
      }
    }
  }
}

static void gemm_rows(const void *task, long from, long to, float *scratch) {
  const Gemm *g = task;
  gemm_range(g, from, to, 0, g->n, scratch);
}

static void gemm_columns(const void *task, long from, long to, float *scratch) {
  const Gemm *g = task;
  gemm_range(g, 0, g->m, from, to, scratch);
}

void samebit_gemm(Team *const *team, int transposeA, int transposeB, uint32_t m, uint32_t n,
                  uint32_t k, const float *a, const float *b, float *c) {
  Gemm g = {transposeA, transposeB, m, n, k, a, b, c};
  if (k == 0) memset(c, 0, (size_t)m * n * sizeof(float));
  int worthwhile = (double)m * n * k >= SHARED_PRODUCTS;
  if (m >= n) share(*team, gemm_rows, &g, m, 4, worthwhile);
  else share(*team, gemm_columns, &g, n, WIDE, worthwhile);
}

void samebit_addBias(float *x, const float *bias, uint32_t rows, uint32_t columns) {
  for (long r = 0; r < rows; r++) {
    float *row = x + r * columns;
    INDEPENDENT for (long c = 0; c < columns; c++) row[c] = row[c] + bias[c];
  }
}
