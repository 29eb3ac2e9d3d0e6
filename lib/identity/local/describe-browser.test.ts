import { expect, it } from "vitest";
import { describeBrowser } from "./describe-browser.ts";

it("names the browser and the system as people do", () => {
  const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";
  const edge =
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140";
  const safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1";
  const firefox = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0";
  expect([chrome, edge, safari, firefox, "curl"].map(describeBrowser)).toEqual([
    "Chrome, Linux",
    "Edge, Windows",
    "Safari, iPhone",
    "Firefox, Android",
    "",
  ]);
});
