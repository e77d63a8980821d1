/**
 * A helper thread: from its first message on it runs kernels' jobs in shared memory (see
 * program/serve.ts), and handles no further message.
 */

/** What a helper thread is started with. */
export interface HelperStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
}

addEventListener("message", (event) => {
  const { module, memory } = (event as MessageEvent<HelperStart>).data;
  const { exports } = new WebAssembly.Instance(module, { kernels: { memory } });
  (exports.serve as () => void)();
});
