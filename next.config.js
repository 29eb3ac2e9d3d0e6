/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are a stage of `npm test`; checking them again here would only slow `npm start`.
  typescript: { ignoreBuildErrors: true },
  // It finds its engine by the place of its own file.
  serverExternalPackages: ["@electric-sql/pglite"],
  // Messages come compiled from the server (`lib/i18n/load-messages.ts`): no parser in the browser.
  turbopack: {
    resolveAlias: { "use-intl/format-message": "use-intl/format-message/format-only" },
  },
};
