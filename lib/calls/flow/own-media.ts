import type { StoreApi } from "zustand/vanilla";
import { toParleyError } from "@/lib/errors/base.ts";
import { type DeviceChoice, deviceInUse, type InputKind } from "../core/devices.ts";
import type { LeftCall } from "../core/left-call.ts";
import type { CallMedia } from "../core/signal.ts";
import { isHeard, stepTalking, TALKS, type TalkEvent } from "../core/talking.ts";
import type { Devices, LocalMedia, NewLocalMedia } from "../ports.ts";
import { type CallsView, SILENT, without } from "./calls-view.ts";

export type OwnMediaPorts = {
  newMedia: NewLocalMedia;
  devices: Pick<Devices, "isAllowed" | "list" | "onChange">;
  /** What the person has chosen to speak into, look into and hear from. */
  chosenDevices: () => DeviceChoice;
  /** Whether they talk only while they hold a key. */
  talksByKey: () => boolean;
};

/** What is sent from here in the one call there is, and what its person turns on and off. */
export type OwnMedia = {
  /** What will be sent, before anything of it is taken. */
  prepare(): LocalMedia;
  /** Whether it is prepared, or opened. */
  isInUse(): boolean;
  /** Whether it can be opened without asking the person. */
  isAllowed(media: CallMedia): Promise<boolean>;
  /**
   * Takes microphone and camera and shows them, or goes on with what is taken. What was `left` is as
   * muted as it was. Gives undefined when nobody waits for it any more: it was closed meanwhile. Fails
   * as `OpenDevices` does.
   */
  open(media: CallMedia, left?: LeftCall): Promise<LocalMedia | undefined>;
  setMicrophone(isOn: boolean): Promise<void>;
  /** Who talks by a key holds it, or lets it go. */
  hold(isHeld: boolean): Promise<void>;
  setCamera(isOn: boolean): Promise<void>;
  setScreen(isOn: boolean): Promise<void>;
  /** Sends from what is chosen now, and as it is chosen. */
  takeChosen(): Promise<void>;
  /** Gives everything back, also what is being opened. */
  close(): void;
};

type Open = {
  local: LocalMedia;
  /** What the person wants it to send from. */
  chosen: DeviceChoice;
  /** Of those kinds something else is sent from: what was chosen is not plugged in. */
  replaced: Set<InputKind>;
  /** Microphone, and perhaps camera, are there. */
  isTaken: boolean;
};

export function createOwnMedia(
  store: StoreApi<CallsView>,
  { newMedia, chosenDevices, talksByKey, devices: plugged }: OwnMediaPorts,
): OwnMedia {
  let open: Open | undefined;
  let talking = TALKS;

  // For as long as the page: a call may be on at any time.
  plugged.onChange(() => void takeBack());

  const put = (change: Partial<CallsView>) => store.setState(change);

  function showOwn(state: Partial<CallsView["own"]>): void {
    put({ own: { ...store.getState().own, ...state } });
  }

  /** What fails is said, unless it is over by then. */
  async function change(work: (open: Open) => Promise<void>): Promise<void> {
    const current = open;
    if (!current) return;
    try {
      await work(current);
    } catch (error) {
      if (open === current) put({ problem: toParleyError(error).code });
    }
  }

  /** Whatever else there is of that kind goes on. */
  async function replace(kind: InputKind): Promise<void> {
    const current = open;
    if (!current) return;
    try {
      current.replaced.add(kind);
      const label = await current.local.use(kind, "");
      if (open === current) put({ replaced: { kind, label } });
    } catch {
      if (open !== current) return;
      await turn(kind, false);
      put({ problem: "call.device-gone" });
    }
  }

  function take(kind: InputKind, id: string): Promise<void> {
    return change(async (current) => {
      current.chosen = { ...current.chosen, [kind]: id };
      current.replaced.delete(kind);
      store.setState(without(store.getState(), "replaced"), true);
      await current.local.use(kind, id);
    });
  }

  /** What was chosen and unplugged is plugged in again. */
  async function takeBack(): Promise<void> {
    const all = await plugged.list().catch(() => []);
    for (const kind of open?.replaced ?? []) {
      const id = open?.chosen[kind] ?? "";
      if (id !== "" && deviceInUse(all, kind, id) === id) await take(kind, id);
    }
  }

  function turn(kind: InputKind, isOn: boolean): Promise<void> {
    return kind === "microphone" ? talk({ kind: "mute", isMuted: !isOn }) : turnCamera(isOn);
  }

  function talk(event: TalkEvent): Promise<void> {
    talking = stepTalking(talking, event);
    return open?.isTaken ? change(beHeard) : Promise.resolve();
  }

  /** Until it is as was asked for last: a microphone that is gone takes its time to be taken again. */
  async function beHeard(current: Open): Promise<void> {
    const hasMicrophone = isHeard(talking);
    await current.local.setMicrophone(hasMicrophone);
    if (open !== current) return;
    if (isHeard(talking) !== hasMicrophone) return beHeard(current);
    showTurned(hasMicrophone, { hasMicrophone });
  }

  function turnCamera(hasCamera: boolean): Promise<void> {
    return change(async (current) => {
      await current.local.setCamera(hasCamera);
      if (open === current) showTurned(hasCamera, { hasCamera });
    });
  }

  function showTurned(isOn: boolean, state: Partial<CallsView["own"]>): void {
    if (isOn) store.setState(without(store.getState(), "problem"), true);
    showOwn(state);
  }

  function prepare(): Open {
    if (open) return open;
    const devices = chosenDevices();
    const local = newMedia({
      devices,
      onDeviceGone: (kind) => void replace(kind),
      onScreenEnded: () => {
        if (open?.local === local) showOwn({ hasScreen: false });
      },
    });
    open = { local, chosen: devices, replaced: new Set(), isTaken: false };
    return open;
  }

  return {
    prepare: () => prepare().local,
    isInUse: () => open !== undefined,
    isAllowed: plugged.isAllowed,
    async open(media, left) {
      const current = prepare();
      const { local } = current;
      if (current.isTaken) return local;
      put({ own: SILENT });
      const before = { ...TALKS, isMuted: left?.isMuted === true };
      talking = stepTalking(before, { kind: "by-key", isByKey: talksByKey() });
      // Before there is a microphone: not a word of who is silent is sent.
      if (!isHeard(talking)) await local.setMicrophone(false);
      const problem = await local.take(media);
      if (open !== current) return undefined;
      current.isTaken = true;
      if (problem) put({ problem });
      if (left?.hadScreen) put({ screenWasShared: true });
      put({ own: { ...local.state, stream: local.stream } });
      if (isHeard(talking) !== local.state.hasMicrophone) await change(beHeard);
      return local;
    },
    setMicrophone: (isOn) => talk({ kind: "mute", isMuted: !isOn }),
    hold: (isHeld) => talk({ kind: "hold", isHeld }),
    setCamera: turnCamera,
    setScreen: (isOn) =>
      change(async (current) => {
        const hasScreen = await current.local.setScreen(isOn);
        if (open !== current) return;
        if (hasScreen) store.setState(without(store.getState(), "screenWasShared"), true);
        showOwn({ hasScreen });
      }),
    async takeChosen() {
      if (!open) return;
      const isByKey = talksByKey();
      if (isByKey !== talking.isByKey) await talk({ kind: "by-key", isByKey });
      const chosen = chosenDevices();
      for (const kind of ["microphone", "camera"] as const) {
        if (chosen[kind] !== open?.chosen[kind]) await take(kind, chosen[kind]);
      }
    },
    close() {
      open?.local.close();
      open = undefined;
      const rest = without(store.getState(), "replaced", "screenWasShared");
      store.setState({ ...rest, own: SILENT }, true);
    },
  };
}
