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
  "one-cycle": {
    // 25 steps climb from 0.2 to 0.8; 75 fall to 0.4.
    schedule: {
      kind: "one-cycle",
      warmupSteps: 0,
      initialFactor: 0.25,
      peakShare: 0.25,
      finalFactor: 0.5,
    },
    rates: {
      1: 0.2,
      6: 0.32,
      25: 0.776,
      26: 0.8,
      27: 0.8 - 0.4 / 75,
      64: 0.5973333333333334,
      101: 0.4,
    },
  },
  "triangular": {
    // Four cycles of 25 steps from 0.2; the height of the peaks is 0.6, then 0.3, 0.15 and 0.075.
    schedule: {
      kind: "triangular",
      warmupSteps: 0,
      cycles: 4,
      lowFactor: 0.25,
      cycleFactor: 0.5,
    },
    rates: {
      1: 0.2,
      6: 0.44,
      13: 0.776,
      14: 0.776,
      21: 0.44,
      26: 0.2,
      31: 0.32,
      76: 0.2,
      81: 0.23,
    },
  },
};

/** Those that climb, whose learning rate is not the base from the start. */
const CLIMBING: readonly Kind[] = ["one-cycle", "triangular"];

const KINDS = Object.keys(POINTS) as Kind[];

for (const kind of KINDS) {
  const { schedule, rates } = POINTS[kind];
  const climbs = CLIMBING.includes(kind);

  Deno.test(`learningRateAt of ${kind} has the stated rates`, () => {
    for (const [step, rate] of Object.entries(rates)) {
      assertAlmostEquals(rateAt(schedule, Number(step)), rate, 1e-15);
    }
  });

  Deno.test(`learningRateAt of ${kind} is above 0 and at most the base`, () => {
    for (let step = 1; step <= TOTAL_STEPS; step++) {
      const rate = rateAt(schedule, step);
      assert(rate > 0 && rate <= 0.8);
    }
  });

  Deno.test(`learningRateAt of ${kind} ${climbs ? "climbs" : "never grows"} without a warm-up`, () => {
    const grown = Array.from({ length: TOTAL_STEPS - 1 }, (_, i) => i + 2)
      .filter((step) => rateAt(schedule, step) > rateAt(schedule, step - 1));
    assertEquals(grown.length > 0, climbs);
  });

  Deno.test(`learningRateAt of ${kind} grows linearly over its warm-up`, () => {
    const first = rateAt(schedule, 1);
    const warm = { ...schedule, warmupSteps: 4 };
    const rates = [1, 2, 3, 4, 5].map((step) => rateAt(warm, step));
    assertEquals(rates, [first * 0.25, first * 0.5, first * 0.75, first, first]);
  });
}

Deno.test("learningRateAt of cosine comes down over the steps after the warm-up", () => {
  const schedule = { kind: "cosine", finalFactor: 0, warmupSteps: 20 } as const;
  assertAlmostEquals(rateAt(schedule, 61), 0.4, 1e-15);
  assertAlmostEquals(rateAt(schedule, 101), 0, 1e-15);
});

Deno.test("learningRateAt of one-cycle and triangular begins its cycles after the warm-up", () => {
  const { "one-cycle": oneCycle, triangular } = SCHEDULE_DEFAULTS;
  // 80 steps are left: the peak of one cycle is after 24 of them, of four after 10, 30, 50 and 70.
  assertEquals(rateAt({ ...oneCycle, warmupSteps: 20 }, 45), 0.8);
  const warm = { ...triangular, warmupSteps: 20 };
  assertEquals([31, 51, 71, 91].map((step) => rateAt(warm, step)), [0.8, 0.8, 0.8, 0.8]);
  assertEquals([41, 61, 81].map((step) => rateAt(warm, step)), [0.2, 0.2, 0.2]);
});

Deno.test("learningRateAt of one-cycle falls from the start if it has no climb", () => {
  const schedule = { ...SCHEDULE_DEFAULTS["one-cycle"], peakShare: 0, finalFactor: 0 };
  assertEquals([1, 51].map((step) => rateAt(schedule, step)), [0.8, 0.4]);
});

Deno.test("learningRateAt stays finite if the warm-up takes the whole run", () => {
  const warmupSteps = TOTAL_STEPS;
  const rates = [
    rateAt({ kind: "cosine", finalFactor: 0, warmupSteps }, TOTAL_STEPS),
    rateAt({ ...SCHEDULE_DEFAULTS["one-cycle"], warmupSteps }, TOTAL_STEPS),
    rateAt({ ...SCHEDULE_DEFAULTS.triangular, warmupSteps }, TOTAL_STEPS),
  ];
  assertEquals(rates, [0.8, 0.8 * 0.04, 0.8 * 0.25]);
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
    [
      { ...SCHEDULE_DEFAULTS["one-cycle"], peakShare: 1 },
      "one-cycle: peakShare cannot be 1; wanted a number from 0 to below 1",
    ],
    [
      { ...SCHEDULE_DEFAULTS.triangular, cycles: 0.5 },
      "triangular: cycles cannot be 0.5; wanted a whole number from 1",
    ],
  ];
  for (const [schedule, problem] of cases) {
    assertThrows(() => rateAt(schedule, 1), RangeError, problem);
  }
});
