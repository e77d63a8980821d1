/**
 * The files of packages behind @samebit/store that may open files themselves, each with the reason:
 * what they open is not in the output folder. The lint rule `one-door` reads this list.
 */

/** Files below `packages/`, folders with a slash at their end, and why. */
export const openFiles: Readonly<Record<string, string>> = {
  "pages/files.ts": "reads the scripts and styles of the package itself",
  "report/golden_files.ts": "writes the golden files of the tests",
  "findings/samples/": "writes sample logs for tests",
  "sandbox/evaluate_file.ts": "checks whether an experiment file exists",
  "experiment/own_kinds/manifest.ts":
    "reads the deno.json of the folder whose update rules are used",
  "experiment/own_kinds/sources.ts": "reads the sources of such update rules",
  "sandbox/links.ts": "finds links beside an experiment file, to deny them",
  "sandbox/rights.ts":
    "asks where a path leads that Deno lets no command use, before anything is opened",
  "diagnostics/logs/testing_variant.ts": "writes the files of a run for tests",
  "sweep/other_file.ts": "asks where experiment files lead, to tell two from one",
  "nats/link.ts": "reads the credentials that the command line names",
  "engines/testing/": "reads the files of runs for tests",
  "rerun/testing_records.ts": "reads committed records for tests",
  "downloads/": "fetches data files into the data folder",
  "archives/publish.ts": "reads the licences and the program that are part of the package",
  "archives/verifier/": "runs without a store, in an unpacked archive, which it only reads",
  "options/environment.ts": "digests the sources of the packages",
  "options/places.ts": "lists experiments/, and makes the output folder itself",
  "verification/submissions.ts": "lists the experiment files of handed-in folders",
  "cli/convert_parquet.ts": "writes a CSV file beside the table that the command line names",
  "cli/parquet_program.ts": "reads this table, in the sandbox",
  "cli/commands/check.ts": "makes and removes a temporary folder",
  "cli/commands/new.ts": "writes a new experiment file",
  "cli/commands/verify.ts": "makes and removes a temporary folder",
  "cli/commands/worker.ts": "makes and removes a temporary folder",
};
