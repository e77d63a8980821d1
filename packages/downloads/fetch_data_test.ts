/** Whole data sets from a server on the loopback interface, packed and in single files. */
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { packTar } from "modern-tar";
import { BadInput } from "@samebit/input";
import { fetchData, type FetchDataOptions } from "./fetch_data.ts";
import { Unreachable } from "./fetch_file.ts";
import { type Recipe, type RemoteFile, urlOf } from "./recipes.ts";
import { serveFiles } from "./testing_server.ts";

const text = (content: string) => new TextEncoder().encode(content);
const FILES = { "a.bin": text("first"), "b.bin": text("second") };

function describe(name: string, bytes: Uint8Array): RemoteFile {
  const hash = (algorithm: string) => createHash(algorithm).update(bytes).digest("hex");
  return { name, bytes: bytes.length, sha256: hash("sha256"), md5: hash("md5") };
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

type Entry = Parameters<typeof packTar>[0][number];

function entry(name: string, content: string, type: "file" | "symlink" = "file"): Entry {
  return type === "file"
    ? { header: { name, size: text(content).length, type }, body: content }
    : { header: { name, size: 0, type, linkname: content } };
}

async function archiveOf(...entries: Entry[]): Promise<{ recipe: Recipe; bytes: Uint8Array }> {
  const bytes = await gzip(await packTar(entries));
  const recipe: Recipe = {
    name: "cifar10",
    source: "http://127.0.0.1:1/",
    folder: "images",
    files: [describe("images.tar.gz", bytes)],
    unpacks: ["a.bin", "b.bin"],
  };
  return { recipe, bytes };
}

const SINGLE: Recipe = {
  name: "mnist",
  source: "http://127.0.0.1:1/",
  folder: "images",
  files: [describe("a.bin", FILES["a.bin"]), describe("b.bin", FILES["b.bin"])],
};

async function inDataDir(
  test: (dataDir: string, options: (from: string) => FetchDataOptions) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const dataDir = join(folder, "data");
  try {
    await test(dataDir, (from) => ({
      dataDir,
      from,
      tries: 2,
      pauseMs: 0,
      stallMs: 10_000,
      onProgress: () => {},
      onStage: () => {},
    }));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function contentsOf(folder: string): Promise<Record<string, string>> {
  const contents: Record<string, string> = {};
  for await (const { name, isFile } of Deno.readDir(folder)) {
    contents[name] = isFile ? await Deno.readTextFile(join(folder, name)) : "folder";
  }
  return contents;
}

Deno.test("fetchData unpacks the wanted files of an archive and removes it", () =>
  inDataDir(async (dataDir, options) => {
    const { recipe, bytes } = await archiveOf(
      entry("images/readme.html", "passed over"),
      entry("images/a.bin", "first"),
      entry("images/b.bin", "second"),
    );
    await using server = serveFiles({ files: { "/mirror/images.tar.gz": bytes } });
    await fetchData(recipe, options(`${server.address}mirror`));
    assertEquals(await contentsOf(dataDir), { images: "folder" });
    assertEquals(await contentsOf(join(dataDir, "images")), {
      "a.bin": "first",
      "b.bin": "second",
    });
  }));

Deno.test("fetchData writes nothing outside of its folder, whatever the archive names", () =>
  inDataDir(async (dataDir, options) => {
    const { recipe, bytes } = await archiveOf(
      entry("../escaped", "bad"),
      entry("/tmp/escaped", "bad"),
      entry("images/../../escaped", "bad"),
      entry("images/a.bin", "/etc/passwd", "symlink"),
      entry("images/a.bin", "first"),
      entry("images/a.bin", "a second one"),
      entry("images/b.bin", "second"),
    );
    await using server = serveFiles({ files: { "/images.tar.gz": bytes } });
    await fetchData(recipe, options(server.address));
    assertEquals(await contentsOf(join(dataDir, "..")), { data: "folder" });
    assertEquals(await contentsOf(dataDir), { images: "folder" });
    assertEquals(await contentsOf(join(dataDir, "images")), {
      "a.bin": "first",
      "b.bin": "second",
    });
  }));

Deno.test("fetchData leaves no folder behind if the archive lacks a file", () =>
  inDataDir(async (dataDir, options) => {
    const { recipe, bytes } = await archiveOf(entry("images/a.bin", "first"));
    await using server = serveFiles({ files: { "/images.tar.gz": bytes } });
    await assertRejects(
      () => fetchData(recipe, options(server.address)),
      Error,
      `Cannot unpack ${join(dataDir, "images.tar.gz")}: it lacks b.bin`,
    );
    assertEquals(Object.keys(await contentsOf(dataDir)), ["images.tar.gz"]);
  }));

Deno.test("fetchData takes an archive that was put there by hand, and leaves it there", () =>
  inDataDir(async (dataDir, options) => {
    const { recipe, bytes } = await archiveOf(
      entry("images/a.bin", "first"),
      entry("images/b.bin", "second"),
    );
    await Deno.mkdir(dataDir);
    await Deno.writeFile(join(dataDir, "images.tar.gz"), bytes);
    await fetchData(recipe, options("http://127.0.0.1:1/"));
    assertEquals(Object.keys(await contentsOf(dataDir)).sort(), ["images", "images.tar.gz"]);
  }));

Deno.test("fetchData refuses to replace what already exists", () =>
  inDataDir(async (dataDir, options) => {
    const { recipe } = await archiveOf(entry("images/a.bin", "first"));
    const archive = join(dataDir, "images.tar.gz");
    await Deno.mkdir(dataDir);
    await Deno.writeTextFile(archive, "something else");
    await assertRejects(
      () => fetchData(recipe, options("http://127.0.0.1:1/")),
      BadInput,
      `${archive}: already exists, but it has 14 bytes, the official images.tar.gz`,
    );
    await Deno.mkdir(join(dataDir, "images"));
    await assertRejects(
      () => fetchData(recipe, options("http://127.0.0.1:1/")),
      BadInput,
      `${join(dataDir, "images")}: already exists and is incomplete; move it away first`,
    );
    assertEquals(await Deno.readTextFile(archive), "something else");
  }));

Deno.test("fetchData fetches missing files one by one and keeps those that are right", () =>
  inDataDir(async (dataDir, options) => {
    await Deno.mkdir(join(dataDir, "images"), { recursive: true });
    await Deno.writeFile(join(dataDir, "images", "a.bin"), FILES["a.bin"]);
    await using server = serveFiles({ files: { "/b.bin": FILES["b.bin"] } });
    await fetchData(SINGLE, options(server.address));
    assertEquals(server.requests.length, 1);
    assertEquals(await contentsOf(join(dataDir, "images")), {
      "a.bin": "first",
      "b.bin": "second",
    });
  }));

Deno.test("fetchData says how to provide the files by hand if there is no server", () =>
  inDataDir(async (dataDir, options) => {
    const { recipe } = await archiveOf(entry("images/a.bin", "first"));
    const archive = await assertRejects(
      () => fetchData(recipe, options("http://127.0.0.1:1/")),
      Unreachable,
      "Cannot fetch http://127.0.0.1:1/images.tar.gz: ",
    );
    assertStringIncludes(
      archive.message,
      "\nTo provide cifar10 by hand, fetch on another machine:",
    );
    assertStringIncludes(archive.message, `  http://127.0.0.1:1/images.tar.gz (`);
    assertStringIncludes(archive.message, `MD5 ${recipe.files[0]!.md5})\nPut it into ${dataDir}`);
    assertStringIncludes(archive.message, `so that ${join(dataDir, "images", "b.bin")} is there`);
    const single = await assertRejects(
      () => fetchData(SINGLE, options("http://127.0.0.1:1/")),
      Unreachable,
    );
    assertStringIncludes(single.message, `\nPut them into ${join(dataDir, "images")} here`);
  }));

Deno.test("urlOf puts the file's name behind a folder and leaves its own address alone", () => {
  const [file] = SINGLE.files as readonly [RemoteFile];
  assertEquals(urlOf(SINGLE, file), "http://127.0.0.1:1/a.bin");
  assertEquals(urlOf(SINGLE, file, "https://x.org/y"), "https://x.org/y/a.bin");
  assertEquals(urlOf(SINGLE, file, "https://x.org/y/a.bin"), "https://x.org/y/a.bin");
});
