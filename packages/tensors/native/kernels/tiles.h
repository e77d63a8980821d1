/* Tiles of the matrix product: what stays in registers. */

/*
 * Tiles of ROWS × WIDE results stay in registers while k runs. For that a block of a is packed into
 * panels of PANEL rows and a block of b into panels of WIDE columns, both k by k. Blocks of DEPTH
 * keep the panels in the cache; between two blocks the partial results rest in c, which rounds
 * nothing, so the chain over k stays one chain.
 *
 * Where less than a panel of columns is left, tiles are turned: vectors hold rows, not columns.
 *
 * With 512-bit vectors a tile is one vector wide, because then the compiler multiplies by an element
 * of a straight from memory: on Zen 4 a separate broadcast costs a third of the speed.
 */
#if defined(__AVX512F__)
enum { ROWS = 24, WIDE = 16 };
#elif defined(__AVX__)
enum { ROWS = 6, WIDE = 16 };
#elif defined(__aarch64__)
enum { ROWS = 8, WIDE = 8 };
#else
enum { ROWS = 6, WIDE = 8 };
#endif

enum {
  PANEL = 24,          /* rows in a panel of a: a multiple of every ROWS and of every LANES but 16 */
  DEPTH = 256,         /* elements of k in a block */
  BLOCK_ROWS = 96,     /* rows of packed a */
  BLOCK_COLUMNS = 512, /* columns of packed b */
  NEAR_COLUMNS = 512,  /* a matrix of rows up to this, and of no more elements than NEAR_ELEMENTS, */
  NEAR_ELEMENTS = 1 << 17, /* is read where it lies if it lies k by k already */
  PACKED_A = BLOCK_ROWS * DEPTH,
  PACKED_B = BLOCK_COLUMNS * DEPTH,
  PRODUCT_SCRATCH = PACKED_A + PACKED_B,
  SHARED_PRODUCTS = 1 << 19 /* multiplications from which sharing pays */
};

/* Some rows of a or columns of b, k by k: element e of k lies at start[k·step + e]. */
typedef struct {
  const float *start;
  long step;
} Panel;

INLINE Panel panel_at(Panel panel, long element) {
  return (Panel){panel.start + element, panel.step};
}

/*
 * TILE defines c[i, ·] = c[i, ·] + Σ a(k, i)·b(k, ·) for `rows` × `vectors` of one vector type, both
 * constant where it is inlined. `fresh` starts from +0.
 */
#define TILE(type)                                                                            \
  INLINE void tile_of_##type(const int rows, const int vectors, long depth, Panel left,       \
                             Panel right, float *c, long cRow, int fresh) {                   \
    enum { lanes = sizeof(type) / sizeof(float) };                                            \
    type sum[PANEL][2];                                                                       \
    UNROLL for (int i = 0; i < rows; i++) {                                                   \
      UNROLL for (int j = 0; j < vectors; j++) {                                              \
        sum[i][j] = fresh ? (type){0} : *(const type *)(c + i * cRow + j * lanes);            \
      }                                                                                       \
    }                                                                                         \
    const float *a = left.start, *b = right.start;                                            \
    for (long k = 0; k < depth; k++, a += left.step, b += right.step) {                       \
      UNROLL for (int i = 0; i < rows; i++) {                                                 \
        UNROLL for (int j = 0; j < vectors; j++) {                                            \
          sum[i][j] = sum[i][j] + a[i] * *(const type *)(b + j * lanes);                      \
        }                                                                                     \
      }                                                                                       \
    }                                                                                         \
    UNROLL for (int i = 0; i < rows; i++) {                                                   \
      UNROLL for (int j = 0; j < vectors; j++) *(type *)(c + i * cRow + j * lanes) = sum[i][j]; \
    }                                                                                         \
  }

TILE(float4)
#if defined(__AVX__)
TILE(float8)
#endif
#if defined(__AVX512F__)
TILE(float16)
#endif

/* One tile of `height` rows and WIDE columns. */
static void wide_tile(long height, long depth, Panel a, Panel b, float *c, long cRow, int fresh) {
#if defined(__AVX512F__)
#define WIDE_TILE(rows) tile_of_float16(rows, 1, depth, a, b, c, cRow, fresh)
#elif defined(__AVX__)
#define WIDE_TILE(rows) tile_of_float8(rows, 2, depth, a, b, c, cRow, fresh)
#else
#define WIDE_TILE(rows) tile_of_float4(rows, 2, depth, a, b, c, cRow, fresh)
#endif
  switch (height) {
    case ROWS: WIDE_TILE(ROWS); break;
#if defined(__AVX512F__)
    case 16: WIDE_TILE(16); break;
    case 8: WIDE_TILE(8); break;
#endif
    case 4: WIDE_TILE(4); break;
    case 2: WIDE_TILE(2); break;
    case 1: WIDE_TILE(1); break;
  }
}

INLINE long height_of(long rowsLeft) {
  if (rowsLeft >= ROWS) return ROWS;
  if (ROWS > 16 && rowsLeft >= 16) return 16;
  if (ROWS > 8 && rowsLeft >= 8) return 8;
  return rowsLeft >= 4 ? 4 : rowsLeft >= 2 ? 2 : 1;
}

/* One turned tile: out[j, ·] for `width` columns j and `lanes` rows. */
static void turned_tile(long width, long lanes, long depth, Panel a, Panel b, float *out,
                        int fresh) {
#define TURNED_TILE(type, columns) tile_of_##type(columns, 1, depth, b, a, out, PANEL, fresh)
#define TURNED_TILES(type, number)                         \
  case 64 * (number) + 8: TURNED_TILE(type, 8); break;     \
  case 64 * (number) + 4: TURNED_TILE(type, 4); break;     \
  case 64 * (number) + 2: TURNED_TILE(type, 2); break;     \
  case 64 * (number) + 1: TURNED_TILE(type, 1); break;
  switch (64 * lanes + width) {
    TURNED_TILES(float4, 4)
#if defined(__AVX__)
    TURNED_TILES(float8, 8)
#endif
#if defined(__AVX512F__)
    TURNED_TILES(float16, 16)
#endif
  }
}

INLINE long lanes_of(long rowsLeft) {
  if (LANES >= 16 && rowsLeft > 8) return 16;
  return LANES >= 8 && rowsLeft > 4 ? 8 : 4;
}

/* The width of the next panel of b. From some number on, a wide one with some columns idle is best. */
INLINE long width_of(long columnsLeft) {
  if (columnsLeft * 8 > 5 * WIDE) return WIDE;
  return columnsLeft >= 8 ? 8 : columnsLeft >= 4 ? 4 : columnsLeft >= 2 ? 2 : 1;
}
