/*
 * The machine's own limit under the bit contract: multiplications and additions, separate, of
 * vectors as wide as the CPU has. Half of the chains multiply and half add, so that none waits for
 * another; every lane of every chain starts at its own number and is handed back, so that no
 * compiler can leave one out or find it in another.
 */
#include <stdint.h>

#if defined(__AVX512F__)
enum { LANES = 16, PAIRS = 12 };
#elif defined(__AVX__)
enum { LANES = 8, PAIRS = 7 };
#elif defined(__aarch64__)
enum { LANES = 4, PAIRS = 12 };
#else
enum { LANES = 4, PAIRS = 6 };
#endif

typedef float Vector __attribute__((vector_size(LANES * sizeof(float)), aligned(4), may_alias));

/*
 * `numbers` begins with a factor and a summand. Then come the lanes of the chains, first those that are
 * multiplied, then those to which is added, `steps` times. Returns how many operations that was.
 */
double samebit_chains(float *numbers, uint32_t steps) {
  Vector factor, summand, product[PAIRS], sum[PAIRS], *lanes = (Vector *)(numbers + 2);
  for (int i = 0; i < LANES; i++) factor[i] = numbers[0], summand[i] = numbers[1];
#pragma GCC unroll 32
  for (int p = 0; p < PAIRS; p++) product[p] = lanes[p], sum[p] = lanes[PAIRS + p];
  for (uint32_t step = 0; step < steps; step++) {
#pragma GCC unroll 32
    for (int p = 0; p < PAIRS; p++) product[p] = product[p] * factor, sum[p] = sum[p] + summand;
  }
#pragma GCC unroll 32
  for (int p = 0; p < PAIRS; p++) lanes[p] = product[p], lanes[PAIRS + p] = sum[p];
  return 2.0 * PAIRS * LANES * steps;
}
