"use client";

import { useTranslations } from "use-intl";
import { shortAddress } from "@/lib/identity/core/address.ts";
import type { LandingProps } from "../landing/landing.tsx";
import { Button } from "../ui/button.tsx";
import { Mark } from "../ui/mark.tsx";
import { Spinner } from "../ui/spinner.tsx";

/** The way in, in a frame: what that page learns of it is said first. */
export function EmbedLanding(props: LandingProps & { site: string }) {
  const { site, waitingFor, isReady, isBusy, onSignIn, onIntent } = props;
  const t = useTranslations("embed.landing");
  const tLanding = useTranslations("landing");
  return (
    <main className="mx-auto flex min-h-screenful max-w-sm flex-col justify-center gap-5 px-6 py-8">
      <Mark sizePx={36} />
      <h1 className="text-balance font-bold text-xl">{tLanding("headline")}</h1>
      <p className="text-soft">{t("lead", { site })}</p>
      {waitingFor && (
        <p className="font-semibold">
          {tLanding("waitingLink", { name: shortAddress(waitingFor) })}
        </p>
      )}
      <Button
        size="large"
        disabled={!isReady}
        aria-disabled={isBusy}
        onClick={onSignIn}
        onFocus={onIntent}
        onPointerEnter={onIntent}
        className="disabled:opacity-100"
      >
        {isBusy && <Spinner />}
        {tLanding("signIn")}
      </Button>
      <p className="text-sm text-soft">{tLanding("signInHint")}</p>
    </main>
  );
}
