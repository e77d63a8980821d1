import { assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { createWorkplace, type Workplace } from "../command_line.ts";
import { addressOf, end } from "../watching.ts";

/** Starts `watch` on a free port and hands the port to `body`. */
async function watching(
  body: (port: number, process: Deno.ChildProcess) => Promise<void>,
): Promise<void> {
  await using place: Workplace = await createWorkplace();
  const process = place.start("watch", "--port", "0");
  try {
    await body(Number(new URL(await addressOf(process)).port), process);
  } finally {
    await end(process);
  }
}

/** Sends bytes as they are, and gives the first line of the answer. */
async function send(port: number, text: string): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(new TextEncoder().encode(text));
  const answer = new Uint8Array(4096);
  const length = await connection.read(answer) ?? 0;
  return new TextDecoder().decode(answer.subarray(0, length)).split("\r\n")[0]!;
}

Deno.test("watch answers its own name and path only, and changes nothing", async () => {
  await watching(async (port) => {
    const own = `Host: localhost:${port}\r\n\r\n`;
    for (
      const [request, status] of [
        [`GET / HTTP/1.1\r\n${own}`, 200],
        [`GET / HTTP/1.1\r\nHost: rebound.example:${port}\r\n\r\n`, 403],
        ["GET / HTTP/1.0\r\n\r\n", 403],
        [`POST / HTTP/1.1\r\nContent-Length: 0\r\n${own}`, 405],
        [`GET /../../deno.json HTTP/1.1\r\n${own}`, 404],
        [`GET /assets/../../mod.ts HTTP/1.1\r\n${own}`, 404],
        [`GET /assets/..%2f..%2fmod.ts HTTP/1.1\r\n${own}`, 404],
      ] as const
    ) {
      assertMatch(await send(port, request), new RegExp(`^HTTP/1\\.\\d ${status} `), request);
    }
  });
});

Deno.test("watch listens on this machine's loopback address alone", async () => {
  await watching(async (port) => {
    const others = Deno.networkInterfaces()
      .filter(({ family, address }) => family === "IPv4" && !address.startsWith("127."))
      .map(({ address }) => address);
    // On Linux all of 127.0.0.0/8 leads here, so a server on every address would answer.
    const here = Deno.build.os === "linux" ? ["127.0.0.2"] : [];
    for (const hostname of [...here, ...others]) {
      await assertRejects(() => Deno.connect({ hostname, port }), Error, undefined, hostname);
    }
    assertMatch(await send(port, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"), /200/);
  });
});

Deno.test("watch says that a port is taken, or is not a port", async () => {
  await watching(async (port) => {
    await using place = await createWorkplace();
    const taken = await place.run("watch", "--port", String(port));
    assertEquals(taken.status, 2);
    assertStringIncludes(taken.complaints, `--port: ${port} is in use; wanted another port`);
    const high = await place.run("watch", "--port", "70000");
    assertEquals([high.status, high.complaints], [
      2,
      "error: --port: cannot be 70000; wanted a whole number to 65535\n",
    ]);
    const none = await place.run("watch", "nothing", "--port", "0");
    assertEquals(none.status, 2);
    assertStringIncludes(none.complaints, "there is no such file");
  });
});

const cannotInterrupt = Deno.build.os === "windows";
if (cannotInterrupt) {
  console.log("watch_test: no Ctrl-C on Windows, where one process cannot send it to another");
}

Deno.test({
  name: "watch ends at Ctrl-C with 0, also while a page is open",
  ignore: cannotInterrupt,
  async fn() {
    await watching(async (port, process) => {
      const kept = await Deno.connect({ hostname: "127.0.0.1", port });
      process.kill("SIGINT");
      assertEquals((await process.status).code, 0);
      kept.close();
    });
  },
});
