/** The command around the download; the download itself is tested beside it. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { parquetWriteBuffer } from "hyparquet-writer";
import { join } from "node:path";
import { main } from "../main.ts";
import { serveFiles } from "@samebit/downloads";
import { shownPath } from "@samebit/store";
import { createTestingTerminal } from "@samebit/terminal/testing";

async function run(...args: string[]) {
  const terminal = createTestingTerminal();
  const status = await main(["data", ...args], terminal);
  return { status, out: terminal.printed.join("\n"), complaint: terminal.complaints[0] ?? "" };
}

async function inDataDir(test: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = await Deno.makeTempDir();
  try {
    await test(dataDir);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

/** A packed IDX file: big-endian words, then zeros. */
async function idx(words: readonly number[], zeros: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(4 * words.length + zeros);
  const view = new DataView(bytes.buffer);
  words.forEach((word, i) => view.setUint32(4 * i, word));
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

async function writeMnist(dataDir: string): Promise<void> {
  await Deno.mkdir(join(dataDir, "mnist"));
  for (const [part, count] of [["train", 5001], ["t10k", 1]] as const) {
    const start = join(dataDir, "mnist", part);
    await Deno.writeFile(
      `${start}-images-idx3-ubyte.gz`,
      await idx([0x803, count, 28, 28], count * 784),
    );
    await Deno.writeFile(`${start}-labels-idx1-ubyte.gz`, await idx([0x801, count], count));
  }
}

Deno.test("data says how to provide the files by hand if there is no network", () =>
  inDataDir(async (dataDir) => {
    const { status, out, complaint } = await run(
      "cifar10",
      "--data-dir",
      dataDir,
      "--from",
      "http://127.0.0.1:1/",
    );
    assertEquals(status, 1);
    assertEquals(out, "Fetching http://127.0.0.1:1/cifar-10-binary.tar.gz (170.1 MB)");
    assertStringIncludes(
      complaint,
      "error: Cannot fetch http://127.0.0.1:1/cifar-10-binary.tar.gz",
    );
    assertStringIncludes(
      complaint,
      "  https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz " +
        "(170.1 MB, MD5 c32a1d4ab5d03f1284b67883e8d87530)",
    );
    assertStringIncludes(
      complaint,
      `${join(dataDir, "cifar-10-batches-bin", "data_batch_1.bin")} is there`,
    );
  }));

Deno.test("data refuses a file that is not the official one, wherever it comes from", () =>
  inDataDir(async (dataDir) => {
    await using server = serveFiles({
      files: { "/train-images-idx3-ubyte.gz": new Uint8Array(9_912_422) },
    });
    const { status, complaint } = await run(
      "mnist",
      "--data-dir",
      dataDir,
      "--from",
      server.address,
    );
    assertEquals(status, 1);
    assertStringIncludes(complaint, "that of the official train-images-idx3-ubyte.gz f68b3c2d");
    const left = await Array.fromAsync(Deno.readDir(join(dataDir, "mnist")));
    assertEquals(left, []);
  }));

Deno.test("data does not replace usable files that are not the official ones", () =>
  inDataDir(async (dataDir) => {
    await writeMnist(dataDir);
    const { status, complaint } = await run("mnist", "--data-dir", dataDir);
    assertEquals(status, 2);
    assertEquals(
      complaint,
      `error: ${
        shownPath(join(dataDir, "mnist"))
      }: already exists; mnist: these are not the official ` +
        "files; results are not comparable with published ones; " +
        "move it away to fetch the official files",
    );
  }));

Deno.test("data says what is wrong with its operand and its flag", async () => {
  for (
    const [args, complaint] of [
      [[], "error: NAME: is missing; there are cifar10, cifar100, mnist, fashion-mnist"],
      [["cifar"], "error: cifar: is not a data set to fetch; did you mean cifar10?"],
      [
        ["iris"],
        "error: iris: is not a data set to fetch; there are cifar10, cifar100, mnist, fashion-mnist",
      ],
      [
        ["mnist", "--from", "elsewhere"],
        "error: --from: cannot be elsewhere; wanted an address that begins with https://",
      ],
    ] as const
  ) {
    assertEquals(await run(...args), { status: 2, out: "", complaint });
  }
});

Deno.test("data says what a table of one's own holds, and what to paste", async () => {
  await inDataDir(async (dataDir) => {
    const path = join(dataDir, "pets.csv");
    await Deno.writeTextFile(path, "legs,colour,kind\n4,red,dog\n2,blue,bird\n4,red,dog\n");
    const { status, out } = await run(path, "--data-dir", dataDir);
    assertEquals(status, 0);
    assertStringIncludes(out, "3 rows, 3 columns, separated by commas");
    assertStringIncludes(out, '    file: "pets.csv",\n    categorical: ["colour"],\n');
    const missing = await run(join(dataDir, "none.csv"));
    assertEquals([missing.status, missing.complaint.endsWith("does not exist")], [2, true]);
  });
});

Deno.test("data makes a CSV file of a Parquet file once, and replaces none", async () => {
  await inDataDir(async (dataDir) => {
    const path = join(dataDir, "pets.parquet");
    const columnData = [
      { name: "legs", data: [4, 2, 4], type: "INT32" as const },
      { name: "kind", data: ["dog", "bird", "dog"], type: "STRING" as const },
    ];
    await Deno.writeFile(path, new Uint8Array(parquetWriteBuffer({ columnData })));
    const { status, out } = await run(path, "--data-dir", dataDir);
    assertEquals(status, 0);
    assertStringIncludes(out, "pets.parquet: 3 rows, 2 columns\n");
    assertStringIncludes(out, '    file: "pets.csv",\n');
    const csv = join(dataDir, "pets.csv");
    assertEquals(await Deno.readTextFile(csv), "legs,kind\r\n4,dog\r\n2,bird\r\n4,dog\r\n");
    assertStringIncludes((await run(path, "--data-dir", dataDir)).out, "already has the content");
    await Deno.writeTextFile(csv, "legs,kind\n1,dog\n");
    const { status: refused, complaint } = await run(path, "--data-dir", dataDir);
    assertEquals(refused, 2);
    assertStringIncludes(complaint, "exists already, and its content is not that of");
    assertEquals(await Deno.readTextFile(csv), "legs,kind\n1,dog\n");
  });
});

Deno.test("data reads no Parquet file under the name of a CSV file, and says what to do", async () => {
  await inDataDir(async (dataDir) => {
    const path = join(dataDir, "pets.csv");
    await Deno.writeTextFile(path, "PAR1 and so on");
    const { status, complaint } = await run(path);
    assertEquals(status, 2);
    assertStringIncludes(complaint, "it is a Parquet file; make a CSV file of it: deno task data");
  });
});
