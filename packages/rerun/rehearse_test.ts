import { assertEquals, assertThrows } from "@std/assert";
import { loadDigits } from "@samebit/datasets";
import { RUN_FILES } from "@samebit/runlog";
import { readPlan } from "@samebit/solver";
import { createWasmKernels, type Kernels, operationNames } from "@samebit/tensors";
import { rehearse, requireConformance } from "./rehearse.ts";
import { readRecordedRun } from "./testing_records.ts";

const recorded = await readRecordedRun();
const plan = readPlan(JSON.parse(recorded.files[RUN_FILES.record]).plan);

Deno.test("rehearse finds the operations that a plan calls", async () => {
  if (plan.dataset.kind !== "digits") throw new Error("another record is needed");
  const dataset = await loadDigits(plan.dataset);
  const operations = rehearse(plan, dataset, createWasmKernels({ mebibytes: 64 }));
  for (const name of ["gather", "gemm", "relu", "reluBackward", "softmaxCrossEntropy", "sgd"]) {
    assertEquals(operations.filter((each) => each === name), [name]);
  }
  assertEquals(operations.includes("adam"), false);
});

Deno.test("requireConformance names the operations that give other bits", () => {
  const kernels = createWasmKernels({ mebibytes: 64 });
  requireConformance(kernels, operationNames());
  const wrong: Kernels = {
    ...kernels,
    name: kernels.name,
    precision: kernels.precision,
    relu: (x, y, n) => {
      kernels.relu(x, y, n);
      if (n > 0) y[n - 1] = y[n - 1]! + 1;
    },
  };
  assertThrows(
    () => requireConformance(wrong, ["gemm", "relu", "reluBackward"]),
    RangeError,
    "the operation relu of the wasm kernels does not give the bits of the contract",
  );
});
