import { Code, ConnectError } from "@connectrpc/connect";
import { SlowReaderError } from "../delivery/live-queue.ts";
import { ContractWalletUnavailableError } from "../identity/contract-wallets.ts";
import { InboxLogFullError } from "../identity/publish-identity-update.ts";
import { InvalidIdentityError } from "../identity/validator.ts";
import { MalformedMlsError } from "../mls/tls-reader.ts";
import { ShuttingDownError } from "../shutting-down-error.ts";
import { StoreFullError } from "../store/write-queue.ts";

/** What the caller did wrong, as `InvalidArgument`. */
export function invalid(message: string): ConnectError {
  return new ConnectError(message, Code.InvalidArgument);
}

/** What the caller did wrong where the official node returns a bare Go error: gRPC says `Unknown`. */
export function unnamed(message: string): ConnectError {
  return new ConnectError(message, Code.Unknown);
}

/** The node ends what is open; the same request works in a moment. */
export function restarting(): ConnectError {
  return new ConnectError("service is restarting", Code.Unavailable);
}

type ErrorClass = new (...args: never[]) => Error;

/** The gRPC status of each refusal, as the official node answers it. */
const STATUS: readonly (readonly [ErrorClass, Code])[] = [
  [MalformedMlsError, Code.InvalidArgument],
  [InvalidIdentityError, Code.InvalidArgument],
  // The official node returns a bare Go error here, which gRPC reports as Unknown.
  [InboxLogFullError, Code.Unknown],
  [ContractWalletUnavailableError, Code.Unavailable],
  [SlowReaderError, Code.Aborted],
  [StoreFullError, Code.ResourceExhausted],
  [ShuttingDownError, Code.Unavailable],
];

/** The answer for `error`; `undefined` when it is nobody's fault but the node's. */
export function asRefusal(error: unknown): ConnectError | undefined {
  if (error instanceof ConnectError) return error;
  for (const [type, code] of STATUS) {
    if (error instanceof type)
      return new ConnectError(error.message, code, undefined, undefined, error);
  }
  if (error instanceof DOMException && error.name === "AbortError") {
    return new ConnectError("the client went away", Code.Canceled);
  }
  return undefined;
}
