import { assertEquals, assertMatch } from "@std/assert";
import { listenOn } from "./listen.ts";
import { createHandler, LOOPBACK } from "./serve.ts";

/** Sends a text to a port; returns all that comes back until the connection is closed, or reset. */
async function sendTo(port: number, text: string): Promise<string> {
  using connection = await Deno.connect({ hostname: LOOPBACK, port });
  await connection.write(new TextEncoder().encode(text));
  try {
    return await new Response(connection.readable).text();
  } catch (error) {
    if (error instanceof Deno.errors.ConnectionReset) return "";
    throw error;
  }
}

/** Runs a test with a server that waits for half a request for 200 ms. */
async function listening(test: (port: number) => Promise<void>): Promise<void> {
  const ending = new AbortController();
  const site = (path: string) =>
    Promise.resolve(
      path === "/page"
        ? { bytes: new TextEncoder().encode("hello"), type: "text/plain" }
        : undefined,
    );
  const { port, ended } = await listenOn(0, ending.signal, createHandler(site), 200);
  try {
    await test(port);
  } finally {
    ending.abort();
    await ended;
  }
}

Deno.test("listenOn closes connections that send half a request, or none", async () => {
  await listening(async (port) => {
    const halves = ["GET /page HTTP/1.1\r\nHost: 127.0.0.1", "GE", ""];
    const answers = await Promise.all(halves.map((half) => sendTo(port, half)));
    for (const answer of answers) assertMatch(answer, /^(HTTP\/1\.1 408 [^]*)?$/);
  });
});

Deno.test("listenOn carries requests and answers, whatever they ask for", async () => {
  await listening(async (port) => {
    const host = `Host: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`;
    const statusOf = async (line: string, head = host) =>
      (await sendTo(port, `${line} HTTP/1.1\r\n${head}`)).slice(9, 12);
    assertMatch(
      await sendTo(port, `GET /page HTTP/1.1\r\n${host}`),
      /^HTTP\/1\.1 200 [^]*\r\nhello$/,
    );
    assertEquals(await statusOf("HEAD /page"), "200");
    assertEquals(await statusOf("GET //evil/page"), "404");
    assertEquals(await statusOf("POST /page"), "405");
    assertEquals(await statusOf("GET /page", `Host: evil\r\nConnection: close\r\n\r\n`), "403");
    assertEquals(await statusOf("GET http://evil/page", `Host: evil\r\n${host}`), "400");
    assertEquals(await statusOf("GET page"), "400");
  });
});
