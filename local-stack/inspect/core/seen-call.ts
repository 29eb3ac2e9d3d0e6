import type {
  GroupEnvelope,
  MalformedEnvelope,
  MetadataEnvelope,
  WelcomeEnvelope,
} from "./envelope.ts";
import type { IdentityEnvelope } from "./identity-history.ts";
import type { KeyPackageEnvelope } from "./key-package.ts";

/** What a call is about, in the network's own terms; `id` is hexadecimal digits but for identifiers. */
export type Topic = { kind: "group" | "installation" | "inbox" | "identifier"; id: string };

export type CommitLogEnvelope = {
  kind: "commit log entry";
  groupId: string;
  sizeBytes: number;
  id?: string;
};

export type Envelope =
  | GroupEnvelope
  | MetadataEnvelope
  | WelcomeEnvelope
  | KeyPackageEnvelope
  | IdentityEnvelope
  | CommitLogEnvelope
  | MalformedEnvelope;

/** The first of many, and how many there are. */
export type Some<Thing> = { shown: Thing[]; total: number };

/** One RPC, as the inspector shows it. A stream is told twice: when it opens and when it ends. */
export type SeenCall = {
  /** Grows by one with each call; the second event of a stream has the id of the first. */
  id: number;
  rpc: string;
  service: string;
  transport: string;
  /** Milliseconds since 1970. */
  beganMs: number;
  /** Until the last byte of the answer was given; null while a stream is open. */
  latencyMs: number | null;
  /** `ok`, a gRPC status as Connect writes it (`invalid_argument`), or `open`. */
  code: string;
  /** Why it was refused, in the node's words. */
  reason?: string;
  /** Bytes of the Protocol Buffers message, without framing. */
  requestBytes: number;
  /** The same of the answer; of a stream, of all that was delivered. */
  responseBytes: number;
  topics: Some<Topic>;
  sent: Some<Envelope>;
  received: Some<Envelope>;
  /** Messages that a stream has delivered. */
  delivered?: number;
};

/** A stream that is open now. */
export type Subscription = {
  /** The id of its call. */
  id: number;
  rpc: string;
  transport: string;
  sinceMs: number;
  topics: Some<Topic>;
  delivered: number;
  /** Messages that its reader has not taken yet. */
  behind: number;
};

/** What an inbox log says, in words. */
export type InboxHistory = { inboxId: string; entries: IdentityEnvelope[]; total: number };

/** A key package as it is kept, with when it was put there. */
export type KeptKeyPackage = (KeyPackageEnvelope | MalformedEnvelope) & {
  installationKey: string;
  updated: string;
};
