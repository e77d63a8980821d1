/**
 * What is served in place of a page that cannot be rendered at the moment: because nothing has been
 * run yet, or a file cannot be read. It follows the experiment and becomes its page.
 */
import { CHART_SCRIPTS, Document, renderDocument, RERUN_SCRIPT, Words } from "@samebit/pages";

/** The HTML of a page that waits for `slug`; `reason` says what for. */
export function renderWaitingPage(slug: string, reason: string): string {
  return renderDocument(
    <Document
      title={`${slug} – Samebit`}
      assets="../assets"
      scripts={[...CHART_SCRIPTS, RERUN_SCRIPT]}
      live
    >
      <div class="page">
        <header>
          <p class="crumbs">
            <a href="../index.html">All experiments</a>
          </p>
          <h1>
            <Words>{slug}</Words>
          </h1>
        </header>
        <main>
          <p>
            <Words>{reason}</Words>
          </p>
        </main>
      </div>
    </Document>,
  );
}
