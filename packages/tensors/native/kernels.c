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
#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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
enum { SHARED_ELEMENTS = 1 << 15, ELEMENT_GRAIN = 1024 };

static void share_elements(Team *team, Part *part, const void *task, long n) {
  share(team, part, task, n, ELEMENT_GRAIN, n >= SHARED_ELEMENTS);
}

/* ---- sums ------------------------------------------------------------------------------------- */

/* The 16 partial sums of a lane sum. */
typedef float16 Lanes;

/* Adds the next n ≤ 16 elements, one to each lane from the first on. */
INLINE void add_lanes(Lanes *sum, const float *x, long n) {
  if (n == 16) *sum = *sum + *(const float16 *)x;
  else for (long j = 0; j < n; j++) (*sum)[j] = (*sum)[j] + x[j];
}

INLINE float total_of(const Lanes *sum) {
  float s[16];
  memcpy(s, sum, sizeof s);
  for (int j = 0; j < 8; j++) s[j] = s[j] + s[j + 8];
  for (int j = 0; j < 4; j++) s[j] = s[j] + s[j + 4];
  for (int j = 0; j < 2; j++) s[j] = s[j] + s[j + 2];
  return s[0] + s[1];
}

static float lane_sum(const float *x, long n) {
  Lanes sum = {0};
  for (long i = 0; i < n; i += 16) add_lanes(&sum, x + i, smaller(16, n - i));
  return total_of(&sum);
}

/* The lane sum of a[i]·b[i]. */
static float lane_sum_of_products(const float *a, const float *b, long n) {
  Lanes sum = {0};
  long i = 0;
  for (; i + 16 <= n; i += 16) sum = sum + *(const float16 *)(a + i) * *(const float16 *)(b + i);
  float rest[16];
  for (long j = i; j < n; j++) rest[j - i] = a[j] * b[j];
  add_lanes(&sum, rest, n - i);
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
 * Tiles of ROWS × WIDE results stay in registers while k runs. For that a block of b is packed into
 * panels of WIDE columns, k by k, and a block of a into panels of ROWS rows: k by k where a comes
 * transposed, else row by row. Blocks of DEPTH keep the panels in the cache; between two blocks the
 * partial results rest in c, which rounds nothing, so the chain over k stays one chain.
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
  DEPTH = 256,            /* elements of k in a block */
  PITCH = DEPTH + 16,     /* floats from row to row of packed a: no multiple of a page */
  BLOCK_ROWS = 96,        /* rows of packed a: a multiple of every ROWS */
  BLOCK_COLUMNS = 512,    /* columns of packed b */
  PACKED_A = BLOCK_ROWS * PITCH,
  PACKED_B = BLOCK_COLUMNS * DEPTH,
  SCRATCH = PACKED_A + PACKED_B,
  SHARED_PRODUCTS = 1 << 19 /* multiplications from which sharing pays */
};

/*
 * TILE defines c[i, ·] = c[i, ·] + Σ a(i, k)·b[k, ·] for `rows` × `vectors` of one vector type, with
 * a(i, k) = a[i·aRow + k·aStep]; all three are constants where it is inlined. `fresh` starts from +0.
 */
#define TILE(name, type)                                                                      \
  INLINE void name(const int rows, const int vectors, const long aRow, const long aStep,      \
                   long depth, const float *a, const float *b, float *c, long cRow, int fresh) { \
    enum { lanes = sizeof(type) / sizeof(float) };                                            \
    type sum[ROWS][2];                                                                        \
    UNROLL for (int i = 0; i < rows; i++) {                                                   \
      UNROLL for (int j = 0; j < vectors; j++) {                                              \
        sum[i][j] = fresh ? (type){0} : *(const type *)(c + i * cRow + j * lanes);            \
      }                                                                                       \
    }                                                                                         \
    for (long k = 0; k < depth; k++, b += vectors * lanes) {                                  \
      UNROLL for (int i = 0; i < rows; i++) {                                                 \
        UNROLL for (int j = 0; j < vectors; j++) {                                            \
          sum[i][j] = sum[i][j] + a[i * aRow + k * aStep] * *(const type *)(b + j * lanes);   \
        }                                                                                     \
      }                                                                                       \
    }                                                                                         \
    UNROLL for (int i = 0; i < rows; i++) {                                                   \
      UNROLL for (int j = 0; j < vectors; j++) *(type *)(c + i * cRow + j * lanes) = sum[i][j]; \
    }                                                                                         \
  }

TILE(tile_of_float4, float4)
#if defined(__AVX__)
TILE(tile_of_float8, float8)
#endif
#if defined(__AVX512F__)
TILE(tile_of_float16, float16)
#endif

/* The tile of `height` rows and `width` columns, for every width and one height. */
#define TILE_ARGUMENTS depth, a, b, c, cRow, fresh
#define CASE(type, height, width, vectors, ...) \
  case (height) * 64 + (width): tile_of_##type(height, vectors, __VA_ARGS__, TILE_ARGUMENTS); break;
#if defined(__AVX512F__)
#define WIDTHS(height, ...) \
  CASE(float16, height, 16, 1, __VA_ARGS__) \
  CASE(float8, height, 8, 1, __VA_ARGS__) \
  CASE(float4, height, 4, 1, __VA_ARGS__)
#define HEIGHTS(...) \
  WIDTHS(24, __VA_ARGS__) WIDTHS(16, __VA_ARGS__) WIDTHS(8, __VA_ARGS__) SMALL_HEIGHTS(__VA_ARGS__)
#elif defined(__AVX__)
#define WIDTHS(height, ...) \
  CASE(float8, height, 16, 2, __VA_ARGS__) \
  CASE(float8, height, 8, 1, __VA_ARGS__) \
  CASE(float4, height, 4, 1, __VA_ARGS__)
#define HEIGHTS(...) WIDTHS(6, __VA_ARGS__) SMALL_HEIGHTS(__VA_ARGS__)
#else
#define WIDTHS(height, ...) \
  CASE(float4, height, 8, 2, __VA_ARGS__) \
  CASE(float4, height, 4, 1, __VA_ARGS__)
#if defined(__aarch64__)
#define HEIGHTS(...) WIDTHS(8, __VA_ARGS__) SMALL_HEIGHTS(__VA_ARGS__)
#else
#define HEIGHTS(...) WIDTHS(6, __VA_ARGS__) SMALL_HEIGHTS(__VA_ARGS__)
#endif
#endif
#define SMALL_HEIGHTS(...) \
  WIDTHS(4, __VA_ARGS__) WIDTHS(2, __VA_ARGS__) WIDTHS(1, __VA_ARGS__)

static void tile_along_rows(long height, long width, long depth, const float *a, const float *b,
                            float *c, long cRow, int fresh) {
  switch (height * 64 + width) { HEIGHTS(PITCH, 1) }
}

static void tile_along_columns(long height, long width, long depth, const float *a, const float *b,
                               float *c, long cRow, int fresh) {
  switch (height * 64 + width) { HEIGHTS(1, ROWS) }
}

INLINE long height_of(long rowsLeft) {
  if (rowsLeft >= ROWS) return ROWS;
  if (ROWS > 16 && rowsLeft >= 16) return 16;
  if (ROWS > 8 && rowsLeft >= 8) return 8;
  return rowsLeft >= 4 ? 4 : rowsLeft >= 2 ? 2 : 1;
}

INLINE long width_of(long columnsLeft) {
  long width = WIDE;
  while (width > 4 && width / 2 >= columnsLeft) width /= 2;
  return width;
}

#ifdef __clang__
#define PICK(x, y, i, j, k, l) __builtin_shufflevector(x, y, i, j, k, l)
#else
typedef int int4 __attribute__((vector_size(16)));
#define PICK(x, y, i, j, k, l) __builtin_shuffle(x, y, (int4){i, j, k, l})
#endif

/* out[j, i] = x[i, j] for 4 × 4 elements. */
INLINE void transpose4(const float *x, long xRow, float *out, long outRow) {
  float4 r0 = *(const float4 *)x, r1 = *(const float4 *)(x + xRow);
  float4 r2 = *(const float4 *)(x + 2 * xRow), r3 = *(const float4 *)(x + 3 * xRow);
  float4 low01 = PICK(r0, r1, 0, 4, 1, 5), low23 = PICK(r2, r3, 0, 4, 1, 5);
  float4 high01 = PICK(r0, r1, 2, 6, 3, 7), high23 = PICK(r2, r3, 2, 6, 3, 7);
  *(float4 *)out = PICK(low01, low23, 0, 1, 4, 5);
  *(float4 *)(out + outRow) = PICK(low01, low23, 2, 3, 6, 7);
  *(float4 *)(out + 2 * outRow) = PICK(high01, high23, 0, 1, 4, 5);
  *(float4 *)(out + 3 * outRow) = PICK(high01, high23, 2, 3, 6, 7);
}

/* Packs b: [depth, columns], rows `pitch` apart, into panels; the last one padded with zeros. */
static void pack_b(const float *b, long pitch, long depth, long columns, float *out) {
  long whole = columns / WIDE * WIDE, rest = columns - whole, width = width_of(rest);
  for (long k = 0; k < depth; k++) {
    const float *row = b + k * pitch;
    for (long j = 0; j < whole; j += WIDE) {
      memcpy(out + j * depth + k * WIDE, row + j, WIDE * sizeof(float));
    }
    if (rest == 0) continue;
    float *last = out + whole * depth + k * width;
    for (long j = 0; j < rest; j++) last[j] = row[whole + j];
    for (long j = rest; j < width; j++) last[j] = 0;
  }
}

/* The same from b: [columns, depth], rows `pitch` apart. */
static void pack_transposed_b(const float *b, long pitch, long depth, long columns, float *out) {
  for (long j = 0, width; j < columns; j += width) {
    width = width_of(columns - j);
    for (long q = j; q < j + width; q += 4) {
      const float *rows = b + q * pitch;
      float *panel = out + j * depth + (q - j);
      long k = 0;
      if (q + 4 <= columns) {
        for (; k + 4 <= depth; k += 4) transpose4(rows + k, pitch, panel + k * width, width);
      }
      for (; k < depth; k++) {
        for (long e = 0; e < 4; e++) panel[k * width + e] = q + e < columns ? rows[e * pitch + k] : 0;
      }
    }
  }
}

/* Packs a: [rows, depth], rows `pitch` apart, row by row. */
static void pack_a(const float *a, long pitch, long rows, long depth, float *out) {
  for (long i = 0; i < rows; i++) memcpy(out + i * PITCH, a + i * pitch, depth * sizeof(float));
}

/* Packs a: [depth, rows], rows `pitch` apart, into panels of ROWS, k by k. */
static void pack_transposed_a(const float *a, long pitch, long rows, long depth, float *out) {
  long whole = rows / ROWS * ROWS;
  for (long k = 0; k < depth; k++) {
    const float *row = a + k * pitch;
    for (long i = 0; i < whole; i += ROWS) {
      memcpy(out + i * PITCH + k * ROWS, row + i, ROWS * sizeof(float));
    }
    for (long i = whole; i < rows; i++) out[whole * PITCH + k * ROWS + (i - whole)] = row[i];
  }
}

typedef struct {
  int transposeA, transposeB;
  long m, n, k;
  const float *a, *b;
  float *c;
} Gemm;

/* One tile of c at `c`; a tile that is cut off by the edge of c takes a detour over `edge`. */
static void gemm_tile(const Gemm *g, long height, long width, long columns, long depth,
                      const float *a, const float *b, float *c, int fresh) {
  void (*tile)(long, long, long, const float *, const float *, float *, long, int) =
      g->transposeA ? tile_along_columns : tile_along_rows;
  if (columns >= width) {
    tile(height, width, depth, a, b, c, g->n, fresh);
    return;
  }
  float edge[ROWS * WIDE];
  for (long i = 0; !fresh && i < height; i++) {
    for (long j = 0; j < columns; j++) edge[i * width + j] = c[i * g->n + j];
  }
  tile(height, width, depth, a, b, edge, width, fresh);
  for (long i = 0; i < height; i++) {
    for (long j = 0; j < columns; j++) c[i * g->n + j] = edge[i * width + j];
  }
}

/* c[i.., j..] for `rows` × `columns` from packed blocks. */
static void gemm_block(const Gemm *g, long i, long j, long rows, long columns, long depth,
                       const float *packedA, const float *packedB, int fresh) {
  for (long q = 0, width; q < columns; q += width) {
    width = width_of(columns - q);
    for (long p = 0, height; p < rows; p += height) {
      height = height_of(rows - p);
      const float *a = packedA + (g->transposeA ? p / ROWS * ROWS * PITCH + p % ROWS : p * PITCH);
      float *c = g->c + (i + p) * g->n + j + q;
      gemm_tile(g, height, width, columns - q, depth, a, packedB + q * depth, c, fresh);
    }
  }
}

/* c[rowFrom..rowTo, columnFrom..columnTo]. */
static void gemm_range(const Gemm *g, long rowFrom, long rowTo, long columnFrom, long columnTo,
                       float *scratch) {
  float *packedA = scratch, *packedB = scratch + PACKED_A;
  for (long k = 0; k < g->k; k += DEPTH) {
    long depth = smaller(DEPTH, g->k - k);
    for (long j = columnFrom; j < columnTo; j += BLOCK_COLUMNS) {
      long columns = smaller(BLOCK_COLUMNS, columnTo - j);
      if (g->transposeB) pack_transposed_b(g->b + j * g->k + k, g->k, depth, columns, packedB);
      else pack_b(g->b + k * g->n + j, g->n, depth, columns, packedB);
      for (long i = rowFrom; i < rowTo; i += BLOCK_ROWS) {
        long rows = smaller(BLOCK_ROWS, rowTo - i);
        if (g->transposeA) pack_transposed_a(g->a + k * g->m + i, g->m, rows, depth, packedA);
        else pack_a(g->a + i * g->k + k, g->k, rows, depth, packedA);
        gemm_block(g, i, j, rows, columns, depth, packedA, packedB, k == 0);
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

/* As numbered in exp32.ts of @samebit/arithmetic. */
INLINE float exp32(float x) {
  const uint32_t rounderBits = 0x4b400000;
  const float rounder = 12582912.0f;
  float c = x < 89.0f ? x : 89.0f;
  c = c > -104.0f ? c : -104.0f;
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
  p = 1.0f + (h + (p - l));
  int32_t a = n >> 1;
  int32_t b = n - a;
  p = p * float_of((uint32_t)(a + 127) << 23);
  p = p * float_of((uint32_t)(b + 127) << 23);
  return x == x ? p : x;
}

/* As numbered in log32.ts of @samebit/arithmetic. */
INLINE float log32(float x) {
  int small = x < 0x1p-126f;
  float y = small ? x * 0x1p25f : x;
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
  v = x == INFINITY ? x : v;
  v = x == 0.0f ? -INFINITY : v;
  v = x < 0.0f ? NAN : v;
  return x == x ? v : x;
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
  uint32_t words[PHILOX_WORDS];
  for (long start = from; start < to; start += PHILOX_WORDS) {
    draw_words((uint64_t)start / 4, t->page, t->key0, t->key1, words);
    const float *x = t->x + start;
    float *mask = t->mask + start, *y = t->y + start;
    long count = smaller(PHILOX_WORDS, to - start);
    INDEPENDENT for (long i = 0; i < count; i++) {
      mask[i] = words[i] <= t->lastKept ? t->keepFactor : 0;
      y[i] = x[i] * mask[i];
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
  for (long c = from; c < to; c++) mean[c] = mean[c] / count;
  for (long c = from; c < to; c++) variance[c] = 0;
  for (long r = 0; r < t->rows; r++) {
    const float *x = t->x + r * t->columns;
    for (long c = from; c < to; c++) {
      float d = x[c] - mean[c];
      variance[c] = variance[c] + d * d;
    }
  }
  for (long c = from; c < to; c++) {
    variance[c] = variance[c] / count;
    inverse[c] = 1.0f / sqrtf(variance[c] + t->epsilon);
  }
  for (long r = 0; r < t->rows; r++) {
    const float *x = t->x + r * t->columns;
    float *restrict normalized = t->normalized + r * t->columns, *restrict y = t->y + r * t->columns;
    for (long c = from; c < to; c++) {
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

/* ---- losses ----------------------------------------------------------------------------------- */

/* The lane sum of l − (scores[j] − top). */
static float sum_of_distances(const float *scores, float top, float l, long classes) {
  Lanes sum = {0};
  for (long start = 0; start < classes; start += 16) {
    float distances[16];
    long count = smaller(16, classes - start);
    for (long j = 0; j < count; j++) distances[j] = l - (scores[start + j] - top);
    add_lanes(&sum, distances, count);
  }
  return total_of(&sum);
}

/* smoothed: whether there is a second term; onOwn = 1 − s, onAll = s / C, target = onOwn + onAll. */
void samebit_softmaxCrossEntropy(const float *scores, const uint8_t *labels, int smoothed,
                                 float onOwn, float onAll, float target, float *losses,
                                 float *scoresGrad, uint32_t rows, uint32_t classes) {
  const float count = (float)rows;
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

void samebit_hinge(const float *scores, const uint8_t *labels, float *losses, float *scoresGrad,
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

/* ---- opening and closing ---------------------------------------------------------------------- */

/* What the compiler was told about this CPU must still be true of it. Uses no vectors itself. */
int samebit_supported(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
#ifdef __AVX512F__
  if (!__builtin_cpu_supports("avx512f")) return 0;
#endif
#ifdef __AVX512VL__
  if (!__builtin_cpu_supports("avx512vl")) return 0;
#endif
#ifdef __AVX2__
  if (!__builtin_cpu_supports("avx2")) return 0;
#endif
#ifdef __AVX__
  if (!__builtin_cpu_supports("avx")) return 0;
#endif
#endif
  return 1;
}

/* How far `buffer` lies behind a multiple of 64 bytes. */
uint32_t samebit_misalignment(const void *buffer) { return (uint32_t)((uintptr_t)buffer % 64); }

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
  team->memory = malloc(((size_t)threads * SCRATCH + 16) * sizeof(float));
  int failed = threads < 1 || threads > MAX_THREADS || !team->memory;
  float *scratch = team->memory + (64 - samebit_misalignment(team->memory)) / sizeof(float);
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
