/** Small trees of files in temporary folders, for the tests of this folder. */

/** Writes `files` (path to text) into a fresh folder, runs `body` on it and removes the folder. */
export async function withTree<T>(
  files: Readonly<Record<string, string>>,
  body: (root: string) => Promise<T>,
): Promise<T> {
  const root = await Deno.makeTempDir({ prefix: "samebit-" });
  try {
    for (const [path, text] of Object.entries(files)) {
      const folder = `${root}/${path}`.replace(/\/[^/]*$/, "");
      await Deno.mkdir(folder, { recursive: true });
      await Deno.writeTextFile(`${root}/${path}`, text);
    }
    return await body(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}
