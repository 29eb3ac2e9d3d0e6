import { ParleyError } from "@/lib/errors/base.ts";
import { toEngineError } from "../engine/engine-error.ts";
import type { WireError } from "./protocol.ts";

export function toWireError(error: unknown): WireError {
  const { code, message, facts } = toEngineError(error);
  return { code, message, facts };
}

export function fromWireError({ code, message, facts }: WireError): ParleyError {
  return new ParleyError(code, message, { facts });
}
