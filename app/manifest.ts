import type { MetadataRoute } from "next";

/** What a device shows when Parley is put on its home screen. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Parley",
    short_name: "Parley",
    description: "A messenger where your wallet is your name.",
    start_url: "/",
    display: "standalone",
    background_color: "#ffffff",
    theme_color: "#00676a",
    icons: [{ src: "/icon.svg", sizes: "any", type: "image/svg+xml" }],
  };
}
