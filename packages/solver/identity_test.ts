import { assertEquals, assertMatch, assertNotEquals, assertThrows } from "@std/assert";
import { identityOf } from "./identity.ts";
import type { Plan } from "./plan.ts";
import { FULL, TINY } from "./testing_plans.ts";

const DATA = "0".repeat(64);

/** Every plan that differs from the given one in a single value, however deep. */
function* neighbours(value: unknown, path: string): Generator<[path: string, value: unknown]> {
  if (typeof value === "number") yield [path, value + 1];
  if (typeof value === "boolean") yield [path, !value];
  if (typeof value === "string") yield [path, `${value}x`];
  if (Array.isArray(value)) yield [path, [...value, 1]];
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    for (const [place, changed] of neighbours(inner, `${path}.${key}`)) {
      const copy = Array.isArray(value) ? [...value] : { ...value };
      (copy as Record<string, unknown>)[key] = changed;
      yield [place, copy];
    }
  }
}

/** The same value with the keys of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([key, inner]) => [key, reversed(inner)]));
}

Deno.test("identityOf is 64 hexadecimal digits, known for a known plan", () => {
  assertMatch(identityOf(TINY, DATA), /^[0-9a-f]{64}$/);
  assertEquals(
    identityOf(TINY, DATA),
    "f65e22f8f5dd32eaff171358eaa11f565743150d7dbecff77c0d9ec35cfefe5b",
  );
});

Deno.test("identityOf does not depend on the order of keys", () => {
  assertEquals(identityOf(reversed(FULL) as Plan, DATA), identityOf(FULL, DATA));
  assertEquals(identityOf(JSON.parse(JSON.stringify(FULL)), DATA), identityOf(FULL, DATA));
});

Deno.test("identityOf changes with every value of the plan and with the data", () => {
  const identities = new Map([[identityOf(FULL, DATA), "the plan itself"]]);
  for (const [path, changed] of neighbours(FULL, "plan")) {
    const identity = identityOf(changed as Plan, DATA);
    assertEquals(identities.get(identity), undefined, `${path} does not count`);
    identities.set(identity, path);
  }
  assertEquals(identities.size > 35, true);
  assertNotEquals(identityOf(FULL, "1".repeat(64)), identityOf(FULL, DATA));
});

Deno.test("identityOf refuses numbers that JSON cannot hold", () => {
  assertThrows(() => identityOf({ ...TINY, l2: NaN }, DATA), TypeError, "NaN is not allowed");
  assertThrows(
    () => identityOf({ ...TINY, l2: Infinity }, DATA),
    TypeError,
    "that JSON cannot express",
  );
});
