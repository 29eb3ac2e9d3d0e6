import type { Connection } from "./view.ts";

/**
 * Keeps one live stream and nothing missed: a new stream first, then a sync, so that what
 * arrives between the two comes twice rather than never.
 */
export type Supervisor = {
  readonly phase:
    | { kind: "stopped" }
    /** A stream is being opened; `attempt` names it, answers of earlier ones are ignored. */
    | { kind: "opening" }
    | { kind: "catching-up" }
    | { kind: "live"; sinceMs: number }
    /** The next try is at `retryAtMs`. */
    | { kind: "pausing"; retryAtMs: number };
  readonly attempt: number;
  readonly failuresInRow: number;
  /** Since when the node does not answer. */
  readonly failingSinceMs?: number;
  /** The last moment when the node was heard of. */
  readonly heardAtMs: number;
};

export type SupervisorEvent =
  | { kind: "start" }
  | { kind: "stop" }
  | { kind: "stream-open"; attempt: number }
  | { kind: "synced"; attempt: number }
  /** The stream ended, or opening it or a sync failed. `random` is in [0, 1). */
  | { kind: "lost"; attempt: number; random: number }
  /** A probe got no answer. */
  | { kind: "unanswered"; attempt: number; random: number }
  /** Something that a person waits for takes long. */
  | { kind: "doubted" }
  /** A message came, a probe was answered. */
  | { kind: "heard" }
  /** The network is back, or the page woke up: what we believe may be hours old. */
  | { kind: "woke" }
  /** The alarm set for `atMs` rang, whatever the clock says: people and time servers set it back. */
  | { kind: "retry-due"; atMs: number }
  | { kind: "probe-due" };

export type SupervisorEffect =
  /** Opens a stream and closes the one before when the new one stands. */
  | { kind: "open-stream"; attempt: number }
  | { kind: "sync"; attempt: number }
  | { kind: "close-stream" }
  | { kind: "probe"; attempt: number }
  /** Raises `retry-due` at that time. */
  | { kind: "wake-for-retry"; atMs: number }
  /** Raises `probe-due` at that time. */
  | { kind: "wake-for-probe"; atMs: number };

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4_000;
/** A third up or down, so that a node coming back is not met by everyone at once. */
const JITTER = 1 / 3;
/** A connection that is silent this long is asked whether it is alive. */
export const PROBE_AFTER_MS = 10_000;

export function stoppedSupervisor(): Supervisor {
  return { phase: { kind: "stopped" }, attempt: 0, failuresInRow: 0, heardAtMs: 0 };
}

export function stepSupervisor(
  supervisor: Supervisor,
  event: SupervisorEvent,
  nowMs: number,
): [Supervisor, SupervisorEffect[]] {
  const { phase } = supervisor;
  if (event.kind === "start") return phase.kind === "stopped" ? open(supervisor) : [supervisor, []];
  if (phase.kind === "stopped") return [supervisor, []];
  if ("attempt" in event && event.attempt !== supervisor.attempt) return [supervisor, []];
  switch (event.kind) {
    case "stop":
      return [
        { ...stoppedSupervisor(), attempt: supervisor.attempt + 1 },
        [{ kind: "close-stream" }],
      ];
    case "stream-open":
      return [
        { ...supervisor, phase: { kind: "catching-up" }, heardAtMs: nowMs },
        [{ kind: "sync", attempt: supervisor.attempt }],
      ];
    case "synced":
      return settle(supervisor, nowMs);
    case "lost":
      return lose(supervisor, event.random, nowMs);
    case "unanswered":
      return pauseAfterLoss(supervisor, event.random, nowMs);
    case "doubted":
      return phase.kind === "live"
        ? [supervisor, [{ kind: "probe", attempt: supervisor.attempt }]]
        : [supervisor, []];
    case "heard":
      return [{ ...supervisor, heardAtMs: nowMs }, []];
    case "woke":
      return phase.kind === "opening" ? [supervisor, []] : open(supervisor);
    case "retry-due":
      return isDue(phase, event.atMs) ? open(supervisor) : [supervisor, []];
    case "probe-due":
      return probe(supervisor, nowMs);
  }
}

function open(supervisor: Supervisor): [Supervisor, SupervisorEffect[]] {
  const attempt = supervisor.attempt + 1;
  return [
    { ...supervisor, phase: { kind: "opening" }, attempt },
    [{ kind: "open-stream", attempt }],
  ];
}

function settle(supervisor: Supervisor, nowMs: number): [Supervisor, SupervisorEffect[]] {
  const { failingSinceMs: _, ...rest } = supervisor;
  return [
    { ...rest, phase: { kind: "live", sinceMs: nowMs }, failuresInRow: 0, heardAtMs: nowMs },
    [{ kind: "wake-for-probe", atMs: nowMs + PROBE_AFTER_MS }],
  ];
}

function lose(
  supervisor: Supervisor,
  random: number,
  nowMs: number,
): [Supervisor, SupervisorEffect[]] {
  // A stream that lived and ends is opened again at once: most ends are a node's restart.
  const { phase } = supervisor;
  if (phase.kind === "live" && nowMs - phase.sinceMs >= LONGEST_PAUSE_MS) {
    return open({ ...supervisor, failingSinceMs: nowMs });
  }
  return pauseAfterLoss(supervisor, random, nowMs);
}

function pauseAfterLoss(
  supervisor: Supervisor,
  random: number,
  nowMs: number,
): [Supervisor, SupervisorEffect[]] {
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** supervisor.failuresInRow, LONGEST_PAUSE_MS);
  const retryAtMs = nowMs + Math.round(pauseMs * (1 + JITTER * (2 * random - 1)));
  const paused: Supervisor = {
    ...supervisor,
    phase: { kind: "pausing", retryAtMs },
    // What the lost attempt still has to say is no longer of interest.
    attempt: supervisor.attempt + 1,
    failuresInRow: supervisor.failuresInRow + 1,
    failingSinceMs: supervisor.failingSinceMs ?? nowMs,
  };
  return [paused, [{ kind: "close-stream" }, { kind: "wake-for-retry", atMs: retryAtMs }]];
}

function probe(supervisor: Supervisor, nowMs: number): [Supervisor, SupervisorEffect[]] {
  if (supervisor.phase.kind !== "live") return [supervisor, []];
  const quietMs = nowMs - supervisor.heardAtMs;
  const next: SupervisorEffect = { kind: "wake-for-probe", atMs: nowMs + PROBE_AFTER_MS };
  // Heard in the future: the clock was set back, and how long it has been quiet is unknown.
  if (quietMs >= 0 && quietMs < PROBE_AFTER_MS) {
    return [supervisor, [{ ...next, atMs: supervisor.heardAtMs + PROBE_AFTER_MS }]];
  }
  return [supervisor, [{ kind: "probe", attempt: supervisor.attempt }, next]];
}

function isDue(phase: Supervisor["phase"], alarmAtMs: number): boolean {
  return phase.kind === "pausing" && alarmAtMs === phase.retryAtMs;
}

/** What the screen says of it. One failed stream is not an outage: only a failed return is. */
export function toConnection({ phase, failingSinceMs, failuresInRow }: Supervisor): Connection {
  // Once the stream stands what is written leaves, however long the catch-up takes.
  const isStanding = phase.kind === "live" || phase.kind === "catching-up";
  if (isStanding && failuresInRow === 0) return { kind: "live" };
  if (failingSinceMs === undefined || failuresInRow === 0) return { kind: "connecting" };
  // After failures a stream alone proves little: the sync that follows it does.
  if (isStanding) return { kind: "connecting" };
  const retryAtMs = phase.kind === "pausing" ? phase.retryAtMs : 0;
  return { kind: "unreachable", sinceMs: failingSinceMs, retryAtMs };
}
