import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FileToSeal } from "@/lib/attachments/ports.ts";
import { type FilesInChromium, filesInChromium, filesOf } from "@/tests/files-page/in-chromium.ts";
import { remote } from "./files-contract.ts";

let world: FilesInChromium;
beforeAll(async () => {
  world = await filesInChromium();
  await world.page.evaluate((settings) => window.files.start(settings), {
    gatewayUrls: [world.gateway.url],
  });
}, 60_000);
afterAll(() => world.close());

type Drawing = { type: string; width: number; height: number; hole?: boolean; noise?: boolean };

/** A picture as a browser writes it: red on its left, blue on its right. */
function draw(drawing: Drawing): Promise<Buffer> {
  return world.page
    .evaluate(async ({ type, width, height, hole, noise }) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d");
      if (!context) throw new Error("no canvas");
      context.fillStyle = "#f00";
      context.fillRect(0, 0, width / 2, height);
      context.fillStyle = "#00f";
      context.fillRect(width / 2, 0, width / 2, height);
      if (noise) {
        const data = context.getImageData(0, 0, width, height);
        let seed = 1;
        for (let at = 0; at < data.data.length; at += 4) {
          seed = (seed * 16_807) % 2_147_483_647;
          data.data[at + 1] = seed & 31;
        }
        context.putImageData(data, 0, 0);
      }
      if (hole) context.clearRect(0, 0, width, height / 4);
      return window.files.base64Of(await canvas.convertToBlob({ type, quality: 0.95 }));
    }, drawing)
    .then((base64) => Buffer.from(base64, "base64"));
}

/** Exif that a phone writes: turned to the right (6), and the place. */
function withExif(jpeg: Buffer): Buffer {
  const tiff = Buffer.from("4d4d002a00000008000101120003000000010006000000000000", "hex");
  const body = Buffer.concat([Buffer.from("Exif\0\0"), tiff, Buffer.from("52.5N 13.4E")]);
  const head = Buffer.from([0xff, 0xe1, 0, body.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

let keys = 0;
async function sent(bytes: Buffer, type: string, picture: FileToSeal["picture"] = "reduced") {
  const { sealing, uploading, opening } = filesOf(world.page);
  const file = new Blob([Uint8Array.from(bytes)], { type });
  const fileName = `picture.${type.split("/")[1]}`;
  const sealed = await sealing.seal({ key: `p${keys++}`, file, fileName, picture });
  await uploading.upload(sealed);
  const opened = await opening.open(remote(sealed, `ipfs://${sealed.cid}`));
  const received = Buffer.from(await opened.blob.arrayBuffer());
  return { preview: sealed.preview, received, opened, sealed };
}

/** Colours at the corners, as a browser shows it. */
function corners(bytes: Buffer): Promise<{ size: number[]; colours: string[] }> {
  return world.page.evaluate(async (base64) => {
    const image = await createImageBitmap(await window.files.blobOf(base64));
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    if (!context) throw new Error("no canvas");
    context.drawImage(image, 0, 0);
    const at = (x: number, y: number) => {
      const [r = 0, g = 0, b = 0, a = 0] = context.getImageData(x, y, 1, 1).data;
      if (a < 128) return "nothing";
      return r > 128 && b < 128 ? "red" : b > 128 && r < 128 ? "blue" : `${r},${g},${b}`;
    };
    const [right, bottom] = [image.width - 2, image.height - 2];
    return {
      size: [image.width, image.height],
      colours: [at(1, 1), at(right, 1), at(1, bottom), at(right, bottom)],
    };
  }, bytes.toString("base64"));
}

describe("a picture that is sent", { timeout: 40_000 }, () => {
  it("is made smaller and bare, the right way up, and says how large it is", async () => {
    const original = withExif(
      await draw({ type: "image/jpeg", width: 3_000, height: 1_500, noise: true }),
    );
    const { preview, received, sealed } = await sent(original, "image/jpeg");
    expect(received.length).toBeLessThan(original.length);
    expect(received.includes("52.5N")).toBe(false);
    expect(received.includes("Exif")).toBe(false);
    // Turned to the right: what was on the left is above.
    const shown = await corners(received);
    expect(shown).toEqual({ size: [1_024, 2_048], colours: ["red", "red", "blue", "blue"] });
    expect(preview).toMatchObject({
      mimeType: "image/jpeg",
      width: 1_024,
      height: 2_048,
      sizeBytes: received.length,
    });
    expect(Buffer.from(preview.thumbHash ?? "", "base64").length).toBeGreaterThan(15);
    expect(Buffer.from(preview.thumbHash ?? "", "base64").length).toBeLessThan(40);
    expect(sealed.fileName).toBe("picture.jpeg");
  });

  it("is what it was, word for word, when that is wished", async () => {
    const original = withExif(await draw({ type: "image/jpeg", width: 60, height: 30 }));
    const { preview, received } = await sent(original, "image/jpeg", "original");
    expect(received.equals(original)).toBe(true);
    expect(preview).toMatchObject({ width: 30, height: 60, sizeBytes: original.length });
  });

  it("keeps its pixels where drawing it anew gains nothing, but not its words", async () => {
    const plain = await draw({ type: "image/png", width: 40, height: 20 });
    const { preview, received } = await sent(plain, "image/png");
    expect(received.length).toBeLessThanOrEqual(plain.length);
    expect(await corners(received)).toMatchObject({ colours: ["red", "blue", "red", "blue"] });
    expect(preview).toMatchObject({ mimeType: "image/png", width: 40, height: 20 });
    const phone = withExif(await draw({ type: "image/jpeg", width: 8, height: 4 }));
    const turned = await sent(phone, "image/jpeg");
    expect(turned.received.includes("52.5N")).toBe(false);
    expect(await corners(turned.received)).toMatchObject({ size: [4, 8] });
  });

  it("is seen through where it was before", async () => {
    const holed = await draw({
      type: "image/png",
      width: 2_600,
      height: 1_300,
      hole: true,
      noise: true,
    });
    const { preview, received } = await sent(holed, "image/png");
    expect(preview).toMatchObject({ mimeType: "image/png", width: 2_048, height: 1_024 });
    expect((await corners(received)).colours).toEqual(["nothing", "nothing", "red", "blue"]);
  });

  it("becomes a JPEG, by its name too, when it was a large opaque PNG", async () => {
    const screen = await draw({ type: "image/png", width: 900, height: 700, noise: true });
    const { preview, received, opened } = await sent(screen, "image/png");
    expect(received.length).toBeLessThan(screen.length);
    expect(preview.mimeType).toBe("image/jpeg");
    expect(opened).toMatchObject({ fileName: "picture.jpg", mimeType: "image/jpeg" });
  });

  it("moves on when it moved", async () => {
    const gif = Buffer.concat([
      Buffer.from("47494638396101000100800000000000ffffff", "hex"),
      Buffer.from("21fe0673656372657400", "hex"),
      Buffer.from("21f904000a0000002c00000000010001000002024401003b", "hex"),
    ]);
    const { preview, received } = await sent(gif, "image/gif");
    expect(received.includes("secret")).toBe(false);
    expect(preview).toMatchObject({ mimeType: "image/gif", width: 1, height: 1 });
  });

  it("is not sent at all when its place can't be taken out, unless that is wished", async () => {
    const exif = Buffer.from("Exif\0\0 52.5N 13.4E");
    const heic = Buffer.concat([Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic"), exif]);
    const film = Buffer.concat([Buffer.from("FUJIFILM\0\x01\x02"), exif]);
    for (const [bytes, type] of [
      [heic, "image/heic"],
      [heic, ""],
      [Buffer.concat([Buffer.from("II*\0"), exif]), "image/tiff"],
      [film, "image/x-fuji-raf"],
      [Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe1]), exif]), "image/jpeg"],
    ] as const) {
      await expect(sent(bytes, type)).rejects.toMatchObject({ code: "attachment.not-bare" });
      expect((await sent(bytes, type, "original")).received.equals(bytes)).toBe(true);
    }
    const larger = world.page.evaluate(async () => {
      const parts = [new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), new Uint8Array(64 * 1024 * 1024)];
      const file = new Blob(parts, { type: "image/jpeg" });
      const toSeal = { key: "large", file, fileName: "a.jpg", picture: "reduced" } as const;
      return window.files
        .works()
        .sealing.seal(toSeal)
        .then(
          () => "sealed",
          (error) => error.code,
        );
    });
    expect(await larger).toBe("attachment.not-bare");
  });

  it("is not told of by what it calls itself", async () => {
    const { preview, opened } = await sent(Buffer.from("just words"), "image/png");
    expect(preview.mimeType).toBe("text/plain");
    expect(opened.mimeType).toBe("text/plain");
  });

  it("is a video too, seen from afar before it is fetched", async () => {
    const recorded = await world.page.evaluate(async () => {
      const canvas = document.createElement("canvas");
      Object.assign(canvas, { width: 64, height: 48 });
      const context = canvas.getContext("2d");
      const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: "video/webm" });
      const parts: Blob[] = [];
      recorder.ondataavailable = ({ data }) => parts.push(data);
      const ended = new Promise((resolve) => {
        recorder.onstop = resolve;
      });
      recorder.start(50);
      for (let frame = 0; parts.length < 8; frame++) {
        context?.fillRect(frame % 60, 0, 4, 48);
        await new Promise(requestAnimationFrame);
      }
      recorder.stop();
      await ended;
      return window.files.base64Of(new Blob(parts));
    });
    const { preview, opened } = await sent(Buffer.from(recorded, "base64"), "video/webm");
    expect(preview).toMatchObject({ mimeType: "video/webm", width: 64, height: 48 });
    expect(preview.thumbHash).toBeDefined();
    expect(opened.mimeType).toBe("video/webm");
  });
});
