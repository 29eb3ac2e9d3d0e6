"use client";

import { AppWindow } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import { type Apart, useApartView } from "@/lib/react/use-embedding.ts";
import type { LandingProps } from "../landing/landing.tsx";
import { ownPath, windowPath } from "../place/embedded.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { Mark } from "../ui/mark.tsx";

const SCREEN_CLASS =
  "mx-auto flex min-h-screenful max-w-sm flex-col justify-center gap-5 px-6 py-8";

type ApartGateProps = {
  apart: Apart;
  site: string;
  /** The messenger, by that way in. */
  messenger: (landing: (props: LandingProps) => ReactNode) => ReactNode;
};

/** In a frame for which its browser keeps nothing: the messenger, or that it is in a window. */
export function ApartGate({ apart, site, messenger }: ApartGateProps) {
  const landing = useMemo(
    () => (props: LandingProps) => <ApartOffer {...props} apart={apart} site={site} />,
    [apart, site],
  );
  if (useApartView(apart).kind === "apart") return <ApartNote apart={apart} site={site} />;
  return messenger(landing);
}

type OfferProps = LandingProps & { apart: Apart; site: string };

/** Where the browser keeps nothing for this frame: that, and the ways that are left. */
function ApartOffer({ apart, site, isReady, onSignIn, onIntent }: OfferProps) {
  const t = useTranslations("embed.apart");
  const isRefused = useApartView(apart).kind === "refused";
  return (
    <main className={SCREEN_CLASS}>
      <Mark sizePx={36} />
      <h1 className="text-balance font-bold text-xl">{t("title", { site })}</h1>
      <p className="text-soft">{t("lead", { site })}</p>
      <Button size="large" onClick={() => apart.open(windowPath())}>
        <AppWindow aria-hidden="true" size={20} />
        {t("open")}
      </Button>
      {isRefused && (
        <div role="alert" className="flex flex-col gap-3 rounded-xl border border-rule p-4">
          <p>{t("refused")}</p>
          <a
            href={ownPath(window.location.pathname)}
            target="_blank"
            rel="noopener noreferrer"
            className={buttonClass("secondary")}
          >
            {t("itself")}
          </a>
        </div>
      )}
      <Button
        look="quiet"
        disabled={!isReady}
        onClick={onSignIn}
        onFocus={onIntent}
        onPointerEnter={onIntent}
      >
        {t("stay")}
      </Button>
    </main>
  );
}

/** In the frame, while its window is open. */
function ApartNote({ apart, site }: Pick<OfferProps, "apart" | "site">) {
  const t = useTranslations("embed.apart");
  return (
    <main className={SCREEN_CLASS}>
      <AppWindow aria-hidden="true" size={36} className="text-accent" />
      <h1 className="text-balance font-bold text-xl">{t("isOpen")}</h1>
      <p className="text-soft">{t("there", { site })}</p>
      <Button size="large" onClick={() => apart.open(windowPath())}>
        {t("show")}
      </Button>
      <Button look="quiet" onClick={apart.back}>
        {t("back")}
      </Button>
    </main>
  );
}
