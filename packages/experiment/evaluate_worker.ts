/**
 * Runs inside the sandbox of evaluate_file.ts: imports one experiment file and posts its default
 * export back as JSON text, so that nothing but data crosses the border.
 *
 * @module
 */

/** What comes back from the sandbox. */
export type EvaluateReply =
  | { readonly json: string | undefined }
  | { readonly error: string; readonly denied: boolean };

interface SandboxScope {
  onmessage: ((event: MessageEvent<string>) => void) | null;
  postMessage(reply: EvaluateReply): void;
}

const scope = globalThis as unknown as SandboxScope;

scope.onmessage = async ({ data: url }) => {
  try {
    const module = await import(url) as { readonly default?: unknown };
    scope.postMessage({ json: JSON.stringify(module.default) });
  } catch (error) {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    scope.postMessage({ error: text, denied: error instanceof Deno.errors.NotCapable });
  }
};
