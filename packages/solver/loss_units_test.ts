/** The units of losses in logs are those of the loss functions that there are. */
import type { LossConfig } from "@samebit/losses";
import { LOSS_UNITS } from "@samebit/runlog";
import { assertEquals } from "@std/assert";

Deno.test("every loss has a unit, and nothing else has", () => {
  const units: Readonly<Record<LossConfig["kind"], string>> = LOSS_UNITS;
  const kinds: readonly LossConfig["kind"][] = Object.keys(
    LOSS_UNITS,
  ) as (keyof typeof LOSS_UNITS)[];
  assertEquals(kinds.map((kind) => units[kind]), ["nats", "", "", "", "", "nats"]);
});
