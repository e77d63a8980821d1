/**
 * The page of a comparison on disk: `<out>/<a>_vs_<b>/index.html`, made only from the logs of both
 * sides. Slugs have no underscores, so no experiment and no other comparison uses that folder.
 */
import {
  compareLogTexts,
  findingsOf,
  type LogTextComparison,
  pairRuns,
  pairVariants,
  readExperiment,
  type Side,
} from "@samebit/findings";
import { writeAssets, writeIfChanged } from "@samebit/pages";
import { RUN_FILES } from "@samebit/runlog";
import { readText } from "@samebit/store";
import { createHash } from "node:crypto";
import { type ComparedRun, renderComparisonPage } from "./comparison_page.tsx";

/**
 * Compares two experiments and returns the path of the page. Each is a slug in `out` or the folder
 * of an experiment, such as `again/update-rules`.
 *
 * @throws {SyntaxError} naming the file and the place in it, if a log cannot be read.
 * @throws {Deno.errors.NotFound} if there is no such experiment.
 */
export async function writeComparison(out: string, a: string, b: string): Promise<string> {
  const [left, right] = [await readSide(out, a), await readSide(out, b)];
  const { pairs } = pairVariants(left.found.variants, right.found.variants);
  const runs: ComparedRun[] = [];
  for (const pair of pairRuns(pairs)) {
    const compare = (name: string) =>
      compareFiles(
        `${left.folder}/${pair.a.planned.folder}/${name}`,
        `${right.folder}/${pair.b.planned.folder}/${name}`,
      );
    runs.push({
      ...pair,
      steps: await compare(RUN_FILES.steps),
      epochs: await compare(RUN_FILES.epochs),
    });
  }
  const folder = `${out}/${nameOf(a)}_vs_${nameOf(b)}`;
  await writeAssets(out);
  await writeIfChanged(
    folder,
    "index.html",
    renderComparisonPage({ sides: [left, right], runs }),
  );
  return `${folder}/index.html`;
}

/** The folder of an experiment, given its slug or path. */
export function folderOf(out: string, name: string): string {
  const path = name.replace(/[/\\]+$/, "");
  return /[/\\]/.test(path) ? path : `${out}/${path}`;
}

interface SideOnDisk extends Side {
  readonly folder: string;
  readonly href?: string;
}

async function readSide(out: string, name: string): Promise<SideOnDisk> {
  const folder = folderOf(out, name);
  const logs = await readExperiment(folder);
  const beside = folder === `${out}/${logs.record.slug}`;
  return {
    name,
    folder,
    found: findingsOf(logs),
    ...(beside && { href: `../${logs.record.slug}/index.html` }),
  };
}

async function compareFiles(a: string, b: string): Promise<LogTextComparison> {
  const [left = "", right = ""] = [await readText(a), await readText(b)];
  return compareLogTexts(left, right);
}

/**
 * A side as part of a folder's name: a slug unchanged; for a path, the words of its end and a
 * digest of all of it, so that no two paths share a name.
 */
function nameOf(name: string): string {
  if (SLUG.test(name)) return name;
  const path = name.replaceAll("\\", "/").replace(/\/+$/, "");
  const words = path.slice(path.lastIndexOf("/") + 1).toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const digest = createHash("sha256").update(path).digest("hex");
  return `${words.join("-").slice(0, 60)}_${digest.slice(0, 16)}`;
}

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
