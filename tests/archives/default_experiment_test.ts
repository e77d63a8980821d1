/**
 * The archive of the default experiment: its size, and how long whoever gets it takes to verify it.
 * It makes all runs again and again, so it is done only where SAMEBIT_ARCHIVES is `all`, as in `.ci/run`.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { createWorkplace, ROOT } from "../command_line.ts";
import { enginesHere, publish, unpack, verifyIn } from "./published.ts";

/** What is promised. */
const MOST_BYTES = 6e6;
const MOST_SECONDS = 60;

/** The verdicts of its page, in the order of its claims. */
const WORDS = ["PASS", "inside the noise", "PASS", "FAIL", "PASS", "inside the noise", "PASS"];

const isFull = Deno.env.get("SAMEBIT_ARCHIVES") === "all";

Deno.test({
  name: "the default experiment has an archive of 6 MB that is verified in a minute",
  ignore: !isFull,
  async fn() {
    await using place = await createWorkplace();
    for (const end of [".ts", ".lock.json"]) {
      const name = `experiments/update-rules${end}`;
      await place.write(name, await Deno.readTextFile(join(ROOT, name)));
    }
    assertEquals((await place.run("experiment", "update-rules")).complaints, "");
    const path = await publish(place, "update-rules");
    const { size } = await Deno.stat(path);
    console.log(`${size} bytes`);
    assert(size <= MOST_BYTES, `${size} bytes`);
    const folder = await unpack(place, path, "unpacked");
    for (const engine of await enginesHere()) {
      const begin = performance.now();
      const { status, out } = await verifyIn(folder, engine);
      const seconds = (performance.now() - begin) / 1000;
      console.log(`${engine.name}: ${seconds.toFixed(1)} s`);
      assertEquals(status, 0, out);
      assertMatch(out, /15 of 15 runs the same, bit for bit/);
      const words = [...out.matchAll(/^(PASS|FAIL|inside the noise) /gm)].map(([, word]) => word);
      assertEquals(words, WORDS);
      assert(seconds <= MOST_SECONDS, `${engine.name} takes ${seconds} s`);
    }
  },
});
