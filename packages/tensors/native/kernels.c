/*
 * The kernels of the contract (../kernels.ts) in C11 with GCC's vector extensions, in float32. One
 * source for x86-64 and arm64: what differs is the width of a vector and the size of a tile.
 *
 * The one idea: every result is a fixed tree of IEEE-754 operations, so vectors may be as wide and
 * tiles as large as the CPU likes, and threads may share rows or columns, without changing a bit.
 * This holds only with -ffp-contract=off and without -ffast-math.
 *
 * Sizes and pointers come checked from mod.ts; nothing is checked here. Nothing is kept between
 * calls but the team of threads with its scratch memory, which every call is handed.
 */
#define _DEFAULT_SOURCE /* for madvise */
#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/mman.h>
#endif

#ifdef __FAST_MATH__
#error "Cannot keep the bit contract under -ffast-math: compile with -ffp-contract=off instead"
#endif

#define INLINE static inline __attribute__((always_inline))
#ifdef __clang__
#define INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define INDEPENDENT _Pragma("GCC ivdep")
#define UNROLL _Pragma("GCC unroll 32")
#endif

/* Vectors as they lie in arrays: at any float's address. */
typedef float float4 __attribute__((vector_size(16), aligned(4), may_alias));
typedef float float8 __attribute__((vector_size(32), aligned(4), may_alias));
typedef float float16 __attribute__((vector_size(64), aligned(4), may_alias));

/* The widest of the CPU. */
#if defined(__AVX512F__)
typedef float16 Vector;
#elif defined(__AVX__)
typedef float8 Vector;
#else
typedef float4 Vector;
#endif
enum { LANES = sizeof(Vector) / sizeof(float) };

INLINE long smaller(long a, long b) { return a < b ? a : b; }

/* ---- threads ---------------------------------------------------------------------------------- */

/*
 * A call that is worth sharing becomes a round: chunks of its rows, columns or elements, which the
 * threads (the caller is one) claim one by one. The ticket holds round, number of chunks and next
 * chunk in one word, so a claim by compare-and-swap fails if anything has moved on meanwhile.
 */

enum { MAX_THREADS = 64, CHUNKS_PER_THREAD = 2, SPINS = 1 << 15 };

/* Does elements from..to of a task; scratch is the thread's own. */
typedef void Part(const void *task, long from, long to, float *scratch);

typedef struct Team Team;

typedef struct {
  Team *team;
  pthread_t thread;
  float *scratch;
} Member;

struct Team {
  _Atomic uint64_t ticket; /* round << 32 | chunks << 16 | next chunk */
  _Atomic long done;       /* chunks of this round that are finished */
  _Atomic int asleep, closing;
  Part *part;
  const void *task;
  long count, step;
  long threads;
  pthread_mutex_t mutex;
  pthread_cond_t wake;
  float *memory;
  Member members[MAX_THREADS]; /* the first is the caller */
};

INLINE void relax(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

INLINE int has_chunk(uint64_t ticket) { return (ticket & 0xffff) < (ticket >> 16 & 0xffff); }

/* Claims one chunk and does it, if there is one left. */
static int do_chunk(Member *member) {
  Team *team = member->team;
  uint64_t ticket = atomic_load(&team->ticket);
  if (!has_chunk(ticket)) return 0;
  if (!atomic_compare_exchange_strong(&team->ticket, &ticket, ticket + 1)) return 1;
  long from = (long)(ticket & 0xffff) * team->step;
  team->part(team->task, from, smaller(from + team->step, team->count), member->scratch);
  atomic_fetch_add(&team->done, 1);
  return 1;
}

static void sleep_until_round(Team *team) {
  pthread_mutex_lock(&team->mutex);
  atomic_fetch_add(&team->asleep, 1);
  while (!has_chunk(atomic_load(&team->ticket)) && !atomic_load(&team->closing)) {
    pthread_cond_wait(&team->wake, &team->mutex);
  }
  atomic_fetch_sub(&team->asleep, 1);
  pthread_mutex_unlock(&team->mutex);
}

static void *work(void *argument) {
  Member *member = argument;
  for (long spins = 0; !atomic_load(&member->team->closing);) {
    if (do_chunk(member)) {
      spins = 0;
    } else if (++spins < SPINS) {
      relax();
    } else {
      sleep_until_round(member->team);
      spins = 0;
    }
  }
  return NULL;
}

static void wake_all(Team *team) {
  if (!atomic_load(&team->asleep)) return;
  pthread_mutex_lock(&team->mutex);
  pthread_cond_broadcast(&team->wake);
  pthread_mutex_unlock(&team->mutex);
}

/* Does all of a task: alone, or in chunks of a multiple of `grain` if `worthwhile`. */
static void share(Team *team, Part *part, const void *task, long count, long grain, int worthwhile) {
  if (team->threads == 1 || !worthwhile || count <= grain) {
    part(task, 0, count, team->members[0].scratch);
    return;
  }
  long wanted = team->threads * CHUNKS_PER_THREAD;
  long step = ((count + wanted - 1) / wanted + grain - 1) / grain * grain;
  long chunks = (count + step - 1) / step;
  team->part = part;
  team->task = task;
  team->count = count;
  team->step = step;
  atomic_store(&team->done, 0);
  uint64_t round = (atomic_load(&team->ticket) >> 32) + 1;
  atomic_store(&team->ticket, round << 32 | (uint64_t)chunks << 16);
  wake_all(team);
  while (do_chunk(&team->members[0])) continue;
  for (long spins = 0; atomic_load(&team->done) < chunks; spins++) {
    if (spins < SPINS) relax();
    else sched_yield();
  }
}

/* Elementwise work is shared where it takes many times the microsecond that sharing costs. */
enum { SHARED_ELEMENTS = 1 << 14, ELEMENT_GRAIN = 1024 };

static void share_elements(Team *team, Part *part, const void *task, long n) {
  share(team, part, task, n, ELEMENT_GRAIN, n >= SHARED_ELEMENTS);
}

/* ---- sums ------------------------------------------------------------------------------------- */

/*
 * The 16 partial sums of a lane sum, in vectors that the CPU has: compilers keep wider ones in memory,
 * where each addition waits for the store of the one before.
 */
enum { VECTORS = 16 / LANES };
typedef struct {
  Vector of[VECTORS];
} Partials;

/* Adds 16 elements, one to each partial sum. */
INLINE void add_sixteen(Partials *sum, const float *x) {
  UNROLL for (int v = 0; v < VECTORS; v++) {
    sum->of[v] = sum->of[v] + *(const Vector *)(x + v * LANES);
  }
}

/* Adds the last n < 16 elements; the zeros behind them change no sum, as one from +0 is never -0. */
INLINE void add_last(Partials *sum, const float *x, long n) {
  float rest[16] = {0};
  for (long j = 0; j < n; j++) rest[j] = x[j];
  add_sixteen(sum, rest);
}

INLINE float total_of(const Partials *sum) {
  float s[16];
  memcpy(s, sum, sizeof s);
  for (int j = 0; j < 8; j++) s[j] = s[j] + s[j + 8];
  for (int j = 0; j < 4; j++) s[j] = s[j] + s[j + 4];
  for (int j = 0; j < 2; j++) s[j] = s[j] + s[j + 2];
  return s[0] + s[1];
}

static float lane_sum(const float *x, long n) {
  Partials sum = {0};
  long i = 0;
  for (; i + 16 <= n; i += 16) add_sixteen(&sum, x + i);
  if (i < n) add_last(&sum, x + i, n - i);
  return total_of(&sum);
}

/* The lane sum of a[i]·b[i]. */
static float lane_sum_of_products(const float *a, const float *b, long n) {
  Partials sum = {0};
  long i = 0;
  for (; i + 16 <= n; i += 16) {
    UNROLL for (int v = 0; v < VECTORS; v++) {
      const long at = i + v * LANES;
      sum.of[v] = sum.of[v] + *(const Vector *)(a + at) * *(const Vector *)(b + at);
    }
  }
  float rest[16] = {0};
  for (long j = i; j < n; j++) rest[j - i] = a[j] * b[j];
  add_sixteen(&sum, rest);
  return total_of(&sum);
}

/* sum[c] = the column chain of x[·, c] for c in from..to. */
static void sum_columns(const float *x, float *restrict sum, long rows, long columns, long from,
                        long to) {
  for (long c = from; c < to; c++) sum[c] = 0;
  for (long r = 0; r < rows; r++) {
    const float *row = x + r * columns;
    for (long c = from; c < to; c++) sum[c] = sum[c] + row[c];
  }
}

/* sum[c] = the column chain of a[·, c]·b[·, c] for c in from..to. */
static void sum_column_products(const float *a, const float *b, float *restrict sum, long rows,
                                long columns, long from, long to) {
  for (long c = from; c < to; c++) sum[c] = 0;
  for (long r = 0; r < rows; r++) {
    const float *left = a + r * columns, *right = b + r * columns;
    for (long c = from; c < to; c++) sum[c] = sum[c] + left[c] * right[c];
  }
}

void samebit_columnSums(const float *x, float *out, uint32_t rows,
                        uint32_t columns) {
  sum_columns(x, out, rows, columns, 0, columns);
}

void samebit_rowSums(const float *x, float *out, uint32_t rows,
                     uint32_t columns) {
  for (long r = 0; r < rows; r++) out[r] = lane_sum(x + r * columns, columns);
}

float samebit_sumOfSquares(const float *x, uint32_t n) {
  return lane_sum_of_products(x, x, n);
}

/* ---- matrix product --------------------------------------------------------------------------- */

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
  SCRATCH = PACKED_A + PACKED_B,
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

#ifdef __clang__
#define PICK(type, x, y, ...) __builtin_shufflevector(x, y, __VA_ARGS__)
#else
typedef int int4 __attribute__((vector_size(16)));
typedef int int8 __attribute__((vector_size(32)));
#define PICK(type, x, y, ...) __builtin_shuffle(x, y, (type){__VA_ARGS__})
#endif

/* out[j, i] = x[i, j] for 4 × 4 elements. */
INLINE void transpose4(const float *x, long xRow, float *out, long outRow) {
  float4 r[4], s[4];
  UNROLL for (int i = 0; i < 4; i++) r[i] = *(const float4 *)(x + i * xRow);
  UNROLL for (int i = 0; i < 4; i += 2) {
    s[i] = PICK(int4, r[i], r[i + 1], 0, 4, 1, 5);
    s[i + 1] = PICK(int4, r[i], r[i + 1], 2, 6, 3, 7);
  }
  UNROLL for (int i = 0; i < 2; i++) {
    *(float4 *)(out + 2 * i * outRow) = PICK(int4, s[i], s[i + 2], 0, 1, 4, 5);
    *(float4 *)(out + (2 * i + 1) * outRow) = PICK(int4, s[i], s[i + 2], 2, 3, 6, 7);
  }
}

/* The same for 8 × 8 elements. */
INLINE void transpose8(const float *x, long xRow, float *out, long outRow) {
#if defined(__AVX__)
  float8 r[8], s[8];
  UNROLL for (int i = 0; i < 8; i++) r[i] = *(const float8 *)(x + i * xRow);
  UNROLL for (int i = 0; i < 8; i += 2) {
    s[i] = PICK(int8, r[i], r[i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
    s[i + 1] = PICK(int8, r[i], r[i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
  }
  UNROLL for (int i = 0; i < 8; i += 4) {
    r[i] = PICK(int8, s[i], s[i + 2], 0, 1, 8, 9, 4, 5, 12, 13);
    r[i + 1] = PICK(int8, s[i], s[i + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    r[i + 2] = PICK(int8, s[i + 1], s[i + 3], 0, 1, 8, 9, 4, 5, 12, 13);
    r[i + 3] = PICK(int8, s[i + 1], s[i + 3], 2, 3, 10, 11, 6, 7, 14, 15);
  }
  UNROLL for (int i = 0; i < 4; i++) {
    *(float8 *)(out + i * outRow) = PICK(int8, r[i], r[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    *(float8 *)(out + (i + 4) * outRow) = PICK(int8, r[i], r[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
#else
  UNROLL for (int i = 0; i < 4; i++) {
    const float *block = x + i % 2 * 4 * xRow + i / 2 * 4;
    transpose4(block, xRow, out + i / 2 * 4 * outRow + i % 2 * 4, outRow);
  }
#endif
}

/* The same for `rows` × `columns` elements. */
static void transpose(const float *x, long xRow, long rows, long columns, float *out, long outRow) {
  for (long i = 0, high; i < rows; i += high, x += high * xRow, out += high) {
    high = rows - i >= 8 ? 8 : smaller(4, rows - i);
    long j = 0;
    if (high == 8) {
      for (; j + 8 <= columns; j += 8) transpose8(x + j, xRow, out + j * outRow, outRow);
    }
    for (; high >= 4 && j + 4 <= columns; j += 4) {
      for (long e = 0; e < high; e += 4) {
        transpose4(x + e * xRow + j, xRow, out + j * outRow + e, outRow);
      }
    }
    for (; j < columns; j++) {
      for (long e = 0; e < high; e++) out[j * outRow + e] = x[e * xRow + j];
    }
  }
}

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

/* ---- convolution ------------------------------------------------------------------------------ */

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

/* ---- pooling ---------------------------------------------------------------------------------- */

/* The place of the greatest of size × size pixels: the first one, or the first NaN. */
INLINE const float *greatest_of(const float *window, long width, long size) {
  const float *best = window;
  for (long r = 0; r < size; r++) {
    for (long k = 0; k < size; k++) {
      const float *each = window + r * width + k;
      if (*each > *best || (*each != *each && *best == *best)) best = each;
    }
  }
  return best;
}

/* Does something for each window, in order; x, y and their gradients move from plane to plane. */
#define FOR_EACH_WINDOW                                    \
  const long plane = (long)height * width;                 \
  for (long p = 0; p < planes; p++)                        \
    for (long i = 0; i < outHeight; i++)                   \
      for (long j = 0, window = p * plane + i * stride * width; j < outWidth; j++, window += stride)

void samebit_maxPool(const float *x, float *y, uint32_t planes, uint32_t height, uint32_t width,
                     uint32_t size, uint32_t stride, uint32_t outHeight, uint32_t outWidth) {
  FOR_EACH_WINDOW *y++ = *greatest_of(x + window, width, size);
}

void samebit_maxPoolBackward(const float *x, const float *yGrad, float *xGrad, uint32_t planes,
                             uint32_t height, uint32_t width, uint32_t size, uint32_t stride,
                             uint32_t outHeight, uint32_t outWidth) {
  for (long i = 0; i < (long)planes * height * width; i++) xGrad[i] = 0;
  FOR_EACH_WINDOW {
    float *grad = xGrad + (greatest_of(x + window, width, size) - x);
    *grad = *grad + *yGrad++;
  }
}

void samebit_averagePool(const float *x, float *y, uint32_t planes, uint32_t height, uint32_t width,
                         uint32_t size, uint32_t stride, uint32_t outHeight, uint32_t outWidth) {
  const float count = (float)((double)size * size);
  FOR_EACH_WINDOW {
    float sum = 0;
    for (long r = 0; r < size; r++) {
      for (long k = 0; k < size; k++) sum = sum + x[window + r * width + k];
    }
    *y++ = sum / count;
  }
}

void samebit_averagePoolBackward(const float *yGrad, float *xGrad, uint32_t planes, uint32_t height,
                                 uint32_t width, uint32_t size, uint32_t stride, uint32_t outHeight,
                                 uint32_t outWidth) {
  const float count = (float)((double)size * size);
  for (long i = 0; i < (long)planes * height * width; i++) xGrad[i] = 0;
  FOR_EACH_WINDOW {
    const float share = *yGrad++ / count;
    for (long r = 0; r < size; r++) {
      for (long k = 0; k < size; k++) {
        xGrad[window + r * width + k] = xGrad[window + r * width + k] + share;
      }
    }
  }
}

/* ---- elementwise ------------------------------------------------------------------------------ */

INLINE uint32_t bits_of(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

INLINE float float_of(uint32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

static const float LN2_HIGH = 0x1.62e4p-1f, LN2_LOW = 0x1.7f7d1cp-20f;

/*
 * As numbered in exp32.ts of @samebit/arithmetic, or with `minusOne` in exp_minus_one.ts; both are
 * constant where it is inlined.
 */
INLINE float exponential32(float x, const float lowest, const int minusOne) {
  const uint32_t rounderBits = 0x4b400000;
  const float rounder = 12582912.0f;
  float c = x < 89.0f ? x : 89.0f;
  c = c > lowest ? c : lowest;
  float u = c * 0x1.715476p+0f + rounder;
  int32_t n = (int32_t)(bits_of(u) - rounderBits);
  float m = u - rounder;
  float h = c - m * LN2_HIGH;
  float l = m * LN2_LOW;
  float r = h - l;
  float p = 0x1.a01a02p-13f;
  p = p * r + 0x1.6c16c2p-10f;
  p = p * r + 0x1.111112p-7f;
  p = p * r + 0x1.555556p-5f;
  p = p * r + 0x1.555556p-3f;
  p = p * r + 0.5f;
  p = p * (r * r);
  int32_t k = n < 25 ? n : 25;
  p = (minusOne ? 1.0f - float_of((uint32_t)(127 - k) << 23) : 1.0f) + (h + (p - l));
  int32_t a = n >> 1;
  int32_t b = n - a;
  p = p * float_of((uint32_t)(a + 127) << 23);
  p = p * float_of((uint32_t)(b + 127) << 23);
  return x == x ? p : x;
}

INLINE float exp32(float x) { return exponential32(x, -104.0f, 0); }

/* As numbered in log32.ts of @samebit/arithmetic. */
INLINE float log32(float x) {
  int small = x < 0x1p-126f;
  float y = x * (small ? 0x1p25f : 1.0f); /* no branch: a multiplication by 1 is exact */
  uint32_t b = bits_of(y);
  int32_t k = (int32_t)(b - 0x3f3504f3u) >> 23;
  float g = float_of(b - ((uint32_t)k << 23));
  float e = (float)(k - (small ? 25 : 0));
  float f = g - 1.0f;
  float s = f / (f + 2.0f);
  float z = s * s;
  float q = 0x1.c71c72p-3f;
  q = q * z + 0x1.24924ap-2f;
  q = q * z + 0x1.99999ap-2f;
  q = q * z + 0x1.555556p-1f;
  q = q * z;
  float h = (f * 0.5f) * f;
  float v = s * (h + q);
  v = v + e * LN2_LOW;
  v = (h - v) - f;
  v = e * LN2_HIGH - v;
  float special = x == 0.0f ? -INFINITY : x < 0.0f ? NAN : x;
  uint32_t ordinary = -(uint32_t)((x > 0.0f) & (x < INFINITY)); /* masks: a branch would not do */
  return float_of((bits_of(v) & ordinary) | (bits_of(special) & ~ordinary));
}

/* NaN if either is; +0 of two zeros of both signs. */
INLINE float larger(float a, float b) {
  float equal = float_of(bits_of(a) & bits_of(b));
  return a > b ? a : a < b ? b : a == b ? equal : a + b;
}

void samebit_exp(const float *x, float *y, uint32_t n) {
  INDEPENDENT for (long i = 0; i < n; i++) y[i] = exp32(x[i]);
}

void samebit_log(const float *x, float *y, uint32_t n) {
  INDEPENDENT for (long i = 0; i < n; i++) y[i] = log32(x[i]);
}

void samebit_multiply(const float *x, const float *a, float *y, uint32_t n) {
  INDEPENDENT for (long i = 0; i < n; i++) y[i] = x[i] * a[i];
}

void samebit_scale(float *x, float factor, uint32_t n) {
  for (long i = 0; i < n; i++) x[i] = x[i] * factor;
}

void samebit_addScaled(const float *x, float a, float *y, uint32_t n) {
  INDEPENDENT for (long i = 0; i < n; i++) y[i] = y[i] + a * x[i];
}

void samebit_clip(float *x, float limit, uint32_t n) {
  for (long i = 0; i < n; i++) x[i] = x[i] > limit ? limit : x[i] < -limit ? -limit : x[i];
}

void samebit_blend(float *running, const float *batch, float momentum, float rest, uint32_t n) {
  INDEPENDENT for (long i = 0; i < n; i++) running[i] = momentum * running[i] + rest * batch[i];
}

void samebit_relu(const float *x, float *y, uint32_t n) {
  INDEPENDENT for (long i = 0; i < n; i++) y[i] = x[i] > 0 ? x[i] : x[i] == x[i] ? 0 : x[i];
}

void samebit_reluBackward(const float *y, const float *yGrad, float *xGrad, uint32_t n) {
  INDEPENDENT for (long i = 0; i < n; i++) xGrad[i] = y[i] > 0 ? yGrad[i] : 0;
}

/* ---- minibatch -------------------------------------------------------------------------------- */

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

/* ---- dropout ---------------------------------------------------------------------------------- */

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

/* ---- normalization ---------------------------------------------------------------------------- */

/* Work on columns is shared in pieces of whole vectors. */
enum { COLUMN_GRAIN = 32 };

static void share_columns(Team *team, Part *part, const void *task, long rows, long columns) {
  share(team, part, task, columns, COLUMN_GRAIN, (double)rows * columns >= SHARED_ELEMENTS);
}

typedef struct {
  const float *x, *gamma, *beta;
  float epsilon;
  float *y, *normalized, *mean, *variance, *inverse;
  long rows, columns;
} BatchNorm;

static void batch_norm_part(const void *task, long from, long to, float *scratch) {
  (void)scratch;
  const BatchNorm *t = task;
  const float count = (float)t->rows;
  float *restrict mean = t->mean, *restrict variance = t->variance, *restrict inverse = t->inverse;
  sum_columns(t->x, mean, t->rows, t->columns, from, to);
  INDEPENDENT for (long c = from; c < to; c++) mean[c] = mean[c] / count;
  INDEPENDENT for (long c = from; c < to; c++) variance[c] = 0;
  for (long r = 0; r < t->rows; r++) {
    const float *x = t->x + r * t->columns;
    INDEPENDENT for (long c = from; c < to; c++) {
      float d = x[c] - mean[c];
      variance[c] = variance[c] + d * d;
    }
  }
  INDEPENDENT for (long c = from; c < to; c++) {
    variance[c] = variance[c] / count;
    inverse[c] = 1.0f / sqrtf(variance[c] + t->epsilon);
  }
  for (long r = 0; r < t->rows; r++) {
    const float *x = t->x + r * t->columns;
    float *restrict normalized = t->normalized + r * t->columns, *restrict y = t->y + r * t->columns;
    INDEPENDENT for (long c = from; c < to; c++) {
      normalized[c] = (x[c] - mean[c]) * inverse[c];
      y[c] = t->gamma[c] * normalized[c] + t->beta[c];
    }
  }
}

void samebit_batchNorm(Team *const *team, const float *x, const float *gamma, const float *beta,
                       float epsilon, float *y, float *normalized, float *mean, float *variance,
                       float *inverse, uint32_t rows, uint32_t columns) {
  BatchNorm task = {x,        gamma,   beta, epsilon, y, normalized, mean,
                    variance, inverse, rows, columns};
  share_columns(*team, batch_norm_part, &task, rows, columns);
}

void samebit_batchNormInference(const float *x, const float *gamma, const float *beta,
                                const float *mean, const float *variance, float epsilon, float *y,
                                uint32_t rows, uint32_t columns) {
  enum { BLOCK = 256 };
  float inverse[BLOCK];
  for (long start = 0; start < columns; start += BLOCK) {
    long count = smaller(BLOCK, columns - start);
    for (long c = 0; c < count; c++) inverse[c] = 1.0f / sqrtf(variance[start + c] + epsilon);
    for (long r = 0; r < rows; r++) {
      const float *in = x + r * columns;
      float *restrict out = y + r * columns;
      for (long c = 0; c < count; c++) {
        long j = start + c;
        out[j] = gamma[j] * ((in[j] - mean[j]) * inverse[c]) + beta[j];
      }
    }
  }
}

typedef struct {
  const float *yGrad, *normalized, *gamma, *inverse;
  float *xGrad, *gammaGrad, *betaGrad;
  long rows, columns;
} NormGradients;

static void batch_norm_backward_part(const void *task, long from, long to, float *scratch) {
  (void)scratch;
  const NormGradients *t = task;
  const float count = (float)t->rows;
  sum_columns(t->yGrad, t->betaGrad, t->rows, t->columns, from, to);
  sum_column_products(t->yGrad, t->normalized, t->gammaGrad, t->rows, t->columns, from, to);
  for (long r = 0; r < t->rows; r++) {
    const float *yGrad = t->yGrad + r * t->columns, *normalized = t->normalized + r * t->columns;
    float *restrict xGrad = t->xGrad + r * t->columns;
    for (long c = from; c < to; c++) {
      float f = (t->gamma[c] * t->inverse[c]) / count;
      xGrad[c] = f * ((count * yGrad[c] - t->betaGrad[c]) - normalized[c] * t->gammaGrad[c]);
    }
  }
}

void samebit_batchNormBackward(Team *const *team, const float *yGrad, const float *normalized,
                               const float *gamma, const float *inverse, float *xGrad,
                               float *gammaGrad, float *betaGrad, uint32_t rows, uint32_t columns) {
  NormGradients task = {yGrad, normalized, gamma, inverse, xGrad, gammaGrad, betaGrad, rows, columns};
  share_columns(*team, batch_norm_backward_part, &task, rows, columns);
}

void samebit_layerNorm(const float *x, const float *gamma, const float *beta, float epsilon,
                       float *y, float *normalized, float *inverse, uint32_t rows,
                       uint32_t columns) {
  const float count = (float)columns;
  for (long r = 0; r < rows; r++) {
    const float *in = x + r * columns;
    float *restrict d = normalized + r * columns, *restrict out = y + r * columns;
    float mean = lane_sum(in, columns) / count;
    for (long c = 0; c < columns; c++) d[c] = in[c] - mean;
    float variance = lane_sum_of_products(d, d, columns) / count;
    float scale = 1.0f / sqrtf(variance + epsilon);
    inverse[r] = scale;
    for (long c = 0; c < columns; c++) {
      d[c] = d[c] * scale;
      out[c] = gamma[c] * d[c] + beta[c];
    }
  }
}

void samebit_layerNormBackward(const float *yGrad, const float *normalized, const float *gamma,
                               const float *inverse, float *xGrad, float *gammaGrad,
                               float *betaGrad, uint32_t rows, uint32_t columns) {
  const float count = (float)columns;
  sum_columns(yGrad, betaGrad, rows, columns, 0, columns);
  sum_column_products(yGrad, normalized, gammaGrad, rows, columns, 0, columns);
  for (long r = 0; r < rows; r++) {
    const float *in = yGrad + r * columns, *row = normalized + r * columns;
    float *restrict g = xGrad + r * columns;
    for (long c = 0; c < columns; c++) g[c] = in[c] * gamma[c];
    float s = lane_sum(g, columns);
    float t = lane_sum_of_products(g, row, columns);
    float f = inverse[r] / count;
    for (long c = 0; c < columns; c++) g[c] = f * ((count * g[c] - s) - row[c] * t);
  }
}

/* ---- normalization of images ------------------------------------------------------------------ */

/*
 * Sums over pixels are lane sums of planes, and go on from plane to plane as a chain. Lanes of one
 * plane wait for each other, so a few planes are summed abreast.
 */
#if defined(__AVX__) || defined(__aarch64__)
enum { ABREAST = 4 };
#else
enum { ABREAST = 2 };
#endif

/* What is summed: the pixels a, the squares of a − mean, or the products of a with (b − mean)·scale. */
typedef enum { PIXELS, SQUARES, PRODUCTS } Term;

/* Planes of pixels, and from one to the next `step` floats. */
typedef struct {
  long count, step, pixels;
} Planes;

#define TERM(type)                                                                               \
  INLINE void term_of_##type(const Term term, const float *a, const float *b, float mean,        \
                             float scale, type *out) {                                           \
    *out = *(const type *)a;                                                                     \
    if (term == SQUARES) *out = (*out - mean) * (*out - mean);                                   \
    if (term == PRODUCTS) *out = *out * ((*(const type *)b - mean) * scale);                     \
  }

TERM(float)
TERM(Vector)

/* The lane sums of `abreast` planes; b is a where the term has none. */
INLINE void sum_planes(const Term term, const int abreast, const float *a, const float *b, float mean,
                       float scale, const Planes *planes, float *sums) {
  const long pixels = planes->pixels, step = planes->step;
  Partials sum[ABREAST] = {0};
  long p = 0;
  for (; p + 16 <= pixels; p += 16) {
    UNROLL for (int u = 0; u < abreast; u++) {
      UNROLL for (int v = 0; v < VECTORS; v++) {
        const long at = u * step + p + v * LANES;
        Vector terms;
        term_of_Vector(term, a + at, b + at, mean, scale, &terms);
        sum[u].of[v] = sum[u].of[v] + terms;
      }
    }
  }
  if (p < pixels) {
    for (int u = 0; u < abreast; u++) {
      float rest[16] = {0};
      const float *left = a + u * step + p, *right = b + u * step + p;
      for (long j = 0; j < pixels - p; j++) {
        term_of_float(term, left + j, right + j, mean, scale, rest + j);
      }
      add_sixteen(&sum[u], rest);
    }
  }
  for (int u = 0; u < abreast; u++) sums[u] = total_of(&sum[u]);
}

/* The chain of the lane sums of all planes. */
INLINE float chain_of_planes(const Term term, const float *a, const float *b, float mean, float scale,
                             const Planes *planes) {
  float sum = 0, each[ABREAST];
  long n = 0;
  for (; n + ABREAST <= planes->count; n += ABREAST) {
    sum_planes(term, ABREAST, a + n * planes->step, b + n * planes->step, mean, scale, planes, each);
    for (int u = 0; u < ABREAST; u++) sum = sum + each[u];
  }
  for (; n < planes->count; n++) {
    sum_planes(term, 1, a + n * planes->step, b + n * planes->step, mean, scale, planes, each);
    sum = sum + each[0];
  }
  return sum;
}

/* y = gamma·((x − mean)·inverse) + beta over planes. */
INLINE void transform_planes(const float *x, float *y, float gamma, float beta, float mean,
                             float inverse, const Planes *planes) {
  for (long n = 0; n < planes->count; n++) {
    const float *from = x + n * planes->step;
    float *restrict to = y + n * planes->step;
    INDEPENDENT for (long p = 0; p < planes->pixels; p++) {
      to[p] = gamma * ((from[p] - mean) * inverse) + beta;
    }
  }
}

typedef struct {
  const float *x, *gamma, *beta;
  float epsilon;
  float *y, *mean, *variance, *inverse;
  long rows, channels, pixels;
} SpatialBatchNorm;

static void spatial_batch_norm_part(const void *task, long from, long to, float *scratch) {
  (void)scratch;
  const SpatialBatchNorm *t = task;
  const Planes planes = {t->rows, t->channels * t->pixels, t->pixels};
  const float count = (float)(t->rows * t->pixels);
  for (long c = from; c < to; c++) {
    const float *x = t->x + c * t->pixels;
    const float mean = chain_of_planes(PIXELS, x, x, 0, 0, &planes) / count;
    const float variance = chain_of_planes(SQUARES, x, x, mean, 0, &planes) / count;
    const float inverse = 1.0f / sqrtf(variance + t->epsilon);
    t->mean[c] = mean;
    t->variance[c] = variance;
    t->inverse[c] = inverse;
    transform_planes(x, t->y + c * t->pixels, t->gamma[c], t->beta[c], mean, inverse, &planes);
  }
}

/* Planes are shared by whole channels. */
static void share_channels(Team *team, Part *part, const void *task, long rows, long channels,
                           long pixels) {
  share(team, part, task, channels, 1, (double)rows * channels * pixels >= SHARED_ELEMENTS);
}

void samebit_spatialBatchNorm(Team *const *team, const float *x, const float *gamma,
                              const float *beta, float epsilon, float *y, float *mean,
                              float *variance, float *inverse, uint32_t rows, uint32_t channels,
                              uint32_t pixels) {
  SpatialBatchNorm task = {x,    gamma,    beta,    epsilon, y,     mean,
                           variance, inverse, rows,    channels, pixels};
  share_channels(*team, spatial_batch_norm_part, &task, rows, channels, pixels);
}

typedef struct {
  const float *x, *gamma, *beta, *mean, *variance;
  float epsilon;
  float *y;
  long rows, channels, pixels;
} SpatialInference;

static void spatial_inference_part(const void *task, long from, long to, float *scratch) {
  (void)scratch;
  const SpatialInference *t = task;
  const Planes planes = {t->rows, t->channels * t->pixels, t->pixels};
  for (long c = from; c < to; c++) {
    const float inverse = 1.0f / sqrtf(t->variance[c] + t->epsilon);
    transform_planes(t->x + c * t->pixels, t->y + c * t->pixels, t->gamma[c], t->beta[c], t->mean[c],
                     inverse, &planes);
  }
}

void samebit_spatialBatchNormInference(Team *const *team, const float *x, const float *gamma,
                                       const float *beta, const float *mean, const float *variance,
                                       float epsilon, float *y, uint32_t rows, uint32_t channels,
                                       uint32_t pixels) {
  SpatialInference task = {x, gamma, beta, mean, variance, epsilon, y, rows, channels, pixels};
  share_channels(*team, spatial_inference_part, &task, rows, channels, pixels);
}

typedef struct {
  const float *yGrad, *x, *gamma, *mean, *inverse;
  float *xGrad, *gammaGrad, *betaGrad;
  long rows, channels, pixels;
} SpatialGradients;

static void spatial_batch_norm_backward_part(const void *task, long from, long to, float *scratch) {
  (void)scratch;
  const SpatialGradients *t = task;
  const Planes planes = {t->rows, t->channels * t->pixels, t->pixels};
  const float count = (float)(t->rows * t->pixels);
  for (long c = from; c < to; c++) {
    const float *yGrad = t->yGrad + c * t->pixels, *x = t->x + c * t->pixels;
    const float mean = t->mean[c], inverse = t->inverse[c];
    const float beta = chain_of_planes(PIXELS, yGrad, yGrad, 0, 0, &planes);
    const float gamma = chain_of_planes(PRODUCTS, yGrad, x, mean, inverse, &planes);
    const float f = (t->gamma[c] * inverse) / count;
    t->betaGrad[c] = beta;
    t->gammaGrad[c] = gamma;
    for (long n = 0; n < planes.count; n++, yGrad += planes.step, x += planes.step) {
      float *restrict xGrad = t->xGrad + c * t->pixels + n * planes.step;
      INDEPENDENT for (long p = 0; p < planes.pixels; p++) {
        xGrad[p] = f * ((count * yGrad[p] - beta) - ((x[p] - mean) * inverse) * gamma);
      }
    }
  }
}

void samebit_spatialBatchNormBackward(Team *const *team, const float *yGrad, const float *x,
                                      const float *gamma, const float *mean, const float *inverse,
                                      float *xGrad, float *gammaGrad, float *betaGrad, uint32_t rows,
                                      uint32_t channels, uint32_t pixels) {
  SpatialGradients task = {yGrad,     x,        gamma, mean,     inverse, xGrad,
                           gammaGrad, betaGrad, rows,  channels, pixels};
  share_channels(*team, spatial_batch_norm_backward_part, &task, rows, channels, pixels);
}

typedef struct {
  const float *x, *gamma, *beta;
  float epsilon;
  float *y, *mean, *inverse;
  long rows, groups, channels, pixels;
} GroupNorm;

/* A part has some of the groups of all images. */
static void group_norm_part(const void *task, long from, long to, float *scratch) {
  (void)scratch;
  const GroupNorm *t = task;
  const Planes planes = {t->channels, t->pixels, t->pixels}, plane = {1, 0, t->pixels};
  const float count = (float)(t->channels * t->pixels);
  for (long i = from; i < to; i++) {
    const float *x = t->x + i * t->channels * t->pixels;
    float *y = t->y + i * t->channels * t->pixels;
    const float mean = chain_of_planes(PIXELS, x, x, 0, 0, &planes) / count;
    const float variance = chain_of_planes(SQUARES, x, x, mean, 0, &planes) / count;
    const float inverse = 1.0f / sqrtf(variance + t->epsilon);
    const long first = i % t->groups * t->channels;
    t->mean[i] = mean;
    t->inverse[i] = inverse;
    for (long c = 0; c < t->channels; c++, x += t->pixels, y += t->pixels) {
      transform_planes(x, y, t->gamma[first + c], t->beta[first + c], mean, inverse, &plane);
    }
  }
}

void samebit_groupNorm(Team *const *team, const float *x, const float *gamma, const float *beta,
                       float epsilon, float *y, float *mean, float *inverse, uint32_t rows,
                       uint32_t groups, uint32_t channels, uint32_t pixels) {
  GroupNorm task = {x, gamma, beta, epsilon, y, mean, inverse, rows, groups, channels, pixels};
  share_channels(*team, group_norm_part, &task, channels, (long)rows * groups, pixels);
}

typedef struct {
  const float *yGrad, *x, *gamma, *mean, *inverse;
  float *xGrad, *gammaSums, *betaSums;
  long groups, channels, pixels;
} GroupGradients;

static void group_norm_backward_part(const void *task, long from, long to, float *scratch) {
  (void)scratch;
  const GroupGradients *t = task;
  const Planes plane = {1, 0, t->pixels};
  const float count = (float)(t->channels * t->pixels);
  for (long i = from; i < to; i++) {
    const float *gamma = t->gamma + i % t->groups * t->channels;
    const float mean = t->mean[i], inverse = t->inverse[i];
    float s = 0, tilt = 0;
    for (long c = 0; c < t->channels; c++) {
      const long at = i * t->channels + c;
      const float *yGrad = t->yGrad + at * t->pixels, *x = t->x + at * t->pixels;
      sum_planes(PIXELS, 1, yGrad, yGrad, 0, 0, &plane, t->betaSums + at);
      sum_planes(PRODUCTS, 1, yGrad, x, mean, inverse, &plane, t->gammaSums + at);
      s = s + t->betaSums[at] * gamma[c];
      tilt = tilt + t->gammaSums[at] * gamma[c];
    }
    const float f = inverse / count;
    for (long c = 0; c < t->channels; c++) {
      const long at = (i * t->channels + c) * t->pixels;
      const float *yGrad = t->yGrad + at, *x = t->x + at;
      float *restrict xGrad = t->xGrad + at;
      const float scale = gamma[c];
      INDEPENDENT for (long p = 0; p < t->pixels; p++) {
        xGrad[p] = f * ((count * (yGrad[p] * scale) - s) - ((x[p] - mean) * inverse) * tilt);
      }
    }
  }
}

void samebit_groupNormBackward(Team *const *team, const float *yGrad, const float *x,
                               const float *gamma, const float *mean, const float *inverse,
                               float *xGrad, float *gammaSums, float *betaSums, uint32_t rows,
                               uint32_t groups, uint32_t channels, uint32_t pixels) {
  GroupGradients task = {yGrad,     x,        gamma,  mean,     inverse, xGrad,
                         gammaSums, betaSums, groups, channels, pixels};
  share_channels(*team, group_norm_backward_part, &task, channels, (long)rows * groups, pixels);
}

void samebit_scalePlanes(const float *x, const float *factor, float *y, uint32_t planes,
                         uint32_t pixels) {
  for (long i = 0; i < planes; i++, x += pixels, y += pixels) {
    const float scale = factor[i];
    INDEPENDENT for (long p = 0; p < pixels; p++) y[p] = x[p] * scale;
  }
}

/* ---- losses ----------------------------------------------------------------------------------- */

/* The lane sum of l − (scores[j] − top). */
static float sum_of_distances(const float *scores, float top, float l, long classes) {
  Partials sum = {0};
  for (long start = 0; start < classes; start += 16) {
    float distances[16] = {0};
    long count = smaller(16, classes - start);
    for (long j = 0; j < count; j++) distances[j] = l - (scores[start + j] - top);
    add_sixteen(&sum, distances);
  }
  return total_of(&sum);
}

/* With s = smoothing: onOwn = 1 − s, onAll = s / C, target = onOwn + onAll. */
void samebit_softmaxCrossEntropy(const float *scores, const uint16_t *labels, double smoothing,
                                 float onOwn, float onAll, float target, float *losses,
                                 float *scoresGrad, uint32_t rows, uint32_t classes) {
  const float count = (float)rows;
  const int smoothed = smoothing != 0;
  for (long r = 0; r < rows; r++) {
    const float *s = scores + r * classes;
    float *restrict e = scoresGrad + r * classes;
    long label = labels[r];
    float top = s[0];
    for (long j = 1; j < classes; j++) top = larger(top, s[j]);
    for (long j = 0; j < classes; j++) e[j] = exp32(s[j] - top);
    float total = lane_sum(e, classes);
    float l = log32(total);
    float own = l - (s[label] - top);
    losses[r] = smoothed ? onOwn * own + onAll * sum_of_distances(s, top, l, classes) : own;
    for (long j = 0; j < classes; j++) {
      e[j] = (e[j] / total - (j == label ? target : onAll)) / count;
    }
  }
}

void samebit_hinge(const float *scores, const uint16_t *labels, float *losses, float *scoresGrad,
                   uint32_t rows, uint32_t classes) {
  const float count = (float)rows, share = 1.0f / count;
  for (long r = 0; r < rows; r++) {
    const float *s = scores + r * classes;
    float *restrict margin = scoresGrad + r * classes;
    long label = labels[r], violated = 0;
    float own = s[label];
    for (long j = 0; j < classes; j++) {
      margin[j] = j == label ? 0 : larger((s[j] - own) + 1.0f, 0.0f);
    }
    losses[r] = lane_sum(margin, classes);
    for (long j = 0; j < classes; j++) {
      violated += margin[j] > 0;
      margin[j] = margin[j] > 0 ? share : 0;
    }
    margin[label] = -(float)violated / count;
  }
}

/* ---- update rules ----------------------------------------------------------------------------- */

/* What the update rules take; each uses what it needs. */
typedef struct {
  float *w;
  const float *g;
  float *m, *v; /* first and second state */
  float rate, beta1, rest1, beta2, rest2, correction, epsilon, decay;
} Update;

/* A rule: its inner loop, to be shared over elements. `i` is the element. */
#define UPDATE_PART(name, ...)                                                      \
  static void name(const void *task, long from, long to, float *scratch) {          \
    (void)scratch;                                                                  \
    const Update t = *(const Update *)task;                                         \
    float *restrict w = t.w, *restrict m = t.m, *restrict v = t.v;                  \
    const float *restrict g = t.g;                                                  \
    (void)m, (void)v;                                                               \
    for (long i = from; i < to; i++) { __VA_ARGS__ }                                \
  }

UPDATE_PART(sgd_part, w[i] = w[i] - t.rate * g[i];)

UPDATE_PART(momentum_part, m[i] = t.beta1 * m[i] - t.rate * g[i]; w[i] = w[i] + m[i];)

UPDATE_PART(nesterov_part, float old = t.beta1 * m[i]; m[i] = old - t.rate * g[i];
            w[i] = w[i] + (t.rest1 * m[i] - old);)

UPDATE_PART(adagrad_part, v[i] = v[i] + g[i] * g[i];
            w[i] = w[i] - (t.rate * g[i]) / (sqrtf(v[i]) + t.epsilon);)

UPDATE_PART(rmsprop_part, v[i] = t.beta2 * v[i] + (t.rest2 * g[i]) * g[i];
            w[i] = w[i] - (t.rate * g[i]) / (sqrtf(v[i]) + t.epsilon);)

UPDATE_PART(adam_part, m[i] = t.beta1 * m[i] + t.rest1 * g[i];
            v[i] = t.beta2 * v[i] + (t.rest2 * g[i]) * g[i];
            w[i] = (w[i] - t.decay * w[i]) -
                   (t.rate * m[i]) / (sqrtf(v[i]) * t.correction + t.epsilon);)

void samebit_sgd(Team *const *team, float *w, const float *g, float rate, uint32_t n) {
  Update task = {.w = w, .g = g, .rate = rate};
  share_elements(*team, sgd_part, &task, n);
}

void samebit_momentum(Team *const *team, float *w, const float *g, float *v, float rate,
                      float momentum, uint32_t n) {
  Update task = {.w = w, .g = g, .m = v, .rate = rate, .beta1 = momentum};
  share_elements(*team, momentum_part, &task, n);
}

/* ahead = 1 + momentum. */
void samebit_nesterov(Team *const *team, float *w, const float *g, float *v, float rate,
                      float momentum, float ahead, uint32_t n) {
  Update task = {.w = w, .g = g, .m = v, .rate = rate, .beta1 = momentum, .rest1 = ahead};
  share_elements(*team, nesterov_part, &task, n);
}

void samebit_adagrad(Team *const *team, float *w, const float *g, float *cache, float rate,
                     float epsilon, uint32_t n) {
  Update task = {.w = w, .g = g, .v = cache, .rate = rate, .epsilon = epsilon};
  share_elements(*team, adagrad_part, &task, n);
}

/* rest = 1 − decay. */
void samebit_rmsprop(Team *const *team, float *w, const float *g, float *cache, float rate,
                     float decay, float rest, float epsilon, uint32_t n) {
  Update task = {.w = w, .g = g, .v = cache, .rate = rate, .epsilon = epsilon};
  task.beta2 = decay;
  task.rest2 = rest;
  share_elements(*team, rmsprop_part, &task, n);
}

/* rest1 = 1 − beta1, rest2 = 1 − beta2. */
void samebit_adam(Team *const *team, float *w, const float *g, float *m, float *v, float rate,
                  float beta1, float rest1, float beta2, float rest2, float correction,
                  float epsilon, float decay, uint32_t n) {
  Update task = {w, g, m, v, rate, beta1, rest1, beta2, rest2, correction, epsilon, decay};
  share_elements(*team, adam_part, &task, n);
}

/* ---- activations ------------------------------------------------------------------------------ */

/* What an activation takes: x, or backward x or y with the gradient; and its number, if any. */
typedef struct {
  const float *x, *yGrad;
  float *out;
  float number;
} Activation;

/*
 * An activation: the inner loops of its two passes, to be shared over elements. `value` is an
 * expression in x and the activation's number a; `slope` in a and either x or y, whichever the
 * backward pass is given.
 */
#define ACTIVATION(name, value, slope)                                                         \
  static void name##_part(const void *task, long from, long to, float *scratch) {              \
    (void)scratch;                                                                             \
    const Activation t = *(const Activation *)task;                                            \
    const float *restrict xs = t.x, a = t.number;                                              \
    float *restrict out = t.out;                                                               \
    (void)a;                                                                                   \
    for (long i = from; i < to; i++) {                                                         \
      const float x = xs[i];                                                                   \
      out[i] = (value);                                                                        \
    }                                                                                          \
  }                                                                                            \
  static void name##_backward_part(const void *task, long from, long to, float *scratch) {     \
    (void)scratch;                                                                             \
    const Activation t = *(const Activation *)task;                                            \
    const float *restrict xs = t.x, *restrict yGrad = t.yGrad, a = t.number;                   \
    float *restrict out = t.out;                                                               \
    (void)a;                                                                                   \
    for (long i = from; i < to; i++) {                                                         \
      const float x = xs[i], y = x;                                                            \
      (void)x, (void)y;                                                                        \
      out[i] = yGrad[i] * (slope);                                                             \
    }                                                                                          \
  }

INLINE float exp_minus_one32(float x) { return exponential32(x, -18.0f, 1); }

INLINE float logistic32(float x) {
  float e = exp32(-fabsf(x));
  return (x < 0 ? e : 1.0f) / (1.0f + e);
}

INLINE float with_sign_of(float y, float x) {
  return float_of(bits_of(y) | (bits_of(x) & 0x80000000u));
}

/* As numbered in tanh.ts of @samebit/arithmetic. */
INLINE float tanh32(float x) {
  float t = fabsf(x);
  float z = t * t;
  float p = -0x1.750ce2p-8f;
  p = p * z + 0x1.51f8cep-6f;
  p = p * z - 0x1.b835a4p-5f;
  p = p * z + 0x1.1106f6p-3f;
  p = p * z - 0x1.555532p-2f;
  p = p * z;
  float near = t + t * p;
  float far = 1.0f - 2.0f / (exp32(t + t) + 1.0f);
  float y = t < 0.625f ? near : far;
  return with_sign_of(x == x ? y : x, x);
}

/* As numbered in erf.ts of @samebit/arithmetic. */
INLINE float erf32(float x) {
  float t = fabsf(x);
  float z = t * t;
  float p = -0x1.42a2c2p-11f;
  p = p * z + 0x1.491132p-8f;
  p = p * z - 0x1.b6cfp-6f;
  p = p * z + 0x1.ce1e18p-4f;
  p = p * z - 0x1.8126f4p-2f;
  p = p * z + 0x1.06eba6p-3f;
  float near = t + t * p;
  float c = t < 4.0f ? t : 4.0f;
  float q = 0x1.c35e76p-13f;
  q = q * c - 0x1.a6ba32p-9f;
  q = q * c + 0x1.778fc2p-6f;
  q = q * c - 0x1.af5bd4p-4f;
  q = q * c - 0x1.4577e6p-1f;
  q = q * c - 0x1.07386p-3f;
  float far = 1.0f - exp32(q * c - c);
  float y = t < 0.875f ? near : far;
  return with_sign_of(x == x ? y : x, x);
}

/* The normal distribution: its share below x, and its density. */
INLINE float normal_below(float x) { return 0.5f * (1.0f + erf32(x * 0x1.6a09e6p-1f)); }

INLINE float normal_density(float x) { return exp32((-0.5f * x) * x) * 0x1.988454p-2f; }

/* c, t and h of geluTanh. */
INLINE float within_10(float x) {
  float c = x < 10.0f ? x : 10.0f;
  return c > -10.0f ? c : -10.0f;
}

INLINE float gelu_inner(float c) {
  return tanh32(c * (0x1.988454p-1f + 0x1.2444f2p-5f * (c * c)));
}

INLINE float half_above(float t) { return 0.5f * (1.0f + t); }

INLINE float gelu_tanh_slope(float x) {
  float c = within_10(x), t = gelu_inner(c), h = half_above(t);
  return h + (x * (h * (1.0f - t))) * (0x1.988454p-1f + 0x1.b6676cp-4f * (c * c));
}

INLINE float silu_slope(float x) {
  float s = logistic32(x);
  return s * (1.0f + x * (1.0f - s));
}

ACTIVATION(leaky_relu, x > 0 ? x : a * x, y > 0 ? 1.0f : a)
ACTIVATION(elu, x > 0 ? x : a * exp_minus_one32(x), y > 0 ? 1.0f : y + a)
ACTIVATION(gelu, x * normal_below(x), normal_below(x) + x * normal_density(x))
ACTIVATION(gelu_tanh, x * half_above(gelu_inner(within_10(x))), gelu_tanh_slope(x))
ACTIVATION(silu, x * logistic32(x), silu_slope(x))
ACTIVATION(tanh, tanh32(x), (1.0f - y) * (1.0f + y))
ACTIVATION(sigmoid, logistic32(x), y * (1.0f - y))

void samebit_leakyRelu(Team *const *team, const float *x, float slope, float *y, uint32_t n) {
  Activation task = {x, NULL, y, slope};
  share_elements(*team, leaky_relu_part, &task, n);
}

void samebit_leakyReluBackward(Team *const *team, const float *y, const float *yGrad, float slope,
                               float *xGrad, uint32_t n) {
  Activation task = {y, yGrad, xGrad, slope};
  share_elements(*team, leaky_relu_backward_part, &task, n);
}

void samebit_elu(Team *const *team, const float *x, float alpha, float *y, uint32_t n) {
  Activation task = {x, NULL, y, alpha};
  share_elements(*team, elu_part, &task, n);
}

void samebit_eluBackward(Team *const *team, const float *y, const float *yGrad, float alpha,
                         float *xGrad, uint32_t n) {
  Activation task = {y, yGrad, xGrad, alpha};
  share_elements(*team, elu_backward_part, &task, n);
}

void samebit_gelu(Team *const *team, const float *x, float *y, uint32_t n) {
  Activation task = {x, NULL, y, 0};
  share_elements(*team, gelu_part, &task, n);
}

void samebit_geluBackward(Team *const *team, const float *x, const float *yGrad, float *xGrad,
                          uint32_t n) {
  Activation task = {x, yGrad, xGrad, 0};
  share_elements(*team, gelu_backward_part, &task, n);
}

void samebit_geluTanh(Team *const *team, const float *x, float *y, uint32_t n) {
  Activation task = {x, NULL, y, 0};
  share_elements(*team, gelu_tanh_part, &task, n);
}

void samebit_geluTanhBackward(Team *const *team, const float *x, const float *yGrad, float *xGrad,
                              uint32_t n) {
  Activation task = {x, yGrad, xGrad, 0};
  share_elements(*team, gelu_tanh_backward_part, &task, n);
}

void samebit_silu(Team *const *team, const float *x, float *y, uint32_t n) {
  Activation task = {x, NULL, y, 0};
  share_elements(*team, silu_part, &task, n);
}

void samebit_siluBackward(Team *const *team, const float *x, const float *yGrad, float *xGrad,
                          uint32_t n) {
  Activation task = {x, yGrad, xGrad, 0};
  share_elements(*team, silu_backward_part, &task, n);
}

void samebit_tanh(Team *const *team, const float *x, float *y, uint32_t n) {
  Activation task = {x, NULL, y, 0};
  share_elements(*team, tanh_part, &task, n);
}

void samebit_tanhBackward(Team *const *team, const float *y, const float *yGrad, float *xGrad,
                          uint32_t n) {
  Activation task = {y, yGrad, xGrad, 0};
  share_elements(*team, tanh_backward_part, &task, n);
}

void samebit_sigmoid(Team *const *team, const float *x, float *y, uint32_t n) {
  Activation task = {x, NULL, y, 0};
  share_elements(*team, sigmoid_part, &task, n);
}

void samebit_sigmoidBackward(Team *const *team, const float *y, const float *yGrad, float *xGrad,
                             uint32_t n) {
  Activation task = {y, yGrad, xGrad, 0};
  share_elements(*team, sigmoid_backward_part, &task, n);
}

/* ---- opening and closing ---------------------------------------------------------------------- */

/*
 * What the compiler was told about this CPU must be true of the CPU at hand, which may be another one.
 * Itself compiled for the oldest CPU.
 */
#if defined(__x86_64__)
#define REQUIRE(feature) if (!__builtin_cpu_supports(feature)) return 0;
__attribute__((target("arch=x86-64"))) int samebit_supported(void) {
  __builtin_cpu_init();
#ifdef __SSE4_2__
  REQUIRE("sse4.2")
#endif
#ifdef __AVX__
  REQUIRE("avx")
#endif
#ifdef __AVX2__
  REQUIRE("avx2")
#endif
#ifdef __BMI2__
  REQUIRE("bmi2")
#endif
#ifdef __AVX512F__
  REQUIRE("avx512f")
#endif
#ifdef __AVX512BW__
  REQUIRE("avx512bw")
#endif
#ifdef __AVX512DQ__
  REQUIRE("avx512dq")
#endif
#ifdef __AVX512VL__
  REQUIRE("avx512vl")
#endif
#ifdef __AVX512VBMI__
  REQUIRE("avx512vbmi")
#endif
#ifdef __AVX512VBMI2__
  REQUIRE("avx512vbmi2")
#endif
  return 1;
}
#else
int samebit_supported(void) { return 1; }
#endif

/*
 * Asks the system for large pages behind fresh memory, which is no more than a wish, and returns how
 * far the memory lies behind a multiple of 64 bytes.
 */
uint32_t samebit_prepare(void *memory, double bytes) {
  const uintptr_t page = (uintptr_t)2 << 20, address = (uintptr_t)memory;
  const uintptr_t start = (address + page - 1) / page * page;
  const uintptr_t end = (address + (uintptr_t)bytes) / page * page;
#ifdef MADV_HUGEPAGE
  if (start < end) madvise((void *)start, end - start, MADV_HUGEPAGE);
#else
  (void)start, (void)end;
#endif
  return (uint32_t)(address % 64);
}

void samebit_close(Team **handle) {
  Team *team = *handle;
  *handle = NULL;
  if (!team) return;
  pthread_mutex_lock(&team->mutex);
  atomic_store(&team->closing, 1);
  pthread_cond_broadcast(&team->wake);
  pthread_mutex_unlock(&team->mutex);
  for (long i = 1; i < team->threads; i++) pthread_join(team->members[i].thread, NULL);
  pthread_cond_destroy(&team->wake);
  pthread_mutex_destroy(&team->mutex);
  free(team->memory);
  free(team);
}

/* Makes a team and writes it to `handle`; returns 0, or 1 if memory or threads cannot be had. */
int samebit_open(Team **handle, uint32_t threads) {
  Team *team = calloc(1, sizeof *team);
  *handle = team;
  if (!team) return 1;
  pthread_mutex_init(&team->mutex, NULL);
  pthread_cond_init(&team->wake, NULL);
  team->threads = 1;
  size_t scratchFloats = (size_t)threads * SCRATCH + 16;
  team->memory = calloc(scratchFloats, sizeof(float));
  int failed = threads < 1 || threads > MAX_THREADS || !team->memory;
  uint32_t behind = failed ? 0 : samebit_prepare(team->memory, scratchFloats * sizeof(float));
  float *scratch = team->memory + (64 - behind) / sizeof(float);
  for (uint32_t i = 0; !failed && i < threads; i++) {
    Member *member = &team->members[i];
    member->team = team;
    member->scratch = scratch + (size_t)i * SCRATCH;
    if (i > 0) failed = pthread_create(&member->thread, NULL, work, member) != 0;
    if (!failed) team->threads = i + 1;
  }
  if (failed) samebit_close(handle);
  return failed;
}
