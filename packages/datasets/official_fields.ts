/** The fields that data sets of official files share, as far as their defaults are the same. */
import {
  IMAGE_PREPROCESS_FIELD,
  OFFICIAL_TEST_EXAMPLES,
  TRAIN_EXAMPLES,
  VALIDATION_EXAMPLES,
} from "@samebit/splits";

/** The fields of a data set of 50,000 or more training images. */
export const OFFICIAL_FIELDS = {
  preprocess: { ...IMAGE_PREPROCESS_FIELD, default: "standardize-channels" },
  trainExamples: TRAIN_EXAMPLES,
  validationExamples: { ...VALIDATION_EXAMPLES, default: 5000 },
  testExamples: { ...OFFICIAL_TEST_EXAMPLES, default: "all" },
} as const;
