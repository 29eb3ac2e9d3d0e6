import type { ServerResponse } from "node:http";
import { ControlRefusal, type ControlRoute } from "../control/control-routes.ts";
import { LEVELS, type LevelName, LOGGED_PARTS, type LogLines } from "./log-lines.ts";

const LAST = 100;
/** Who does not read so much of the log is let go. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/** `GET /logs?last=100&level=info&part=xmtp&follow=true`: lines of JSON, one for each that was logged. */
export function logRoutes(lines: LogLines): ControlRoute[] {
  return [
    {
      method: "GET",
      path: "/logs",
      serve(request, response) {
        const query = new URL(request.url ?? "/", "http://control.invalid").searchParams;
        const last = Number(query.get("last") ?? LAST);
        const level = query.get("level") ?? "info";
        if (!Number.isSafeInteger(last) || last < 0) {
          throw new ControlRefusal(400, "last is a whole number of lines.");
        }
        if (!Object.hasOwn(LEVELS, level)) {
          throw new ControlRefusal(400, `A level is one of ${Object.keys(LEVELS).join(", ")}.`);
        }
        const part = query.get("part") ?? undefined;
        if (part !== undefined && !LOGGED_PARTS.some((name) => name === part)) {
          throw new ControlRefusal(400, `A part is one of ${LOGGED_PARTS.join(", ")}.`);
        }
        const filter = { part, level: level as LevelName };
        response.writeHead(200, { "content-type": "application/x-ndjson" });
        response.write(lines.last(last, filter).join(""));
        if (query.get("follow") !== "true") return void response.end();
        response.flushHeaders();
        const leave = lines.follow(filter, (line) => tell(response, line));
        response.once("close", leave);
      },
    },
  ];
}

function tell(response: ServerResponse, line: string): void {
  response.write(line);
  if (response.writableLength > MAX_WAITING_BYTES) response.destroy();
}
