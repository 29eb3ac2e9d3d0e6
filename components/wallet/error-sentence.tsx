import { TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import type { ParleyError } from "@/lib/errors/base.ts";
import { useChainName } from "./use-chain-name.ts";

/** What happened and what to do, by the error's code. The error's own words are for developers. */
export function ErrorSentence({ error }: { error: ParleyError }) {
  const t = useTranslations("errors");
  const nameOf = useChainName();
  const { chainId, fromChainId } = error.facts;
  return (
    <p role="alert" className="flex gap-3 rounded-xl bg-danger-tint p-3">
      <TriangleAlert aria-hidden="true" size={18} className="mt-px shrink-0 text-danger" />
      <span>{t(error.code, { chain: nameOf(chainId), from: nameOf(fromChainId) })}</span>
    </p>
  );
}
