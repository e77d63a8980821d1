import { assertEquals } from "@std/assert";
import { paced } from "./paced.ts";

/** A maker that takes its time, on a clock that only the test moves. */
function slowMaker(tookMs = 1000) {
  const clock = { ms: 0 };
  let times = 0;
  const get = paced(() => {
    times++;
    clock.ms += tookMs;
    return Promise.resolve(times);
  }, () => clock.ms);
  return { clock, get };
}

Deno.test("paced computes again only after nine times what computing took", async () => {
  const { clock, get } = slowMaker();
  assertEquals(await get(), 1);
  clock.ms += 8999;
  assertEquals(await get(), 1);
  clock.ms += 1;
  assertEquals(await get(), 2);
});

Deno.test("paced computes once for all callers at the same time", async () => {
  const { get } = slowMaker();
  assertEquals(await Promise.all([get(), get(), get()]), [1, 1, 1]);
});

Deno.test("paced soon computes again what took no time", async () => {
  let [ms, times] = [0, 0];
  const get = paced(() => Promise.resolve(++times), () => ms);
  await get();
  ms += 499;
  assertEquals(await get(), 1);
  ms += 1;
  assertEquals(await get(), 2);
});

Deno.test("paced computes again after ten seconds at the latest", async () => {
  const { clock, get } = slowMaker(9000);
  assertEquals(await get(), 1);
  clock.ms += 9999;
  assertEquals(await get(), 1);
  clock.ms += 1;
  assertEquals(await get(), 2);
});
