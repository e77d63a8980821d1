/**
 * `--open`: shows a page in the user's browser, with the system's program for it.
 *
 * @module
 */
import { pathToFileURL } from "node:url";
import { NO_LOADER_VARIABLES } from "@samebit/sandbox";
import type { Flag, Terminal } from "@samebit/terminal";

/** The flag of commands that write pages. */
export const OPEN: Flag = { about: "open the page in the browser" };

/** What opens a file or an address, by system; any other is assumed to be a Linux desktop. */
const OPENERS: Readonly<Record<string, string>> = { darwin: "open", windows: "explorer" };

/** Some openers end only with the browser; the command waits no longer than this. */
const MOST_MILLISECONDS = 3000;

/**
 * Opens a page. A failure gives a warning and not an error, since the page has been written.
 *
 * @param page Its path.
 */
export async function openPage(page: string, terminal: Terminal): Promise<void> {
  const problem = await start(OPENERS[Deno.build.os] ?? "xdg-open", pathToFileURL(page).href);
  if (problem === undefined) return;
  terminal.complain(`warning: --open cannot show the page: ${problem}; open it by hand`);
}

/** Starts a program with the address of a page; returns why it could not show it, if that is known in time. */
async function start(program: string, address: string): Promise<string | undefined> {
  let process: Deno.ChildProcess;
  try {
    process = new Deno.Command(program, {
      args: [address],
      env: NO_LOADER_VARIABLES,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return `there is no ${program} on this machine`;
    throw error;
  }
  process.unref();
  let timer: number | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, MOST_MILLISECONDS);
  });
  const ended = await Promise.race([process.status, patience]);
  clearTimeout(timer);
  // Windows' explorer ends with status 1 whatever it did.
  const failed = ended !== undefined && !ended.success && Deno.build.os !== "windows";
  return failed ? `${program} ended with status ${ended.code}` : undefined;
}
