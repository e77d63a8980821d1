/* Threads. */

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
