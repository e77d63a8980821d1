import { assert, assertEquals } from "@std/assert";
import { didYouMean, quote } from "@samebit/input";
import { faultsOfProse, metricsInProse, numbersSet, parseProse } from "./references.ts";

const KNOWN = {
  variants: ["sgd", "adam", "adam, 0.5"],
  task: "classification" as const,
  settings: numbersSet({
    title: "9.75 of ten",
    base: { optimizer: { learningRate: 1e-3 }, epochs: 10 },
    claims: [{ says: "over 0.123", than: 0.95 }],
    compare: { optimizer: { "adam, 0.5": {} } },
  }),
  faultOf: (metric: string) => metric === "deadUnits" ? "is not measured" : undefined,
  didYouMean,
  quote,
};

function faults(text: string): string[] {
  return faultsOfProse(text, KNOWN);
}

Deno.test("parseProse finds the label of a variant behind `of`, commas and all", () => {
  assertEquals(parseProse("{{interval testAccuracy of adam, 0.5}}!"), [
    {
      written: "{{interval testAccuracy of adam, 0.5}}",
      reference: { show: "interval", metric: "testAccuracy", of: "adam, 0.5" },
    },
    "!",
  ]);
  const target = "{{mean stepsTo(trainAccuracy, 0.9) of adam}}";
  assertEquals(parseProse(target), [{
    written: target,
    reference: { show: "mean", metric: "stepsTo(trainAccuracy, 0.9)", of: "adam" },
  }]);
  assertEquals(faults(target), []);
  assertEquals(parseProse("one { brace } is text"), ["one { brace } is text"]);
  for (const none of ["{{}}", "{{adam}}", "{{most trainLoss of adam}}", "{{trainLoss of", "}}"]) {
    assertEquals(parseProse(`a ${none}`), ["a ", { written: none }]);
  }
});

Deno.test("metricsInProse names what questions, answers and claims refer to", () => {
  const says = "{{deadUnits of a}}";
  const claims = [{ says, metric: "trainLoss", lower: "a", than: 1 } as const];
  const record = { question: "?", expectation: "", answer: "{{n trainLoss of a}} {{no}}", claims };
  assertEquals(metricsInProse(record), ["trainLoss", "deadUnits"]);
});

Deno.test("faultsOfProse says where a reference leads nowhere, and what was meant", () => {
  assertEquals(faults("{{testAccuracy of adam}} {{all trainLoss of sgd minus adam}}"), []);
  assertEquals(faults("{{testAcuracy of adam}} {{trainLoss of adamm}}"), [
    '"{{testAcuracy of adam}}": unknown metric "testAcuracy", did you mean "testAccuracy"?',
    '"{{trainLoss of adamm}}": unknown variant "adamm", did you mean "adam"?',
  ]);
  assertEquals(faults("{{trainLoss of adam minus adam}} {{deadUnits of adam}} {{it}}"), [
    '"{{trainLoss of adam minus adam}}": subtracts "adam" from itself',
    '"{{deadUnits of adam}}": is not measured',
    '"{{it}}" is not a reference; wanted such as "{{trainLoss of sgd}}"',
  ]);
});

Deno.test("faultsOfProse cuts what is long, whoever wrote it", () => {
  const long = "x".repeat(400);
  const variants = [long, `${long}y`];
  const texts = [
    `{{trainLoss of ${"z".repeat(400)}}}`,
    `{{${long} of ${long}}}`,
    `{{trainLoss of ${long} minus ${long}}}`,
    `{{${long}}}`,
    `{{n trainLoss of ${long}}} 0.${"1".repeat(1000)}`,
  ];
  for (const text of texts) {
    const [fault, ...others] = faultsOfProse(text, { ...KNOWN, variants });
    assertEquals(others, []);
    assert(fault!.length < 400, fault);
  }
});

Deno.test("faultsOfProse refuses results typed by hand beside a reference, and in any answer", () => {
  const bound = "{{n trainLoss of adam}}";
  const typed = (text: string) => faults(text).map((fault) => fault.split(" is typed")[0]);
  assertEquals(typed(`${bound} 0.962, 97 %, 1.2e-3; 9.75, 0.123`), [
    '"0.962"',
    '"97 %"',
    '"1.2e-3"',
    '"9.75"',
    '"0.123"',
  ]);
  // Whole numbers count things, and what the experiment sets is no result.
  assertEquals(faults(`${bound} 5 layers, 10 epochs, a rate of 0.001, 95 %, 0.5`), []);
  assertEquals(faults("no reference, so 0.962 is the reader's to believe"), []);
  assertEquals(faultsOfProse("0.962", KNOWN, true), [
    '"0.962" is typed by hand, and nothing checks it; ' +
    'write it as a reference, such as "{{trainLoss of sgd}}", or leave it out',
  ]);
});
