import { assertEquals } from "@std/assert";
import { Flow } from "./flow.ts";

Deno.test("Flow reads so many messages and bytes a second, and says once that it reads no more", () => {
  const flow = new Flow();
  const many = Array.from({ length: 502 }, () => flow.take(10, 0));
  assertEquals(many.slice(0, 500).every((answer) => answer === "yes"), true);
  assertEquals(many.slice(500), ["last", "no"]);
  assertEquals([flow.take(2 ** 22, 1000), flow.take(1, 1500), flow.take(1, 2000)], [
    "yes",
    "no",
    "yes",
  ]);
});
