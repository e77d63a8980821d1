/**
 * The life of a helper thread: wait in the mailbox for a job, do it, say so. A job is one of the
 * exported functions with its arguments.
 *
 * Waiting means looking again and again, since the next job of a training step is microseconds
 * away; after a while without one the thread sleeps until it is notified.
 */
import type { Argument, Callable, FunctionBuilder } from "../assembler/function_builder.ts";
import { f32, type I32, i32, type Value } from "../assembler/values.ts";
import { MAILBOX } from "./layout.ts";
import type { Toolbox } from "./toolbox.ts";

/** The number of the job that ends the thread; others are numbered from 1. */
export const STOP = 0;

/** The number of no request. */
export const NOBODY = 0;

/** Looks without a job before sleep: some tens of milliseconds. */
const LOOKS = 20_000_000;

/** The jobs of a module: exported functions without a result, numbered from 1 in this order. */
export function jobsOf(exported: ReadonlyMap<string, Callable>): Map<string, Callable> {
  return new Map([...exported].filter(([, callable]) => callable.result === undefined));
}

/** Writes serve(), which a helper thread runs all its life, and join(address, value). */
export function writeServe({ module, layout: { mailbox } }: Toolbox): void {
  const jobs = [...jobsOf(module.exported).values()];
  module.export("serve", {}, (f) => {
    const [seen, request, job, looks] = ["", "", "", ""].map(() => f.local("i32"));
    f.atomicStoreI32(mailbox + MAILBOX.ready, 1);
    f.atomicNotify(mailbox + MAILBOX.ready);
    f.set(job, STOP + 1);
    f.while(i32.ne(job, STOP), () => {
      f.set(looks, 0);
      f.set(request, i32.atomicLoad(mailbox + MAILBOX.request));
      f.while(i32.eq(request, seen), () => {
        f.increase(looks, 1);
        f.if(i32.geU(looks, LOOKS), () => sleep(f, mailbox, seen));
        f.set(request, i32.atomicLoad(mailbox + MAILBOX.request));
      });
      f.set(seen, request);
      f.if(claims(mailbox, request), () => {
        f.set(job, i32.load(mailbox + MAILBOX.job));
        jobs.forEach((callable, index) => {
          f.if(i32.eq(job, index + 1), () => f.call(callable, ...argumentsOf(callable, mailbox)));
        });
        f.atomicStoreI32(mailbox + MAILBOX.done, request);
      });
    });
  });

  module.export("join", { address: "i32", value: "i32" }, (f, { address, value }) => {
    const done = f.local("i32", i32.atomicLoad(address));
    f.while(i32.ne(done, value), () => f.set(done, i32.atomicLoad(address)));
  });
}

/** Whoever makes a request looks afterwards whether this thread sleeps, and wakes it. */
function sleep(f: FunctionBuilder, mailbox: number, seen: I32): void {
  f.atomicStoreI32(mailbox + MAILBOX.sleeping, 1);
  f.atomicWaitI32(mailbox + MAILBOX.request, seen);
  f.atomicStoreI32(mailbox + MAILBOX.sleeping, 0);
}

/** Takes a request, unless the one who made it has taken it back meanwhile. */
function claims(mailbox: number, request: Value<"i32">): Value<"i32"> {
  return i32.eq(i32.atomicExchange(mailbox + MAILBOX.unclaimed, request, NOBODY), request);
}

/** A job's arguments, one word each, as the mailbox holds them. */
function argumentsOf(callable: Callable, mailbox: number): Argument[] {
  return callable.parameters.map((kind, index) => {
    const address = mailbox + MAILBOX.arguments + 4 * index;
    return kind === "f32" ? f32.load(address) : i32.load(address);
  });
}
