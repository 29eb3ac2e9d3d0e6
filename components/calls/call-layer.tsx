"use client";

import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import type { Calls, CallsView } from "@/lib/react/use-calls.ts";
import { CallWindow } from "./call-window.tsx";
import { EndNote } from "./end-note.tsx";
import { IncomingCard } from "./incoming-card.tsx";
import { RejoinCard } from "./rejoin-card.tsx";
import { useCalled } from "./use-called.ts";

/** One call as it stands, and who else calls. */
export function CallLayer({ calls, view }: { calls: Calls; view: CallsView }) {
  const { call, waiting, preparing } = view;
  return (
    <div className="pointer-events-none fixed inset-x-2 top-[calc(3.75rem+env(safe-area-inset-top))] z-30 flex flex-col items-end gap-2 *:pointer-events-auto split:top-16 split:right-4 split:left-auto split:w-88">
      {waiting && (
        <Ring
          threadKey={waiting.thread}
          media={waiting.media}
          isSecond
          onAccept={calls.acceptWaiting}
          onDecline={calls.declineWaiting}
        />
      )}
      {call.kind === "incoming" ? (
        <Ring
          threadKey={call.thread}
          media={call.media}
          onAccept={calls.accept}
          onDecline={calls.decline}
        />
      ) : preparing || (call.kind !== "idle" && call.kind !== "ended") ? (
        <CallWindow calls={calls} view={view} />
      ) : view.left ? (
        <RejoinCard calls={calls} threadKey={view.left.thread} />
      ) : (
        <EndNote calls={calls} view={view} />
      )}
    </div>
  );
}

type RingProps = {
  threadKey: ThreadKey;
  media: "audio" | "video";
  isSecond?: boolean;
  onAccept: (media: "audio" | "video") => void;
  onDecline: () => void;
};

function Ring({ threadKey, ...props }: RingProps) {
  return <IncomingCard called={useCalled(threadKey)} {...props} />;
}
