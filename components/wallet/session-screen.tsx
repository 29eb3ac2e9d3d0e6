"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useAccounts } from "@/lib/react/use-accounts.ts";
import { useSession } from "@/lib/react/use-session.ts";
import { Button } from "../ui/button.tsx";
import { Mark } from "../ui/mark.tsx";
import { personName } from "../ui/names.ts";
import { Spinner } from "../ui/spinner.tsx";
import { AccountLine } from "./account-line.tsx";
import { ErrorSentence } from "./error-sentence.tsx";
import type { StandstillState } from "./standstill.ts";

/** A session that stands still: why, and the way on. */
export function SessionScreen({ state }: { state: StandstillState }) {
  switch (state.kind) {
    case "elsewhere":
    case "taking-over":
      return <Elsewhere state={state} />;
    case "signing-out":
      return <SigningOut />;
    case "failed":
      return <Trouble state={state} />;
  }
}

function Elsewhere({
  state,
}: {
  state: Extract<StandstillState, { kind: "elsewhere" | "taking-over" }>;
}) {
  const t = useTranslations("wallet.elsewhere");
  const tCommon = useTranslations("common");
  const { useHere, dismiss } = useSession();
  const isWaiting = state.kind === "taking-over";
  return (
    <Screen title={t("title")}>
      <p className="text-soft">{t("body")}</p>
      {state.account && <AccountLine label={t("as")} address={state.account.address} />}
      <p role="status" className="text-soft empty:hidden">
        {isWaiting && t("waiting")}
      </p>
      {isWaiting ? (
        <Button look="secondary" onClick={dismiss}>
          {tCommon("cancel")}
        </Button>
      ) : (
        <Button onClick={useHere}>{t("action")}</Button>
      )}
    </Screen>
  );
}

function SigningOut() {
  const t = useTranslations("wallet");
  return (
    <Screen title={t("signingOut")}>
      <Spinner />
    </Screen>
  );
}

function Trouble({ state }: { state: Extract<StandstillState, { kind: "failed" }> }) {
  const t = useTranslations("wallet.trouble");
  const tCommon = useTranslations("common");
  const { retry, dismiss } = useSession();
  const accounts = useAccounts();
  const { step } = state.failed;
  if (step !== "lost" && step !== "taking-over" && step !== "signing-out") return null;
  const lost = step === "lost" ? state.failed.inboxId : undefined;
  const next = accounts.find(({ inboxId }) => inboxId !== lost);
  return (
    <Screen title={state.error.code === "identity.revoked" ? t("revoked") : t(step)}>
      <ErrorSentence error={state.error} />
      <Button onClick={retry}>{step === "lost" ? t("signInAgain") : tCommon("retry")}</Button>
      {step !== "lost" && (
        <Button look="quiet" onClick={dismiss}>
          {t("leave")}
        </Button>
      )}
      {step === "lost" && next && (
        <Button look="quiet" onClick={dismiss}>
          {t("goOnAs", { account: personName(next.address, next.name) })}
        </Button>
      )}
    </Screen>
  );
}

function Screen({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="flex min-h-screenful flex-col items-center justify-center p-6">
      <div className="flex w-full max-w-sm flex-col gap-4">
        <Mark sizePx={32} />
        <h1 className="text-balance font-bold text-xl">{title}</h1>
        {children}
      </div>
    </main>
  );
}
