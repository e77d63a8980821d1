import { assertEquals } from "@std/assert";
import { lossOf, titleWithUnit, unitOf } from "./loss_units.ts";

Deno.test("unitOf takes the unit of the runs' loss, and names all units if they differ", () => {
  assertEquals(unitOf("nats", ["softmax", "softmax"]), "nats");
  assertEquals(unitOf("nats", ["hinge", undefined]), "");
  assertEquals(unitOf("nats", ["softmax", "hinge"]), "softmax: nats, hinge: no unit");
  assertEquals(unitOf("nats", [undefined]), "nats");
  assertEquals(unitOf("nats", ["constructor"]), "");
  assertEquals(unitOf("s", ["hinge"]), "s");
});

Deno.test("lossOf reads the kind from a plan", () => {
  assertEquals(lossOf({ plan: { loss: { kind: "hinge" } } }), "hinge");
  assertEquals(lossOf({ plan: { loss: "softmax" } }), "softmax");
  assertEquals([lossOf({ plan: {} }), lossOf(undefined)], [undefined, undefined]);
});

Deno.test("titleWithUnit leaves out brackets without a unit", () => {
  assertEquals(titleWithUnit("Loss", "nats"), "Loss (nats)");
  assertEquals(titleWithUnit("Loss", ""), "Loss");
});
