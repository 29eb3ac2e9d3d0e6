import { Wallet } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageId, WalletCallsRequest } from "@/lib/messaging/core/records.ts";
import { useRegard } from "@/lib/react/use-regard.ts";
import { useRun } from "@/lib/react/use-transactions.ts";
import { type ReadRequest, readRequest } from "@/lib/transactions/core/request.ts";
import { type CardPlace, useCardPlace } from "../timeline/card-place.ts";
import { useChainName } from "../wallet/use-chain-name.ts";
import { CallView } from "./call-view.tsx";
import { CardFrame, CardNote } from "./card-frame.tsx";
import { inMono } from "./in-mono.tsx";
import { RunBar } from "./run-bar.tsx";

type RequestCardProps = {
  request: WalletCallsRequest;
  messageId: MessageId | undefined;
  mine: boolean;
  senderInboxId: InboxId;
};

/** Calls that somebody asks a wallet to make: what each does, and the button that has them made. */
export function RequestCard({ request, messageId, mine, senderInboxId }: RequestCardProps) {
  const t = useTranslations("transactions.request");
  const nameOfChain = useChainName();
  const place = useCardPlace();
  const regard = useRegard(senderInboxId);
  const isHeard = mine || (place?.isAccepted === true && regard !== "blocked");
  const read = useMemo(() => readRequest(request), [request]);
  const placed = isHeard ? placedIn(place, { read, messageId, mine }) : undefined;
  const binding = useRun(placed);
  if (read.kind === "flawed") {
    return (
      <CardFrame icon={Wallet} title={t("titleUnreadable")}>
        <CardNote>{t(`flaw.${read.flaw}`)}</CardNote>
      </CardFrame>
    );
  }
  const { calls, chainId, from } = read;
  const count = calls.length;
  const isForOther = !mine && from !== undefined && place !== undefined && from !== place.self;
  const chain = nameOfChain(chainId);
  return (
    <CardFrame
      icon={Wallet}
      title={isForOther ? t("titleOther", { count }) : t(mine ? "titleMine" : "title", { count })}
      subtitle={t("onChain", { chain })}
    >
      <ol className="flex flex-col gap-3">
        {calls.map((each, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: the calls of a request never change places
            key={index}
            className="rounded-xl border border-rule bg-surface p-2.5"
          >
            <CallView
              read={each}
              chainId={chainId}
              sender={from ?? (mine ? undefined : place?.self)}
              step={binding.run?.steps[index]}
              mayAsk={isHeard}
            />
          </li>
        ))}
      </ol>
      {count > 1 && <CardNote>{t(read.isAtomic ? "allOrNone" : "inOrder")}</CardNote>}
      {mine && <CardNote>{t("theirs")}</CardNote>}
      {!mine && place && !place.isAccepted && <CardNote>{t("stranger")}</CardNote>}
      {!mine && place?.isAccepted && regard !== "accepted" && (
        <CardNote>{t(regard === "blocked" ? "blocked" : "undecided")}</CardNote>
      )}
      {isForOther && place?.isAccepted && (
        <CardNote>{t.rich("otherAccount", { address: from, mono: inMono })}</CardNote>
      )}
      {placed && <RunBar binding={binding} placed={placed} />}
    </CardFrame>
  );
}

/** A request that this person may carry out: of somebody they listen to, for their own account. */
function placedIn(
  place: CardPlace | undefined,
  { read, messageId, mine }: { read: ReadRequest; messageId: MessageId | undefined; mine: boolean },
) {
  if (!place || mine || !messageId || read.kind === "flawed") return undefined;
  const { thread, self } = place;
  if (read.from && read.from !== self) return undefined;
  return { messageId, thread, request: read, sender: self };
}
