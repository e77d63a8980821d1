/**
 * What objects at a NATS server can have a coordinator hold in memory.
 */
import { assert, assertEquals } from "@std/assert";
import { formatRecord, type JsonObject } from "@samebit/runlog";
import { CONTRACT } from "@samebit/solver";
import { processesNaming, readProc } from "../faults/processes.ts";
import { startSweep } from "./engine_sweep.ts";
import { natsEngine } from "./nats_workers.ts";
import { isLeftOut, isLong } from "./programs.ts";
import { createQueuedSweep } from "./queued_sweep.ts";

const ignore = isLong("nats_memory_test") || isLeftOut("nats_memory_test", "nats-server");

const MIB = 2 ** 20;

/** The size of each object. */
const OBJECT_MIB = 200;

/** What a coordinator holds beside: the runtime, its programs, and what is on its way. */
const BESIDE_MIB = 250;

Deno.test({
  name: "createNatsEngine holds one large object at a time, however many are claimed",
  ignore,
  async fn() {
    await using sweep = await createQueuedSweep();
    const { server, queue, planned, out } = sweep;
    const going = startSweep(natsEngine(server.address, out), planned, out);
    await queue.holds(4);
    const [coordinator] = processesNaming(new URL(server.address).host, "coordinator_program.ts");
    const weights = new Uint8Array(OBJECT_MIB * MIB);
    let peakMib = 0;
    const look = setInterval(() => {
      const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readProc(`${coordinator}/status`) ?? "") ?? [];
      peakMib = Math.max(peakMib, Number(kilobytes ?? 0) / 1024);
    }, 10);
    await Promise.all(planned.runs.map(({ identity, dataHash, plan }) => {
      const record = formatRecord({
        identity,
        contract: CONTRACT,
        dataHash,
        plan: plan as unknown as JsonObject,
        warnings: [],
      });
      const files = { "run.json": record, "weights-final.safetensors": weights };
      return queue.claim(identity, { files });
    }));
    assertEquals((await going.ended).failed.length, 4);
    clearInterval(look);
    console.log(`coordinator: ${Math.round(peakMib)} MiB at most, 4 objects of ${OBJECT_MIB} MiB`);
    assert(peakMib > OBJECT_MIB, "it was not looked at");
    assert(peakMib < OBJECT_MIB + BESIDE_MIB, `${peakMib} MiB`);
  },
});
