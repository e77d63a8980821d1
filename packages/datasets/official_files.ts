/**
 * The official files of downloadable data sets by their hashes, so that numbers from other files
 * are not taken for comparable ones. Not for refusing files: others are used, with a warning.
 *
 * @module
 */
import type { Sha256 } from "@samebit/splits";

/** SHA-256 (hexadecimal) by path inside the data directory. */
export type OfficialFiles = Readonly<Record<string, string>>;

/** `cifar-10-binary.tar.gz` of the authors' page (MD5 c32a1d4ab5d03f1284b67883e8d87530), unpacked. */
export const CIFAR10_FILES: OfficialFiles = {
  "cifar-10-batches-bin/data_batch_1.bin":
    "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5",
  "cifar-10-batches-bin/data_batch_2.bin":
    "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed",
  "cifar-10-batches-bin/data_batch_3.bin":
    "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67",
  "cifar-10-batches-bin/data_batch_4.bin":
    "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48",
  "cifar-10-batches-bin/data_batch_5.bin":
    "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add",
  "cifar-10-batches-bin/test_batch.bin":
    "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b",
};

/** `cifar-100-binary.tar.gz` of the authors' page (MD5 03b5dce01913d631647c71ecec9e9cb8), unpacked. */
export const CIFAR100_FILES: OfficialFiles = {
  "cifar-100-binary/train.bin": "f31298fc616915fa142368359df1c4ca2ae984d6915ca468b998a5ec6aeebf29",
  "cifar-100-binary/test.bin": "d8b1e6b7b3bee4020055f0699b111f60b1af1e262aeb93a0b659061746f8224a",
};

/** The four files of MNIST, unpacked, since mirrors pack them differently. */
export const MNIST_FILES: OfficialFiles = {
  "mnist/train-images-idx3-ubyte.gz":
    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
  "mnist/train-labels-idx1-ubyte.gz":
    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
  "mnist/t10k-images-idx3-ubyte.gz":
    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
  "mnist/t10k-labels-idx1-ubyte.gz":
    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
};

/** The four files of Fashion-MNIST, packed, since its authors publish hashes of these. */
export const FASHION_MNIST_FILES: OfficialFiles = {
  "fashion-mnist/train-images-idx3-ubyte.gz":
    "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
  "fashion-mnist/train-labels-idx1-ubyte.gz":
    "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
  "fashion-mnist/t10k-images-idx3-ubyte.gz":
    "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
  "fashion-mnist/t10k-labels-idx1-ubyte.gz":
    "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
};

/** Whether the bytes of a file are the official ones. */
export function isOfficial(
  files: OfficialFiles,
  path: string,
  bytes: Uint8Array,
  sha256: Sha256,
): boolean {
  return files[path] === sha256([bytes]);
}

/**
 * The warnings of a data set of this kind, if `others` of its `files` are not the official ones.
 */
export function warnOfOthers(
  kind: string,
  files: OfficialFiles,
  others: readonly string[],
): string[] {
  if (others.length === 0) return [];
  const names = others.map((path) => path.slice(path.lastIndexOf("/") + 1));
  const which = others.length === Object.keys(files).length ? "" : `: ${names.join(", ")}`;
  return [
    `${kind}: these are not the official files${which}; ` +
    "results are not comparable with published ones",
  ];
}

/** What an error suggests if files of a data set, in `folder` of the data directory, are missing. */
export function remedyFor(kind: string, folder: string): string {
  return `fetch it with deno task data ${kind}, or use --data-dir to name the folder that contains ${folder}`;
}
