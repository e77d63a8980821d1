/** Folders of images, packed. */
import { DATASET_DEFAULTS, type DatasetConfigOf } from "@samebit/datasets";
import { encode } from "fast-png";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { loadFrom } from "./load_from.ts";
import { packImages } from "./pack.ts";

const CONFIG = { kind: "images", folder: "photos", ...DATASET_DEFAULTS.images } as const;
type Config = DatasetConfigOf<"images">;

/** A grey PNG file of one value. */
function png(value: number, [height, width] = [2, 3]): Uint8Array {
  const data = new Uint8Array(height! * width!).fill(value);
  return encode({ width: width!, height: height!, data, channels: 1, depth: 8 });
}

/** Calls `act` with a data directory of these files. */
async function withFiles(
  files: Readonly<Record<string, Uint8Array | string>>,
  act: (dataDir: string) => Promise<void>,
): Promise<void> {
  const dataDir = await Deno.makeTempDir();
  try {
    for (const [name, content] of Object.entries(files)) await put(dataDir, name, content);
    await act(dataDir);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

async function put(dataDir: string, name: string, content: Uint8Array | string): Promise<void> {
  const path = join(dataDir, name);
  await Deno.mkdir(join(path, ".."), { recursive: true });
  await Deno.writeFile(
    path,
    typeof content === "string" ? new TextEncoder().encode(content) : content,
  );
}

/** Six images of two classes; what is no image is passed over. */
const TWO_CLASSES = {
  ...Object.fromEntries([1, 2, 3].map((i) => [`photos/cat/${i}.png`, png(i)])),
  ...Object.fromEntries([4, 5, 6].map((i) => [`photos/ant/${i}.PNG`, png(i)])),
  "photos/README.txt": "about",
  "photos/.hidden.png": "no image",
};

const load = (dataDir: string, given: Partial<Config> = {}) =>
  loadFrom(dataDir, { ...CONFIG, ...given } as Config);

Deno.test("loadFrom takes folders as classes and paths in order, in whatever order they were made", async () => {
  await withFiles(TWO_CLASSES, async (dataDir) => {
    const { shape, classes, train, validation, test } = await load(dataDir, { colors: "grey" });
    assertEquals([shape, classes], [[2, 3], ["ant", "cat"]]);
    const pixels = [train, validation, test].flatMap(({ values, labels, count }) =>
      Array.from({ length: count }, (_, i) => [values[6 * i], labels[i]])
    );
    assertEquals(pixels.sort(), [[1, 1], [2, 1], [3, 1], [4, 0], [5, 0], [6, 0]]);
  });
});

Deno.test("packImages packs once, and again where an image has changed, come or gone", async () => {
  await withFiles(TWO_CLASSES, async (dataDir) => {
    assertEquals(await packImages(CONFIG, dataDir), 6);
    const { hash } = await load(dataDir);
    assertEquals(await packImages(CONFIG, dataDir), 0);
    await put(dataDir, "photos/ant/7.png", png(7));
    assertEquals(await packImages(CONFIG, dataDir), 7);
    assert((await load(dataDir)).hash !== hash);
    await Deno.remove(join(dataDir, "photos/ant/7.png"));
    assertEquals(await packImages(CONFIG, dataDir), 6);
    assertEquals((await load(dataDir)).hash, hash);
  });
});

Deno.test("packImages replaces a packed file that is damaged", async () => {
  await withFiles(TWO_CLASSES, async (dataDir) => {
    await packImages(CONFIG, dataDir);
    const packed = await Deno.readFile(join(dataDir, "photos.rgb.npz"));
    await put(dataDir, "photos.rgb.npz", packed.with(200, 99));
    assertEquals(await packImages(CONFIG, dataDir), 6);
    assertEquals(await Deno.readFile(join(dataDir, "photos.rgb.npz")), packed);
  });
});

Deno.test("loadFrom takes a packed file that came without its images", async () => {
  await withFiles(TWO_CLASSES, async (dataDir) => {
    const { hash } = await load(dataDir);
    await Deno.remove(join(dataDir, "photos"), { recursive: true });
    assertEquals((await load(dataDir)).hash, hash);
    await Deno.remove(join(dataDir, "photos.rgb.npz"));
    await assertRejects(() => load(dataDir), Error, "there is no folder");
  });
});

Deno.test("loadFrom takes classes from a table, in the order of its rows", async () => {
  const table = "image;kind;note\ncat/1.png;no;\nant/4.PNG;yes;\ncat/2.png;no;x\n";
  await withFiles({ ...TWO_CLASSES, "photos/labels.csv": table }, async (dataDir) => {
    const given = { labels: "photos/labels.csv", split: "shuffled", colors: "grey" } as const;
    const { classes, train, validation, test } = await load(dataDir, given);
    assertEquals(classes, ["no", "yes"]);
    assertEquals([train.count, validation.count, test.count], [1, 1, 1]);
  });
});

Deno.test("loadFrom crops and pads images of several sizes if a size is given", async () => {
  await withFiles({ ...TWO_CLASSES, "photos/cat/4.png": png(9, [5, 5]) }, async (dataDir) => {
    const given = { size: [4, 4] as const };
    assertEquals((await load(dataDir, given)).shape, [3, 4, 4]);
    await assertRejects(() => load(dataDir), RangeError, "has 5×5 pixels, ant/4.PNG has 2×3");
  });
});

const REFUSED: Readonly<Record<string, readonly [Record<string, Uint8Array | string>, string]>> = {
  "a damaged image": [{ "photos/cat/9.png": png(1).with(20, 77) }, "9.png"],
  "a text that is called an image": [{ "photos/cat/9.jpg": "no" }, "neither PNG nor JPEG"],
  "an image of another kind": [{ "photos/cat/9.webp": "RIFF" }, "wanted PNG or JPEG"],
  "an image beside the folders": [{ "photos/9.png": png(1) }, "9.png lies beside the folders"],
  "a folder in the folder of a class": [{ "photos/cat/old/9.png": png(1) }, "folder old in the"],
};

for (const [what, [files, problem]] of Object.entries(REFUSED)) {
  Deno.test(`packImages refuses ${what} by its name`, async () => {
    await withFiles({ ...TWO_CLASSES, ...files }, async (dataDir) => {
      await assertRejects(() => packImages(CONFIG, dataDir), SyntaxError, problem);
    });
  });
}

const TABLES: Readonly<Record<string, readonly [string, string]>> = {
  "without names of columns": ["cat/1.png,no\n", "line 1: wanted names of columns"],
  "of a missing image": ["name,label\ncat/x.png,no\n", 'there is no file "cat/x.png"'],
  "that names an image twice": ["name,label\na,b\na,c\n", "stands in 2 rows"],
  "of one column": ["name\na\n", "it has 1 column"],
};

for (const [what, [table, problem]] of Object.entries(TABLES)) {
  Deno.test(`packImages refuses a table ${what}`, async () => {
    await withFiles({ ...TWO_CLASSES, "labels.csv": table }, async (dataDir) => {
      const config = { ...CONFIG, labels: "labels.csv" };
      await assertRejects(() => packImages(config, dataDir), SyntaxError, problem);
    });
  });
}
