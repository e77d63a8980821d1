/* Transposing blocks of matrices. */

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
