/// <reference lib="webworker" />
/** The worker of the page in plain JavaScript, for browsers without WebAssembly's SIMD. */

import "@tensorflow/tfjs-backend-cpu";
import { answerQuestions } from "./answer_questions.ts";

answerQuestions("cpu");
