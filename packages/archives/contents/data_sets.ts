/**
 * The data sets of an archive. It contains those that may be redistributed; of the others it has
 * the digests of their files and where to get them.
 */
import { digitsTable, packOf } from "@samebit/datasets";
import { RECIPES, urlOf } from "@samebit/downloads";
import type { Plan } from "@samebit/solver";

/** A file of a data set. */
export interface DataFile {
  /** Its name: below `data/` if it is in the archive. */
  readonly name: string;
  /** SHA-256, hexadecimal. */
  readonly sha256: string;
  /** Its content, if it is in the archive. */
  readonly bytes?: Uint8Array;
  /** Where to get it, if it is not. */
  readonly url?: string;
}

/** A data set in an archive. */
export interface DataSet {
  /** Its name in the archive, such as `digits`. */
  readonly name: string;
  /** What it is, in a sentence. */
  readonly about: string;
  /** The name and address of its licence; absent if unknown. */
  readonly licence?: { readonly name: string; readonly url: string };
  /** What to cite; absent if unknown. */
  readonly citation?: string;
  /** Its files; none where it is computed. */
  readonly files: readonly DataFile[];
  /** The names of the columns of its one table, if it has names. */
  readonly columns?: readonly string[];
  /** How to get the files that are not in the archive. */
  readonly get?: string;
  /** Its content hashes, as in the runs. */
  readonly hashes: readonly string[];
}

/** A plan and the content hash of its data. */
export interface PlannedData {
  readonly plan: Pick<Plan, "dataset">;
  readonly dataHash: string;
  /** The data files that the author's own code reads; absent if the data are not of that kind. */
  readonly dataFiles?: readonly string[] | undefined;
}

/** Gives data files and digests. */
export interface DataMeans {
  /** The bytes of a file below the folder of data. */
  readonly readFile: (path: string) => Promise<Uint8Array>;
  /** SHA-256, hexadecimal. */
  readonly sha256: (bytes: Uint8Array) => string;
}

/** The data sets of runs, by name. */
export async function dataSetsOf(
  runs: readonly PlannedData[],
  means: DataMeans,
): Promise<DataSet[]> {
  const byName = Map.groupBy(runs, ({ plan: { dataset } }) => nameOf(dataset));
  const sets = [...byName].map(async ([name, of]): Promise<DataSet> => {
    const hashes = [...new Set(of.map(({ dataHash }) => dataHash))].sort();
    const { plan: { dataset }, dataFiles } = of[0]!;
    if (dataFiles === undefined) return { name, hashes, ...await describe(dataset, means) };
    const files = [...new Set(of.flatMap(({ dataFiles = [] }) => dataFiles))].sort();
    const about = `What the code in kinds/${name} makes` +
      (files.length === 0 ? ", which reads no file" : " of these files");
    return { name, hashes, ...await withFiles(about, files, means) };
  });
  return (await Promise.all(sets)).sort((a, b) => a.name < b.name ? -1 : 1);
}

/** The name of a data set in an archive. */
export function nameOf(dataset: Plan["dataset"]): string {
  const names = filesIn(dataset).map((file) => file.replace(/\.\w+$/, "").replaceAll("/", "-"));
  return names.length === 0 ? dataset.kind : names.join("-");
}

/** The user's own files that a data set is read from, by their paths below the data directory. */
function filesIn(dataset: Plan["dataset"]): string[] {
  switch (dataset.kind) {
    case "csv":
      return [dataset.file];
    case "arrays": {
      const paths = [dataset.features, dataset.labels ?? dataset.targets ?? []].flat();
      return [...new Set(paths.map((path) => path.replace(/(?<=\.npz)#.*$/i, "")))];
    }
    case "images":
      return [packOf(dataset)];
    default:
      return [];
  }
}

type Description = Omit<DataSet, "name" | "hashes">;

async function describe(dataset: Plan["dataset"], means: DataMeans): Promise<Description> {
  if (dataset.kind === "digits") return await digits(means);
  if (dataset.kind === "csv") return await table(dataset.file, dataset.header === "names", means);
  if (dataset.kind === "arrays") {
    const about = `The arrays ${dataset.features} that the experiment names`;
    return await withFiles(about, filesIn(dataset), means);
  }
  if (dataset.kind === "images") {
    const about =
      `The pixels and classes of the images in ${dataset.folder} that the experiment names`;
    return await withFiles(about, filesIn(dataset), means);
  }
  const recipe = RECIPES.find(({ name }) => name === dataset.kind);
  if (recipe === undefined) {
    return { about: "Synthetic numbers, which the program draws itself", files: [] };
  }
  return {
    about: ABOUT[recipe.name],
    citation: CITATIONS[recipe.name],
    files: recipe.files.map((file) => ({
      name: file.name,
      sha256: file.sha256,
      url: urlOf(recipe, file),
    })),
    get:
      `In a checkout of the source, \`deno task data ${recipe.name}\` fetches it to \`data/\`; then ` +
      "`node verify.mjs --data-dir data`, with the path to that folder, reads it there.",
  };
}

const ABOUT = {
  cifar10: "CIFAR-10: 60,000 colour images of 32×32 pixels in 10 classes, binary version",
  cifar100: "CIFAR-100: 60,000 colour images of 32×32 pixels in 100 classes, binary version",
  mnist: "MNIST: 70,000 grey images of 28×28 pixels of handwritten digits",
  "fashion-mnist": "Fashion-MNIST: 70,000 grey images of 28×28 pixels of clothing in 10 classes",
} as const;

const CITATIONS = {
  cifar10: "A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009",
  cifar100: "A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009",
  mnist: "Y. LeCun, C. Cortes and C. J. C. Burges, The MNIST Database of Handwritten Digits, 1998",
  "fashion-mnist": "H. Xiao, K. Rasul and R. Vollgraf, Fashion-MNIST: a Novel Image Dataset for " +
    "Benchmarking Machine Learning Algorithms, arXiv:1708.07747, 2017",
} as const;

async function digits({ sha256 }: DataMeans): Promise<Description> {
  const bytes = new TextEncoder().encode(await digitsTable());
  return {
    about:
      "Handwritten digits: 1,797 grey images of 8×8 pixels in 10 classes; a line has 64 pixels, " +
      "row by row, and the label",
    licence: { name: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/" },
    citation: "E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine " +
      "Learning Repository, data set 80, 1998",
    files: [{ name: "digits.csv", bytes, sha256: sha256(bytes) }],
  };
}

async function withFiles(
  about: string,
  names: readonly string[],
  { readFile, sha256 }: DataMeans,
): Promise<Description> {
  const files = names.map(async (name) => {
    const bytes = await readFile(name);
    return { name, bytes, sha256: sha256(bytes) };
  });
  return { about, files: await Promise.all(files) };
}

async function table(
  file: string,
  hasNames: boolean,
  { readFile, sha256 }: DataMeans,
): Promise<Description> {
  const bytes = await readFile(file);
  const [first = ""] = new TextDecoder().decode(bytes.subarray(0, 1 << 16)).split(/[\r\n]/);
  const columns = first.split(/[,;\t]/).map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
  return {
    about: `The table ${file} that the experiment names`,
    files: [{ name: file, bytes, sha256: sha256(bytes) }],
    ...(hasNames && { columns }),
  };
}
