/**
 * All kernels together: the module that one thread runs.
 */
import type { Callable } from "../assembler/function_builder.ts";
import type { MemoryType } from "../assembler/module_builder.ts";
import { writeActivations } from "./activations.ts";
import { writeBatchNorm } from "./batch_norm.ts";
import type { Constants } from "./constants.ts";
import { writeConvolution } from "./convolution.ts";
import { writeDropout } from "./dropout.ts";
import { writeElementwise } from "./elementwise.ts";
import { writeExp, writeLog } from "./exp_log.ts";
import { writeGather } from "./gather.ts";
import { writeGemm } from "./gemm.ts";
import { writeGroupNorm } from "./group_norm.ts";
import { writeLayerNorm } from "./layer_norm.ts";
import { writeLosses } from "./losses.ts";
import { writeScalePlanes } from "./planes.ts";
import { writePooling } from "./pooling.ts";
import { jobsOf, writeServe } from "./serve.ts";
import { writeSpatialBatchNorm } from "./spatial_batch_norm.ts";
import { writeSums } from "./sums.ts";
import { createToolbox } from "./toolbox.ts";
import { writeUpdateRules } from "./update_rules.ts";

/** The module of one thread, and what must be known to use it. */
export interface Program {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** To be written into the memory once, before any kernel runs. */
  readonly constants: Constants;
  /** The functions that a helper thread can be asked to run, numbered from 1 in this order. */
  readonly jobs: ReadonlyMap<string, Callable>;
}

/** Writes the module of thread number `thread`. Modules of several threads differ in addresses. */
export function writeProgram(memory: MemoryType, thread: number): Program {
  const toolbox = createToolbox(memory, thread);
  const exp = writeExp(toolbox);
  const log = writeLog(toolbox);
  const multiplyBlock = writeGemm(toolbox);
  writeConvolution(toolbox, multiplyBlock);
  writePooling(toolbox);
  writeElementwise(toolbox, exp, log);
  writeActivations(toolbox, exp);
  writeDropout(toolbox);
  writeSums(toolbox);
  writeBatchNorm(toolbox);
  writeLayerNorm(toolbox);
  writeSpatialBatchNorm(toolbox);
  writeGroupNorm(toolbox);
  writeScalePlanes(toolbox);
  writeLosses(toolbox, exp, log);
  writeGather(toolbox);
  writeUpdateRules(toolbox);
  const jobs = jobsOf(toolbox.module.exported);
  if (memory.shared) writeServe(toolbox);
  return { bytes: toolbox.module.bytes(), constants: toolbox.constants, jobs };
}
