import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { appConfig } from "@/lib/config/app-config.ts";
import { EMBED_HOST_HEADER } from "@/lib/config/embed-page.ts";
import { publicConfig } from "@/lib/config/public-config.ts";
import { Embedded } from "./embedded.tsx";

export const metadata: Metadata = { robots: "noindex" };

/** What a page of another site shows in a frame; for sites that the operator names, and no others. */
export default async function EmbedLayout({ children }: { children: ReactNode }) {
  const host = (await headers()).get(EMBED_HOST_HEADER);
  if (!host) notFound();
  return (
    <Embedded config={publicConfig(appConfig())} host={host}>
      {children}
    </Embedded>
  );
}
