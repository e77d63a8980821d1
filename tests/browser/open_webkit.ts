/**
 * WebKit for tests of pages: the one of Debian's package `webkit2gtk-driver`, driven by WebDriver on a
 * screen that nobody sees, since playwright-core drives only a WebKit of its own. Where it is missing
 * the tests say so and are left out, also where Chromium and Firefox are required.
 */

const DRIVER = "/usr/bin/WebKitWebDriver";
const SCREEN = "/usr/bin/Xvfb";
const BROWSER = `/usr/lib/${Deno.build.arch}-linux-gnu/webkit2gtk-4.1/MiniBrowser`;

/** A page in WebKit. */
export interface WebKitPage extends AsyncDisposable {
  /** Opens an address. */
  go(url: string): Promise<void>;
  /** What a script returns in the page. */
  run<Result>(script: string): Promise<Result>;
  /** Waits until an expression holds in the page, and gives its value. */
  until<Result>(expression: string): Promise<Result>;
}

/** Whether all of it is there; what is missing is printed. */
export function hasWebKit(): boolean {
  const missing = [DRIVER, SCREEN, BROWSER].filter((path) => !isFile(path));
  if (missing.length === 0) return true;
  console.log(
    `Tests in WebKit are left out: there is no ${missing.join(", no ")}; ` +
      "Debian has them in webkit2gtk-driver and xvfb",
  );
  return false;
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** Starts the browser. */
export async function openWebKit(): Promise<WebKitPage> {
  const screen = new Deno.Command(SCREEN, {
    args: ["-displayfd", "1", "-screen", "0", "1280x1000x24"],
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const display = await firstLine(screen.stdout);
  const port = freePort();
  const driver = new Deno.Command(DRIVER, {
    args: [`--port=${port}`],
    env: {
      DISPLAY: `:${display}`,
      LIBGL_ALWAYS_SOFTWARE: "1",
      WEBKIT_DISABLE_DMABUF_RENDERER: "1",
    },
    stdout: "null",
    stderr: "null",
  }).spawn();
  const send = async (path: string, body?: unknown, method = "POST") => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`WebKit: ${value.message}`);
    return value;
  };
  const options = { binary: BROWSER, args: ["--automation"] };
  const asked = { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } } };
  const { sessionId } = await again(() => send("/session", asked));
  const place = `/session/${sessionId}`;
  const run = (script: string) => send(`${place}/execute/sync`, { script, args: [] });
  return {
    go: (url) => send(`${place}/url`, { url }),
    run,
    until: (expression) =>
      again(async () => {
        const value = await run(`return ${expression}`);
        if (!value) throw new Error(`WebKit: ${expression} does not hold`);
        return value;
      }),
    async [Symbol.asyncDispose]() {
      await send(place, undefined, "DELETE");
      for (const process of [driver, screen]) {
        process.kill();
        await process.status;
      }
    },
  };
}

/** What `act` gives once it does not fail; its failure if that takes a minute. */
async function again<Result>(act: () => Promise<Result>): Promise<Result> {
  const end = performance.now() + 60_000;
  while (true) {
    try {
      return await act();
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function firstLine(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  let text = "";
  for await (const part of stream.pipeThrough(new TextDecoderStream())) {
    text += part;
    if (text.includes("\n")) break;
  }
  return text.trim();
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
