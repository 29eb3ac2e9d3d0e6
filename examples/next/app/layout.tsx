import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { DappProvider } from "./dapp.tsx";
import { parleyUrl } from "./parley-url.ts";
import "./style.css";
import { Wallet } from "./wallet.tsx";

export const metadata: Metadata = {
  title: "Harbour, a Next app with a chat",
  icons: "data:,",
};

export default async function Layout({ children }: { children: ReactNode }) {
  // Rendered for each visit, with the settings that the server has then.
  await connection();
  return (
    <html lang="en">
      <body>
        {/* In the layout, so that the chat stays as people go from page to page. */}
        <DappProvider parleyUrl={parleyUrl()}>
          <header>
            <strong>Harbour</strong>
            <nav>
              <Link href="/">Boats</Link> <Link href="/orders">Orders</Link>
            </nav>
            <Wallet />
          </header>
          <main>{children}</main>
        </DappProvider>
      </body>
    </html>
  );
}
