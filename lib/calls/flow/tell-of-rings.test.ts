import { expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { RingingCall } from "@/lib/notifications/flow/tell-of-messages.ts";
import type { IncomingCall } from "../core/call-state.ts";
import type { CallId, PartyId } from "../core/signal.ts";
import { type CallsView, NO_CALL } from "./calls-view.ts";
import { tellOfRings } from "./tell-of-rings.ts";

it("tells of the call that rings, of a second one, and that none does", () => {
  const store = createStore<CallsView>(() => NO_CALL);
  let told: RingingCall | undefined;
  tellOfRings(
    { store },
    {
      ring: (call) => {
        told = call;
      },
    },
  );
  const ben: IncomingCall = {
    kind: "incoming",
    callId: "call" as CallId,
    thread: "dm:ben",
    peer: "ben" as InboxId,
    media: "video",
    party: "party" as PartyId,
    commitment: "",
    expiresAtMs: 45_000,
  };
  const cleo: IncomingCall = { ...ben, thread: "dm:cleo", media: "audio" };
  store.setState({ call: ben });
  expect(told).toEqual({ thread: "dm:ben", media: "video" });
  store.setState({ call: { ...ben, kind: "ended", how: "hung-up" }, waiting: cleo });
  expect(told).toEqual({ thread: "dm:cleo", media: "audio" });
  store.setState(NO_CALL, true);
  expect(told).toBeUndefined();
});
