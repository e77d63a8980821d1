/**
 * Whether a signal opens Deno's debugger, which every user of the machine could then use to run
 * anything as the user of the process. Not for anything but tests.
 */
import { assertEquals } from "@std/assert";
import { portsOf, until } from "../faults/processes.ts";

/**
 * Sends a signal to a process and checks that it listens on no port on which it did not before.
 *
 * Nothing tells that a debugger will not open any more. So another process is sent the signal that does
 * open one, afterwards, and is waited for.
 */
export async function assertNoDebugger(pid: number, signal: Deno.Signal): Promise<void> {
  const before = portsOf(pid);
  Deno.kill(pid, signal);
  await openDebugger();
  assertEquals(portsOf(pid), before.filter((port) => portsOf(pid).includes(port)), signal);
}

/** Has a process open its debugger, and ends it. */
export async function openDebugger(): Promise<void> {
  // Deno's own listener comes a while after the program's start; until then the signal ends it.
  const program =
    "Deno.addSignalListener('SIGUSR1', () => {}); console.log(1); setInterval(() => {}, 1000)";
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", `data:text/javascript,${encodeURIComponent(program)}`],
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  try {
    // It has begun.
    const reader = child.stdout.getReader();
    await reader.read();
    reader.releaseLock();
    await until("a debugger", () => {
      child.kill("SIGUSR1");
      return portsOf(child.pid).length > 0;
    });
  } finally {
    child.kill("SIGKILL");
    await child.output();
  }
}
