import { useLocale, useTranslations } from "use-intl";
import { coinOf } from "@/lib/transactions/core/networks.ts";
import { Choice } from "../ui/choice.tsx";
import { decimalSeparator } from "../ui/decimal-separator.ts";
import { Field } from "../ui/field.tsx";
import { useChainName } from "../wallet/use-chain-name.ts";
import type { PaymentForm } from "./use-payment.ts";

type PaymentFieldsProps = { form: PaymentForm; chainIds: readonly number[]; isTried: boolean };

/** The fields of a payment. What is wrong is said once somebody has tried to go on. */
export function PaymentFields({ form, chainIds, isTried }: PaymentFieldsProps) {
  const t = useTranslations("payment");
  const nameOfChain = useChainName();
  const separator = decimalSeparator(useLocale());
  const coin = coinOf(form.chainId)?.symbol ?? t("coin");
  const { amount, token } = form;
  const problem = amount.kind === "problem" ? amount.problem : undefined;
  // What can't become right by typing on is said at once.
  const isSaid = isTried || problem === "format" || problem === "too-fine";
  const symbol = token.kind === "token" ? (token.symbol ?? t("nameless")) : coin;
  return (
    <>
      {chainIds.length > 1 && (
        <Choice
          label={t("chain")}
          value={String(form.chainId)}
          options={chainIds.map((id) => ({ value: String(id), label: nameOfChain(id) }))}
          onChange={(id) => form.setChainId(Number(id))}
        />
      )}
      <Choice
        label={t("what")}
        value={form.usesToken ? "token" : "coin"}
        options={[
          { value: "coin", label: coin },
          { value: "token", label: t("token") },
        ]}
        onChange={(kind) => form.setUsesToken(kind === "token")}
      />
      {form.usesToken && (
        <Field
          label={t("tokenLabel")}
          hint={tokenHint()}
          error={tokenError()}
          value={form.tokenText}
          onChange={(event) => form.setTokenText(event.target.value)}
          placeholder="0x…"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          className="font-mono text-sm"
        />
      )}
      <Field
        label={
          token.kind === "coin" || token.kind === "token" ? t("amount", { symbol }) : t("howMuch")
        }
        hint={t("onChain", { chain: nameOfChain(form.chainId) })}
        error={
          problem && isSaid ? t(`problem.${problem}`, { example: `1${separator}5` }) : undefined
        }
        value={form.amountText}
        onChange={(event) => form.setAmountText(event.target.value)}
        inputMode="decimal"
        autoComplete="off"
      />
    </>
  );

  function tokenHint(): string {
    if (token.kind === "asking") return t("tokenAsking");
    if (token.kind === "token") return t("tokenFound", { symbol });
    return t("tokenHint");
  }

  function tokenError(): string | undefined {
    switch (token.kind) {
      case "no-address":
      case "no-token":
      case "unreachable":
        return t(`tokenProblem.${token.kind}`, { chain: nameOfChain(form.chainId) });
      case "empty":
        return isTried ? t("tokenProblem.no-address") : undefined;
      default:
        return undefined;
    }
  }
}
