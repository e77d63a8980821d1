/**
 * The program of pages in a reader's browser: draws, zooms, shows and saves charts. Its entry is
 * `main.ts`, which `tools/generate_page_bundle.ts` bundles into one classic script, since a page
 * that opens from a folder loads no modules. It exports nothing: pages hold that script.
 *
 * @module
 */
export {};
