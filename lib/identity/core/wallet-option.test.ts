import { describe, expect, it } from "vitest";
import { walletIcon, walletName } from "./wallet-option.ts";

const PIXEL = "data:image/png;base64,iVBORw0KGgo=";

describe("walletName", () => {
  it.each([
    ["MetaMask", "MetaMask"],
    ["  Rabby\n", "Rabby"],
    ["\u202eksaMateM", "ksaMateM"],
    ["Zero\u200bWidth", "ZeroWidth"],
    ["W".repeat(80), "W".repeat(40)],
    ["🦊".repeat(50), "🦊".repeat(40)],
  ])("shows %j as %j", (announced, shown) => {
    expect(walletName(announced)).toBe(shown);
  });

  it.each(["", "   ", "\u200b\u202e"])("finds nothing to show in %j", (announced) => {
    expect(walletName(announced)).toBeUndefined();
  });
});

describe("walletIcon", () => {
  it.each([PIXEL, "data:image/svg+xml,<svg/>", "data:image/webp;base64,AA=="])(
    "takes %s",
    (uri) => {
      expect(walletIcon(uri)).toBe(uri);
    },
  );

  it.each([
    undefined,
    "",
    "https://wallet.example/icon.png",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/pngx,abc",
    `data:image/png;base64,${"A".repeat(200_000)}`,
  ])("refuses %s", (uri) => {
    expect(walletIcon(uri)).toBeUndefined();
  });
});
