import { assertEquals, assertStringIncludes } from "@std/assert";
import { Writable } from "node:stream";
import { createDownloadProgress } from "./progress.ts";

const FILE = { name: "data.bin", bytes: 1_000_000, sha256: "", md5: "" };

Deno.test("createDownloadProgress prints a line for each tenth outside a terminal", () => {
  const printed: string[] = [];
  const progress = createDownloadProgress({
    isTerminal: false,
    print: (line) => printed.push(line),
  });
  progress.stage("Fetching data.bin");
  for (const bytes of [0, 50_000, 150_000, 160_000, 420_000, 1_000_000]) {
    progress.show(FILE, bytes);
  }
  progress.stage("Fetching it again");
  progress.show(FILE, 200_000);
  progress.end();
  assertEquals(printed, [
    "Fetching data.bin",
    "  10 % of 1.0 MB",
    "  40 % of 1.0 MB",
    "  100 % of 1.0 MB",
    "Fetching it again",
    "  20 % of 1.0 MB",
  ]);
});

Deno.test("createDownloadProgress draws a bar in a terminal", () => {
  let drawn = "";
  const stream = new Writable({
    write(chunk, _encoding, done) {
      drawn += chunk;
      done();
    },
  });
  const progress = createDownloadProgress(
    { isTerminal: true, print: () => {} },
    Object.assign(stream, { isTTY: true, columns: 80 }),
  );
  progress.show(FILE, 0);
  progress.show(FILE, 500_000);
  progress.end();
  assertStringIncludes(drawn, "% of 1.0 MB");
});
