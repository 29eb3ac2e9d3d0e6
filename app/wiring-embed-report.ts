import { sessionRefusals } from "@/lib/embed/browser/session-refusals.ts";
import type { Embedding } from "@/lib/embed/flow/embedding.ts";
import { followLentAccount } from "@/lib/embed/flow/follow-lent-account.ts";
import { type ContentGrant, createContentGrant } from "@/lib/embed/flow/grant-content.ts";
import { reportToHost } from "@/lib/embed/flow/report-to-host.ts";
import type { LentWallet } from "@/lib/identity/ports.ts";
import { browserHost } from "@/lib/messaging/browser/browser-host.ts";
import type { Parley } from "./wiring-parley.ts";

/** All that goes on between a page and who is signed in inside it. Fetched when somebody wants to sign in. */
export function report(parley: Parley, embedding: Embedding, lent: LentWallet): ContentGrant {
  const grant = createContentGrant({
    ...parley,
    embedding,
    refusals: sessionRefusals(() => sessionStorage),
  });
  grant.start();
  reportToHost(embedding, { ...parley, host: browserHost() });
  followLentAccount(lent, parley.session);
  return grant;
}
