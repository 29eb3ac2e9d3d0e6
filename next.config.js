import path from "node:path";

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are a stage of `npm test`; checking them again here would only slow `npm start`.
  typescript: { ignoreBuildErrors: true },
  // They find their engine and their data by the place of their own files.
  serverExternalPackages: ["@electric-sql/pglite", "@electric-sql/pglite-prepopulatedfs"],
  // Messages come compiled from the server (`lib/i18n/load-messages.ts`): no parser in the browser.
  compiler: {
    // What other sites load is a part of the build, and comes out of the same sources.
    runAfterProductionCompile: async ({ distDir }) => {
      const { bundleEmbedScript } = await import("./scripts/embed/bundle-script.mjs");
      await bundleEmbedScript(path.join(distDir, "embed.js"));
    },
  },
  turbopack: {
    resolveAlias: { "use-intl/format-message": "use-intl/format-message/format-only" },
  },
};
