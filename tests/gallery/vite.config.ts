import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  cacheDir: "/tmp/gallery-vite",
  css: { postcss: here("../..") },
  server: { fs: { allow: [here("../..")] } },
  resolve: {
    alias: {
      "@": here("../.."),
      "next/link": here("./next-link.tsx"),
      "next/navigation": here("./next-navigation.ts"),
    },
  },
});
