/** The library, wrapped so that what has not been freed can be counted. */

import type { TensorflowApi } from "../../../lib/backends/tensorflow/c_api.ts";

/** Wraps the library; `count` says how many tensors, statuses and graphs have not been freed. */
export function countingApi(library: TensorflowApi) {
  const count = { tensors: 0, statuses: 0, graphs: 0 };
  const counted: TensorflowApi = {
    ...library,
    TF_AllocateTensor: (...values) => {
      count.tensors++;
      return library.TF_AllocateTensor(...values);
    },
    TF_DeleteTensor: (...values) => {
      count.tensors--;
      return library.TF_DeleteTensor(...values);
    },
    TF_NewStatus: () => {
      count.statuses++;
      return library.TF_NewStatus();
    },
    TF_DeleteStatus: (...values) => {
      count.statuses--;
      return library.TF_DeleteStatus(...values);
    },
    TF_NewGraph: () => {
      count.graphs++;
      return library.TF_NewGraph();
    },
    TF_DeleteGraph: (...values) => {
      count.graphs--;
      return library.TF_DeleteGraph(...values);
    },
    TF_SessionRun: async (...values) => {
      await library.TF_SessionRun(...values);
      count.tensors += values[7]; // what is fetched is the caller's
    },
  };
  return { counted, count };
}
