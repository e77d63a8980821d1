/**
 * An abort in the middle of what a coordinator does at a server.
 */
import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { parseNatsAddress } from "@samebit/nats";
import { coordinate } from "../../packages/nats/coordinator.ts";
import { createExchange } from "../../packages/nats/exchange.ts";
import { type Link, openLink } from "../../packages/nats/link.ts";
import { TIMING } from "./nats_workers.ts";
import { isLeftOut } from "./programs.ts";
import { createQueuedSweep } from "./queued_sweep.ts";

const ignore = isLeftOut("nats_abort_test", "nats-server");

Deno.test({
  name: "coordinate takes a plan back that was on its way into the queue at an abort",
  ignore,
  async fn() {
    await using sweep = await createQueuedSweep({ seeds: [1] });
    const { place, server, queue, planned: { runs } } = sweep;
    const jobs = runs.map(({ identity, plan }) => ({
      identity,
      plan,
      folder: join(place.path, "none"),
    }));
    await using open = await openLink(parseNatsAddress(server.address), TIMING, () => {});
    const ending = new AbortController();
    let published = 0;
    const publish: Link["client"]["publish"] = async (...message) => {
      ending.abort();
      // The coordinator has asked for the plan before, and is answered before.
      await open.manager.streams.getMessage(open.names.plans, { last_by_subj: message[0] });
      published++;
      return await open.client.publish(...message);
    };
    const client = new Proxy(open.client, {
      get: (given, name) => name === "publish" ? publish : Reflect.get(given, name),
    });
    await coordinate({
      exchange: createExchange({ ...open, client }, TIMING),
      timing: TIMING,
      window: 10,
      more: (count) => Promise.resolve(jobs.splice(0, count).map((job, index) => ({ index, job }))),
      keepGoing: true,
      retries: 0,
      signal: ending.signal,
      onEvent: () => {},
    });
    assertEquals(published > 0, true);
    assertEquals(await queue.plans(), 0);
  },
});
