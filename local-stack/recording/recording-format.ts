import { type DescMethod, fromBinary } from "@bufbuild/protobuf";
import { LocalStackError } from "../errors.ts";
import { IdentityApi } from "../xmtp/wire/gen/xmtp/identity_api_pb.ts";
import { MlsApi } from "../xmtp/wire/gen/xmtp/mls_api_pb.ts";

/** The first line of a recording. */
export type RecordingHeader = {
  format: "parley-recording";
  version: 1;
  /** ISO 8601. */
  startedAt: string;
  /** What the node had already; a replay against an empty node lacks it. */
  before: { groupMessages: number; welcomeMessages: number; inboxes: number };
};

/** Every other line: a request as it reached the node, written down once it was answered. */
export type RecordedRequest = {
  /** Its place among the requests, from 1, by when it arrived. */
  n: number;
  /** When it arrived, in milliseconds since the recording began. */
  ms: number;
  /** For example `xmtp.mls.api.v1.MlsApi/SendGroupMessages`. */
  rpc: string;
  /** The serialized message, in base64. */
  request: string;
  /** `ok`, the name of a gRPC status, or `stream` for a subscription. */
  status: string;
  /** How long the answer took, in milliseconds; subscriptions have none. */
  tookMs?: number;
};

export type Recording = { header: RecordingHeader; requests: readonly RecordedRequest[] };

/** The file is no recording that can be replayed; the message is a sentence that says why. */
export class BrokenRecordingError extends LocalStackError {
  override readonly name = "BrokenRecordingError";
}

const METHODS: ReadonlyMap<string, DescMethod> = new Map(
  [MlsApi, IdentityApi].flatMap(({ typeName, methods }) =>
    methods.map((method): [string, DescMethod] => [`${typeName}/${method.name}`, method]),
  ),
);

export function rpcName(method: DescMethod): string {
  return `${method.parent.typeName}/${method.name}`;
}

/** Everything in a recording's text, by arrival. Throws {@link BrokenRecordingError}. */
export function parseRecording(text: string): Recording {
  const [first = "", ...rest] = text.split("\n");
  const header = parseHeader(first);
  if (rest.pop() !== "") {
    throw new BrokenRecordingError(
      `Line ${rest.length + 2} is cut off: the recording broke there. Remove it to replay what is before.`,
    );
  }
  const requests = rest.map((line, i) => parseRequest(line, i + 2));
  const places = new Set(requests.map(({ n }) => n));
  if (places.size !== requests.length) {
    throw new BrokenRecordingError("Two requests of the recording have the same place.");
  }
  return { header, requests: requests.toSorted((a, b) => a.n - b.n) };
}

function parseHeader(line: string): RecordingHeader {
  const header = parseJson(line) as Partial<RecordingHeader> | undefined;
  if (header?.format !== "parley-recording") {
    throw new BrokenRecordingError("This is no recording: its first line does not say that it is.");
  }
  if (header.version !== 1) {
    throw new BrokenRecordingError("This recording was made by a newer version.");
  }
  const { groupMessages, welcomeMessages, inboxes } = header.before ?? {};
  if (![groupMessages, welcomeMessages, inboxes].every(Number.isSafeInteger)) {
    throw new BrokenRecordingError(
      "The recording's first line does not say what was there before.",
    );
  }
  return header as RecordingHeader;
}

function parseRequest(line: string, number: number): RecordedRequest {
  const broken = (why: string) => new BrokenRecordingError(`Line ${number} ${why}.`);
  const request = parseJson(line) as Partial<RecordedRequest> | undefined;
  const isWhole =
    Number.isSafeInteger(request?.n) &&
    typeof request?.ms === "number" &&
    typeof request.rpc === "string" &&
    typeof request.request === "string" &&
    typeof request.status === "string";
  if (!isWhole) throw broken("is not a recorded request");
  const { rpc, request: bytes } = request as RecordedRequest;
  const method = METHODS.get(rpc);
  if (!method) throw broken("is a request that this node does not know");
  try {
    if (Buffer.from(bytes, "base64").toString("base64") !== bytes) throw broken("");
    fromBinary(method.input, Buffer.from(bytes, "base64"));
  } catch {
    throw broken("has a request that is not what its name says");
  }
  return request as RecordedRequest;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
