import compile from "icu-minify/compile";
import type { Locale } from "./locales.ts";
import type { Catalogue } from "./use-intl.d.ts";

/**
 * A catalogue with its ICU messages compiled, so that the browser carries a formatter of one
 * kilobyte and no parser. Only `use-intl/format-message/format-only` can read it
 * (`next.config.js` puts it in place).
 */
export type CompiledMessages = { readonly [key: string]: unknown };

const CATALOGUES: Record<Locale, () => Promise<{ default: Catalogue }>> = {
  en: () => import("./en/index.ts"),
  es: () => import("./es/index.ts"),
};

const compiled = new Map<Locale, Promise<CompiledMessages>>();

/** The words of one language, ready for `IntlProvider`. Compiled once in the life of a server. */
export function loadMessages(locale: Locale): Promise<CompiledMessages> {
  const known = compiled.get(locale);
  if (known) return known;
  const loading = CATALOGUES[locale]().then(({ default: catalogue }) => compileAll(catalogue));
  compiled.set(locale, loading);
  return loading;
}

function compileAll(catalogue: Catalogue): CompiledMessages {
  const tree = mapStrings(catalogue, compile);
  // React serialises plain objects only; the compiler makes some without a prototype.
  return JSON.parse(JSON.stringify(tree)) as CompiledMessages;
}

function mapStrings(node: unknown, convert: (text: string) => unknown): unknown {
  if (typeof node === "string") return convert(node);
  const entries = Object.entries(node as Record<string, unknown>);
  return Object.fromEntries(entries.map(([key, value]) => [key, mapStrings(value, convert)]));
}
