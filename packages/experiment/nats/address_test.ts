import { assertEquals, assertThrows } from "@std/assert";
import { BadInput } from "../bad_input.ts";
import { isNatsAddress, parseNatsAddress } from "./address.ts";

Deno.test("parseNatsAddress reads hosts, ports, a space, and a user", () => {
  assertEquals(parseNatsAddress("nats://one"), {
    servers: ["one:4222"],
    space: "samebit",
    requiresTls: false,
  });
  assertEquals(parseNatsAddress("tls://ada:p%40ss@one:80,[::1]:5000/course-7"), {
    servers: ["one:80", "[::1]:5000"],
    space: "course-7",
    requiresTls: true,
    user: { name: "ada", password: "p@ss" },
  });
  assertEquals(parseNatsAddress("nats://ada:p:w@one").user, { name: "ada", password: "p:w" });
});

Deno.test("parseNatsAddress refuses what is no address, and says it without its password", () => {
  const wrong = [
    "nats://",
    "nats://a/b/c",
    "nats://a:x",
    "nats://:pw@a",
    "nats://ada@a",
    "nats://a?b",
    "nats://ada:pw%@a",
    "nats://ada:pw/pw@a",
    "nats://ada:pw@pw@a",
  ];
  for (const text of wrong) {
    const { message } = assertThrows(() => parseNatsAddress(text), BadInput, "--engine: cannot be");
    assertEquals(message.includes("pw"), false);
  }
});

Deno.test("isNatsAddress knows an address by its scheme", () => {
  assertEquals(["nats://a", "tls://a", "slurm", "local", "http://a"].map(isNatsAddress), [
    true,
    true,
    false,
    false,
    false,
  ]);
});
