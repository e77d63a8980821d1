import { assertEquals } from "@std/assert";
import { withSender } from "./senders.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** What the environment says once it has come from eve. */
function environmentOf(...texts: string[]): unknown {
  const files = texts.map((text) => ({ name: "environment.json", bytes: bytesOf(text) }));
  const sent = withSender([{ name: "run.json", bytes: bytesOf("{}") }, ...files], "eve");
  assertEquals(sent.map(({ name }) => name), ["run.json", "environment.json"]);
  return JSON.parse(new TextDecoder().decode(sent[1]!.bytes));
}

Deno.test("withSender puts the sender first, and others that the files name after it", () => {
  assertEquals(environmentOf('{"worker":"eve","deno":"2"}'), { worker: "eve", deno: "2" });
  assertEquals(environmentOf('{"worker":"ada","earlier":[{"worker":"bob"}]}'), {
    worker: "eve",
    earlier: [{ worker: "bob" }, { worker: "ada" }],
  });
});

Deno.test("withSender names the sender if the environment is silent or invalid", () => {
  for (const texts of [[], ["{"], ["[]"], ["null"], [JSON.stringify("x".repeat(2 ** 19))]]) {
    assertEquals(environmentOf(...texts), { worker: "eve" });
  }
});
