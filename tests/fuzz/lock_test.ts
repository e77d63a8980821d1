/**
 * The reader of locks.
 */
import { formatLock, parseLock } from "@samebit/locks";
import type { Json } from "@samebit/runlog";
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { sampleLock } from "../../packages/locks/lock/sample_lock.ts";
import { fuzz, readOrRefuse, SOURCE } from "./fuzzing.ts";
import { anyJson, damagedJson, damagedText } from "./mutations.ts";

const RIGHT = formatLock(sampleLock());

/** What is accepted is written as it was read, but for order and blanks. */
async function judge(text: string): Promise<void> {
  const lock = await readOrRefuse(() => parseLock(text, SOURCE));
  if (lock === undefined) return;
  const again = formatLock(lock);
  assertEquals(formatLock(parseLock(again, SOURCE)), again);
  assert(!/\p{Cc}/u.test(again.replaceAll("\n", "")), "a terminal obeys what stands in it");
}

fuzz(
  "parseLock refuses a changed text with a clear error, or reads what it writes again",
  fc.oneof(damagedText([RIGHT]), fc.string({ unit: "binary" })),
  judge,
);

fuzz(
  "parseLock refuses changed values with a clear error, or reads what it writes again",
  fc.oneof(damagedJson([JSON.parse(RIGHT) as Json]), anyJson),
  (value) => judge(JSON.stringify(value)),
);

fuzz(
  "parseLock gives back every lock that was written",
  fc.uniqueArray(fc.tuple(fc.stringMatching(/^[ -~]{1,20}$/), fc.nat()), {
    selector: ([label, seed]) => `${label} ${seed}`,
    maxLength: 6,
  }),
  (names) => {
    const [run] = sampleLock().runs;
    const runs = names.map(([label, seed], at) => ({
      ...run!,
      label,
      seed,
      identity: String(at).padStart(64, "0"),
    }));
    const text = formatLock({ ...sampleLock(), runs });
    assertEquals(formatLock(parseLock(text, SOURCE)), text);
    assertEquals(parseLock(text, SOURCE).runs.length, runs.length);
  },
);
