/**
 * Report pages that follow runs in progress, served on this machine alone.
 *
 * @module
 */
export { type Listening, listenOn } from "./listen.ts";
export { createHandler, LOOPBACK } from "./serve.ts";
export { createSite, type Served, type Site, type SiteOptions } from "./site.ts";
export type { LiveOptions } from "./live_pages.ts";
