import { ArrowUpRight, Receipt } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { TransactionReference } from "@/lib/messaging/core/records.ts";
import { useTransaction } from "@/lib/react/use-transactions.ts";
import { explorerLink } from "@/lib/transactions/core/networks.ts";
import { readReference } from "@/lib/transactions/core/reference.ts";
import { useCardPlace } from "../timeline/card-place.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { useChainName } from "../wallet/use-chain-name.ts";
import { CardFrame, CardNote } from "./card-frame.tsx";
import { ClaimsNote } from "./claims.tsx";
import { FoundTransaction } from "./found-transaction.tsx";

type ReferenceCardProps = { reference: TransactionReference; mine: boolean };

/** A transaction that somebody points to: what its chain says of it, beside what they say. */
export function ReferenceCard({ reference, mine }: ReferenceCardProps) {
  const t = useTranslations("transactions.reference");
  const nameOfChain = useChainName();
  const place = useCardPlace();
  const { chainId, hash, claims } = useMemo(() => readReference(reference), [reference]);
  const mayAsk = mine || place?.isAccepted === true;
  const asked = useTransaction(mayAsk ? chainId : undefined, hash);
  const link = chainId !== undefined && hash ? explorerLink(chainId, hash) : undefined;
  const chain = nameOfChain(chainId);
  const isKnown = asked.kind === "known" && asked.facts.kind !== "unknown";
  return (
    <CardFrame
      icon={Receipt}
      title={t("title")}
      subtitle={chainId === undefined ? t("noChain") : t("onChain", { chain })}
    >
      {chainId === undefined || !hash ? (
        <CardNote>{t("unreadable")}</CardNote>
      ) : isKnown ? (
        <FoundTransaction facts={asked.facts} chainId={chainId} claims={claims} />
      ) : (
        <p role="status" className="text-sm">
          {mayAsk ? statusWords() : t("stranger")}
        </p>
      )}
      {!isKnown && <ClaimsNote claims={claims} differing={[]} isAll />}
      <div className="flex flex-wrap items-center gap-x-1 text-sm">
        <span className="foreign font-mono text-soft text-xs" dir="ltr">
          {hash ? shortHash(hash) : reference.reference.slice(0, 80)}
        </span>
        <CopyButton text={reference.reference} label={t("copy")} />
        {link && (
          <a
            href={link.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="inline-flex min-h-6 items-center gap-0.5 text-accent underline decoration-1 underline-offset-2 hover:decoration-2"
          >
            {t("explorer", { host: link.host })}
            <ArrowUpRight aria-hidden="true" size={14} className="shrink-0" />
          </a>
        )}
      </div>
    </CardFrame>
  );

  function statusWords(): string {
    switch (asked.kind) {
      case "known":
        return t("unknown", { chain });
      case "asking":
        return t("asking", { chain });
      case "not-configured":
        return t("notConfigured", { chain });
      case "unreachable":
        return t("unreachable", { chain });
    }
  }
}

function shortHash(hash: string): string {
  return `${hash.slice(0, 10)}…${hash.slice(-6)}`;
}
