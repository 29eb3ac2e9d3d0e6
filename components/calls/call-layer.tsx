"use client";

import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { type Calls, type CallsView, useIsCalling, useTransfers } from "@/lib/react/use-calls.ts";
import { TransfersCard } from "../transfers/transfers-card.tsx";
import { CallWindow } from "./call-window.tsx";
import { EndNote } from "./end-note.tsx";
import { GroupRing } from "./group-ring.tsx";
import { GroupWindow } from "./group-window.tsx";
import { IncomingCard } from "./incoming-card.tsx";
import { RejoinCard } from "./rejoin-card.tsx";
import { useCalled } from "./use-called.ts";

/** One call as it stands, and who else calls. */
export function CallLayer({ calls, view }: { calls: Calls; view: CallsView }) {
  const { call, waiting, preparing, left, group } = view;
  const isCalling = useIsCalling(calls);
  const isInCall = preparing !== undefined || isOn(call);
  const isInGroup = group.preparing !== undefined || isOn(group.call);
  const beside = useFilesBeside(calls, view);
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
      {group.ring && <GroupRing calls={calls} view={view} ring={group.ring} isSecond={isCalling} />}
      {isInGroup && <GroupWindow calls={calls} view={view} />}
      {call.kind === "incoming" ? (
        <Ring
          threadKey={call.thread}
          media={call.media}
          isSecond={isInGroup}
          onAccept={calls.accept}
          onDecline={calls.decline}
        />
      ) : isInCall ? (
        <CallWindow calls={calls} view={view} />
      ) : left ? (
        <RejoinCard calls={calls} threadKey={left.thread} />
      ) : (
        hasEnded(view) && <EndNote calls={calls} view={view} />
      )}
      {beside.length > 0 && <TransfersCard calls={calls} view={view} rows={beside} />}
    </div>
  );
}

function isOn({ kind }: { kind: string }): boolean {
  return kind !== "idle" && kind !== "ended";
}

function hasEnded({ call, group, problem }: CallsView): boolean {
  const isInGroup = group.preparing !== undefined || isOn(group.call);
  return (
    call.kind === "ended" || group.call.kind === "ended" || (problem !== undefined && !isInGroup)
  );
}

/** Files of nobody whose call is on the screen: its window has those. */
function useFilesBeside(calls: Calls, view: CallsView) {
  const { call } = view;
  const { rows } = useTransfers(calls);
  const shown = isOn(call) && call.kind !== "incoming" && "peer" in call ? call.peer : undefined;
  return rows.filter(({ peer }) => peer !== shown);
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
