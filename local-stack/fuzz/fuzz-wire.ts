import { Agent, request as httpRequest } from "node:http";
import { type ClientHttp2Session, connect } from "node:http2";
import { createRandom } from "../testing/world/seeded-random.ts";
import { type SpoiledRequest, spoiledRequest } from "./spoiled-frames.ts";

const IN_FLIGHT = 32;
/** A good subscription, made by chance, would stay. */
const STREAM_MS = 50;

/** How often each answer came: gRPC statuses, `http 415` and the like, `none` for an open stream. */
export type Answers = Map<string, number>;

/** Sends `count` spoiled requests to `url`, and says what they were answered. Rejects when one is not. */
export async function fuzzWire(
  url: string,
  transport: "grpc" | "grpc-web",
  { count, seed }: { count: number; seed: number },
): Promise<Answers> {
  const random = createRandom(seed, transport);
  const answers: Answers = new Map();
  const { send, close } = transport === "grpc" ? openHttp2(url) : openHttp1(url);
  let left = count;
  const work = async () => {
    while (left-- > 0) {
      const answer = await send(spoiledRequest(random, transport));
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
  };
  try {
    await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  } finally {
    close();
  }
  return answers;
}

/** Its errors are HTTP's, 500 for what gRPC calls `Internal` or `Unknown`. */
function isConnect(headers: Record<string, string>): boolean {
  return /^application\/(proto|json|connect)/.test(headers["content-type"] ?? "");
}

type Sender = { send(request: SpoiledRequest): Promise<string>; close(): void };

function openHttp1(url: string): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
  const send = ({ path, headers, body }: SpoiledRequest) =>
    new Promise<string>((resolve, reject) => {
      const options = {
        agent,
        method: "POST",
        headers: { ...headers, "content-length": body.length },
      };
      const request = httpRequest(`${url}${path}`, options, (response) => {
        const chunks: Buffer[] = [];
        const given = response.headers["grpc-status"];
        const timer = setTimeout(() => request.destroy(), STREAM_MS);
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", () => {});
        response.on("close", () => {
          clearTimeout(timer);
          const inBody = /grpc-status: ?(\d+)/.exec(Buffer.concat(chunks).toString("latin1"))?.[1];
          const status = (Array.isArray(given) ? given[0] : given) ?? inBody;
          if (isConnect(headers)) resolve(`connect ${response.statusCode}`);
          else if (response.statusCode !== 200) resolve(`http ${response.statusCode}`);
          else resolve(status ? `grpc ${status}` : response.complete ? "empty" : "none");
        });
      });
      request.on("error", reject);
      request.end(body);
    });
  return { send, close: () => agent.destroy() };
}

function openHttp2(url: string): Sender {
  let session: ClientHttp2Session | undefined;
  const open = () => {
    if (!session || session.closed || session.destroyed) session = connect(url);
    session.on("error", () => {});
    session.setMaxListeners(0);
    return session;
  };
  const send = ({ path, headers, body }: SpoiledRequest) =>
    new Promise<string>((resolve, reject) => {
      const request = open().request({ ":method": "POST", ":path": path, ...headers });
      let status: string | undefined;
      let http = 0;
      let timer: NodeJS.Timeout | undefined;
      request.on("response", (response) => {
        http = response[":status"] ?? 0;
        status = response["grpc-status"] as string | undefined;
        timer = setTimeout(() => request.close(), STREAM_MS);
      });
      request.on("trailers", (trailers) => {
        status = trailers["grpc-status"] as string | undefined;
      });
      request.on("error", () => {});
      request.on("close", () => {
        clearTimeout(timer);
        if (http === 0) reject(new Error(`No answer to ${path}.`));
        else if (isConnect(headers)) resolve(`connect ${http}`);
        else if (http !== 200) resolve(`http ${http}`);
        else resolve(status === undefined ? "none" : `grpc ${status}`);
      });
      request.resume();
      request.end(body);
    });
  return { send, close: () => session?.close() };
}
