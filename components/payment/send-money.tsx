import { useTranslations } from "use-intl";
import type { PlacedRequest, RunBinding } from "@/lib/react/use-transactions.ts";
import { isDone } from "@/lib/transactions/core/run.ts";
import { CallView } from "../transactions/call-view.tsx";
import { RunBar } from "../transactions/run-bar.tsx";
import { Button } from "../ui/button.tsx";
import { useChainName } from "../wallet/use-chain-name.ts";

type SendMoneyProps = { placed: PlacedRequest; binding: RunBinding; onDone: () => void };

/** What is about to be paid, as the wallet gets it; then how it goes. */
export function SendMoney({ placed, binding, onDone }: SendMoneyProps) {
  const t = useTranslations("payment");
  const tCommon = useTranslations("common");
  const nameOfChain = useChainName();
  const { request, sender } = placed;
  return (
    <>
      <p className="text-soft">{t("check", { chain: nameOfChain(request.chainId) })}</p>
      {request.calls.map((read, index) => (
        <CallView
          // biome-ignore lint/suspicious/noArrayIndexKey: the calls of a request never change places
          key={index}
          read={read}
          chainId={request.chainId}
          sender={sender}
          step={binding.run?.steps[index]}
          mayAsk
        />
      ))}
      <RunBar binding={binding} placed={placed} />
      {binding.run && isDone(binding.run) && <Button onClick={onDone}>{tCommon("close")}</Button>}
    </>
  );
}
