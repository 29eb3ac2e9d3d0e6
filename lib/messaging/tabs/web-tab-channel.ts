import type { TabChannel } from "../ports/tabs.ts";

/**
 * What the tabs of this profile say to each other, over a BroadcastChannel. It opens with the
 * first word or listener: a server that renders has no other tabs.
 */
export function webTabChannel(name: string): TabChannel {
  let channel: BroadcastChannel | undefined;
  const open = () => {
    channel ??= new BroadcastChannel(name);
    return channel;
  };
  return {
    post: (message) => open().postMessage(message),
    onMessage(listener) {
      const hear = ({ data }: MessageEvent<unknown>) => listener(data);
      open().addEventListener("message", hear);
      return () => open().removeEventListener("message", hear);
    },
  };
}
