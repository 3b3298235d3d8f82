/** Attributes of operations that are executed eagerly. */

import type { TFEOpAttr } from "@tensorflow/tfjs-node/dist/tfjs_binding.js";
import { z } from "zod";
import { cString, type TensorflowApi, withStatus } from "./c_api.ts";

/** Attribute kinds, numbered as in `tensorflow/c/tf_attrtype.h`. */
export const attributeKinds = { string: 0, int: 1, float: 2, bool: 3, type: 4, shape: 5 } as const;

const numbers = z.array(z.number());

/**
 * Sets an attribute of an operation under construction.
 *
 * @throws {ZodError} when the value does not fit the attribute's kind, TypeError when the kind is not
 *   one that tfjs uses.
 */
export function setEagerAttribute(
  api: TensorflowApi,
  operation: Deno.PointerValue,
  { name, type, value }: TFEOpAttr,
): void {
  const key = cString(name);
  switch (type) {
    case attributeKinds.string: {
      const text = cString(z.string().parse(value));
      return api.TFE_OpSetAttrString(operation, key, text, BigInt(text.length - 1));
    }
    case attributeKinds.int: {
      if (!Array.isArray(value)) {
        return api.TFE_OpSetAttrInt(operation, key, BigInt(z.number().parse(value)));
      }
      const list = BigInt64Array.from(numbers.parse(value), BigInt);
      return api.TFE_OpSetAttrIntList(operation, key, list, list.length);
    }
    case attributeKinds.float: {
      if (!Array.isArray(value)) {
        return api.TFE_OpSetAttrFloat(operation, key, z.number().parse(value));
      }
      const list = Float32Array.from(numbers.parse(value));
      return api.TFE_OpSetAttrFloatList(operation, key, list, list.length);
    }
    case attributeKinds.bool: {
      if (!Array.isArray(value)) return api.TFE_OpSetAttrBool(operation, key, value ? 1 : 0);
      const list = Uint8Array.from(value, (flag) => flag ? 1 : 0);
      return api.TFE_OpSetAttrBoolList(operation, key, list, list.length);
    }
    case attributeKinds.type:
      return api.TFE_OpSetAttrType(operation, key, z.number().parse(value));
    case attributeKinds.shape: {
      const shape = BigInt64Array.from(numbers.parse(value), BigInt);
      return withStatus(
        api,
        (status) => api.TFE_OpSetAttrShape(operation, key, shape, shape.length, status),
      );
    }
    default:
      throw new TypeError(`Cannot set attribute "${name}": kind ${type} is not known`);
  }
}
