/** Downloads from a server on the loopback interface that breaks, lies or is not there. */
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { exists } from "@samebit/store";
import { fetchFile, type FetchOptions, Unreachable } from "./fetch_file.ts";
import type { RemoteFile } from "./recipes.ts";
import { serveFiles } from "./testing_server.ts";

const BYTES = Uint8Array.from({ length: 200_000 }, (_, i) => (i * 31 + (i >> 8)) % 256);
const FILE = describe("data.bin", BYTES);

const OPTIONS: FetchOptions = { onProgress: () => {}, tries: 3, pauseMs: 0, stallMs: 10_000 };

function describe(name: string, bytes: Uint8Array): RemoteFile {
  const hash = (algorithm: string) => createHash(algorithm).update(bytes).digest("hex");
  return { name, bytes: bytes.length, sha256: hash("sha256"), md5: hash("md5") };
}

async function inFolder(test: (target: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(join(folder, "data.bin"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function filesBeside(target: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(join(target, "..")))).map(({ name }) => name).sort();
}

Deno.test("fetchFile fetches a file and leaves nothing else behind", () =>
  inFolder(async (target) => {
    await using server = serveFiles({ files: { "/data.bin": BYTES } });
    const seen: number[] = [];
    const onProgress = (bytes: number, total: number) => {
      assertEquals(total, BYTES.length);
      seen.push(bytes);
    };
    await fetchFile(FILE, `${server.address}data.bin`, target, { ...OPTIONS, onProgress });
    assertEquals(await Deno.readFile(target), BYTES);
    assertEquals(await filesBeside(target), ["data.bin"]);
    assertEquals([seen[0], seen.at(-1)], [0, BYTES.length]);
  }));

Deno.test("fetchFile resumes by itself after a connection was cut", () =>
  inFolder(async (target) => {
    await using server = serveFiles({
      files: { "/data.bin": BYTES },
      cuts: [50_000, 70_000],
      etags: ['"a"'],
    });
    await fetchFile(FILE, `${server.address}data.bin`, target, OPTIONS);
    assertEquals(await Deno.readFile(target), BYTES);
    assertEquals(server.requests, ["-; -", 'bytes=50000-; "a"', 'bytes=120000-; "a"']);
  }));

Deno.test("fetchFile keeps what arrived before it gave up, and a later call resumes from there", () =>
  inFolder(async (target) => {
    const files = { "/data.bin": BYTES };
    {
      await using server = serveFiles({ files, cuts: [10_000, 0, 0], etags: ['"a"'] });
      const url = `${server.address}data.bin`;
      const error = await assertRejects(() => fetchFile(FILE, url, target, OPTIONS), Unreachable);
      assertStringIncludes(error.message, `Cannot fetch ${url}: the connection broke 3 times (`);
      assertStringIncludes(
        error.message,
        "10000 bytes of 0.2 MB are there, and the same command resumes from there",
      );
    }
    assertEquals(await filesBeside(target), ["data.bin.part", "data.bin.part.json"]);
    await using server = serveFiles({ files, etags: ['"a"'] });
    await fetchFile(FILE, `${server.address}data.bin`, target, OPTIONS);
    assertEquals(server.requests, ['bytes=10000-; "a"']);
    assertEquals(await Deno.readFile(target), BYTES);
  }));

Deno.test("fetchFile starts over if the server has other bytes by now", () =>
  inFolder(async (target) => {
    await Deno.writeFile(`${target}.part`, new Uint8Array(1000));
    await Deno.writeTextFile(`${target}.part.json`, '{"validator":"\\"old\\""}');
    await using server = serveFiles({ files: { "/data.bin": BYTES }, etags: ['"new"'] });
    await fetchFile(FILE, `${server.address}data.bin`, target, OPTIONS);
    assertEquals(server.requests, ['bytes=1000-; "old"']);
    assertEquals(await Deno.readFile(target), BYTES);
  }));

Deno.test("fetchFile starts over with a server that cannot serve a range", () =>
  inFolder(async (target) => {
    await using server = serveFiles({
      files: { "/data.bin": BYTES },
      cuts: [150_000],
      whole: true,
    });
    await fetchFile(FILE, `${server.address}data.bin`, target, OPTIONS);
    assertEquals(server.requests, ["-; -", "bytes=150000-; -"]);
    assertEquals(await Deno.readFile(target), BYTES);
  }));

Deno.test("fetchFile does not identify bytes by a weak ETag", () =>
  inFolder(async (target) => {
    await using server = serveFiles({
      files: { "/data.bin": BYTES },
      cuts: [5_000],
      etags: ['W/"a"'],
    });
    await fetchFile(FILE, `${server.address}data.bin`, target, OPTIONS);
    assertEquals(server.requests[1], "bytes=5000-; -");
  }));

Deno.test("fetchFile treats a silent server as broken", () =>
  inFolder(async (target) => {
    await using server = serveFiles({ files: { "/data.bin": BYTES }, cuts: [100], silent: true });
    await fetchFile(FILE, `${server.address}data.bin`, target, { ...OPTIONS, stallMs: 1_000 });
    assertEquals(server.requests, ["-; -", "bytes=100-; -"]);
    assertEquals(await Deno.readFile(target), BYTES);
  }));

Deno.test("fetchFile refuses and removes wrong bytes of the right size", () =>
  inFolder(async (target) => {
    const wrong = BYTES.with(7, BYTES[7]! ^ 1);
    await using server = serveFiles({ files: { "/data.bin": wrong } });
    const error = await assertRejects(() =>
      fetchFile(FILE, `${server.address}data.bin`, target, OPTIONS)
    );
    assertStringIncludes(
      (error as Error).message,
      `its MD5 is ${
        describe("", wrong).md5
      }, that of the official data.bin ${FILE.md5}; it was removed`,
    );
    assertEquals(await filesBeside(target), []);
  }));

Deno.test("fetchFile refuses wrong bytes that have the right MD5", () =>
  inFolder(async (target) => {
    await using server = serveFiles({ files: { "/data.bin": BYTES } });
    const file = { ...FILE, sha256: "0".repeat(64) };
    await assertRejects(
      () => fetchFile(file, `${server.address}data.bin`, target, OPTIONS),
      Error,
      `its SHA-256 is ${FILE.sha256}, that of the official data.bin ${file.sha256}`,
    );
  }));

Deno.test("fetchFile refuses a file of another size before it is fetched", () =>
  inFolder(async (target) => {
    await using server = serveFiles({ files: { "/data.bin": BYTES.slice(0, 1000) } });
    await assertRejects(
      () => fetchFile(FILE, `${server.address}data.bin`, target, OPTIONS),
      Error,
      "data.bin: it has 1000 bytes, the official data.bin 200000",
    );
    assertEquals(await exists(target), false);
  }));

Deno.test("fetchFile passes on what the server says when it lacks the file", () =>
  inFolder(async (target) => {
    await using server = serveFiles({ files: {} });
    await assertRejects(
      () => fetchFile(FILE, `${server.address}data.bin`, target, OPTIONS),
      Unreachable,
      `Cannot fetch ${server.address}data.bin: the server says 404 Not Found`,
    );
    assertEquals(server.requests.length, 1);
  }));

Deno.test("fetchFile says at once that there is no server", () =>
  inFolder(async (target) => {
    const url = `${await addressOfNobody()}data.bin`;
    const error = await assertRejects(() => fetchFile(FILE, url, target, OPTIONS), Unreachable);
    assertStringIncludes(error.message, `Cannot fetch ${url}: `);
    assert(/refused/i.test(error.message), error.message);
    assertEquals(await filesBeside(target), []);
  }));

Deno.test("fetchFile removes nothing but its own part when it is longer than it may be", () =>
  inFolder(async (target) => {
    await Deno.writeFile(`${target}.part`, new Uint8Array(BYTES.length + 1));
    await using server = serveFiles({ files: { "/data.bin": BYTES } });
    await fetchFile(FILE, `${server.address}data.bin`, target, OPTIONS);
    assertEquals(server.requests, ["-; -"]);
    assertEquals(await Deno.readFile(target), BYTES);
  }));

/** An address at which there was a server a moment ago. */
async function addressOfNobody(): Promise<string> {
  await using server = serveFiles({ files: {} });
  return server.address;
}
