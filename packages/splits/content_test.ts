/** The hash of a content, by the written-down format and by what must move it. */
import { assertEquals } from "@std/assert";
import { type Content, hashContent } from "./content.ts";

const content: Content = {
  shape: [1, 2],
  values: new Float32Array([1.5, -0, 3, 4]),
  labels: new Uint16Array([0, 1]),
  classes: ["no", "Zoë"],
};

async function sha256OfBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

Deno.test("hashContent hashes the bytes that its documentation says", async () => {
  const text = "samebit content 1\n" +
    '{"examples":2,"shape":[1,2],"type":"float32","classes":["no","Zoë"]}\n';
  const values = [0, 0, 0xc0, 0x3f, 0, 0, 0, 0x80, 0, 0, 0x40, 0x40, 0, 0, 0x80, 0x40];
  const bytes = new Uint8Array([...new TextEncoder().encode(text), ...values, 0, 1]);
  assertEquals(hashContent(content), await sha256OfBytes(bytes));
});

Deno.test("hashContent changes with each part of the content", () => {
  const others: Partial<Content>[] = [
    { shape: [2] },
    { values: new Float32Array([1.5, 0, 3, 4]) },
    { values: new Uint8Array([1, 0, 3, 4]) },
    { labels: new Uint16Array([1, 1]) },
    { classes: ["no", "Zoe"] },
  ];
  const hashes = others.map((part) => hashContent({ ...content, ...part }));
  assertEquals(new Set([hashContent(content), ...hashes]).size, others.length + 1);
});
