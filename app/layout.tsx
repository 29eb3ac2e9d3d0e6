import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { isTheme, THEME_COOKIE } from "@/components/shell/theme.ts";
import { Words } from "@/components/shell/words.tsx";
import { LOCALE_HEADER } from "@/lib/config/embed-page.ts";
import { loadMessages } from "@/lib/i18n/load-messages.ts";
import { LOCALE_COOKIE, negotiateLocale } from "@/lib/i18n/locales.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: "Parley",
  description: "A messenger where your wallet is your name.",
  icons: { apple: "/icons/apple-180.png" },
  appleWebApp: { title: "Parley" },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  // The keyboard takes its room from the page, so that the composer stays above it.
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#161a1b" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const asked = head.get(LOCALE_HEADER) ?? jar.get(LOCALE_COOKIE)?.value;
  const locale = negotiateLocale(asked, head.get("accept-language"));
  const theme = jar.get(THEME_COOKIE)?.value;
  const chosenTheme = isTheme(theme) && theme !== "system" ? { "data-theme": theme } : {};
  return (
    <html lang={locale} {...chosenTheme}>
      <body>
        <Words locale={locale} messages={await loadMessages(locale)}>
          {children}
        </Words>
      </body>
    </html>
  );
}
