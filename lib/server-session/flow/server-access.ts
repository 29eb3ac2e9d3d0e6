import { createStore, type StoreApi } from "zustand/vanilla";
import { ParleyError } from "@/lib/errors/base.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessagingHost } from "@/lib/messaging/ports/host.ts";
import type { SessionInfo } from "../core/session-info.ts";
import type { SessionMark } from "../ports.ts";
import { openSession, type ProvingClient, type ProvingPorts } from "./open-session.ts";

export type ServerAccessState =
  /** The server was not asked yet. */
  { kind: "unknown" } | { kind: "none" } | { kind: "open"; session: SessionInfo };

/** Who is signed in on this device: their client, or "somebody" while it is not open (yet). */
export type WhoIsHere = ProvingClient | "somebody" | "nobody";

/** This browser's way into the app's own server. */
export type ServerAccess = {
  readonly store: Pick<StoreApi<ServerAccessState>, "getState" | "getInitialState" | "subscribe">;
  /**
   * Tells who is signed in on this device now. A session of anybody else is ended, at once or,
   * while the server does not answer, the next time. `keeps` is false where nothing of an account
   * may stay in the browser.
   */
  belongTo(who: WhoIsHere, options: { keeps: boolean }): void;
  /**
   * Sees to it that the server knows who asks, before it is asked for something: the session that
   * there is, renewed when it is old, or a new one. Shows nothing and asks nobody to sign; waits
   * for a client that is being opened. Fails with `session.none` while nobody is signed in, and as
   * `ServerApi` does.
   */
  open(): Promise<SessionInfo>;
  /** Asks the server whether there is a session; waits for a client as `open` does. */
  look(): Promise<void>;
  /** Ends the session. */
  close(): Promise<void>;
};

export type ServerAccessPorts = ProvingPorts & {
  mark: SessionMark;
  host: Pick<MessagingHost, "nowMs" | "at">;
};

/** A client opens in less, or something is in its way that this can't wait for. */
const CLIENT_WITHIN_MS = 20_000;

export function createServerAccess(ports: ServerAccessPorts): ServerAccess {
  const { api, mark } = ports;
  const store = createStore<ServerAccessState>(() => ({ kind: "unknown" }));
  let here: WhoIsHere = "somebody";
  let inboxId: InboxId | undefined;
  let keeps = true;
  let opening: Promise<SessionInfo> | undefined;
  const waiting = new Set<() => void>();

  const show = (session: SessionInfo | undefined) => {
    const isOwn = session !== undefined && session.inboxId === inboxId;
    store.setState(isOwn ? { kind: "open", session } : { kind: "none" }, true);
  };

  async function client(): Promise<ProvingClient> {
    if (here === "somebody") await toldOrLate();
    // TypeScript does not see that it may be another one after the wait.
    const now = here as WhoIsHere;
    if (typeof now !== "string") return now;
    throw new ParleyError("session.none", "Nobody is signed in");
  }

  function toldOrLate(): Promise<void> {
    const { host } = ports;
    return new Promise((resolve) => {
      const go = () => {
        stop();
        waiting.delete(go);
        resolve();
      };
      const stop = host.at(host.nowMs() + CLIENT_WITHIN_MS, go);
      waiting.add(go);
    });
  }

  async function open(): Promise<SessionInfo> {
    const asking = await client();
    // Before the server is asked: its answer may be lost, and the cookie there all the same.
    mark.save(asking.inboxId, { keeps });
    const session = await openSession(asking, ports);
    if (asking.inboxId !== inboxId) {
      await endOthers();
      throw new ParleyError("session.none", "Somebody else is signed in now");
    }
    show(session);
    return session;
  }

  /** Not blindly: another tab may have opened the session of who is signed in now. */
  async function endOthers(): Promise<void> {
    const session = await api.read();
    if (session && session.inboxId !== inboxId) await api.end();
    if (mark.load() !== inboxId) mark.forget();
  }

  function settle(next: InboxId | undefined): void {
    if (next !== inboxId) {
      opening = undefined;
      store.setState({ kind: "unknown" }, true);
    }
    inboxId = next;
    const marked = mark.load();
    // What can't be ended now stays marked, and ends by itself in minutes.
    if (marked && marked !== next) endOthers().catch(() => undefined);
  }

  return {
    store,
    belongTo: (who, options) => {
      here = who;
      if (who === "somebody") return;
      keeps = options.keeps;
      settle(who === "nobody" ? undefined : who.inboxId);
      for (const go of waiting) go();
    },
    open: () => {
      const mine = opening ?? open();
      opening = mine;
      const forget = () => {
        if (opening === mine) opening = undefined;
      };
      mine.then(forget, forget);
      return mine;
    },
    look: async () => {
      if (here === "somebody") await toldOrLate();
      show(await api.read());
    },
    close: async () => {
      await api.end();
      mark.forget();
      show(undefined);
    },
  };
}
