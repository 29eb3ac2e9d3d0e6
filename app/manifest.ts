import type { MetadataRoute } from "next";

/** What a device shows when Parley is put on its home screen. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Parley",
    short_name: "Parley",
    description: "A messenger where your wallet is your name.",
    id: "/",
    start_url: "/",
    scope: "/",
    display: "standalone",
    categories: ["social", "productivity"],
    background_color: "#ffffff",
    theme_color: "#00676a",
    icons: [
      { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
    ],
  };
}
