/** Bytes as a string expression of TypeScript, in lines short enough to be read by tools. */

const lineLength = 96;

/** Returns base64 text as quoted lines joined by `+`, indented by two. */
export function encodeBase64Lines(bytes: Uint8Array): string {
  const text = bytes.toBase64();
  const lines = text.match(new RegExp(`.{1,${lineLength}}`, "g")) ?? [""];
  return lines.map((line) => `  "${line}"`).join(" +\n");
}
