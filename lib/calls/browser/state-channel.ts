import type { PeerEvents, SideState } from "../ports.ts";

/** Both sides open it with this number, so it needs no description of its own. */
const CHANNEL = { negotiated: true, id: 0 };

export type StateChannel = {
  /** Says what is sent now: a picture that stands still and one that is black say nothing. */
  tell(): void;
  /** Says that it is over; false where nobody hears it this way. */
  leave(): boolean;
  /** Says that this page goes away, and may come back. */
  goAway(): void;
};

/** What both sides tell each other beside their media, without any server. */
export function stateChannel(
  connection: RTCPeerConnection,
  own: SideState,
  { onRemoteState, onLeft, onAway }: Pick<PeerEvents, "onRemoteState" | "onLeft" | "onAway">,
): StateChannel {
  const channel = connection.createDataChannel("state", CHANNEL);
  const say = (what: object): boolean => {
    if (channel.readyState !== "open") return false;
    channel.send(JSON.stringify(what));
    return true;
  };
  const tell = () => void say(own);
  channel.addEventListener("open", tell);
  channel.addEventListener("message", ({ data }) => {
    const said = parse(data);
    if (said === "over") onLeft();
    else if (said === "away") onAway();
    else if (said) onRemoteState(said);
  });
  return { tell, leave: () => say({ isOver: true }), goAway: () => void say({ isAway: true }) };
}

function parse(data: unknown): SideState | "over" | "away" | undefined {
  try {
    const said: unknown = JSON.parse(String(data));
    if (typeof said !== "object" || said === null) return undefined;
    const state = said as Partial<Record<keyof SideState | "isOver" | "isAway", unknown>>;
    if (state.isOver === true) return "over";
    if (state.isAway === true) return "away";
    return {
      hasMicrophone: state.hasMicrophone === true,
      hasCamera: state.hasCamera === true,
      hasScreen: state.hasScreen === true,
    };
  } catch {
    return undefined;
  }
}
