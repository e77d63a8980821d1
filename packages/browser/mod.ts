/**
 * The program of pages in a reader's browser: draws, zooms, shows and saves charts. Its entry is
 * `main.ts`, which `tools/generate_page_bundle.ts` makes one classic script of, since a page that opens
 * from a folder loads no modules. What is exported here can be tested without a page.
 *
 * @module
 */
export { layOut } from "./draw.ts";
export { spreadOut } from "./line_ends.ts";
