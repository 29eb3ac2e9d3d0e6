/** gRPC's status codes by name, as they are written in faults. */
export const CODES = [
  ...["Canceled", "Unknown", "InvalidArgument", "DeadlineExceeded", "NotFound", "AlreadyExists"],
  ...["PermissionDenied", "ResourceExhausted", "FailedPrecondition", "Aborted", "OutOfRange"],
  ...["Unimplemented", "Internal", "Unavailable", "DataLoss", "Unauthenticated"],
] as const;

/** What a timer can wait, in milliseconds: some 24 days. */
export const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** Which requests a fault meets, and how often. What is not given does not narrow it. */
export type FaultScope = {
  /** Names of RPCs, or `reads`, `writes`, `streams`, `all`. Each kind has its own when not given. */
  rpc?: string | readonly string[];
  /** A group id or an installation key in hex that the request is about; for streams, one of them. */
  topic?: string;
  /** An inbox id in hex that the request is about. */
  inbox?: string;
  /** A header of the request and its value, as `x-app-version:bob/1`. */
  header?: string;
  /** How likely it happens to a request that it meets, from 0 to 1; 1 unless given. */
  chance?: number;
  /** So many requests pass before the first one that it may happen to; 0 unless given. */
  skip?: number;
  /** It happens to so many requests at most; to any number unless given, a restart to one. */
  times?: number;
};

/**
 * What goes wrong. Times are in milliseconds.
 *
 * - `latency`: an answer comes `ms` later, and by chance up to `jitterMs` more.
 * - `error`: refused with a gRPC `code` (`Unavailable`). With `when: "after"` it is carried out first,
 *   and only its answer is lost.
 * - `cut`: the connection ends without an answer, `when` as above.
 * - `drop`: a stream ends with a `code`, or with `cut` without any, after so many messages or so long.
 * - `silence`: a stream stays open and delivers nothing any more, from its beginning unless told when.
 * - `duplicate`: messages of a stream come again at once, a `share` of them, `copies` times.
 * - `delay`: messages of a stream come later, in their order.
 * - `reorder`: messages of a stream come in another order, among each `window` of them. The network
 *   never does that.
 * - `slow-reader`: a stream ends as that of a reader that fell behind.
 * - `inbox-log-full`: identity updates are refused as the 257th is.
 * - `storage-full`: writes are refused as by a full disk; nothing is stored.
 * - `rate-limit`: those above `reads` and `writes` in a moving window are refused, for each address.
 * - `clock`: the node's timestamps are off by `offsetMs`. They never go back.
 * - `restart`: the request is cut, every stream ends, and the ports are closed for `downMs`.
 */
export type Fault = FaultScope &
  (
    | { kind: "latency"; ms: number; jitterMs?: number }
    | { kind: "error"; code?: string; message?: string; when?: "before" | "after" }
    | { kind: "cut"; when?: "before" | "after" }
    | {
        kind: "drop";
        afterMessages?: number;
        afterMs?: number;
        code?: string;
        message?: string;
        cut?: boolean;
      }
    | { kind: "silence"; afterMessages?: number; afterMs?: number }
    | { kind: "duplicate"; copies?: number; share?: number }
    | { kind: "delay"; ms: number; jitterMs?: number }
    | { kind: "reorder"; window?: number; withinMs?: number }
    | { kind: "slow-reader"; afterMessages?: number }
    | { kind: "inbox-log-full" }
    | { kind: "storage-full" }
    | { kind: "rate-limit"; reads?: number; writes?: number; windowMs?: number }
    | { kind: "clock"; offsetMs: number }
    | { kind: "restart"; downMs?: number }
  );

export type FaultKind = Fault["kind"];
