/**
 * The sandbox in which files of others are evaluated: a process that may read the file's folder and
 * the packages and has no other right, from which only data come back; and the rights and variables
 * that any process is started with. Not for what the data mean: @samebit/experiment checks them.
 *
 * @module
 */
export type { Patience } from "./evaluate_answer.ts";
export { convertFile, evaluateFile, evaluateKind } from "./evaluate_file.ts";
export { loaderVariables, NO_LOADER_VARIABLES, pathsOfRight, refuseKept } from "./rights.ts";
