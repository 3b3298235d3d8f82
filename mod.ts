/**
 * Handwritten-character recognition on EMNIST: data sets, convolutional networks, training on
 * TensorFlow, WebGPU or WebAssembly, what predictions say, and reading pictures of text, as functions
 * from plain values to plain values.
 *
 * Training a network on characters that the program draws, without any download:
 *
 * ```ts
 * import { createModel, loadDataset, openBackend, plainRecipe, trainModel } from "./mod.ts";
 *
 * const backend = await openBackend("wasm");
 * const training = await loadDataset("synthetic", "train", { limit: 470 });
 * const model = createModel("baseline", { seed: 0, classCount: training.characters.length });
 * const recipe = { ...plainRecipe, epochs: 1, batchSize: 47 };
 * const { history } = await trainModel(model, training, { backend, recipe });
 * console.log(history.length, history[0].loss < 4); // 1 true
 * ```
 *
 * @module
 */

export { BACKEND_CHOICES, BACKEND_NAMES, openBackend } from "./lib/backends/backend.ts";
export type {
  Backend,
  BackendChoice,
  BackendDescription,
  BackendName,
} from "./lib/backends/backend.ts";
export type { InstallReport } from "./lib/backends/tensorflow/install.ts";
export type { DataFolder } from "./lib/datasets/data_folders.ts";
export type { DataSource, ImageDataset, Split } from "./lib/datasets/dataset.ts";
export type { FoundFiles } from "./lib/datasets/find.ts";
export { loadDataset } from "./lib/datasets/load.ts";
export type { LoadOptions } from "./lib/datasets/load.ts";
export type { LocatedDataset } from "./lib/datasets/locate.ts";
export { stratifiedSplit } from "./lib/datasets/stratified_sample.ts";
export type { TrainingAndValidation } from "./lib/datasets/stratified_sample.ts";
export type { Interval } from "./lib/evaluation/accuracy_interval.ts";
export type { ReliabilityBin } from "./lib/evaluation/calibration.ts";
export type { ClassMetrics, PrecisionRecallF1 } from "./lib/evaluation/class_metrics.ts";
export type { ConfusionGroup, LookAlikes } from "./lib/evaluation/confusion_groups.ts";
export type { ConfusionMatrix } from "./lib/evaluation/confusion_matrix.ts";
export { evaluatePredictions } from "./lib/evaluation/evaluate.ts";
export type { Evaluation, EvaluationMetrics } from "./lib/evaluation/evaluate.ts";
export { meanPredictions } from "./lib/evaluation/mean_predictions.ts";
export type { MeasureName, Measures } from "./lib/evaluation/measures.ts";
export { predictDataset } from "./lib/evaluation/predict.ts";
export type { Predictions } from "./lib/evaluation/predictions.ts";
export type { ConfusionPair } from "./lib/evaluation/top_confusions.ts";
export { loadModel, saveModel } from "./lib/models/model_files.ts";
export type { ModelOptions } from "./lib/models/model_options.ts";
export { createModel, MODEL_NAMES } from "./lib/models/models.ts";
export type { ModelName } from "./lib/models/models.ts";
export { bestRecipe } from "./lib/recipes/best.ts";
export { plainRecipe } from "./lib/recipes/plain.ts";
export { decodePictures } from "./lib/reading/decode_pictures.ts";
export type { Box } from "./lib/reading/lattice.ts";
export type { Automaton } from "./lib/reading/automaton.ts";
export type { GreyPicture } from "./lib/reading/picture/grey_picture.ts";
export type {
  Alternative,
  ReadCharacter,
  ReadLine,
  ReadPart,
  ReadWord,
} from "./lib/reading/read_text.ts";
export { CHARACTER_SETS, parseRestriction } from "./lib/reading/restriction.ts";
export type { CharacterSet, RestrictionText } from "./lib/reading/restriction.ts";
export type { Restriction } from "./lib/reading/word_kinds.ts";
export type { OtherMetrics, RunMetrics } from "./lib/runs/metrics.ts";
export { openReader } from "./lib/runs/open_reader.ts";
export type { Reader, ReaderOptions } from "./lib/runs/open_reader.ts";
export { openRun } from "./lib/runs/run_model.ts";
export { openTeacher } from "./lib/runs/teacher.ts";
export type { OpenedRun } from "./lib/runs/run_model.ts";
export { trainModel } from "./lib/runs/train_model.ts";
export type { TrainingState, TrainModelOptions } from "./lib/runs/train_model.ts";
export type { AdamOptions } from "./lib/training/adam.ts";
export type { Augmentation } from "./lib/training/augmentation/augmentation.ts";
export type { EpochRecord } from "./lib/training/epoch_record.ts";
export type { FitState } from "./lib/training/fit.ts";
export type { PlateauOptions } from "./lib/training/plateau.ts";
export type { Predictor, PredictorOptions, PredictorOutput } from "./lib/training/predictor.ts";
export type { Recipe } from "./lib/training/recipe.ts";
export type { Schedule } from "./lib/training/schedule.ts";
export type { NamedArray, StepResult, Trainer } from "./lib/training/trainer.ts";
export { PRECISIONS } from "./lib/training/trainer.ts";
export type { Precision, TrainerOptions } from "./lib/training/trainer.ts";
export { UserError } from "./lib/user_error.ts";
export type { UserErrorOptions } from "./lib/user_error.ts";
export type { LayersModel } from "./lib/training/image_model.ts";
