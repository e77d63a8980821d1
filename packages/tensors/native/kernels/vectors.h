/* Vectors, and what compilers are told of loops. */

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
