/**
 * Small files in the layouts of the official data sets, and a source that holds files in memory.
 */
import type { DataSource } from "@samebit/splits";

/** The bytes of files by their path inside the data directory. */
export type Files = Readonly<Record<string, Uint8Array>>;

/** A source of files in memory. */
export function createMemorySource(files: Files): DataSource {
  return {
    readFile(path) {
      const bytes = files[path];
      if (bytes === undefined) return Promise.reject(new Error(`No such file: /data/${path}`));
      return Promise.resolve(bytes);
    },
  };
}

/** The six files of CIFAR-10 and the names of its classes, with `records` images in each file. */
export function createCifar10Files(records: number): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  const names = ["data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5"];
  for (const [number, name] of [...names, "test_batch"].entries()) {
    const bytes = new Uint8Array(records * 3073);
    for (let record = 0; record < records; record++) {
      const image = number * records + record;
      bytes.set(createCifar10Image(image), record * 3073 + 1);
      bytes[record * 3073] = image % 10;
    }
    files[`cifar-10-batches-bin/${name}.bin`] = bytes;
  }
  files["cifar-10-batches-bin/batches.meta.txt"] = new TextEncoder().encode(
    "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n",
  );
  return files;
}

/** The pixels of an image: its number is the first, the others differ from image to image. */
export function createCifar10Image(image: number): Uint8Array {
  return Uint8Array.from({ length: 3072 }, (_, i) => i === 0 ? image : (image * 37 + i * 11) % 251);
}

/** The files of CIFAR-100, with so many images: the fine label of one is its number, the coarse label a fifth of that. */
export function createCifar100Files(train: number, test: number): Record<string, Uint8Array> {
  const part = (first: number, records: number) => {
    const bytes = new Uint8Array(records * 3074);
    for (let record = 0; record < records; record++) {
      const image = (first + record) % 100;
      bytes.set([Math.floor(image / 5), image], record * 3074);
      bytes.set(createCifar10Image(image), record * 3074 + 2);
    }
    return bytes;
  };
  const names = (name: string, count: number) =>
    new TextEncoder().encode(Array.from({ length: count }, (_, i) => `${name}_${i}\n`).join(""));
  return {
    "cifar-100-binary/train.bin": part(0, train),
    "cifar-100-binary/test.bin": part(train, test),
    "cifar-100-binary/fine_label_names.txt": names("fine", 100),
    "cifar-100-binary/coarse_label_names.txt": names("coarse", 20),
  };
}

/** The four files of MNIST, or in its layout of another data set, with so many images. */
export async function createMnistFiles(
  train: number,
  test: number,
  folder = "mnist",
): Promise<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {};
  for (const [name, count] of [["train", train], ["t10k", test]] as const) {
    const images = Uint8Array.from({ length: count * 784 }, (_, i) => (i * 13 + name.length) % 256);
    const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
    files[`${folder}/${name}-images-idx3-ubyte.gz`] = await gzip(
      joinIdx([0x803, count, 28, 28], images),
    );
    files[`${folder}/${name}-labels-idx1-ubyte.gz`] = await gzip(joinIdx([0x801, count], labels));
  }
  return files;
}

/** An IDX file: big-endian words, then bytes. */
export function joinIdx(words: readonly number[], items: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(words.length * 4 + items.length);
  const view = new DataView(bytes.buffer);
  words.forEach((word, index) => view.setUint32(index * 4, word));
  bytes.set(items, words.length * 4);
  return bytes;
}

/** Packs bytes. */
export async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream()
    .pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
