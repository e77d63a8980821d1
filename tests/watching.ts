/**
 * What tests of `watch` share. Not for anything but tests.
 */

/** The address that a watching process prints when it listens. */
export async function addressOf(watching: Deno.ChildProcess): Promise<string> {
  let read = "";
  const decoder = new TextDecoder();
  for await (const chunk of watching.stdout.values({ preventCancel: true })) {
    read += decoder.decode(chunk, { stream: true });
    const [address] = /^http:\S+/.exec(read) ?? [];
    if (address !== undefined && read.includes("\n")) return address;
  }
  throw new Error(`Cannot find an address in ${JSON.stringify(read)}`);
}

/** Ends a process, unless it has ended, and takes what it still had to say. */
export async function end(process: Deno.ChildProcess): Promise<void> {
  try {
    process.kill("SIGKILL");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  await process.output();
}
