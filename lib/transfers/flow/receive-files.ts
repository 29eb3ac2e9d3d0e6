import {
  NOTHING_RECEIVED,
  type ReceivingEffect,
  type ReceivingEvent,
  type ReceivingState,
} from "../core/received-file.ts";
import { stepReceiving } from "../core/step-receiving.ts";
import type { Landing } from "../ports.ts";
import type { LinkPorts } from "./link.ts";

/** Receives files of one inbox over whatever connection there is. */
export type FileReceiving = {
  readonly state: () => ReceivingState;
  dispatch(event: ReceivingEvent): void;
  /** `erases` what arrived, too: nothing of it is to stay on this device. */
  close(options: { erases: boolean }): void;
};

export function receiveFiles(ports: LinkPorts): FileReceiving {
  const { host, landing, link } = ports;
  const open = new Map<string, Landing>();
  let state = NOTHING_RECEIVED;
  let isClosed = false;

  function dispatch(event: ReceivingEvent): void {
    if (isClosed) return;
    const [next, effects] = stepReceiving(state, event, host.nowMs());
    state = next;
    for (const effect of effects) carryOut(effect);
    ports.onStep();
  }

  function carryOut(effect: ReceivingEffect): void {
    switch (effect.kind) {
      case "say":
        link.say(effect.frame);
        break;
      case "open":
        void begin(effect.key, effect.sizeBytes);
        break;
      case "write":
        open.get(effect.key)?.write(effect.bytes);
        break;
      case "digest":
        void digest(effect.key);
        break;
      case "close":
        void letGo(effect.key);
        break;
      case "erase":
        void erase(effect.key);
        break;
      case "keep":
        ports.onDisk((inboxId) => ports.records.putReceived(inboxId, effect.record));
        break;
      case "wake":
        ports.wake(effect.atMs, () => dispatch({ kind: "time" }));
        break;
    }
  }

  async function begin(key: string, sizeBytes: number): Promise<void> {
    // What is written of it is to be found by whoever clears up.
    await ports.settled();
    const opened = await landing.open(key, sizeBytes, {
      onWritten: (offset) => dispatch({ kind: "written", key, offset }),
      onFailed: (why) => dispatch({ kind: "failed", key, why }),
    });
    if (typeof opened === "string") return dispatch({ kind: "failed", key, why: opened });
    open.set(key, opened);
    const isWanted = state.files.some((file) => file.key === key && file.stage.kind !== "ended");
    if (isClosed) await letGo(key);
    else if (!isWanted) await erase(key);
    else dispatch({ kind: "opened", key, bytesOnDisk: opened.bytesOnDisk });
  }

  async function digest(key: string): Promise<void> {
    const sha256 = await open
      .get(key)
      ?.digest()
      .catch(() => undefined);
    if (sha256 === undefined) dispatch({ kind: "failed", key, why: "no-store" });
    else dispatch({ kind: "digested", key, sha256 });
  }

  async function letGo(key: string): Promise<void> {
    const landed = open.get(key);
    open.delete(key);
    await landed?.close();
  }

  async function erase(key: string): Promise<void> {
    await letGo(key).catch(() => undefined);
    await landing.erase(key).catch(() => undefined);
    ports.onDisk((inboxId) => ports.records.remove(inboxId, key));
  }

  return {
    state: () => state,
    dispatch,
    close({ erases }) {
      isClosed = true;
      for (const { key } of erases ? state.files : []) void erase(key);
      for (const key of open.keys()) void letGo(key);
    },
  };
}
