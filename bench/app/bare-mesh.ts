import { type Browser, chromium, type Page } from "@playwright/test";
import { LAUNCH_OPTIONS } from "../../tests/e2e/harness/chromium.ts";
import { watchConnections } from "../../tests/e2e/harness/in-calls.ts";

const URL_OF_PAGE = "http://localhost/";

declare global {
  interface Window {
    bare: {
      offer(to: number): Promise<string>;
      answer(from: number, sdp: string): Promise<string>;
      apply(from: number, sdp: string): Promise<void>;
    };
  }
}

/**
 * So many pages that send camera and microphone to each other and show what comes, and nothing else;
 * each in a browser of its own. `rest` is asked of each before, `load` of all when they are connected.
 */
export async function withBareMesh<Rest, Load>(
  count: number,
  rest: (page: Page) => Promise<Rest>,
  load: (pages: readonly Page[], rested: readonly Rest[]) => Promise<Load>,
): Promise<Load> {
  const browsers: Browser[] = [];
  try {
    const pages: Page[] = [];
    for (let index = 0; index < count; index += 1) {
      const browser = await chromium.launch(LAUNCH_OPTIONS);
      browsers.push(browser);
      pages.push(await openBare(browser));
    }
    const rested = await Promise.all(pages.map(rest));
    await Promise.all(pages.map((page) => page.evaluate(begin)));
    for (const [index, from] of pages.entries()) {
      for (const [later, to] of pages.entries()) {
        if (later > index) await connect([from, index], [to, later]);
      }
    }
    return await load(pages, rested);
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
  }
}

async function openBare(browser: Browser): Promise<Page> {
  const context = await browser.newContext();
  await watchConnections({ context });
  await context.route(URL_OF_PAGE, (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html><title>bare</title>" }),
  );
  const page = await context.newPage();
  await page.goto(URL_OF_PAGE);
  return page;
}

type Side = [page: Page, index: number];

async function connect([from, caller]: Side, [to, callee]: Side): Promise<void> {
  const offer = await from.evaluate((other) => window.bare.offer(other), callee);
  const answer = await to.evaluate(({ other, sdp }) => window.bare.answer(other, sdp), {
    other: caller,
    sdp: offer,
  });
  await from.evaluate(({ other, sdp }) => window.bare.apply(other, sdp), {
    other: callee,
    sdp: answer,
  });
}

/** Runs in the page. */
async function begin(): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: true,
    video: { width: 1280, height: 720, frameRate: 30 },
  });
  const ways = new Map<number, RTCPeerConnection>();
  const open = (other: number): RTCPeerConnection => {
    const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
    ways.set(other, connection);
    for (const track of stream.getTracks()) connection.addTrack(track, stream);
    connection.addEventListener("track", ({ track }) => {
      const shown = document.createElement(track.kind === "video" ? "video" : "audio");
      shown.autoplay = true;
      shown.muted = true;
      shown.style.width = "320px";
      shown.srcObject = new MediaStream([track]);
      document.body.append(shown);
    });
    return connection;
  };
  const described = async (connection: RTCPeerConnection): Promise<string> => {
    await connection.setLocalDescription();
    await new Promise<void>((resolve) => {
      const look = () => {
        if (connection.iceGatheringState === "complete") resolve();
      };
      connection.addEventListener("icegatheringstatechange", look);
      look();
    });
    return connection.localDescription?.sdp ?? "";
  };
  window.bare = {
    offer: (to) => described(open(to)),
    async answer(from, sdp) {
      const connection = open(from);
      await connection.setRemoteDescription({ type: "offer", sdp });
      return described(connection);
    },
    apply: async (from, sdp) => ways.get(from)?.setRemoteDescription({ type: "answer", sdp }),
  };
}
