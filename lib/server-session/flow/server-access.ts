import { createStore, type StoreApi } from "zustand/vanilla";
import { ParleyError } from "@/lib/errors/base.ts";
import type { SessionInfo } from "../core/session-info.ts";
import type { SessionMark } from "../ports.ts";
import { openSession, type ProvingClient, type ProvingPorts } from "./open-session.ts";

export type ServerAccessState =
  /** The server was not asked yet. */
  { kind: "unknown" } | { kind: "none" } | { kind: "open"; session: SessionInfo };

/** This browser's way into the app's own server. */
export type ServerAccess = {
  readonly store: Pick<StoreApi<ServerAccessState>, "getState" | "getInitialState" | "subscribe">;
  /**
   * Who is signed in on this device now; undefined for nobody. A session of anybody else is ended,
   * at once or, while the server does not answer, the next time. `keeps` is false where nothing of
   * an account may stay in the browser.
   */
  belongTo(client: ProvingClient | undefined, options: { keeps: boolean }): void;
  /**
   * Sees to it that the server knows who asks, before it is asked for something: the session that
   * there is, renewed when it is old, or a new one. Shows nothing and asks nobody to sign. Fails
   * with `session.none` while nobody is signed in, and as `ServerApi` does.
   */
  open(): Promise<SessionInfo>;
  /** Asks the server whether there is a session. */
  look(): Promise<void>;
  /** Ends the session. */
  close(): Promise<void>;
};

export type ServerAccessPorts = ProvingPorts & { mark: SessionMark };

export function createServerAccess(ports: ServerAccessPorts): ServerAccess {
  const { api, mark } = ports;
  const store = createStore<ServerAccessState>(() => ({ kind: "unknown" }));
  let client: ProvingClient | undefined;
  let keeps = true;
  let opening: Promise<SessionInfo> | undefined;

  const show = (session: SessionInfo | undefined) => {
    const isOwn = session !== undefined && session.inboxId === client?.inboxId;
    store.setState(isOwn ? { kind: "open", session } : { kind: "none" }, true);
  };

  async function open(): Promise<SessionInfo> {
    const asking = client;
    if (!asking) throw new ParleyError("session.none", "Nobody is signed in");
    // Before the server is asked: its answer may be lost, and the cookie there all the same.
    mark.save(asking.inboxId, { keeps });
    const session = await openSession(asking, ports);
    if (asking.inboxId !== client?.inboxId) {
      await endOthers();
      throw new ParleyError("session.none", "Somebody else is signed in now");
    }
    show(session);
    return session;
  }

  /** Not blindly: another tab may have opened the session of who is signed in now. */
  async function endOthers(): Promise<void> {
    const session = await api.read();
    if (session && session.inboxId !== client?.inboxId) await api.end();
    if (mark.load() !== client?.inboxId) mark.forget();
  }

  async function close(): Promise<void> {
    await api.end();
    mark.forget();
    show(undefined);
  }

  return {
    store,
    belongTo: (next, options) => {
      const isOther = client?.inboxId !== next?.inboxId;
      client = next;
      keeps = options.keeps;
      if (isOther) {
        opening = undefined;
        store.setState({ kind: "unknown" }, true);
      }
      const marked = mark.load();
      // What can't be ended now stays marked, and ends by itself in minutes.
      if (marked && marked !== next?.inboxId) endOthers().catch(() => undefined);
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
    look: async () => show(await api.read()),
    close,
  };
}
