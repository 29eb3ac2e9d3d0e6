import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { RETURNING_COOKIE } from "@/components/shell/returning.ts";
import { appConfig } from "@/lib/config/app-config.ts";
import { publicConfig } from "@/lib/config/public-config.ts";
import { Chat } from "./chat.tsx";

/** The messenger lives here, above the pages, so that going from one to another never rebuilds it. */
export default async function ChatLayout({ children }: { children: ReactNode }) {
  const isReturning = (await cookies()).has(RETURNING_COOKIE);
  return (
    <Chat config={publicConfig(appConfig())} isReturning={isReturning}>
      {children}
    </Chat>
  );
}
