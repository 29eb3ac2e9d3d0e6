import { type ErrorFacts, ParleyError } from "./base.ts";
import type { ErrorCode } from "./codes.ts";

/** A `ParleyError` without its class and its cause, which structured cloning would lose. */
export type WireError = { code: ErrorCode; message: string; facts: ErrorFacts };

export function packError({ code, message, facts }: ParleyError): WireError {
  return { code, message, facts };
}

export function unpackError({ code, message, facts }: WireError): ParleyError {
  return new ParleyError(code, message, { facts });
}
