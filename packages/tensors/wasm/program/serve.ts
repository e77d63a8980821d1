/**
 * How threads share an operation. The thread that starts one writes its parts on a board: a
 * function, and for each part the arguments to call it with. Every thread, including the starting
 * one, takes one part after another until none is left, so that a thread on a busy core does fewer.
 *
 * The ticket holds the number of the next part and the number of parts; a part belongs to the
 * thread that raises it. Helpers poll the ticket, since in a training step the next operation is
 * microseconds away; after a while without one they sleep until they are notified.
 */
import type { Argument, Callable, FunctionBuilder, Local } from "../assembler/function_builder.ts";
import { f32, type I32, i32, type Value } from "../assembler/values.ts";
import { BOARD, PART_BYTES } from "./layout.ts";
import type { Toolbox } from "./toolbox.ts";

/** A ticket without parts, on which helpers end. */
export const STOP = 0x7fffff00;

/** What raises the number of the next part by one. */
const NEXT_PART = 0x100;

/** Looks without a new ticket before sleep: some tens of milliseconds. */
const LOOKS = 20_000_000;

/** The functions that can be shared: exported ones without a result, numbered in this order. */
export function jobsOf(exported: ReadonlyMap<string, Callable>): Map<string, Callable> {
  return new Map([...exported].filter(([, callable]) => callable.result === undefined));
}

/**
 * Writes finish(parts), for the thread that starts an operation, and serve(), which helpers run.
 */
export function writeServe({ module }: Toolbox): void {
  const work = writeWork(module, [...jobsOf(module.exported).values()]);

  module.export("finish", { parts: "i32" }, (f, { parts }) => {
    f.call(work);
    const finished = f.local("i32");
    f.doWhile(() => {
      f.set(finished, i32.atomicLoad(BOARD.finished));
    }, i32.ne(finished, parts));
  });

  module.export("serve", {}, (f) => {
    const [ticket, looks] = f.locals("i32", 2);
    f.set(looks, i32.atomicAdd(BOARD.started, 1));
    f.atomicNotify(BOARD.started);
    f.doWhile(() => {
      f.call(work);
      f.set(looks, 0);
      f.doWhile(() => {
        f.increase(looks, 1);
        f.if(i32.geU(looks, LOOKS), () => sleep(f, ticket));
        f.set(ticket, i32.atomicLoad(BOARD.ticket));
      }, i32.and(i32.eqz(hasParts(ticket)), i32.ne(ticket, STOP)));
    }, i32.ne(ticket, STOP));
  });
}

function hasParts(ticket: Local<"i32">): Value<"i32"> {
  return i32.ltU(i32.shrU(ticket, 8), i32.and(ticket, 0xff));
}

/** The writer of a ticket checks afterwards for sleepers, and wakes them. */
function sleep(f: FunctionBuilder, ticket: Local<"i32">): void {
  const sleepers = f.local("i32", i32.atomicAdd(BOARD.sleepers, 1));
  f.atomicWaitI32(BOARD.ticket, ticket);
  f.set(sleepers, i32.atomicAdd(BOARD.sleepers, -1));
}

/** Writes the function that takes and does parts until there are no more. */
function writeWork(module: Toolbox["module"], jobs: readonly Callable[]): Callable<undefined> {
  return module.function({}, (f) => {
    const [ticket, job, place, count] = f.locals("i32", 4);
    f.set(ticket, i32.atomicLoad(BOARD.ticket));
    f.while(hasParts(ticket), () => {
      f.if(raises(ticket), () => {
        f.set(job, i32.load(BOARD.job));
        f.set(place, i32.mul(i32.shrU(ticket, 8), PART_BYTES));
        jobs.forEach((callable, number) => {
          f.if(i32.eq(job, number), () => f.call(callable, ...argumentsAt(callable, place)));
        });
        f.set(count, i32.atomicAdd(BOARD.finished, 1));
      });
      f.set(ticket, i32.atomicLoad(BOARD.ticket));
    });
  });
}

/** Whether it was this thread that raised the ticket. */
function raises(ticket: Local<"i32">): Value<"i32"> {
  const raised = i32.add(ticket, NEXT_PART);
  return i32.eq(i32.atomicCompareExchange(BOARD.ticket, ticket, raised), ticket);
}

/** A part's arguments, one word each. */
function argumentsAt(callable: Callable, place: I32): Argument[] {
  return callable.parameters.map((kind, index) => {
    const offset = BOARD.parts + 4 * index;
    return kind === "f32" ? f32.load(place, offset) : i32.load(place, offset);
  });
}
