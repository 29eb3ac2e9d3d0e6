/** @import { SeenCall } from "../core/seen-call.ts" */
/** @import { LiveStatus } from "../live-events.ts" */

/** The gRPC numbers of statuses, as they travel. @type {Readonly<Record<string, number>>} */
const STATUS = {
  ok: 0,
  canceled: 1,
  unknown: 2,
  invalid_argument: 3,
  deadline_exceeded: 4,
  not_found: 5,
  already_exists: 6,
  permission_denied: 7,
  resource_exhausted: 8,
  failed_precondition: 9,
  aborted: 10,
  out_of_range: 11,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  data_loss: 15,
  unauthenticated: 16,
};

const COMMENT =
  "Calls to a local XMTP network: when, how long, how large, about which topics, and what is in the " +
  "clear (field _xmtp). Bodies are left out, and messages were encrypted before they came. " +
  "Wallet addresses and ids of inboxes and groups are in it.";

/**
 * Calls as an archive of HTTP (HAR 1.2) that any tool for them opens.
 *
 * @param {readonly SeenCall[]} events
 * @param {Pick<LiveStatus, "version" | "urls"> | undefined} stack
 */
export function toHar(events, stack) {
  return {
    log: {
      version: "1.2",
      creator: { name: "@parley/local-stack", version: stack?.version ?? "" },
      comment: COMMENT,
      pages: [],
      entries: events.map((event) => toEntry(event, stack?.urls)),
    },
  };
}

/** @param {SeenCall} event @param {LiveStatus["urls"] | undefined} urls */
function toEntry(event, urls) {
  const ms = event.latencyMs ?? 0;
  const httpVersion = event.transport === "grpc" ? "HTTP/2" : "HTTP/1.1";
  const mimeType = `application/${event.transport === "connect" ? "proto" : `${event.transport}+proto`}`;
  const place = (event.transport === "grpc" ? urls?.grpc : urls?.grpcWeb) ?? "http://localhost";
  const status = STATUS[event.code];
  return {
    startedDateTime: new Date(event.beganMs).toISOString(),
    time: ms,
    request: {
      method: "POST",
      url: `${place}/${event.service}/${event.rpc}`,
      httpVersion,
      cookies: [],
      headers: [{ name: "content-type", value: mimeType }],
      queryString: [],
      headersSize: -1,
      bodySize: event.requestBytes,
    },
    response: {
      status: 200,
      statusText: "OK",
      httpVersion,
      cookies: [],
      headers: status === undefined ? [] : [{ name: "grpc-status", value: String(status) }],
      content: { size: event.responseBytes, mimeType, comment: "left out" },
      redirectURL: "",
      headersSize: -1,
      bodySize: event.responseBytes,
    },
    cache: {},
    timings: { send: 0, wait: ms, receive: 0 },
    comment: event.reason ?? event.code,
    _xmtp: {
      id: event.id,
      code: event.code,
      transport: event.transport,
      topics: event.topics,
      sent: event.sent,
      received: event.received,
      delivered: event.delivered,
    },
  };
}
