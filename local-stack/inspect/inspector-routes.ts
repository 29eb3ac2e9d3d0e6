import type { ControlRoute } from "../control/control-routes.ts";
import type { Health } from "../health.ts";
import type { NodeView } from "../xmtp/start-xmtp-node.ts";
import { type LiveStatus, serveLiveEvents } from "./live-events.ts";
import { EXPOSITION_TYPE, renderFamilies } from "./metrics/exposition.ts";
import { readProcessUse, stackFamilies } from "./metrics/stack-metrics.ts";
import { pageRoutes } from "./page-files.ts";
import { RpcRecorder } from "./rpc-recorder.ts";
import { keptKeyPackages, readableHistories } from "./stored.ts";

/** Looks into a stack: the layer that sees its calls, and the routes that show them. */
export type Inspector = { recorder: RpcRecorder; routes: ControlRoute[] };

export type InspectedStack = {
  view: NodeView;
  health: () => Health;
  urls: { grpcWeb: string; grpc: string };
};

/**
 * The inspector's page at `/`, what it asks for below `/inspect`, and `/metrics` for Prometheus.
 * `GET /inspect/events` tells calls and streams as server-sent events; `GET /inspect/identities` and
 * `/inspect/key-packages` answer with what is stored and holds `?search=`, newest first.
 */
export function createInspector({ view, health, urls }: InspectedStack): Inspector {
  const recorder = new RpcRecorder(view.behind);
  const routes: ControlRoute[] = [
    ...pageRoutes(),
    {
      method: "GET",
      path: "/inspect/events",
      serve: (request, response) =>
        serveLiveEvents(recorder, () => liveStatus(health(), urls), request, response),
    },
    { method: "GET", path: "/inspect/calls", answer: () => recorder.events() },
    { method: "GET", path: "/inspect/subscriptions", answer: () => recorder.subscriptions() },
    { method: "POST", path: "/inspect/clear", answer: () => recorder.clear() },
    {
      method: "GET",
      path: "/inspect/identities",
      answer: ({ query }) => readableHistories(view, query.get("search") ?? ""),
    },
    {
      method: "GET",
      path: "/inspect/key-packages",
      answer: ({ query }) => keptKeyPackages(view, query.get("search") ?? ""),
    },
    {
      method: "GET",
      path: "/metrics",
      serve: (_, response) => {
        response.writeHead(200, { "content-type": EXPOSITION_TYPE, "cache-control": "no-store" });
        response.end(metricsText(recorder, view, health()));
      },
    },
  ];
  return { recorder, routes };
}

function metricsText(recorder: RpcRecorder, view: NodeView, health: Health): string {
  const gauges = {
    version: health.version,
    isReady: health.ready,
    counts: health.counts,
    queuedWrites: view.queuedWrites(),
    backlogMessages: view.backlog(),
  };
  return renderFamilies([
    ...recorder.metrics.families(),
    ...stackFamilies(gauges, readProcessUse()),
  ]);
}

function liveStatus(
  { version, problems = [], uptimeMs, counts }: Health,
  { grpcWeb, grpc }: LiveStatus["urls"],
): LiveStatus {
  return {
    version,
    problems,
    startedAtMs: Math.round(performance.timeOrigin),
    uptimeMs,
    residentBytes: process.memoryUsage.rss(),
    counts,
    urls: { grpcWeb, grpc },
  };
}
