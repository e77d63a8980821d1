/**
 * What `environment.json` says about the machine and the sources: recorded for later questions,
 * never read by anything that computes.
 *
 * @module
 */
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { NO_LOADER_VARIABLES } from "@samebit/sandbox";
import type { JsonObject } from "@samebit/runlog";
import { DECIDING_PACKAGES } from "./deciding_packages.ts";

/** Machine, versions, sources and commit. */
export async function describeEnvironment(): Promise<JsonObject> {
  const packages = fileURLToPath(new URL("../", import.meta.url));
  const processors = cpus();
  return {
    deno: Deno.version.deno,
    v8: Deno.version.v8,
    system: Deno.build.os,
    architecture: Deno.build.arch,
    processor: processors[0]?.model ?? "unknown",
    // Wine does not name processors.
    cores: processors.length || navigator.hardwareConcurrency,
    memoryBytes: totalmem(),
    sourceDigest: await sourceDigest(packages),
    commit: await commit(packages),
  };
}

/**
 * The hash that `environment.json` records of the expectation that was in the file at the time of a
 * run.
 */
export function expectationDigest(expectation: string): string {
  return bytesToHex(sha256(utf8ToBytes(expectation)));
}

/** SHA-256 over the names and contents of the sources that can change a number, without tests. */
async function sourceDigest(packages: string): Promise<string> {
  const hash = sha256.create();
  for (const name of DECIDING_PACKAGES) {
    for (const file of await sourcesBelow(packages, name)) {
      hash.update(new TextEncoder().encode(`${file}\n`));
      hash.update(await Deno.readFile(join(packages, file)));
    }
  }
  return bytesToHex(hash.digest());
}

async function sourcesBelow(root: string, folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const entry of Deno.readDir(join(root, folder))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) files.push(...await sourcesBelow(root, path));
    else if (/\.(ts|c|wasm)$/.test(entry.name) && !entry.name.endsWith("_test.ts")) {
      files.push(path);
    }
  }
  return files.sort();
}

async function commit(packages: string): Promise<string> {
  try {
    const { success, stdout } = await new Deno.Command("git", {
      args: ["rev-parse", "HEAD"],
      cwd: packages,
      env: NO_LOADER_VARIABLES,
      stderr: "null",
    }).output();
    return success ? new TextDecoder().decode(stdout).trim() : "unknown";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "unknown";
    throw error;
  }
}
