import { assertEquals, assertThrows } from "@std/assert";
import { BadInput } from "@samebit/input";
import { isNatsAddress, parseNatsAddress, refuseClearPassword } from "./address.ts";

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

Deno.test("parseNatsAddress refuses what is not an address, and quotes it without its password", () => {
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

Deno.test("refuseClearPassword lets a password go to this machine alone, unless it is TLS", () => {
  const fine = [
    "nats://one",
    "tls://ada:pw@one",
    "nats://ada:pw@localhost",
    "nats://ada:pw@127.0.0.1:80,127.8.9.1,[::1]:5000/space",
  ];
  for (const text of fine) refuseClearPassword(parseNatsAddress(text));
  refuseClearPassword({ ...parseNatsAddress("nats://ada:pw@one"), tls: { ca: "ca.pem" } });
  const wrong = [
    ["nats://ada:pw@one", "one:4222"],
    ["nats://ada:pw@127.0.0.1,10.0.0.2", "10.0.0.2:4222"],
    ["nats://ada:pw@127.0.0.1.one.example", "127.0.0.1.one.example:4222"],
    ["nats://ada:pw@localhost.one.example", "localhost.one.example:4222"],
    ["nats://ada:pw@[::2]:1", "[::2]:1"],
  ];
  for (const [text, server] of wrong) {
    const { message } = assertThrows(() => refuseClearPassword(parseNatsAddress(text!)), BadInput);
    assertEquals(
      message,
      `--engine: would send the password of "ada" to ${server} in the clear; wanted tls:// instead ` +
        "of nats://, or --credentials FILE, by which no password is sent",
    );
  }
});
