import {
  type SupervisorEffect,
  type SupervisorEvent,
  stepSupervisor,
  stoppedSupervisor,
  toConnection,
} from "../core/supervisor.ts";
import type { Unsubscribe } from "../ports/host.ts";
import type { XmtpClient } from "../ports/xmtp-client.ts";
import type { Desk } from "./desk.ts";
import type { Receiving } from "./receive-messages.ts";
import type { Sending } from "./send-message.ts";

/**
 * Keeps a client's stream alive and its store caught up until it is stopped; says on the desk
 * whether the network is there, and to the outbox whether it may try.
 */
export function keepLive(
  desk: Desk,
  client: XmtpClient,
  sending: Sending,
  receiving: Receiving,
): Unsubscribe {
  const { host } = desk;
  let supervisor = stoppedSupervisor();
  let closeStream: Unsubscribe | undefined;
  let isOver = false;
  const alarms = new Map<SupervisorEvent["kind"], Unsubscribe>();

  function dispatch(event: SupervisorEvent): void {
    // What a client that is gone still has to say must not speak for the one after it.
    if (isOver) return;
    const [next, effects] = stepSupervisor(supervisor, event, host.nowMs());
    supervisor = next;
    const connection = toConnection(supervisor);
    desk.putConnection(connection, supervisor.phase.kind === "live");
    const isStopped = supervisor.phase.kind === "stopped";
    const reachable = !isStopped && connection.kind !== "unreachable";
    if (reachable !== desk.outbox.reachable) sending.dispatch({ kind: "reachable", reachable });
    for (const effect of effects) carryOut(effect);
  }

  function carryOut(effect: SupervisorEffect): void {
    switch (effect.kind) {
      case "open-stream":
        void openStream(effect.attempt);
        break;
      case "sync":
        void sync(effect.attempt);
        break;
      case "probe":
        void probe(effect.attempt);
        break;
      case "close-stream":
        closeStream?.();
        closeStream = undefined;
        break;
      case "wake-for-retry":
        alarm({ kind: "retry-due", atMs: effect.atMs }, effect.atMs);
        break;
      case "wake-for-probe":
        alarm({ kind: "probe-due" }, effect.atMs);
        break;
    }
  }

  async function openStream(attempt: number): Promise<void> {
    const opening = client.stream({
      ...receiving,
      onMessage: (message) => {
        dispatch({ kind: "heard" });
        receiving.onMessage(message);
      },
      onEnd: () => lost(attempt),
    });
    try {
      const close = await opening;
      if (supervisor.attempt !== attempt) return close();
      // The old stream ends only now: between the two nothing could slip through.
      closeStream?.();
      closeStream = close;
      dispatch({ kind: "stream-open", attempt });
    } catch {
      lost(attempt);
    }
  }

  async function sync(attempt: number): Promise<void> {
    try {
      await client.syncAll(receiving.onConversation);
      await receiving.readStore();
      dispatch({ kind: "synced", attempt });
    } catch {
      lost(attempt);
    }
  }

  async function probe(attempt: number): Promise<void> {
    try {
      await client.probe();
      dispatch({ kind: "heard" });
    } catch {
      dispatch({ kind: "unanswered", attempt, random: host.random() });
    }
  }

  function lost(attempt: number): void {
    dispatch({ kind: "lost", attempt, random: host.random() });
  }

  function alarm(event: SupervisorEvent, atMs: number): void {
    alarms.get(event.kind)?.();
    alarms.set(
      event.kind,
      host.at(atMs, () => dispatch(event)),
    );
  }

  const stopListening = host.onWoke(() => dispatch({ kind: "woke" }));
  desk.doubtNetwork = () => dispatch({ kind: "doubted" });
  dispatch({ kind: "start" });
  return () => {
    stopListening();
    dispatch({ kind: "stop" });
    isOver = true;
    desk.doubtNetwork = () => undefined;
    for (const cancel of alarms.values()) cancel();
  };
}
