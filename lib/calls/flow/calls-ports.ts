import type { StoreApi } from "zustand/vanilla";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import type { MessagingHost } from "@/lib/messaging/ports/host.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import type { CallMedia } from "../core/signal.ts";
import type { Devices, LeftCalls, Ringing } from "../ports.ts";
import type { LinePorts } from "./call-line.ts";
import type { CallsView } from "./calls-view.ts";
import type { OwnMediaPorts } from "./own-media.ts";

export type CallsPorts = LinePorts &
  OwnMediaPorts & {
    messaging: Pick<Messaging, "store" | "onCall">;
    client: () => Pick<XmtpClient, "sendCall" | "readCalls" | "findPeers"> | undefined;
    host: Pick<MessagingHost, "nowMs" | "at" | "randomBytes" | "onLeaving">;
    ringing: Ringing;
    /** Whether the person wants a relay in all calls. Strangers have one anyhow. */
    relaysAll: () => boolean;
    devices: Devices;
    leftCalls: LeftCalls;
    /** Something else was chosen than before. */
    onDevicesChosen: (listener: () => void) => void;
  };

/** Calls as the screen uses them: at most one has this page. */
export type Calls = {
  readonly store: Pick<StoreApi<CallsView>, "getState" | "getInitialState" | "subscribe">;
  /** Calls whom one talks with; nothing while there is a call. */
  call(thread: ThreadKey, media: CallMedia): Promise<void>;
  accept(media: CallMedia): void;
  decline(): void;
  /** Ends whatever there is: a call that rings there, one that connects, one that is on. */
  hangUp(): void;
  /** Takes the call of who waits, and ends the one there is. */
  acceptWaiting(media: CallMedia): void;
  declineWaiting(): void;
  setMicrophone(isOn: boolean): Promise<void>;
  /** Who talks only while a key is held holds it, or lets it go. */
  hold(isHeld: boolean): Promise<void>;
  setCamera(isOn: boolean): Promise<void>;
  /** The person chooses what to share; choosing nothing is fine. */
  setScreen(isOn: boolean): Promise<void>;
  /** What there is to choose from, and to be tried out. */
  readonly devices: Devices;
  /** Goes back to the call that this tab was in before its page was loaded anew. */
  rejoin(): Promise<void>;
  /** Ends that call instead. */
  leaveIt(): void;
  /** The end of a call was seen. */
  dismiss(): void;
  /** Calls of groups: this page is in one of them, or in one with somebody, or in none. */
  readonly groups: GroupCallControls;
};

/** Calls of groups as the screen uses them. */
export type GroupCallControls = {
  /** Comes into a group's call, or begins one. Whatever other call there is ends. */
  join(thread: ThreadKey, media: CallMedia): Promise<void>;
  /** What rings is not answered; nobody hears of it. */
  notNow(): void;
  /** Finds out whether there is a call in a group that somebody looks at. */
  lookAt(thread: ThreadKey): Promise<void>;
};
