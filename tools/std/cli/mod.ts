/**
 * Local stand-in for the part of `@std/cli` this repository uses, for machines that cannot reach
 * JSR: `parseArgs`, with the original's names, signature and results. It is not an argument parser
 * of its own: add nothing the original lacks.
 *
 * @module
 */
export * from "./parse_args.ts";
