/**
 * The buttons below claims that repeat every run on which the claim rests: each run is compared
 * with its record to the last bit, and then the claim is judged by the runs made here.
 */
import type { Claim } from "@samebit/runlog";
import type { Judged, MadeSide, RerunDifference, RerunMessage } from "@samebit/rerun";
import { sentenceOf } from "./again.ts";
import {
  faultOf,
  type Job,
  nameOfKernels,
  type Program,
  showSeconds,
  type Waiting,
} from "./program.ts";

/** What a page says about a claim that can be verified. */
interface Verifiable {
  /** The claim. */
  readonly claim: Claim;
  /** What the page says about it. */
  readonly verdict: string;
  /** The runs of the variant it is about, and of the one it is compared with. */
  readonly sides: readonly (readonly (Waiting & { readonly seed: number })[])[];
}

/** The results of the runs of a claim so far. */
interface Made {
  readonly sides: MadeSide[number][][];
  runs: number;
  equal: number;
  kernels: string;
  parted?: { readonly name: string; readonly difference: RerunDifference };
}

/** A verification under way. */
interface Going {
  job?: Job | undefined;
  stopped: boolean;
}

/** The verifications of a page. */
export class Verifier {
  /** Those in progress, by the element in which each is shown. */
  private readonly going = new Map<Element, Going>();

  constructor(private readonly program: Program) {}

  /** Verifies the claim above a button, or stops the verification. */
  async press(button: HTMLElement): Promise<void> {
    const box = button.closest<HTMLElement>(".verify")!;
    const before = this.going.get(box);
    if (before) {
      before.stopped = true;
      before.job?.stop();
      this.going.delete(box);
      button.textContent = LABEL;
      return show(box, "stopped", "Stopped.");
    }
    const state: Going = { stopped: false };
    this.going.set(box, state);
    button.textContent = "Stop";
    try {
      await verify(box, state, this.program);
    } catch (error) {
      if (!state.stopped) show(box, "failed", faultOf(error));
    }
    if (this.going.get(box) !== state) return;
    this.going.delete(box);
    button.textContent = LABEL;
  }
}

const LABEL = "Verify this claim";

async function verify(box: HTMLElement, state: Going, program: Program): Promise<void> {
  const asked = JSON.parse(box.querySelector("script")!.textContent) as Verifiable;
  const all = asked.sides.flat().length;
  const made: Made = { sides: asked.sides.map(() => []), runs: 0, equal: 0, kernels: "" };
  const began = performance.now();
  const { claim } = asked;
  const { metric } = claim;
  for (const [side, runs] of asked.sides.entries()) {
    for (const run of runs) {
      show(box, "busy", `Repeating run ${made.runs + 1} of ${all} …`);
      const recorded = await program.bringRecord(run);
      if (state.stopped) return;
      const task = { kind: "rerun", recorded, metric } as const;
      const last = await ask(state, (hear) => program.start(task, hear), made);
      if (state.stopped) return;
      if (last.kind !== "done") return show(box, "failed", reasonOf(last));
      made.runs++;
      made.equal += last.verdict.equal;
      const { difference } = last.verdict;
      if (difference && !made.parted) made.parted = { name: run.name, difference };
      made.sides[side]!.push([run.seed, last.measured]);
    }
  }
  const task = { kind: "judge", claim, sides: made.sides } as const;
  const last = await ask(state, (hear) => program.start(task, hear), made);
  if (state.stopped) return;
  if (last.kind !== "judged") return show(box, "failed", reasonOf(last));
  const time = showSeconds((performance.now() - began) / 1000);
  const passes = !made.parted && last.judged.verdict === asked.verdict;
  show(box, passes ? "same" : "parted", conclude(asked, made, last.judged, passes, time));
}

function conclude(
  { verdict }: Verifiable,
  made: Made,
  judged: Judged,
  passes: boolean,
  time: string,
): string {
  const numbers = judged.evidence === "" ? "" : ` (${judged.evidence})`;
  const here = `repeated ${made.kernels} in ${time}`;
  if (passes) {
    return `PASS: ${judged.verdict}${numbers}, from ${made.runs} runs ${here}; all ` +
      `${made.equal.toLocaleString("en")} numbers are identical to the record.`;
  }
  const says = judged.verdict === verdict
    ? `the verdict is still ${verdict}`
    : `the verdict is ${judged.verdict}, the page says ${verdict}`;
  const parted = made.parted ? ` ${made.parted.name}: ${sentenceOf(made.parted.difference)}` : "";
  return `FAIL: from ${made.runs} runs ${here}, ${says}${numbers}.${parted}`;
}

function reasonOf(message: RerunMessage): string {
  return message.kind === "failed"
    ? `${message.reason}.`
    : `The worker ended with ${message.kind}.`;
}

/** Starts a job and waits for the last that it tells. */
function ask(
  state: Going,
  start: (hear: (message: RerunMessage) => void) => Job,
  made: Made,
): Promise<RerunMessage> {
  return new Promise((resolve) => {
    const job = start((message) => {
      if (message.kind === "begun") made.kernels = nameOfKernels(message);
      if (!["done", "judged", "failed"].includes(message.kind)) return;
      job.stop();
      resolve(message);
    });
    state.job = job;
  });
}

function show(box: HTMLElement, state: string, text: string): void {
  box.dataset["state"] = state;
  box.querySelector(".again-verdict")!.textContent = text;
}

/** Shows the buttons, which are hidden in the page. */
export function showVerify(): void {
  for (const box of document.querySelectorAll<HTMLElement>(".verify")) box.hidden = false;
}
