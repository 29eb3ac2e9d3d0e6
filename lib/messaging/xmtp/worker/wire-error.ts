import { packError, type WireError } from "@/lib/errors/wire.ts";
import { toEngineError } from "../engine/engine-error.ts";

/** Whatever the engine throws, as it crosses to the page. */
export function toWireError(error: unknown): WireError {
  return packError(toEngineError(error));
}
