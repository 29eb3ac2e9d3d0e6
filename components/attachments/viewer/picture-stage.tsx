import { Minus, Plus } from "lucide-react";
import { type PointerEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "../../ui/icon-button.tsx";
import { FITTING, moved, type Zoom, zoomedAt } from "./zoom.ts";

type PictureStageProps = { url: string; name: string; onStep: (by: number) => void };

type Point = { x: number; y: number };

/** So far a finger goes before it is a swipe. */
const SWIPE_PX = 60;
const STEP = 1.5;

/** A picture that can be enlarged: wheel, pinch, double press, plus and minus. */
export function PictureStage({ url, name, onStep }: PictureStageProps) {
  const t = useTranslations("attachments.viewer");
  const stage = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState<Zoom>(FITTING);
  const pointers = useRef(new Map<number, Point>());
  const swipe = useRef<Point>(undefined);

  const place = () => stage.current?.getBoundingClientRect() ?? new DOMRect();
  const fromMiddle = ({ x, y }: Point): Point => {
    const { left, top, width, height } = place();
    return { x: x - left - width / 2, y: y - top - height / 2 };
  };

  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { left, top, width, height } = element.getBoundingClientRect();
      const point = { x: event.clientX - left - width / 2, y: event.clientY - top - height / 2 };
      setZoom((now) => zoomedAt(now, Math.exp(-event.deltaY / 400), point));
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey) return;
      const middle = { x: 0, y: 0 };
      if (event.key === "+" || event.key === "=") setZoom((now) => zoomedAt(now, STEP, middle));
      else if (event.key === "-") setZoom((now) => zoomedAt(now, 1 / STEP, middle));
      else if (event.key === "0") setZoom(FITTING);
    };
    // React's listeners of the wheel can't keep the page from scrolling.
    element.addEventListener("wheel", onWheel, { passive: false });
    window.addEventListener("keydown", onKey);
    return () => {
      element.removeEventListener("wheel", onWheel);
      window.removeEventListener("keydown", onKey);
    };
  }, []);

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const point = { x: event.clientX, y: event.clientY };
    pointers.current.set(event.pointerId, point);
    swipe.current =
      pointers.current.size === 1 && event.pointerType === "touch" ? point : undefined;
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const before = pointers.current.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, now);
    if (other) {
      const middle = fromMiddle({ x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
      const factor = distance(now, other) / Math.max(1, distance(before, other));
      return setZoom((zoomed) => zoomedAt(zoomed, factor, middle));
    }
    setZoom((zoomed) => moved(zoomed, { x: now.x - before.x, y: now.y - before.y }, place()));
  };
  const onPointerUp = (event: PointerEvent<HTMLDivElement>) => {
    pointers.current.delete(event.pointerId);
    const from = swipe.current;
    swipe.current = undefined;
    const by = from && zoom.scale === 1 ? event.clientX - from.x : 0;
    if (Math.abs(by) > SWIPE_PX) onStep(by < 0 ? 1 : -1);
  };

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys and buttons do the same */}
      <div
        ref={stage}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerUp}
        onDoubleClick={(event) => {
          const point = fromMiddle({ x: event.clientX, y: event.clientY });
          setZoom((now) => (now.scale > 1 ? FITTING : zoomedAt(now, 2.5, point)));
        }}
        className="absolute inset-0 touch-none overflow-hidden"
        style={{ cursor: zoom.scale > 1 ? "grab" : "zoom-in" }}
      >
        {/* biome-ignore lint/performance/noImgElement: an object URL, of this page alone */}
        <img
          src={url}
          alt={name}
          draggable={false}
          className="size-full select-none object-contain"
          style={{ transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` }}
        />
      </div>
      <div className="absolute bottom-[max(0.75rem,env(safe-area-inset-bottom))] left-1/2 flex -translate-x-1/2 rounded-full bg-veil">
        <IconButton
          label={t("zoomOut")}
          disabled={zoom.scale === 1}
          onClick={() => setZoom((now) => zoomedAt(now, 1 / STEP, { x: 0, y: 0 }))}
          className="rounded-full! text-on-veil! hover:bg-on-veil/15! disabled:opacity-40"
        >
          <Minus aria-hidden="true" size={18} />
        </IconButton>
        <IconButton
          label={t("zoomIn")}
          onClick={() => setZoom((now) => zoomedAt(now, STEP, { x: 0, y: 0 }))}
          className="rounded-full! text-on-veil! hover:bg-on-veil/15!"
        >
          <Plus aria-hidden="true" size={18} />
        </IconButton>
      </div>
    </>
  );
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
