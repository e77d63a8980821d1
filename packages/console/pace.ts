/**
 * How far a sweep is and how long the rest will take, in steps. For resumed runs, only the new
 * steps count towards the pace.
 *
 * @module
 */
import type { RunProgress } from "@samebit/engines";

/** Before this many seconds an estimate of the remaining time is useless. */
const FIRST_GUESS_SECONDS = 2;

/** A run in progress: the steps of its first and last report. */
interface Running {
  from: number;
  step: number;
  totalSteps: number;
}

/** Counts the steps of a sweep. */
export class Pace<Job> {
  /** Runs that have ended. */
  ended = 0;
  readonly #runs: number;
  readonly #steps: number;
  readonly #clock: () => number;
  readonly #begun: number;
  readonly #running = new Map<Job, Running>();
  #endedSteps = 0;
  #madeSteps = 0;

  /**
   * @param runs The number of runs to make.
   * @param steps The steps of all of them.
   * @param clock Seconds of a monotonic clock.
   */
  constructor(runs: number, steps: number, clock: () => number) {
    this.#runs = runs;
    this.#steps = steps;
    this.#clock = clock;
    this.#begun = clock();
  }

  /** Reports how far a run is. */
  advance(job: Job, { step, totalSteps }: RunProgress): void {
    const from = this.#running.get(job)?.from ?? step;
    this.#running.set(job, { from, step, totalSteps });
  }

  /**
   * Reports that a run has ended, or is left for later; one without reports counts like the others.
   */
  end(job: Job, how: "finished" | "failed" | "paused"): void {
    const unheard = { from: 0, step: 0, totalSteps: this.#steps / Math.max(1, this.#runs) };
    const { from, step, totalSteps } = this.#running.get(job) ?? unheard;
    const reached = how === "finished" ? Math.max(step, totalSteps) : step;
    this.#running.delete(job);
    this.#endedSteps += reached;
    this.#madeSteps += reached - from;
    if (how !== "paused") this.ended++;
  }

  /** The number of steps done, at most all. */
  done(): number {
    return Math.min(this.#steps, this.#endedSteps + this.#sum(({ step }) => step));
  }

  /** The remaining seconds at this pace; undefined as long as it is unknown. */
  secondsLeft(): number | undefined {
    const seconds = this.#clock() - this.#begun;
    const made = this.#madeSteps + this.#sum(({ from, step }) => step - from);
    if (seconds < FIRST_GUESS_SECONDS || made === 0) return undefined;
    return (this.#steps - this.done()) * seconds / made;
  }

  #sum(of: (run: Running) => number): number {
    return [...this.#running.values()].reduce((total, run) => total + of(run), 0);
  }
}
