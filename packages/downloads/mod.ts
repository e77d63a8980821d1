/**
 * Fetches the official files of data sets, resumes interrupted downloads, and verifies the files.
 *
 * @module
 */
export { fetchData, type FetchDataOptions } from "./fetch_data.ts";
export { createDownloadProgress, type Display, type DownloadProgress } from "./progress.ts";
export { type Recipe, RECIPES, type RemoteFile, urlOf } from "./recipes.ts";
export { serveFiles, type ServerOptions, type TestServer } from "./testing_server.ts";
export type { FetchOptions } from "./fetch_file.ts";
