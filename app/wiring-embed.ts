import { onceLoaded } from "@/lib/async/once-loaded.ts";
import type { PublicConfig } from "@/lib/config/public-config.ts";
import { keepsFiles } from "@/lib/embed/browser/keeps-files.ts";
import { meetHost } from "@/lib/embed/browser/meet-host.ts";
import { watchCover } from "@/lib/embed/browser/watch-cover.ts";
import type { Apart } from "@/lib/embed/flow/apart.ts";
import { createEmbedding, type Embedding } from "@/lib/embed/flow/embedding.ts";
import type { ContentGrant } from "@/lib/embed/flow/grant-content.ts";
import type { HostLink } from "@/lib/embed/ports.ts";
import type { LentWallet } from "@/lib/identity/ports.ts";
import { createParley } from "./wiring.ts";
import type { Parley } from "./wiring-parley.ts";

/** Everything that runs in another site's page, or in a window that a frame there opened. */
export type EmbeddedParley = {
  parley: Parley;
  embedding: Embedding;
  /** Once somebody signs in. */
  grant: Promise<ContentGrant>;
  /** Only in a frame for which the browser keeps nothing. */
  apart?: Apart;
};

/** Nothing is made, read or asked of anybody before the page of `origin` has answered. */
export async function meetAndCreate(config: PublicConfig, origin: string): Promise<EmbeddedParley> {
  const link = await meetHost(origin);
  const parts = create(config, link);
  watchCover(parts.embedding.cover);
  if (await keepsFiles()) return parts;
  const { leadApart } = await import("./wiring-embed-apart.ts");
  return { ...parts, apart: leadApart(link, parts.embedding) };
}

/** The same in a window, once the frame that opened it has answered. */
export async function takeOverAndCreate(
  config: PublicConfig,
  origin: string,
): Promise<EmbeddedParley> {
  const { meetOpener } = await import("@/lib/embed/browser/meet-opener.ts");
  return create(config, await meetOpener(origin));
}

function create(config: PublicConfig, link: HostLink): EmbeddedParley {
  const embedding = createEmbedding(link);
  const loadLent = onceLoaded(async () => {
    const { createLentWallet } = await import("@/lib/embed/flow/lent-wallet.ts");
    return createLentWallet(link, embedding.store.getState());
  });
  const parley = createParley(config, { loadLent });
  parley.start();
  return { parley, embedding, grant: reportLater(parley, embedding, loadLent) };
}

/** What the page is told, from when somebody wants to sign in: before that there is nothing to tell of. */
async function reportLater(
  parley: Parley,
  embedding: Embedding,
  loadLent: () => Promise<LentWallet>,
): Promise<ContentGrant> {
  await signInWanted(parley, embedding);
  const [{ report }, lent] = await Promise.all([import("./wiring-embed-report.ts"), loadLent()]);
  return report(parley, embedding, lent);
}

function signInWanted({ session }: Parley, embedding: Embedding): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      const { kind } = session.store.getState();
      const isIdle = kind === "starting" || kind === "signed-out";
      if (!isIdle || embedding.store.getState().signInCount) resolve();
    };
    session.store.subscribe(look);
    embedding.store.subscribe(look);
    look();
  });
}
