/** Every schedule at stated points; a schedule without points does not compile. */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { learningRateAt, SCHEDULE_DEFAULTS, type ScheduleConfig } from "./registry.ts";

type Kind = ScheduleConfig["kind"];

const STEPS_PER_EPOCH = 10;
const TOTAL_STEPS = 100;

function rateAt(schedule: ScheduleConfig, step: number): number {
  const epoch = 1 + Math.floor((step - 1) / STEPS_PER_EPOCH);
  return learningRateAt(schedule, 0.8, { step, epoch, totalSteps: TOTAL_STEPS });
}

interface Points {
  readonly schedule: ScheduleConfig;
  readonly rates: Readonly<Record<number, number>>;
}

const POINTS: { readonly [K in Kind]: Points } = {
  "constant": {
    schedule: SCHEDULE_DEFAULTS.constant,
    rates: { 1: 0.8, 50: 0.8, 100: 0.8 },
  },
  "step-decay": {
    schedule: { kind: "step-decay", every: 3, factor: 0.5, warmupSteps: 0 },
    rates: { 1: 0.8, 30: 0.8, 31: 0.4, 60: 0.4, 61: 0.2, 100: 0.1 },
  },
  "epoch-decay": {
    schedule: { kind: "epoch-decay", factor: 0.5, warmupSteps: 0 },
    rates: { 1: 0.8, 10: 0.8, 11: 0.4, 20: 0.4, 21: 0.2, 91: 0.8 / 512 },
  },
  "cosine": {
    schedule: { kind: "cosine", finalFactor: 0.5, warmupSteps: 0 },
    rates: { 1: 0.8, 51: 0.6, 101: 0.4, 26: 0.6 + 0.2 * Math.SQRT1_2 },
  },
};

const KINDS = Object.keys(POINTS) as Kind[];

for (const kind of KINDS) {
  const { schedule, rates } = POINTS[kind];

  Deno.test(`learningRateAt of ${kind} has the stated rates`, () => {
    for (const [step, rate] of Object.entries(rates)) {
      assertAlmostEquals(rateAt(schedule, Number(step)), rate, 1e-15);
    }
  });

  Deno.test(`learningRateAt of ${kind} never grows without a warm-up, and never reaches 0`, () => {
    for (let step = 2; step <= TOTAL_STEPS; step++) {
      const rate = rateAt(schedule, step);
      assert(rate > 0 && rate <= rateAt(schedule, step - 1));
    }
  });

  Deno.test(`learningRateAt of ${kind} grows linearly over its warm-up`, () => {
    const warm = { ...schedule, warmupSteps: 4 };
    const rates = [1, 2, 3, 4, 5].map((step) => rateAt(warm, step));
    assertEquals(rates, [0.8 * 0.25, 0.8 * 0.5, 0.8 * 0.75, 0.8, 0.8]);
  });
}

Deno.test("learningRateAt of cosine comes down over the steps after the warm-up", () => {
  const schedule = { kind: "cosine", finalFactor: 0, warmupSteps: 20 } as const;
  assertAlmostEquals(rateAt(schedule, 61), 0.4, 1e-15);
  assertAlmostEquals(rateAt(schedule, 101), 0, 1e-15);
});

Deno.test("learningRateAt stays finite where the warm-up takes the whole run", () => {
  const schedule = { kind: "cosine", finalFactor: 0, warmupSteps: TOTAL_STEPS } as const;
  assertEquals(rateAt(schedule, TOTAL_STEPS), 0.8);
});

Deno.test("learningRateAt names the field that is out of range", () => {
  const { cosine } = SCHEDULE_DEFAULTS;
  const cases: readonly [ScheduleConfig, string][] = [
    [
      { ...cosine, warmupSteps: -1 },
      "cosine: warmupSteps cannot be -1; wanted a whole number from 0",
    ],
    [{ ...cosine, finalFactor: 2 }, "finalFactor cannot be 2; wanted a number from 0 to 1"],
    [
      { ...SCHEDULE_DEFAULTS["step-decay"], every: 0 },
      "every cannot be 0; wanted a whole number from 1",
    ],
    [
      { ...SCHEDULE_DEFAULTS["epoch-decay"], factor: 0 },
      "factor cannot be 0; wanted a number above 0 up to 1",
    ],
  ];
  for (const [schedule, problem] of cases) {
    assertThrows(() => rateAt(schedule, 1), RangeError, problem);
  }
});
