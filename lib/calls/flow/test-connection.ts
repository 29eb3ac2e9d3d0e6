import { createStore, type StoreApi } from "zustand/vanilla";
import { toParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import { type ConnectionReport, reportOf } from "../core/connection-report.ts";
import type { ProbeConnection, RelayServer } from "../ports.ts";

export type ConnectionTestState =
  | { kind: "idle" }
  | { kind: "testing" }
  | { kind: "done"; report: ConnectionReport }
  | { kind: "failed"; code: ErrorCode };

export type ConnectionTest = {
  readonly store: Pick<StoreApi<ConnectionTestState>, "getState" | "getInitialState" | "subscribe">;
  /** Does nothing while one is on. */
  run(): Promise<void>;
};

/** Finds out, when somebody wants to know, what calls from this network come to. */
export function createConnectionTest({
  probe,
  relays,
  hasRelay,
}: {
  probe: ProbeConnection;
  relays: () => Promise<readonly RelayServer[]>;
  hasRelay: boolean;
}): ConnectionTest {
  const store = createStore<ConnectionTestState>(() => ({ kind: "idle" }));
  return {
    store,
    async run() {
      if (store.getState().kind === "testing") return;
      store.setState({ kind: "testing" }, true);
      try {
        const facts = await probe(await relays());
        store.setState({ kind: "done", report: reportOf(facts, hasRelay) }, true);
      } catch (error) {
        store.setState({ kind: "failed", code: toParleyError(error).code }, true);
      }
    },
  };
}
