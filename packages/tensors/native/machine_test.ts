import { assert, assertEquals, assertThrows } from "@std/assert";
import { currentMachine, nativeCacheFolder } from "./machine.ts";

function environment(variables: Record<string, string>): (name: string) => string | undefined {
  return (name) => variables[name];
}

Deno.test("nativeCacheFolder follows the custom of each system", () => {
  const home = { HOME: "/home/ada" };
  assertEquals(nativeCacheFolder("linux", environment(home)), "/home/ada/.cache/samebit");
  assertEquals(
    nativeCacheFolder("linux", environment({ ...home, XDG_CACHE_HOME: "/fast" })),
    "/fast/samebit",
  );
  assertEquals(nativeCacheFolder("darwin", environment(home)), "/home/ada/Library/Caches/samebit");
  const local = { LOCALAPPDATA: "D:\\Local" };
  assertEquals(
    nativeCacheFolder("windows", environment(local)),
    "D:\\Local\\samebit",
  );
});

Deno.test("nativeCacheFolder says which variable is missing", () => {
  assertThrows(
    () => nativeCacheFolder("linux", environment({})),
    TypeError,
    "HOME is not set; set it to a folder of yours",
  );
  assertThrows(
    () => nativeCacheFolder("windows", environment({ HOME: "/home/ada" })),
    TypeError,
    "LOCALAPPDATA is not set",
  );
});

Deno.test("currentMachine names the CPU", () => {
  const machine = currentMachine();
  assertEquals(machine.os, Deno.build.os);
  assert(machine.cpu.length > 0);
});
