/**
 * The binary layout of CIFAR-10 and CIFAR-100: files of records, each one or two label bytes and the
 * 3,072 pixel bytes of a colour image of 32×32 pixels, and a file of the names of the classes.
 *
 * Source: https://www.cs.toronto.edu/~kriz/cifar.html, "Binary version".
 */
import {
  type Content,
  type ContentConfig,
  createOfficialDataset,
  type Dataset,
  type DataSource,
  hasherOf,
  type OfficialSplitConfig,
  readDataFile,
} from "@samebit/splits";
import { isOfficial, type OfficialFiles, remedyFor, warnOfOthers } from "./official_files.ts";

const SHAPE = [3, 32, 32];
const PIXELS = 3072;

/** What distinguishes the two data sets. */
export interface CifarLayout {
  /** The files of records, training files first and the test file last. */
  readonly files: OfficialFiles;
  /** How many records each of them has. */
  readonly records: readonly number[];
  /** How many label bytes a record begins with, and which of them is the class. */
  readonly labels: { readonly bytes: number; readonly at: number };
  /** The file with the names of the classes, one a line, and the number of classes. */
  readonly names: { readonly file: string; readonly count: number };
}

/**
 * Loads such a data set; the names of its classes are those of their file. All images are held once,
 * whatever the splits; the splits are views into them.
 *
 * @throws {SyntaxError} If a file does not have the size of its records, or a label is above the
 * last class; file and offset are named.
 * @throws {RangeError} If the splits do not fit.
 * @throws {Error} If a file cannot be read.
 */
export async function loadCifar(
  layout: CifarLayout,
  config: ContentConfig & OfficialSplitConfig,
  source: DataSource,
): Promise<Dataset> {
  const sha256 = hasherOf(source);
  const files = Object.keys(layout.files);
  const remedy = remedyFor(config.kind, files[0]!.split("/")[0]!);
  const classes = await readClasses(layout, source, remedy);
  const examples = layout.records.reduce((sum, records) => sum + records, 0);
  const content: Content = {
    shape: SHAPE,
    values: new Uint8Array(examples * PIXELS),
    labels: new Uint16Array(examples),
    classes,
  };
  const others: string[] = [];
  let first = 0;
  for (const [index, file] of files.entries()) {
    const bytes = await readDataFile(source, file, remedy);
    const records = layout.records[index]!;
    requireSize(bytes, file, records, layout, remedy);
    copyRecords(bytes, file, content, first, layout);
    if (!isOfficial(layout.files, file, bytes, sha256)) others.push(file);
    first += records;
  }
  const trainingExamples = examples - layout.records.at(-1)!;
  const warnings = warnOfOthers(config.kind, layout.files, others);
  return createOfficialDataset(content, { trainingExamples, warnings }, config, sha256);
}

function requireSize(
  bytes: Uint8Array,
  file: string,
  records: number,
  { labels }: CifarLayout,
  remedy: string,
): void {
  const record = labels.bytes + PIXELS;
  const wanted = records * record;
  if (bytes.length === wanted) return;
  const state = bytes.length < wanted
    ? `it ends at offset ${bytes.length}`
    : `it continues at offset ${wanted} and has ${bytes.length} bytes`;
  throw new SyntaxError(
    `Cannot read ${file}: ${state}; wanted ${wanted} bytes, ${records} images of ${record}; ${remedy}`,
  );
}

/** Copies the records of a file to the examples from `first`; the file's bytes are not kept. */
function copyRecords(
  bytes: Uint8Array,
  file: string,
  { values, labels }: Content,
  first: number,
  { labels: label, names }: CifarLayout,
): void {
  const size = label.bytes + PIXELS;
  for (let record = 0; record * size < bytes.length; record++) {
    const offset = record * size + label.at;
    const found = bytes[offset]!;
    if (found >= names.count) {
      throw new SyntaxError(
        `Cannot read ${file}: the label at offset ${offset} is ${found}; ` +
          `wanted 0 to ${names.count - 1}; the file is damaged`,
      );
    }
    labels[first + record] = found;
    const pixels = bytes.subarray(record * size + label.bytes, (record + 1) * size);
    values.set(pixels, (first + record) * PIXELS);
  }
}

async function readClasses(
  { names: { file, count } }: CifarLayout,
  source: DataSource,
  remedy: string,
): Promise<string[]> {
  const text = new TextDecoder().decode(await readDataFile(source, file, remedy));
  const names = text.trim().split(/\r?\n/).map((name) => name.trim());
  const strange = names.length !== count || new Set(names).size !== count ||
    names.some((name) => !/^[\x20-\x7e]{1,40}$/.test(name));
  if (!strange) return names;
  throw new SyntaxError(
    `Cannot read ${file}: wanted ${count} different names of classes, one a line`,
  );
}
