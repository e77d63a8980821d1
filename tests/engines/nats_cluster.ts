/**
 * Three NATS servers that keep every stream together, on this machine. Not for anything but tests.
 */
import { join } from "node:path";
import { jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { until } from "../faults/processes.ts";
import { freePort, type NatsServer, startNatsServer } from "./nats_server.ts";

/** A cluster. */
export interface NatsCluster extends AsyncDisposable {
  /** The address of all its servers. */
  readonly address: string;
  /** Kills the server that leads a stream, for good. */
  killLeaderOf(stream: string): Promise<void>;
}

const NAMES = ["ada", "bob", "eve"];

/** Starts a cluster; `folder` is where it may write. */
export async function startNatsCluster(folder: string): Promise<NatsCluster> {
  const ports = NAMES.map(freePort);
  const routes = ports.map((port) => `"nats://127.0.0.1:${port}"`).join(", ");
  const servers = new Map<string, NatsServer>();
  for (const [at, name] of NAMES.entries()) {
    const place = join(folder, name);
    await Deno.mkdir(place);
    const own = `listen: "127.0.0.1:${ports[at]}", routes: [${routes}]`;
    const config = `server_name: ${name}\ncluster { name: samebit, ${own} }`;
    servers.set(name, await startNatsServer(place, config));
  }
  const hosts = [...servers.values()].map(({ address }) => address.replace("nats://", ""));
  await until("a cluster of three", () => keepsTogether(hosts));
  return {
    address: `nats://${hosts.join(",")}`,
    async killLeaderOf(stream) {
      const connection = await connect({ servers: hosts });
      const manager = await jetstreamManager(connection);
      const { cluster } = await manager.streams.info(stream);
      await connection.close();
      await servers.get(cluster!.leader!)!.kill();
    },
    async [Symbol.asyncDispose]() {
      for (const server of servers.values()) await server[Symbol.asyncDispose]();
    },
  };
}

/** Whether the servers have found one another, so that all three can keep a stream. */
async function keepsTogether(hosts: string[]): Promise<boolean> {
  const connection = await connect({ servers: hosts });
  try {
    const manager = await jetstreamManager(connection);
    await manager.streams.add({ name: "trial", num_replicas: hosts.length });
    return await manager.streams.delete("trial");
  } catch {
    return false;
  } finally {
    await connection.close();
  }
}
