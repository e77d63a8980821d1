/** A folder of images, from the first look at it to predictions on new ones. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { encode } from "fast-png";
import { dirname, join } from "node:path";
import { createWorkplace, type Workplace } from "../command_line.ts";
import { declareBase } from "../sample_experiment.ts";

/** Writes a colour image of one brightness, or nearly. */
async function writeImage(
  place: Workplace,
  path: string,
  brightness: number,
  [height, width] = [6, 5],
): Promise<void> {
  const data = Uint8Array.from({ length: 3 * height! * width! }, (_, i) => brightness + i % 7);
  const file = join(place.path, path);
  await Deno.mkdir(dirname(file), { recursive: true });
  await Deno.writeFile(
    file,
    encode({ width: width!, height: height!, data, channels: 3, depth: 8 }),
  );
}

/** Sixteen images of two classes. */
async function writePhotos(place: Workplace): Promise<void> {
  for (let i = 0; i < 8; i++) {
    await writeImage(place, `data/photos/dark/${i}.png`, 10 + 3 * i);
    await writeImage(place, `data/photos/light/${i}.png`, 180 + 3 * i);
  }
}

Deno.test("new --images writes an experiment that runs unchanged, and evaluate --data takes new images", async () => {
  await using place = await createWorkplace();
  await writePhotos(place);
  const made = await place.run("new", "shades", "--images", "data/photos");
  assertEquals([made.status, made.complaints], [0, ""]);
  assertStringIncludes(made.out, "data/photos: 16 images in 2 classes, in colour");
  assertStringIncludes(made.out, "\nWrote experiments/shades.ts. Edit it, then run: ");
  const run = await place.run("experiment", "shades", "--seeds", "1", "--workers", "1");
  assertEquals([run.status, run.complaints], [0, ""]);

  await writeImage(place, "new/dark/a.png", 20);
  await writeImage(place, "new/light/b.png", 200);
  const name = "shades/linear-seed1";
  const judged = await place.run("evaluate", name, "--data", "new", "--predictions", "new.csv");
  assertEquals([judged.status, judged.complaints], [0, ""]);
  assertMatch(judged.out, /, new: accuracy 1 \(2 of 2\)/);
  const lines = (await Deno.readTextFile(join(place.path, "new.csv"))).split("\n");
  assertEquals(lines[0], "example,file,label,predicted,score of dark,score of light");
  assertEquals(lines[1]!.split(",").slice(0, 4), ["0", "dark/a.png", "dark", "dark"]);

  await writeImage(place, "loose/c.png", 25);
  const unknown = await place.run("evaluate", name, "--data", "loose");
  assertMatch(unknown.out, /^example,file,predicted,.*\n0,c\.png,dark,/);

  // A model that was given away judges the same, without the images it was trained on.
  await place.run("export", name, "--folder", "model");
  await Deno.remove(join(place.path, "data"), { recursive: true });
  const given = await place.run("evaluate", "model", "--data", "loose");
  assertEquals(given.out, unknown.out);
});

Deno.test("evaluate --data refuses images unlike those that the network was trained on", async () => {
  await using place = await createWorkplace();
  await writePhotos(place);
  await place.run("new", "shades", "--images", "data/photos");
  await place.run("experiment", "shades", "--seeds", "1", "--workers", "1");
  await writeImage(place, "classes/darkk/a.png", 20);
  await writeImage(place, "sizes/dark/a.png", 20, [6, 6]);
  await writeImage(place, "right/dark/a.png", 20);
  await Deno.mkdir(join(place.path, "empty"));
  const refused: readonly [args: string[], says: RegExp][] = [
    [
      ["classes"],
      /^error: --data: the folder "darkk" is not a class of .* did you mean "dark"\?$/m,
    ],
    [["sizes"], /^error: --data: Cannot use .*a\.png: it has 6×6 pixels, .* have 6×5; scale it/m],
    [["empty"], /^error: --data: empty contains no PNG or JPEG files/m],
    [["right", "--label", "x"], /^error: --label: is for CSV files/m],
  ];
  for (const [args, says] of refused) {
    const { status, out, complaints } = await place.run(
      "evaluate",
      "linear-seed1",
      "--data",
      ...args,
    );
    assertEquals([status, out], [2, ""]);
    assertMatch(complaints, says);
  }
  await place.write(
    "experiments/small.ts",
    declareBase({}, { compare: undefined, seeds: [1] }),
  );
  await place.run("experiment", "small", "--workers", "1");
  const digits = await place.run("evaluate", "small/base-seed1", "--data", "sizes");
  assertEquals(digits.status, 2);
  assertStringIncludes(
    digits.complaints,
    "was trained on the data set digits, whose values are no",
  );
});

Deno.test("new begins with one thing only", async () => {
  await using place = await createWorkplace();
  await writePhotos(place);
  const { status, complaints } = await place.run(
    ...["new", "shades", "--images", "data/photos", "--csv", "x.csv"] as const,
  );
  assertEquals(status, 2);
  assert(complaints.startsWith("error: --csv: cannot be combined with --images; "), complaints);
});
