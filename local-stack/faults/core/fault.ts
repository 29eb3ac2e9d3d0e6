/** gRPC's status codes by name, as they are written in faults. */
export const CODES = [
  ...["Canceled", "Unknown", "InvalidArgument", "DeadlineExceeded", "NotFound", "AlreadyExists"],
  ...["PermissionDenied", "ResourceExhausted", "FailedPrecondition", "Aborted", "OutOfRange"],
  ...["Unimplemented", "Internal", "Unavailable", "DataLoss", "Unauthenticated"],
] as const;

/** What a timer can wait, in milliseconds: some 24 days. */
export const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** The parts beside the network that faults may meet, by plain HTTP: history server, IPFS node's RPC and gateway, chain. */
export const HTTP_PARTS = ["history", "ipfs", "ipfs-gateway", "chain"] as const;

export type HttpPart = (typeof HTTP_PARTS)[number];

/** Which requests a fault of any part meets, and how often. What is not given does not narrow it. */
export type CommonScope = {
  /** A header of the request and its value, as `x-app-version:bob/1`. */
  header?: string;
  /** How likely it happens to a request that it meets, from 0 to 1; 1 unless given. */
  chance?: number;
  /** So many requests pass before the first one that it may happen to; 0 unless given. */
  skip?: number;
  /** It happens to so many requests at most; to any number unless given, a restart to one. */
  times?: number;
};

/** Which RPCs of the network a fault meets. */
export type FaultScope = CommonScope & {
  part?: "network";
  /** Names of RPCs, or `reads`, `writes`, `streams`, `all`. Each kind has its own when not given. */
  rpc?: string | readonly string[];
  /** A group id or an installation key in hex that the request is about; for streams, one of them. */
  topic?: string;
  /** An inbox id in hex that the request is about. */
  inbox?: string;
};

/** Which requests to another part a fault meets. */
export type PartScope = CommonScope & {
  part: HttpPart;
  /** How the path begins, as `/files/`. */
  path?: string;
  /** Of HTTP; for the chain that of JSON-RPC, as `eth_call`, one of them where several come at once. */
  method?: string;
};

/**
 * What goes wrong in the network. Times are in milliseconds.
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
export type NetworkFault = FaultScope &
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

/**
 * What goes wrong in another part. Times are in milliseconds.
 *
 * - `latency`: an answer comes `ms` later, and by chance up to `jitterMs` more.
 * - `error`: answered with an HTTP `status` (503; 500 by the IPFS node's RPC, which knows no other) in the
 *   part's own shape. With `when: "after"` the request is carried out first, and only its answer is lost.
 * - `cut`: the connection ends without an answer, `when` as above, or with so many bytes of its body.
 * - `storage-full`: what would be stored (an archive, files that are added) is refused as by a full disk.
 * - `rate-limit`: those above `requests` in a moving window are refused with 429, for each address.
 */
export type PartFault = PartScope &
  (
    | { kind: "latency"; ms: number; jitterMs?: number }
    | { kind: "error"; status?: number; message?: string; when?: "before" | "after" }
    | { kind: "cut"; when?: "before" | "after"; afterBytes?: number }
    | { kind: "storage-full" }
    | { kind: "rate-limit"; requests: number; windowMs?: number }
  );

export type Fault = NetworkFault | PartFault;

export type FaultKind = NetworkFault["kind"];

export const isPartFault = (fault: Fault): fault is PartFault =>
  HTTP_PARTS.some((part) => part === fault.part);
