/*
 * The machine's own limit under the bit contract: multiplications and additions, separate, of
 * vectors as wide as the CPU has, in as many independent chains as keep every unit busy.
 */
#include <stdint.h>

#if defined(__AVX512F__)
enum { LANES = 16, CHAINS = 24 };
#elif defined(__AVX__)
enum { LANES = 8, CHAINS = 12 };
#elif defined(__aarch64__)
enum { LANES = 4, CHAINS = 24 };
#else
enum { LANES = 4, CHAINS = 12 };
#endif

typedef float Vector __attribute__((vector_size(LANES * sizeof(float))));

/* Runs all chains a = a·x + y for so many steps; returns how many of both operations that was. */
double samebit_chains(float *numbers, uint32_t steps) {
  Vector x, y, a[CHAINS];
  for (int i = 0; i < LANES; i++) x[i] = numbers[0], y[i] = numbers[1];
#pragma GCC unroll 32
  for (int c = 0; c < CHAINS; c++) a[c] = y;
  for (uint32_t step = 0; step < steps; step++) {
#pragma GCC unroll 32
    for (int c = 0; c < CHAINS; c++) a[c] = a[c] * x + y;
  }
  for (int c = 0; c < CHAINS; c++) numbers[2] += a[c][0];
  return 2.0 * CHAINS * LANES * steps;
}
