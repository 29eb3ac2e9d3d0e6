/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are a stage of `npm test`; checking them again here would only slow `npm start`.
  typescript: { ignoreBuildErrors: true },
  // They find their engine and their data by the place of their own files.
  serverExternalPackages: ["@electric-sql/pglite", "@electric-sql/pglite-prepopulatedfs"],
  // Messages come compiled from the server (`lib/i18n/load-messages.ts`): no parser in the browser.
  turbopack: {
    resolveAlias: { "use-intl/format-message": "use-intl/format-message/format-only" },
  },
};
