import type { ErrorCode } from "./codes.ts";

/** Facts an error may carry: shown to the user by the wording table, redacted by the log. */
export type ErrorFacts = Readonly<Record<string, string | number | boolean>>;

/**
 * The one base of every error that Parley raises on purpose.
 *
 * `message` is for developers. What a user reads is looked up by `code` in the catalogue
 * (`lib/i18n`), so an error class never translates.
 *
 * @example
 * throw new ParleyError("xmtp.unreachable", "GetInboxIds timed out", { cause });
 */
export class ParleyError extends Error {
  override readonly name = "ParleyError";
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; facts?: ErrorFacts } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.facts = options.facts ?? {};
  }
}

/** Gives `error` back as a `ParleyError`; what is not one becomes `code` with the original as cause. */
export function toParleyError(error: unknown, code: ErrorCode = "unexpected"): ParleyError {
  if (error instanceof ParleyError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ParleyError(code, message, { cause: error });
}
