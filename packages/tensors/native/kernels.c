/*
 * The kernels of the contract (../kernels.ts) in C11 with GCC's vector extensions, in float32. One
 * source for x86-64 and arm64: what differs is the width of a vector and the size of a tile.
 *
 * The one idea: every result is a fixed tree of IEEE-754 operations, so vectors may be as wide and
 * tiles as large as the CPU likes, and threads may share rows or columns, without changing a bit.
 * This holds only with -ffp-contract=off and without -ffast-math.
 *
 * This file and its parts in kernels/ are one compilation unit: a part uses what stands before it.
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

#include "kernels/vectors.h"
#include "kernels/team.h"
#include "kernels/sums.h"
#include "kernels/tiles.h"
#include "kernels/transpose.h"
#include "kernels/gemm.h"
#include "kernels/chains.h"
#include "kernels/windows.h"
#include "kernels/convolution.h"
#include "kernels/convolution_by_weights.h"
#include "kernels/pooling.h"
#include "kernels/elementary.h"
#include "kernels/elementwise.h"
#include "kernels/minibatch.h"
#include "kernels/dropout.h"
#include "kernels/normalization.h"
#include "kernels/image_normalization.h"
#include "kernels/losses.h"
#include "kernels/update_rules.h"
#include "kernels/activations.h"
#include "kernels/lifecycle.h"
