"use client";

import { useEffect, useMemo } from "react";
import { isLocale } from "@/lib/i18n/locales.ts";
import { type Embedding, type EmbeddingView, useEmbeddingView } from "@/lib/react/use-embedding.ts";
import { HostSite } from "@/lib/react/use-host-site.ts";
import type { LandingProps } from "../landing/landing.tsx";
import type { Network } from "../line/path.ts";
import { ChatGate } from "../shell/chat-gate.tsx";
import { showAccent, showTheme, useSetLocale } from "../shell/preferences.ts";
import { chunk, useChunk } from "../ui/chunk.ts";
import { EmbedBar } from "./embed-bar.tsx";
import { EmbedLanding } from "./embed-landing.tsx";

/** Fetched with the first wish. */
const wishes = chunk(async () => (await import("./host-wishes.tsx")).HostWishes);

/** The messenger in another site's page: below a bar that says so, and as that page wishes it. */
export function EmbeddedGate({ embedding, network }: { embedding: Embedding; network: Network }) {
  const { site } = embedding;
  const view = useEmbeddingView(embedding);
  useHostLook(view);
  useUncovered(view);
  const isWished = view.wish !== undefined;
  const HostWishes = useChunk(wishes);
  useEffect(() => {
    if (isWished) wishes.load();
  }, [isWished]);
  // Once it can be seen, and not before: what the page wishes waits until then.
  useEffect(() => embedding.begin(), [embedding]);
  const landing = useMemo(
    () => (props: LandingProps) => <EmbedLanding {...props} site={site} />,
    [site],
  );
  return (
    <>
      <EmbedBar embedding={embedding} />
      <HostSite value={site}>
        <ChatGate network={network} isReturning={false} landing={landing} />
      </HostSite>
      {HostWishes && <HostWishes embedding={embedding} />}
    </>
  );
}

/** What is pressed counts only while it can be seen: the page may draw over this frame. */
function useUncovered({ isCovered }: EmbeddingView): void {
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (isCovered) dataset.covered = "";
    else delete dataset.covered;
  }, [isCovered]);
}

/** Appearance and language are the page's to choose, as long as it is there. */
function useHostLook({ theme, locale, accent }: EmbeddingView): void {
  const setLocale = useSetLocale();
  useEffect(() => showTheme(theme), [theme]);
  useEffect(() => showAccent(accent), [accent]);
  useEffect(() => {
    const language = locale?.split("-")[0]?.toLowerCase();
    if (isLocale(language)) setLocale(language);
  }, [locale, setLocale]);
}
