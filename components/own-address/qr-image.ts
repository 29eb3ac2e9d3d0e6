import { type QrCode, QUIET_MODULES } from "./qr-code.ts";

const MODULE_PX = 24;

/** The code as a picture to keep, to print or to send: black on white, whatever the theme. */
export function qrImage({ sizeModules, isDark }: QrCode): Promise<Blob> {
  const sidePx = (sizeModules + 2 * QUIET_MODULES) * MODULE_PX;
  const canvas = new OffscreenCanvas(sidePx, sidePx);
  const pen = canvas.getContext("2d");
  if (pen) {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, sidePx, sidePx);
    pen.fillStyle = "#000";
    for (let y = 0; y < sizeModules; y += 1) {
      for (let x = 0; x < sizeModules; x += 1) {
        if (!isDark(x, y)) continue;
        const [left, top] = [x + QUIET_MODULES, y + QUIET_MODULES];
        pen.fillRect(left * MODULE_PX, top * MODULE_PX, MODULE_PX, MODULE_PX);
      }
    }
  }
  return canvas.convertToBlob({ type: "image/png" });
}
