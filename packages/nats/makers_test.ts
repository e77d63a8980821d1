import { assertEquals } from "@std/assert";
import { withSender } from "./makers.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** What the environment says once it has come from eve. */
function environmentOf(...texts: string[]): unknown {
  const files = texts.map((text) => ({ name: "environment.json", bytes: bytesOf(text) }));
  const sent = withSender([{ name: "run.json", bytes: bytesOf("{}") }, ...files], "eve");
  assertEquals(sent.map(({ name }) => name), ["run.json", "environment.json"]);
  return JSON.parse(new TextDecoder().decode(sent[1]!.bytes));
}

Deno.test("withSender has the sender stand first, and whom the files name besides after him", () => {
  assertEquals(environmentOf('{"worker":"eve","deno":"2"}'), { worker: "eve", deno: "2" });
  assertEquals(environmentOf('{"worker":"ada","earlier":[{"worker":"bob"}]}'), {
    worker: "eve",
    earlier: [{ worker: "bob" }, { worker: "ada" }],
  });
});

Deno.test("withSender names the sender where the environment says nothing, or is none", () => {
  for (const texts of [[], ["{"], ["[]"], ["null"], [JSON.stringify("x".repeat(2 ** 19))]]) {
    assertEquals(environmentOf(...texts), { worker: "eve" });
  }
});
