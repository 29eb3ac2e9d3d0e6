"use client";

import { useTranslations } from "use-intl";
import { type Address, shortAddress } from "@/lib/identity/core/address.ts";
import { Button } from "../ui/button.tsx";
import { Mark } from "../ui/mark.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { LandingFigure } from "./landing-figure.tsx";

export type LandingProps = {
  env: string;
  /** Whom the link that was opened leads to. */
  waitingFor?: Address;
  /** Whether pressing the button does something already. */
  isReady: boolean;
  isBusy: boolean;
  onSignIn: () => void;
  /** Somebody is about to press the button: what it needs can be fetched. */
  onIntent: () => void;
};

/** What Parley is, on one screen, and the way in. */
export function Landing(props: LandingProps) {
  const { env, waitingFor, isReady, isBusy, onSignIn, onIntent } = props;
  const t = useTranslations("landing");
  const tCommon = useTranslations("common");
  return (
    <main className="mx-auto flex min-h-screenful max-w-4xl flex-col px-6 pt-[max(1.5rem,env(safe-area-inset-top))] pb-[max(2rem,env(safe-area-inset-bottom))] split:px-10">
      <p className="flex items-center gap-2.5 font-bold text-lg">
        <Mark sizePx={28} />
        {tCommon("product")}
      </p>
      <div className="flex flex-1 flex-col justify-center gap-12 py-12 split:gap-16">
        <section className="flex max-w-xl flex-col items-start gap-6">
          <h1 className="text-balance font-bold text-2xl tracking-tight split:text-3xl">
            {t("headline")}
          </h1>
          <p className="text-lg text-soft">{t("lead")}</p>
          <div className="flex flex-col gap-3">
            {waitingFor && (
              <p className="font-semibold">
                {t("waitingLink", { name: shortAddress(waitingFor) })}
              </p>
            )}
            <Button
              size="large"
              disabled={!isReady}
              aria-disabled={isBusy}
              onClick={onSignIn}
              onFocus={onIntent}
              onPointerEnter={onIntent}
              className="self-start disabled:opacity-100"
            >
              {isBusy && <Spinner />}
              {t("signIn")}
            </Button>
            <p className="text-sm text-soft">{t("signInHint")}</p>
          </div>
        </section>
        <LandingFigure env={env} />
        <Servers env={env} />
      </div>
    </main>
  );
}

function Servers({ env }: { env: string }) {
  const t = useTranslations("landing");
  return (
    <section className="flex flex-col gap-4">
      <h2 className="font-semibold text-faint text-sm">{t("serversTitle")}</h2>
      <dl className="grid gap-5 split:grid-cols-2 split:gap-8">
        {(["app", "xmtp"] as const).map((server) => (
          <div key={server} className="flex flex-col gap-1">
            <dt className="font-semibold">{t(`servers.${server}.name`, { env })}</dt>
            <dd className="text-soft">{t(`servers.${server}.body`)}</dd>
          </div>
        ))}
      </dl>
      <p className="text-soft">{t("noMore")}</p>
    </section>
  );
}
