/** Section 4 of the contract: words, what is made of them, and the table of all streams. */
import {
  createNumpyLegacyRandom,
  createStream,
  fillIntegers,
  fillMask,
  fillNormal,
  fillUniform,
  fillWords,
  maskThreshold,
  permutation,
  philox4x32,
} from "@samebit/random";
import { assert, assertEquals } from "@std/assert";
import { listFiles } from "../../tools/source_files.ts";
import { type Case, checkVectors, CONTRACTS, hex64, hexOf, wordHex } from "./vectors.ts";

const words = (hex: readonly string[]) => hex.map((word) => parseInt(word, 16));
const streamOf = ({ seed, name }: Case) => createStream(seed, name);

checkVectors("4-random-numbers", {
  philox({ counter, key }) {
    const out = new Uint32Array(4);
    philox4x32(words(counter), words(key), out);
    return Array.from(out, wordHex);
  },
  key: (given) => streamOf(given).key.map(wordHex),
  words(given) {
    const out = new Uint32Array(given.count);
    fillWords(streamOf(given), given.page, out);
    return Array.from(out, wordHex);
  },
  uniform(given) {
    const out = new Float64Array(given.count);
    fillUniform(streamOf(given), given.page, out);
    return hexOf(out);
  },
  normal(given) {
    const out = new Float64Array(given.count);
    fillNormal(streamOf(given), given.page, out);
    return hexOf(out);
  },
  integers(given) {
    const out = new Uint32Array(given.count);
    fillIntegers(streamOf(given), given.page, given.below, out);
    return [...out];
  },
  permutation: (given) =>
    [...permutation(streamOf(given), given.page, given.n)].slice(given.from ?? 0),
  mask(given) {
    assertEquals(maskThreshold(given.keepRatio), given.threshold);
    const out = new Float32Array(given.count);
    fillMask(streamOf(given), given.page, given.keepRatio, out);
    return hexOf(out);
  },
  numpyLegacy({ seed, draws }) {
    const random = createNumpyLegacyRandom(seed);
    return draws.map(({ kind, count, below, keep }: Case) => {
      const drawn = Array.from(
        { length: count },
        () => kind === "integer" ? random.integer(below) : hex64(random[kind as "normal"]()),
      );
      return drawn.slice(-keep);
    });
  },
});

/** A name with `*` for each part that is filled in. */
function pattern(name: string): string {
  return name.replaceAll(/<[^>]*>|\$\{.*?\}+(?=[^}]*$)/g, "*");
}

Deno.test("the tables of section 4 name every stream that the packages create", async () => {
  const text = await Deno.readTextFile(`${CONTRACTS}/4-random-numbers.md`);
  const tables = text.split("\n").filter((line) => line.startsWith("| `"));
  const listed = tables.flatMap((line) => {
    return [...line.split("|")[1]!.matchAll(/`([^`]+)`/g)].map(([, name]) => pattern(name!));
  });
  assertEquals(new Set(listed).size, listed.length, "a name stands twice");

  const root = `${CONTRACTS}/../..`;
  const sources = (await listFiles(root)).filter((path) =>
    /^packages\/.*\.ts$/.test(path) && !/_test\.ts$|\/testdata\/|\/generated\//.test(path)
  );
  const created = new Set<string>();
  for (const source of sources) {
    const code = (await Deno.readTextFile(`${root}/${source}`)).replaceAll(/^ *\*.*$/gm, "");
    const names = code.matchAll(/(?:createStream\([^,()]+, |\bstream\()(?:"([^"]+)"|`([^`]+)`)/g);
    for (const [, plain, template] of names) created.add(pattern(plain ?? template!));
  }
  assert(created.size >= 10, [...created].join());
  assertEquals([...created].filter((name) => !listed.includes(name)), []);
});
