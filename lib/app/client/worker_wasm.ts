/// <reference lib="webworker" />
/** The worker of the page on WebAssembly, which starts fastest. */

import { answerQuestions } from "./answer_questions.ts";
import { useWasmBinary } from "./wasm_binary.ts";

useWasmBinary(globalThis.wasmBinary);
answerQuestions("wasm");
