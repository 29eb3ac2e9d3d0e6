import type { FromFrame, ToFrame } from "../core/frame-talk.ts";

type Pdfjs = typeof import("pdfjs-dist");
type PdfPage = Awaited<ReturnType<Awaited<PdfDocument>["getPage"]>>;
type PdfDocument = Awaited<ReturnType<Pdfjs["getDocument"]>["promise"]>;

/** What the frame gets from the few lines around it: each loads what the server sends beside it. */
export type FrameParts = {
  readyWord: string;
  loadPdfjs: () => Promise<Pdfjs>;
  /** What its worker runs. */
  loadWorkerText: () => Promise<string>;
};

/**
 * Shows a document in a frame of an origin of its own, which can reach neither Parley nor any
 * server: what breaks the parser gets hold of this document and of nothing else.
 *
 * The server sends this function as text (`app/api/viewer`): it may use nothing from outside of
 * itself.
 */
export function documentFrame(scope: Window, parts: FrameParts): void {
  const MOST_TEXT_BYTES = 1024 * 1024;
  const MOST_PAGES = 2_000;
  const MOST_PIXELS = 16_000_000;
  const MOST_WIDE = 960;
  const { document } = scope;
  const root = document.createElement("main");
  const heading = document.createElement("h1");
  document.body.append(root);
  const { port1: port, port2 } = new MessageChannel();
  let rezoom: (scale: number) => void = () => undefined;

  const tell = (message: FromFrame) => port.postMessage(message);

  port.onmessage = ({ data }: MessageEvent<ToFrame>) => {
    if (data.kind === "zoom") return rezoom(data.scale);
    document.documentElement.style.colorScheme = data.scheme;
    document.title = data.name;
    heading.textContent = data.name;
    if (data.what === "text") return showText(data.bytes);
    showPdf(data.bytes).catch((error: unknown) => {
      const isLocked = error instanceof Error && error.name === "PasswordException";
      tell({ kind: "failed", reason: isLocked ? "locked" : "failed" });
    });
  };
  scope.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") tell({ kind: "key", key });
  });
  // To the page that this is in, if it is of the site that sent it.
  scope.parent.postMessage(parts.readyWord, scope.location.origin, [port2]);

  function showText(bytes: ArrayBuffer): void {
    const isCut = bytes.byteLength > MOST_TEXT_BYTES;
    const paper = document.createElement("pre");
    paper.tabIndex = 0;
    paper.textContent = new TextDecoder().decode(bytes.slice(0, MOST_TEXT_BYTES));
    root.replaceChildren(heading, paper);
    rezoom = (scale) => {
      paper.style.fontSize = `${14 * scale}px`;
    };
    tell({ kind: "shown", isCut });
  }

  async function showPdf(bytes: ArrayBuffer): Promise<void> {
    const loading = Promise.all([parts.loadPdfjs(), parts.loadWorkerText()]);
    const [pdfjs, workerText] = await loading.catch(() => []);
    if (!pdfjs || !workerText) return tell({ kind: "failed", reason: "notLoaded" });
    const script = new Blob([workerText], { type: "text/javascript" });
    pdfjs.GlobalWorkerOptions.workerPort = new Worker(URL.createObjectURL(script));
    const pdf = await pdfjs.getDocument({
      data: bytes,
      enableXfa: false,
      useWasm: false,
      useWorkerFetch: false,
      maxImageSize: MOST_PIXELS * 4,
    }).promise;
    const first = await pdf.getPage(1);
    const count = Math.min(pdf.numPages, MOST_PAGES);
    const papers = Array.from({ length: count }, (_, index) => makePaper(index + 1));
    root.replaceChildren(heading, ...papers.map(({ element }) => element));
    const size = first.getViewport({ scale: 1 });
    let scale = 1;

    const fitting = () => Math.min(scope.innerWidth - 24, MOST_WIDE) / size.width;
    const drawnScale = () => fitting() * scale;
    for (const paper of papers) place(paper, size);

    function place({ element }: Paper, of: { width: number; height: number }): void {
      element.style.width = `${of.width * drawnScale()}px`;
      element.style.height = `${of.height * drawnScale()}px`;
    }

    async function draw(paper: Paper): Promise<void> {
      const turn = ++paper.turn;
      const page = await pdf.getPage(paper.number);
      if (paper.turn !== turn) return;
      place(paper, page.getViewport({ scale: 1 }));
      const canvas = await drawn(page, drawnScale());
      if (paper.turn !== turn || !canvas) return;
      const words = document.createElement("div");
      words.className = "words";
      paper.element.style.setProperty("--total-scale-factor", String(drawnScale()));
      paper.element.replaceChildren(canvas, words);
      const viewport = page.getViewport({ scale: drawnScale() });
      const textContentSource = page.streamTextContent();
      if (!pdfjs) return;
      await new pdfjs.TextLayer({ textContentSource, container: words, viewport }).render();
    }

    function clear(paper: Paper): void {
      paper.turn++;
      paper.element.replaceChildren();
    }

    const near = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const paper = papers.find(({ element }) => element === target);
          if (!paper) continue;
          paper.isNear = isIntersecting;
          if (isIntersecting) draw(paper).catch(() => undefined);
          else clear(paper);
        }
      },
      { rootMargin: "100% 0%" },
    );
    for (const { element } of papers) near.observe(element);

    const tellPage = () => {
      const middle = scope.innerHeight / 2;
      const at = papers.findIndex(({ element }) => element.getBoundingClientRect().bottom > middle);
      tell({ kind: "page", at: at < 0 ? count : at + 1, count });
    };
    const relay = () => {
      const share = scope.scrollY / Math.max(1, document.documentElement.scrollHeight);
      for (const paper of papers) {
        place(paper, size);
        if (paper.isNear) draw(paper).catch(() => undefined);
      }
      scope.scrollTo(0, share * document.documentElement.scrollHeight);
      tellPage();
    };
    rezoom = (next) => {
      scale = next;
      relay();
    };
    scope.addEventListener("resize", relay);
    scope.addEventListener("scroll", tellPage, { passive: true });
    tell({ kind: "shown", isCut: count < pdf.numPages });
    tellPage();
  }

  type Paper = { number: number; element: HTMLElement; turn: number; isNear: boolean };

  function makePaper(number: number): Paper {
    const element = document.createElement("section");
    element.className = "paper";
    element.setAttribute("aria-label", String(number));
    return { number, element, turn: 0, isNear: false };
  }

  /** As sharp as the screen, unless that would take too much memory. */
  async function drawn(page: PdfPage, scale: number): Promise<HTMLCanvasElement | undefined> {
    const size = page.getViewport({ scale });
    const most = Math.sqrt(MOST_PIXELS / (size.width * size.height));
    const sharp = Math.min(scope.devicePixelRatio || 1, most);
    const viewport = page.getViewport({ scale: scale * sharp });
    const canvas = document.createElement("canvas");
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    canvas.setAttribute("aria-hidden", "true");
    await page.render({ canvas, viewport }).promise;
    return canvas;
  }
}
