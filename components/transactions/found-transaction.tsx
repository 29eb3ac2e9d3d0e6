import clsx from "clsx";
import { Check, Clock, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { type Address, shortAddress } from "@/lib/identity/core/address.ts";
import { useNames } from "@/lib/react/use-names.ts";
import { useContracts } from "@/lib/react/use-transactions.ts";
import { checkReference, contractsIn } from "@/lib/transactions/core/check-reference.ts";
import type { Claims } from "@/lib/transactions/core/claims.ts";
import type { TransactionFacts } from "@/lib/transactions/core/facts.ts";
import { isImitation } from "@/lib/transactions/core/known-tokens.ts";
import { measureOf } from "@/lib/transactions/core/movement.ts";
import type { Transfer } from "@/lib/transactions/core/transfers.ts";
import { useCardPlace } from "../timeline/card-place.ts";
import { CardNote } from "./card-frame.tsx";
import { Cautions } from "./cautions.tsx";
import { ClaimsNote } from "./claims.tsx";
import { useAmounts } from "./use-amounts.ts";
import { useCallSentence } from "./use-call-sentence.ts";

type Found = Exclude<TransactionFacts, { kind: "unknown" }>;

type FoundTransactionProps = { facts: TransactionFacts; chainId: number; claims: Claims };

/** More movements than these are counted: exchanges make dozens. */
const MOST_SHOWN = 6;

/** What a chain knows of a transaction. */
export function FoundTransaction({ facts, chainId, claims }: FoundTransactionProps) {
  return facts.kind === "unknown" ? null : (
    <Checked facts={facts} chainId={chainId} claims={claims} />
  );
}

function Checked({ facts, chainId, claims }: FoundTransactionProps & { facts: Found }) {
  const t = useTranslations("transactions.reference");
  const tCall = useTranslations("transactions.call");
  const self = useCardPlace()?.self;
  const amounts = useAmounts();
  const sentence = useCallSentence();
  const contracts = contractsIn(facts);
  const factsOf = useContracts(chainId, contracts);
  const measure = (contract: Address) => measureOf(factsOf(contract));
  const { action, transfers, differing } = checkReference(facts, claims, { chainId, measure });
  const people = transfers.flatMap(({ from, to }) => [from, to]);
  const names = useNames(people.slice(0, 2 * MOST_SHOWN));
  const nameOf = (address: Address) =>
    address === self ? tCall("you") : (names.get(address)?.name ?? shortAddress(address));
  const imitations = contracts.flatMap((contract) => {
    const known = measure(contract);
    const symbol = known.kind === "units" ? known.symbol : undefined;
    return symbol && isImitation(symbol, chainId, contract) ? symbol : [];
  });
  const [imitated] = imitations;
  const hidden = transfers.length - MOST_SHOWN;
  return (
    <>
      <Outcome facts={facts} />
      {transfers.length > 0 ? (
        <ul className="flex flex-col gap-1">
          {transfers.slice(0, MOST_SHOWN).map((transfer, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what a transaction moved never changes
            <li key={index} className="foreign font-semibold">
              {moved(transfer)}
            </li>
          ))}
          {hidden > 0 && <li className="text-soft text-sm">{t("more", { count: hidden })}</li>}
        </ul>
      ) : (
        <p className="foreign font-semibold">
          {facts.kind === "mined" && facts.outcome === "reverted"
            ? t("wouldHave", { sentence: callSentence() })
            : callSentence()}
        </p>
      )}
      {imitated && (
        <Cautions cautions={[{ kind: "imitation", symbol: imitated }]} chainId={chainId} />
      )}
      {differing.length > 0 && (
        <Cautions cautions={[{ kind: "disagrees", in: differing }]} chainId={chainId} />
      )}
      {facts.kind === "mined" && transfers.length === 0 && facts.outcome === "success" && (
        <CardNote>{t("nothingMoved")}</CardNote>
      )}
      <ClaimsNote claims={claims} differing={differing} />
    </>
  );

  function callSentence(): string {
    const contract = "contract" in action ? measure(action.contract) : undefined;
    return sentence(action, { chainId, measure: contract ?? { kind: "unknown" }, nameOf });
  }

  function moved(transfer: Transfer): string {
    const ends = { from: nameOf(transfer.from), to: nameOf(transfer.to) };
    switch (transfer.kind) {
      case "coin":
        return t("moved", { amount: amounts.coins(transfer.amount, chainId), ...ends });
      case "token":
        return t("moved", {
          amount: amounts.tokens(transfer.amount, measure(transfer.contract)),
          ...ends,
        });
      case "item":
        return t("moved", { amount: amounts.tokens(transfer.id, { kind: "item" }), ...ends });
    }
  }
}

function Outcome({ facts }: { facts: Found }) {
  const t = useTranslations("transactions.reference");
  const outcome = facts.kind === "pending" ? "pending" : facts.outcome;
  const Icon = { pending: Clock, success: Check, reverted: X }[outcome];
  return (
    <p
      role="status"
      className={clsx("flex items-center gap-1.5 text-sm", outcome === "reverted" && "text-danger")}
    >
      <Icon aria-hidden="true" size={16} className={clsx(outcome === "success" && "text-accent")} />
      {t(outcome)}
    </p>
  );
}
