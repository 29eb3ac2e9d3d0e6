"use client";

import { useEffect, useMemo } from "react";
import { isLocale } from "@/lib/i18n/locales.ts";
import { type Embedding, useEmbeddingView } from "@/lib/react/use-embedding.ts";
import type { LandingProps } from "../landing/landing.tsx";
import type { Network } from "../line/path.ts";
import { ChatGate } from "../shell/chat-gate.tsx";
import { showTheme, useSetLocale } from "../shell/preferences.ts";
import { chunk, useChunk } from "../ui/chunk.ts";
import { EmbedBar } from "./embed-bar.tsx";
import { EmbedLanding } from "./embed-landing.tsx";

/** Fetched with the first wish. */
const wishes = chunk(async () => (await import("./host-wishes.tsx")).HostWishes);

/** The messenger in another site's page: below a bar that says so, and as that page wishes it. */
export function EmbeddedGate({ embedding, network }: { embedding: Embedding; network: Network }) {
  const { site } = embedding;
  useHostLook(embedding);
  const isWished = useEmbeddingView(embedding).wish !== undefined;
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
      <ChatGate network={network} isReturning={false} landing={landing} />
      {HostWishes && <HostWishes embedding={embedding} />}
    </>
  );
}

/** Appearance and language are the page's to choose, as long as it is there. */
function useHostLook(embedding: Embedding): void {
  const { theme, locale } = useEmbeddingView(embedding);
  const setLocale = useSetLocale();
  useEffect(() => showTheme(theme), [theme]);
  useEffect(() => {
    const language = locale?.split("-")[0]?.toLowerCase();
    if (isLocale(language)) setLocale(language);
  }, [locale, setLocale]);
}
