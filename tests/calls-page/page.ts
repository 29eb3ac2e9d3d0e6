/** Calls as the app makes them, in a page without an app around them: whoever opens it carries the signals. */

import { createStore } from "zustand/vanilla";
import { newLocalMedia } from "@/lib/calls/browser/local-media.ts";
import { newCertificate } from "@/lib/calls/browser/new-certificate.ts";
import { probeConnection } from "@/lib/calls/browser/probe-connection.ts";
import { webDevices } from "@/lib/calls/browser/web-devices.ts";
import { openWebPeer } from "@/lib/calls/browser/web-peer.ts";
import { type ConnectionReport, reportOf } from "@/lib/calls/core/connection-report.ts";
import { SYSTEM_DEVICES } from "@/lib/calls/core/devices.ts";
import type { CallPath } from "@/lib/calls/core/path.ts";
import type { CallMedia, CallSignal, HeardSignal } from "@/lib/calls/core/signal.ts";
import { createCalls } from "@/lib/calls/flow/calls.ts";
import type { CallsPorts } from "@/lib/calls/flow/calls-ports.ts";
import type { CallsView } from "@/lib/calls/flow/calls-view.ts";
import type { RelayServer } from "@/lib/calls/ports.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { browserHost } from "@/lib/messaging/browser/browser-host.ts";
import { dmKey } from "@/lib/messaging/core/records.ts";

export type Said = { signal: CallSignal };
export type Reading = {
  kind: CallsView["call"]["kind"];
  how?: string;
  path?: CallPath;
  hasRelay?: boolean;
  asked?: readonly string[];
  problem?: string;
};

declare global {
  interface Window {
    /** Given by whoever opens the page: both fail while there is no network. */
    sendSignal: (said: Said) => Promise<void>;
    askForRelays: () => Promise<RelayServer[]>;
    side: Side;
  }
}

type Start = { self: string; other: string; relaysAll: boolean };

function start({ self, other, relaysAll }: Start) {
  const otherInbox = other as InboxId;
  const thread = dmKey(otherInbox);
  const listeners = new Set<(heard: HeardSignal) => void>();
  const row = { key: thread, kind: "dm", consent: "allowed" };
  const store = createStore(() => ({
    inboxId: self as InboxId,
    isCaughtUp: false,
    rows: [row],
  }));
  const messaging = {
    store,
    onCall: (listener: (heard: HeardSignal) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as CallsPorts["messaging"];
  const calls = createCalls({
    messaging,
    host: browserHost(),
    client: () => ({
      sendCall: (_, signal) => window.sendSignal({ signal }),
      readCalls: async () => [],
      findPeers: async () => [],
    }),
    openPeer: openWebPeer,
    newMedia: newLocalMedia,
    newCertificate,
    devices: webDevices,
    chosenDevices: () => SYSTEM_DEVICES,
    talksByKey: () => false,
    onDevicesChosen: () => undefined,
    leftCalls: { keep: () => undefined, forget: () => undefined, take: async () => undefined },
    relaysAll: () => relaysAll,
    relays: () => window.askForRelays(),
    ringing: { ring: () => undefined, wait: () => undefined, stop: () => undefined },
  });

  const read = (): Reading => {
    const { call, path, hasRelay, problem, details } = calls.store.getState();
    return {
      kind: call.kind,
      ...(call.kind === "ended" && { how: call.how }),
      ...(path && { path }),
      ...(hasRelay !== undefined && { hasRelay }),
      ...(problem && { problem }),
      ...(details && { asked: details.asked }),
    };
  };

  const until = (isIt: (view: CallsView) => boolean) =>
    new Promise<void>((resolve) => {
      const stop = calls.store.subscribe((view) => {
        if (!isIt(view)) return;
        stop();
        resolve();
      });
      if (isIt(calls.store.getState())) {
        stop();
        resolve();
      }
    });

  return {
    read,
    hear: (signal: CallSignal) => {
      const heard = { signal, from: otherInbox, thread, atMs: Date.now() };
      for (const listener of listeners) listener(heard);
    },
    place: (media: CallMedia) => calls.call(thread, media),
    /** Gives when it was pressed. */
    accept: (media: CallMedia) => {
      calls.accept(media);
      return Date.now();
    },
    hangUp: () => calls.hangUp(),
    /** What calls from here come to, as the settings tell it. */
    test: async (): Promise<ConnectionReport> =>
      reportOf(await probeConnection(await window.askForRelays()), true),
    untilKind: (...kinds: readonly string[]) => until(({ call }) => kinds.includes(call.kind)),
    untilPath: (kind?: CallPath["kind"]) =>
      until(({ path }) => path !== undefined && (kind === undefined || path.kind === kind)),
    /** When the first picture of the other side was decoded. */
    firstPicture: async () => {
      await until(({ other }) => (other.stream?.getVideoTracks().length ?? 0) > 0);
      const [track] = calls.store.getState().other.stream?.getVideoTracks() ?? [];
      return track ? firstFrame(track) : Number.NaN;
    },
  };
}

async function firstFrame(track: MediaStreamTrack): Promise<number> {
  const copy = track.clone();
  const Processor = (globalThis as unknown as { MediaStreamTrackProcessor: FrameReader })
    .MediaStreamTrackProcessor;
  const reader = new Processor({ track: copy }).readable.getReader();
  const { value } = await reader.read();
  const atMs = Date.now();
  value?.close();
  await reader.cancel();
  copy.stop();
  return atMs;
}

type FrameReader = new (of: {
  track: MediaStreamTrack;
}) => { readable: ReadableStream<VideoFrame> };

export type Side = ReturnType<typeof start>;

Object.assign(window, {
  begin: (given: Start) => {
    window.side = start(given);
  },
});
