/**
 * What is fetched for each data set, from where, and how it is verified.
 *
 * @module
 */

/** A file as it is fetched. */
export interface RemoteFile {
  /** Its name, the last part of its URL. */
  readonly name: string;
  /** Its size. */
  readonly bytes: number;
  /** SHA-256 of its bytes, hexadecimal. */
  readonly sha256: string;
  /** MD5 of its bytes, hexadecimal, as its authors publish it. */
  readonly md5: string;
}

/** How a data set is fetched. */
export interface Recipe {
  /** The data set's kind. */
  readonly name: "cifar10" | "cifar100" | "mnist" | "fashion-mnist";
  /** The URL of the folder of its files. */
  readonly source: string;
  /** The folder of the data set inside the data directory. */
  readonly folder: string;
  /** What is fetched: files for `folder`, or one archive that unpacks to it. */
  readonly files: readonly RemoteFile[];
  /**
   * The names of the files in the archive that go to `folder`, where `files` is one `.tar.gz`;
   * nothing else is unpacked.
   */
  readonly unpacks?: readonly string[];
}

/** The data sets that can be fetched. */
export const RECIPES: readonly Recipe[] = [
  {
    name: "cifar10",
    source: "https://www.cs.toronto.edu/~kriz/",
    folder: "cifar-10-batches-bin",
    files: [{
      name: "cifar-10-binary.tar.gz",
      bytes: 170_052_171,
      sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
      md5: "c32a1d4ab5d03f1284b67883e8d87530",
    }],
    unpacks: [
      "batches.meta.txt",
      "data_batch_1.bin",
      "data_batch_2.bin",
      "data_batch_3.bin",
      "data_batch_4.bin",
      "data_batch_5.bin",
      "test_batch.bin",
    ],
  },
  {
    name: "cifar100",
    source: "https://www.cs.toronto.edu/~kriz/",
    folder: "cifar-100-binary",
    files: [{
      name: "cifar-100-binary.tar.gz",
      bytes: 168_513_733,
      sha256: "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec",
      md5: "03b5dce01913d631647c71ecec9e9cb8",
    }],
    unpacks: ["coarse_label_names.txt", "fine_label_names.txt", "train.bin", "test.bin"],
  },
  {
    name: "mnist",
    source: "https://storage.googleapis.com/cvdf-datasets/mnist/",
    folder: "mnist",
    files: [
      {
        name: "train-images-idx3-ubyte.gz",
        bytes: 9_912_422,
        sha256: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
        md5: "f68b3c2dcbeaaa9fbdd348bbdeb94873",
      },
      {
        name: "train-labels-idx1-ubyte.gz",
        bytes: 28_881,
        sha256: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
        md5: "d53e105ee54ea40749a09fcbcd1e9432",
      },
      {
        name: "t10k-images-idx3-ubyte.gz",
        bytes: 1_648_877,
        sha256: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
        md5: "9fb629c4189551a2d022fa330f9573f3",
      },
      {
        name: "t10k-labels-idx1-ubyte.gz",
        bytes: 4_542,
        sha256: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
        md5: "ec29112dd5afa0611ce80d1b7f02629c",
      },
    ],
  },
  {
    name: "fashion-mnist",
    source: "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    folder: "fashion-mnist",
    files: [
      {
        name: "train-images-idx3-ubyte.gz",
        bytes: 26_421_880,
        sha256: "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
        md5: "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
      },
      {
        name: "train-labels-idx1-ubyte.gz",
        bytes: 29_515,
        sha256: "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
        md5: "25c81989df183df01b3e8a0aad5dffbe",
      },
      {
        name: "t10k-images-idx3-ubyte.gz",
        bytes: 4_422_102,
        sha256: "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
        md5: "bef4ecab320f06d8554ea6380940ec79",
      },
      {
        name: "t10k-labels-idx1-ubyte.gz",
        bytes: 5_148,
        sha256: "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
        md5: "bb300cfdad3c16e7a12a480ee83cd310",
      },
    ],
  },
];

/**
 * The URL of a file.
 *
 * @param from Another folder than the recipe's, or the file itself if the URL ends with its name.
 */
export function urlOf(recipe: Recipe, file: RemoteFile, from?: string): string {
  const base = from ?? recipe.source;
  if (new URL(base).pathname.endsWith(`/${file.name}`)) return base;
  return new URL(file.name, base.endsWith("/") ? base : `${base}/`).href;
}
