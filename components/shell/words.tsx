"use client";

import type { ReactNode } from "react";
import { IntlProvider, type Messages } from "use-intl";
import type { CompiledMessages } from "@/lib/i18n/load-messages.ts";
import type { Locale } from "@/lib/i18n/locales.ts";

type WordsProps = { locale: Locale; messages: CompiledMessages; children: ReactNode };

/** Gives everything below it the words of one language. */
export function Words({ locale, messages, children }: WordsProps) {
  return (
    // Times are formatted by `components/ui/time.ts`; this zone only keeps server and browser agreed.
    <IntlProvider locale={locale} messages={messages as Messages} timeZone="UTC">
      {children}
    </IntlProvider>
  );
}
