/** The processes of Linux, according to /proc. Not for anything but tests. */

/** Why the worker processes cannot be found on this system; undefined where they can. */
export const notOnLinux: string | undefined = Deno.build.os === "linux"
  ? undefined
  : "workers are found in /proc, which only Linux has";

/** The processes that a process has started, none where it is gone. */
export function childrenOf(pid: number): number[] {
  const children = (readProc(`${pid}/task/${pid}/children`) ?? "").split(" ");
  return children.map(Number).filter((child) => child > 0);
}

/** The worker processes of a process, none where it is gone. */
export function workersOf(pid: number): number[] {
  return childrenOf(pid).filter((child) => readProc(`${child}/cmdline`)?.includes("run_worker.ts"));
}

/** The processes whose command line has all these texts in it. */
export function processesNaming(...texts: string[]): number[] {
  const pids = [...Deno.readDirSync("/proc")].map(({ name }) => Number(name));
  return pids.filter((pid) => {
    const line = pid > 0 ? readProc(`${pid}/cmdline`) : undefined;
    return line !== undefined && texts.every((text) => line.includes(text));
  });
}

/** The TCP ports on which a process listens; none if it is gone. */
export function portsOf(pid: number): number[] {
  const sockets = new Set<string>();
  try {
    for (const { name } of Deno.readDirSync(`/proc/${pid}/fd`)) {
      try {
        sockets.add(
          /^socket:\[(\d+)\]$/.exec(Deno.readLinkSync(`/proc/${pid}/fd/${name}`))?.[1] ?? "",
        );
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return [];
  }
  const lines = ["tcp", "tcp6"].flatMap((table) =>
    readProc(`${pid}/net/${table}`)?.split("\n") ?? []
  );
  return lines.flatMap((line) => {
    const [, local, , state, , , , , , socket] = line.trim().split(/\s+/);
    const isListening = state === "0A" && socket !== undefined && sockets.has(socket);
    return isListening ? [parseInt(local!.split(":")[1]!, 16)] : [];
  });
}

/** Whether a process is gone, or has ended and nobody has asked how. */
export function isGone(pid: number): boolean {
  const state = readProc(`${pid}/stat`)?.split(") ").at(-1)?.[0];
  return state === undefined || state === "Z" || state === "X";
}

/** Kills a process, or by its negative number its group; false where it is gone already. */
export function killIfThere(pid: number): boolean {
  try {
    Deno.kill(pid, "SIGKILL");
    return true;
  } catch (error) {
    // It can end by itself between a look at it and the signal.
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** What /proc says about a process; undefined if it is gone. */
export function readProc(path: string): string | undefined {
  try {
    return Deno.readTextFileSync(`/proc/${path}`);
  } catch {
    // No such process, or one that ends just now.
    return undefined;
  }
}

/** Waits for something that other processes bring about. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000;
  while (!await isSo()) {
    if (performance.now() > end) throw new Error(`Waited a minute, and still not: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
