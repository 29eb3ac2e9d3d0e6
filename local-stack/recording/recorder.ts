import type { IncomingMessage, ServerResponse } from "node:http";
import { toBinary } from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import type { ControlRoute } from "../control/control-routes.ts";
import type { Health } from "../health.ts";
import { asRefusal } from "../xmtp/wire/refusals.ts";
import type { RpcCall, RpcLayer } from "../xmtp/wire/rpc-layers.ts";
import { type RecordedRequest, type RecordingHeader, rpcName } from "./recording-format.ts";

/** A reader of `GET /recording` that falls behind by more is cut off, and its file ends in the middle. */
const MOST_WAITING_BYTES = 256 * 1024 * 1024;

/**
 * `GET /recording`: the requests that reach the node from now on, a line of JSON each, until who asks
 * goes away. `layers` gets one more while somebody records, innermost, so that what is recorded is
 * what the node did, in its order.
 */
export function recordingRoute(layers: RpcLayer[], health: () => Health): ControlRoute {
  return { method: "GET", path: "/recording", serve: (_, response) => record(response) };

  function record(response: ServerResponse<IncomingMessage>): void {
    const { groupMessages, welcomeMessages, inboxes } = health().counts;
    const startedAtMs = performance.now();
    const write = (line: RecordingHeader | RecordedRequest) => {
      if (response.destroyed) return;
      response.write(`${JSON.stringify(line)}\n`);
      if (response.writableLength > MOST_WAITING_BYTES) response.destroy();
    };
    response.writeHead(200, {
      "content-type": "application/x-ndjson",
      "cache-control": "no-store",
    });
    write({
      format: "parley-recording",
      version: 1,
      startedAt: new Date().toISOString(),
      before: { groupMessages, welcomeMessages, inboxes },
    });
    const layer = createLayer(startedAtMs, write);
    layers.push(layer);
    response.on("close", () => {
      const place = layers.indexOf(layer);
      if (place >= 0) layers.splice(place, 1);
    });
  }
}

function createLayer(startedAtMs: number, write: (line: RecordedRequest) => void): RpcLayer {
  let last = 0;
  const sinceStart = () => Math.round((performance.now() - startedAtMs) * 100) / 100;
  const begin = ({ method, request }: RpcCall) => ({
    n: ++last,
    ms: sinceStart(),
    rpc: rpcName(method),
    request: Buffer.from(toBinary(method.input, request as never)).toString("base64"),
  });
  return {
    unary(call, next) {
      const begun = begin(call);
      const end = (status: string) =>
        write({ ...begun, status, tookMs: Math.round((sinceStart() - begun.ms) * 100) / 100 });
      const answer = next();
      answer.then(
        () => end("ok"),
        (error: unknown) => end(Code[asRefusal(error)?.code ?? Code.Internal] ?? "Internal"),
      );
      return answer;
    },
    stream(call, next) {
      write({ ...begin(call), status: "stream" });
      return next();
    },
  };
}
