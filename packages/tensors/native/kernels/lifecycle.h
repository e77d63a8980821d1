/* Opening and closing. */

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

/* Floats of a thread's scratch memory, a multiple of 16. */
enum {
  SCRATCH = ((int)CONVOLUTION_SCRATCH > (int)PRODUCT_SCRATCH ? CONVOLUTION_SCRATCH : PRODUCT_SCRATCH) / 16 * 16 + 16
};

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
