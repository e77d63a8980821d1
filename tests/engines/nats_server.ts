/**
 * A NATS server with a folder of its own, which can be killed and started again. Not for anything
 * but tests.
 */
import { join } from "node:path";
import { until } from "../faults/processes.ts";

/** A server that keeps its streams in a folder. */
export interface NatsServer extends AsyncDisposable {
  /** Where it listens. */
  readonly address: string;
  /** Starts it again. */
  start(): Promise<void>;
  /** Kills it; its streams stay. */
  kill(): Promise<void>;
}

/**
 * Starts a server.
 *
 * @param folder Where it may write.
 * @param config What its configuration says beside the port and the folder.
 */
export async function startNatsServer(folder: string, config = ""): Promise<NatsServer> {
  const port = freePort();
  const file = join(folder, "nats.conf");
  await Deno.writeTextFile(
    file,
    `listen: "127.0.0.1:${port}"\njetstream { store_dir: "${join(folder, "nats")}" }\n${config}\n`,
  );
  let process: Deno.ChildProcess | undefined;
  const server: NatsServer = {
    address: `nats://127.0.0.1:${port}`,
    async start() {
      const log = join(folder, "nats.log");
      process = new Deno.Command("nats-server", {
        args: ["-c", file, "-l", log],
        stdin: "null",
        stdout: "null",
        stderr: "null",
      }).spawn();
      await until("a NATS server", () => isListening(port));
    },
    async kill() {
      process?.kill("SIGKILL");
      await process?.status;
      process = undefined;
    },
    [Symbol.asyncDispose]: () => server.kill(),
  };
  await server.start();
  return server;
}

/** A port on which nobody listens. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

async function isListening(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.ConnectionRefused) return false;
    throw error;
  }
}
