/// <reference lib="webworker" />
/** The worker of the page on WebGPU, which reads many characters at once fastest. */

import "@tensorflow/tfjs-backend-webgpu";
import { answerQuestions } from "./answer_questions.ts";

answerQuestions("webgpu", requireGraphicsCard());

/** @throws {Error} where WebGPU is missing or would be computed by the processor. */
async function requireGraphicsCard(): Promise<void> {
  const gpu = "gpu" in navigator ? navigator.gpu : undefined;
  const adapter = await gpu?.requestAdapter();
  if (!adapter) throw new Error("this browser offers no graphics card");
  if (adapter.info.isFallbackAdapter) throw new Error("it would run on the processor");
}
