/** Names in an experiment file that mean nothing: fields and kinds that are not there. */
import { OPTIMIZER_DEFAULTS } from "@samebit/optimizers";
import { refusals } from "./testing/experiments.ts";

const LINEAR = { kind: "fully-connected", hidden: [] };
const RULES = Object.keys(OPTIMIZER_DEFAULTS).join(", ");

refusals("misspelt fields", [
  [
    (draft) => {
      draft.titel = draft.title;
      delete draft.title;
    },
    "title: is missing; wanted some text",
    'titel: unknown field, did you mean "title"?',
  ],
  [
    (draft) => draft.base.batchsize = 10,
    'base.batchsize: unknown field, did you mean "batchSize"?',
  ],
  [
    (draft) => {
      draft.base.model.hiden = [4];
      delete draft.base.model.hidden;
    },
    "base.model.hidden: is missing; wanted a list of layer sizes, such as [100, 100]",
    'base.model.hiden: unknown field of network "fully-connected", did you mean "hidden"?',
  ],
  [
    (draft) => draft.base.optimizer.learningrate = 1,
    'base.optimizer.learningrate: unknown field of update rule "sgd", did you mean "learningRate"?',
  ],
  [
    (draft) => draft.base.optimizer.momentum = 0.9,
    'base.optimizer.momentum: unknown field of update rule "sgd"; there are kind, learningRate',
  ],
  [
    (draft) => draft.base.dataset.preproces = "none",
    'base.dataset.preproces: unknown field of data set "digits", did you mean "preprocess"?',
  ],
  [
    (draft) => draft.base.model.normalization = { kind: "batch", epsilom: 1e-5 },
    'base.model.normalization.epsilom: unknown field of normalization "batch", did you mean "epsilon"?',
  ],
  [
    (draft) => draft.base.loss = { kind: "hinge", labelSmoothing: 0.1 },
    'base.loss.labelSmoothing: unknown field of loss "hinge"; there is kind',
  ],
  [
    (draft) => draft.base.evaluation = { tests: false },
    'base.evaluation.tests: unknown field, did you mean "test"?',
  ],
  [
    (draft) => draft.compare.optimizer.fast.momentun = 0.5,
    'compare.optimizer.fast.momentun: unknown field of update rule "momentum", did you mean "momentum"?',
  ],
  [
    (draft) => draft.compare = { variant: { a: { epoch: 3 } } },
    'compare.variant.a.epoch: unknown field, did you mean "epochs"?',
  ],
  [
    (draft) => draft.claims[0].say = "x",
    'claims.0.say: unknown field, did you mean "says"?',
  ],
  [
    (draft) => draft["no name"] = 1,
    '"no name": unknown field; there are title, question, expectation, answer, base, compare, tune, search, seeds, claims, report',
  ],
]);

refusals("unknown names, suggesting the nearest", [
  [
    (draft) => draft.base.optimizer.kind = "adamm",
    'base.optimizer.kind: unknown update rule "adamm", did you mean "adam"?',
  ],
  [
    (draft) => draft.base.optimizer.kind = "Nesterov",
    'base.optimizer.kind: unknown update rule "Nesterov", did you mean "nesterov"?',
  ],
  [
    (draft) => draft.base.optimizer.kind = "toString",
    `base.optimizer.kind: unknown update rule "toString"; there are ${RULES}`,
  ],
  [
    (draft) => draft.compare.optimizer.fast.kind = "momentun",
    'compare.optimizer.fast.kind: unknown update rule "momentun", did you mean "momentum"?',
  ],
  [
    (draft) => draft.base.dataset.kind = "digit",
    'base.dataset.kind: unknown data set "digit", did you mean "digits"?',
  ],
  [
    (draft) => draft.base.dataset.preprocess = "substract-mean",
    'base.dataset.preprocess: unknown preprocessing "substract-mean", did you mean "subtract-mean"?',
  ],
  [
    (draft) => draft.base.model.kind = "convolutional",
    'base.model.kind: unknown network "convolutional"; there are fully-connected, layers',
  ],
  [
    (draft) => draft.base.model.normalization = "btach",
    'base.model.normalization: unknown normalization "btach", did you mean "batch"?',
  ],
  [
    (draft) => draft.base.model = { ...LINEAR, initialization: "kaiming" },
    'base.model.initialization: unknown initialization "kaiming"; ' +
    "there are he, xavier, orthogonal, dirac, whitened, numpy-legacy, from",
  ],
  [
    (draft) => draft.base.model = { ...LINEAR, initialization: "numpy-legacy" },
    "base.model.initialization.seed: is missing; wanted a whole number from 0",
    "base.model.initialization.weightScale: is missing; wanted a number from 0",
    "base.model.initialization.normalsBefore: is missing; wanted a whole number from 0",
    "base.model.initialization.integersBefore: is missing; wanted a whole number from 0",
    "base.model.initialization.integerBound: is missing; wanted a whole number from 1",
    "base.model.initialization.networksBefore: is missing; wanted a whole number from 0",
  ],
  [
    (draft) => draft.base.loss = "softmx",
    'base.loss: unknown loss "softmx", did you mean "softmax"?',
  ],
  [
    (draft) => draft.base.schedule = { kind: "cosin" },
    'base.schedule.kind: unknown schedule "cosin", did you mean "cosine"?',
  ],
  [
    (draft) => draft.base.clipping = { kind: "norm", limit: 1 },
    'base.clipping.kind: unknown clipping "norm"; there are none, value, global-norm',
  ],
  [
    (draft) => draft.base.sampling = "shufled",
    'base.sampling: unknown sampling "shufled", did you mean "shuffled"?',
  ],
  [
    (draft) => draft.base.stopping = { kind: "plateau", metric: "testAccuracy", patience: 1 },
    'base.stopping.metric: unknown metric "testAccuracy"; there are validationAccuracy, validationLoss, ' +
    "validationRmse, validationMae, validationR2, validationLabelAccuracy, validationExactMatch, " +
    "validationMacroF1",
  ],
  [
    (draft) => draft.claims = [{ says: "x", metric: "testRmse", lower: "fast", than: 1 }],
    "claims.0.metric: testRmse is not a metric of classification; there are trainLoss, trainAccuracy, " +
    "validationLoss, validationAccuracy, bestValidationAccuracy, testAccuracy, testLoss, " +
    "testViewsAccuracy, firstLoss, " +
    "effectiveLearningRateLeft, activationSpreadKept, deadUnits",
  ],
  [
    (draft) => Object.assign(draft.compare!, { task: ["regression"] }),
    'compare.task: unknown axis; wanted a field of base, such as "batchSize" or ' +
    '"optimizer.learningRate", or "variant"',
  ],
  [
    (draft) => draft.claims[0].metric = "trainLos",
    'claims.0.metric: unknown metric "trainLos", did you mean "trainLoss"?',
  ],
]);
