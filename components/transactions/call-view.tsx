import { useTranslations } from "use-intl";
import { type Address, shortAddress } from "@/lib/identity/core/address.ts";
import { useNames } from "@/lib/react/use-names.ts";
import { useContracts } from "@/lib/react/use-transactions.ts";
import type { Action } from "@/lib/transactions/core/action.ts";
import { type Caution, cautionsOf, targetOf } from "@/lib/transactions/core/cautions.ts";
import { contractOf, type Measure, measureOf } from "@/lib/transactions/core/movement.ts";
import type { ReadCall } from "@/lib/transactions/core/request.ts";
import type { CallStep } from "@/lib/transactions/core/run.ts";
import { useCardPlace } from "../timeline/card-place.ts";
import { CallDetails } from "./call-details.tsx";
import { Cautions } from "./cautions.tsx";
import { ClaimsNote } from "./claims.tsx";
import { Person } from "./person.tsx";
import { StepMark } from "./step-mark.tsx";
import { useCallSentence } from "./use-call-sentence.ts";
import { useKnownPeople } from "./use-known-people.ts";

type CallViewProps = {
  read: ReadCall;
  chainId: number;
  sender: Address | undefined;
  step: CallStep | undefined;
  /** Whether the chain may be asked about it: not for a stranger. */
  mayAsk: boolean;
};

/** One call: what it does as its bytes and its chain say, what to mind, and what the sender says. */
export function CallView({ read, chainId, sender, step, mayAsk }: CallViewProps) {
  const t = useTranslations("transactions.call");
  const self = useCardPlace()?.self;
  const { action } = read;
  const contract = contractOf(action);
  const target = targetOf(action);
  const facts = useContracts(mayAsk ? chainId : undefined, contract ? [contract] : NONE);
  const asked = contract && mayAsk ? facts(contract) : undefined;
  const measure = measureOf(asked);
  const names = useNames(target ? [target] : NONE);
  const sentence = useCallSentence();
  const known = useKnownPeople();
  const nameOf = (address: Address) =>
    address === self ? t("you") : (names.get(address)?.name ?? shortAddress(address));
  const cautions = cautionsOf(read, {
    chainId,
    known,
    contract: asked,
    ...(sender && { sender }),
  });
  return (
    <div className="flex flex-col gap-2">
      <p className="foreign flex items-start gap-2 font-semibold">
        {step && <StepMark step={step} />}
        <span>{sentence(action, { chainId, measure, nameOf })}</span>
      </p>
      <dl className="flex flex-col gap-1">
        {target && target !== self && (
          <Person
            label={t(targetWord(action))}
            address={target}
            copyLabel={t("copyAddress")}
            isLink
          />
        )}
        {contract && contract !== target && (
          <Person
            label={t(contractWord(action, measure))}
            address={contract}
            copyLabel={t("copyAddress")}
          />
        )}
      </dl>
      <Cautions cautions={cautions} chainId={chainId} />
      <ClaimsNote claims={read.claims} differing={differingIn(cautions)} />
      <CallDetails read={read} chainId={chainId} />
    </div>
  );
}

function targetWord({ kind }: Action): "spender" | "to" {
  return kind === "allow" || kind === "allow-all" ? "spender" : "to";
}

function contractWord(action: Action, measure: Measure): "contract" | "collection" | "token" {
  if (action.kind === "other") return "contract";
  const isOfItems =
    measure.kind === "item" || action.kind === "move-item" || action.kind === "allow-all";
  return isOfItems ? "collection" : "token";
}

const NONE: readonly Address[] = [];

function differingIn(cautions: readonly Caution[]) {
  return cautions.flatMap((caution) => (caution.kind === "disagrees" ? caution.in : []));
}
