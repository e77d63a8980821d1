/* Sums. */

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
