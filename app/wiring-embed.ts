import type { PublicConfig } from "@/lib/config/public-config.ts";
import { meetHost } from "@/lib/embed/browser/meet-host.ts";
import { watchCover } from "@/lib/embed/browser/watch-cover.ts";
import { createEmbedding, type Embedding } from "@/lib/embed/flow/embedding.ts";
import { browserHost } from "@/lib/messaging/browser/browser-host.ts";
import { createParley, type Parley } from "./wiring.ts";

/** Everything that a frame in another site's page runs. */
export type EmbeddedParley = { parley: Parley; embedding: Embedding };

/** Nothing is made, read or asked of anybody before the page of `origin` has answered. */
export async function meetAndCreate(config: PublicConfig, origin: string): Promise<EmbeddedParley> {
  const embedding = createEmbedding(await meetHost(origin));
  watchCover(embedding.cover);
  const parley = createParley(config, { lent: embedding.lent });
  parley.start();
  reportOnceSignedIn({ parley, embedding });
  return { parley, embedding };
}

/** Before there is an inbox there is nothing to tell of. */
function reportOnceSignedIn({ parley, embedding }: EmbeddedParley): void {
  const look = () => {
    if (!parley.messaging.store.getState().inboxId) return;
    stop();
    void import("@/lib/embed/flow/report-to-host.ts").then(({ reportToHost }) =>
      reportToHost(embedding, { ...parley, host: browserHost() }),
    );
  };
  const stop = parley.messaging.store.subscribe(look);
  look();
}
