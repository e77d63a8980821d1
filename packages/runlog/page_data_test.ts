import { assertEquals } from "@std/assert";
import { lackOfPage } from "./page_data.ts";

Deno.test("lackOfPage names what a page lacks", () => {
  const dataset = { kind: "digits" };
  const model = { initialization: { kind: "scaled" } };
  assertEquals(lackOfPage({ dataset, model }), undefined);
  assertEquals(lackOfPage({ dataset: { kind: "cifar10" }, model }), "the data set cifar10");
  const from = { initialization: { kind: "from", file: "weights.safetensors" } };
  assertEquals(lackOfPage({ dataset, model: from }), "the weights in weights.safetensors");
  assertEquals(lackOfPage({ dataset, model, kinds: { "own-rule": "1f" } }), "the code of own-rule");
  assertEquals(lackOfPage({}), "the data set undefined");
});
