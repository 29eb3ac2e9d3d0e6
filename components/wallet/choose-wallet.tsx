import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { WalletOptions } from "@/lib/react/use-wallet-options.ts";
import { Button } from "../ui/button.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { ErrorSentence } from "./error-sentence.tsx";
import { WalletButton } from "./wallet-button.tsx";

type ChooseWalletProps = {
  wallets: WalletOptions;
  onChoose: (optionId: string) => void;
};

/** The wallets that this browser offers, or what to do when there is none. */
export function ChooseWallet({ wallets, onChoose }: ChooseWalletProps) {
  const t = useTranslations("wallet.choose");
  const tCommon = useTranslations("common");
  if (wallets.status === "loading") {
    return (
      <p role="status" className="flex items-center gap-3 text-soft">
        <Spinner />
        {t("looking")}
      </p>
    );
  }
  if (wallets.status === "failed") {
    return (
      <>
        <ErrorSentence error={wallets.error} />
        <Button onClick={wallets.retry}>{tCommon("retry")}</Button>
      </>
    );
  }
  const list = (...kinds: string[]) =>
    wallets.options
      .filter(({ kind }) => kinds.includes(kind))
      .map((option) => (
        <WalletButton key={option.id} option={option} onChoose={() => onChoose(option.id)} />
      ));
  const lent = list("lent");
  const installed = list("installed", "legacy");
  const remote = list("walletconnect");
  const test = list("test", "test-safe", "test-new-safe");
  const isNone = installed.length + lent.length === 0;
  return (
    <>
      {installed.length + lent.length + remote.length > 0 && (
        <p className="text-soft">{t("lead")}</p>
      )}
      {lent.length > 0 && (
        <Section title={t("lentTitle")} hint={t("lentHint")}>
          {lent}
        </Section>
      )}
      {installed.length > 0 && <Section title={t("installed")}>{installed}</Section>}
      {isNone && <None />}
      {remote.length > 0 && <Section title={t("remote")}>{remote}</Section>}
      {test.length > 0 && (
        <Section title={t("test")} badge={t("testBadge")} hint={t("testHint")} isGrid>
          {test}
        </Section>
      )}
    </>
  );
}

type SectionProps = {
  title: string;
  badge?: string;
  hint?: string;
  isGrid?: boolean;
  children: ReactNode[];
};

function Section({ title, badge, hint, isGrid, children }: SectionProps) {
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <h3 className="flex flex-wrap items-center gap-2 font-semibold text-faint text-xs">
        {title}
        {badge && (
          <span className="rounded bg-warning-tint px-1.5 py-0.5 text-warning">{badge}</span>
        )}
      </h3>
      {hint && <p className="text-soft text-sm">{hint}</p>}
      <div className={isGrid ? "grid grid-cols-2 gap-2" : "flex flex-col gap-2"}>{children}</div>
    </section>
  );
}

/** Names in plain text: a link to one wallet would be a recommendation, and a look-alike's chance. */
function None() {
  const t = useTranslations("wallet.choose");
  return (
    <section className="flex flex-col gap-1.5 rounded-xl bg-sunken p-4">
      <h3 className="font-semibold">{t("noneTitle")}</h3>
      <p className="text-soft">{t("noneWhat")}</p>
      <p className="text-soft">{t("noneHow")}</p>
    </section>
  );
}
