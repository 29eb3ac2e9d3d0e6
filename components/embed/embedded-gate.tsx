"use client";

import { type ReactNode, useEffect, useMemo } from "react";
import { isLocale } from "@/lib/i18n/locales.ts";
import {
  type Apart,
  type ContentGrant,
  type Embedding,
  type EmbeddingView,
  useEmbeddingView,
} from "@/lib/react/use-embedding.ts";
import { HostSite } from "@/lib/react/use-host-site.ts";
import type { LandingProps } from "../landing/landing.tsx";
import type { Network } from "../line/path.ts";
import { isFramed } from "../place/embedded.ts";
import { ChatGate } from "../shell/chat-gate.tsx";
import { showAccent, showTheme, useSetLocale } from "../shell/preferences.ts";
import { chunk, useChunk } from "../ui/chunk.ts";
import { EmbedBar } from "./embed-bar.tsx";
import { EmbedLanding } from "./embed-landing.tsx";

/** Fetched with the first wish. */
const wishes = chunk(async () => (await import("./host-wishes.tsx")).HostWishes);

/** Fetched where the browser keeps nothing for this frame. */
const apartGate = chunk(async () => (await import("./apart-gate.tsx")).ApartGate);

/** Fetched when somebody signs in: the page may ask to read what comes. */
const reading = chunk(async () => (await import("./reading.tsx")).Reading);

type GateProps = { embedding: Embedding; network: Network };
type EmbeddedGateProps = GateProps & { grant: Promise<ContentGrant>; apart?: Apart };

/** The messenger in another site's page: below a bar that says so, and as that page wishes it. */
export function EmbeddedGate({ apart, grant, ...props }: EmbeddedGateProps) {
  const { embedding } = props;
  const { site } = embedding;
  const view = useEmbeddingView(embedding);
  useHostLook(view);
  useUncovered(view);
  // Once it can be seen, and not before: what the page wishes waits until then.
  useEffect(() => embedding.begin(), [embedding]);
  const landing = useMemo(
    () => (shown: LandingProps) => {
      const signIn = () => {
        embedding.noteSignIn();
        shown.onSignIn();
      };
      return <EmbedLanding {...shown} site={site} onSignIn={signIn} />;
    },
    [site, embedding],
  );
  const Reading = useChunk(reading);
  const ApartGate = useChunk(apartGate);
  useEffect(() => {
    if (apart) apartGate.load();
    // What did not load grants nothing.
    grant.then(reading.load, () => undefined);
  }, [apart, grant]);
  const show = (way: MessengerProps["landing"]) => <Messenger {...props} landing={way} />;
  return (
    <>
      <EmbedBar embedding={embedding} />
      {Reading && <Reading coming={grant} site={site} />}
      {/* A window of Parley's own is Parley's own device, not one for that site. */}
      <HostSite value={isFramed() ? site : undefined}>
        {apart
          ? ApartGate && <ApartGate apart={apart} site={site} messenger={show} />
          : show(landing)}
      </HostSite>
    </>
  );
}

type MessengerProps = GateProps & { landing: (props: LandingProps) => ReactNode };

function Messenger({ embedding, network, landing }: MessengerProps) {
  const isWished = useEmbeddingView(embedding).wish !== undefined;
  const HostWishes = useChunk(wishes);
  useEffect(() => {
    if (isWished) wishes.load();
  }, [isWished]);
  return (
    <>
      <ChatGate network={network} isReturning={false} landing={landing} />
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
