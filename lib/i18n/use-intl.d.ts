import type en from "./en/index.ts";
import type { Locale as ParleyLocale } from "./locales.ts";

/** Every word of the product, by namespace. English is the shape that the others must have. */
export type Catalogue = typeof en;

declare module "use-intl" {
  interface AppConfig {
    Locale: ParleyLocale;
    Messages: Catalogue;
  }
}
