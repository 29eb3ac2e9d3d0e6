/** How a picture lies on its stage: how much larger than it fits, and how far off the middle. */
export type Zoom = { scale: number; x: number; y: number };

export const FITTING: Zoom = { scale: 1, x: 0, y: 0 };

const LARGEST = 8;

/** The same point of the picture stays under the same point of the stage, which is from its middle. */
export function zoomedAt(zoom: Zoom, factor: number, point: { x: number; y: number }): Zoom {
  const scale = Math.min(LARGEST, Math.max(1, zoom.scale * factor));
  if (scale === 1) return FITTING;
  const by = scale / zoom.scale;
  return { scale, x: point.x - (point.x - zoom.x) * by, y: point.y - (point.y - zoom.y) * by };
}

/** Moved, but never so far that the stage is empty. */
export function moved(
  { scale, x, y }: Zoom,
  by: { x: number; y: number },
  stage: { width: number; height: number },
): Zoom {
  const far = { x: (stage.width * (scale - 1)) / 2, y: (stage.height * (scale - 1)) / 2 };
  const within = (value: number, most: number) => Math.max(-most, Math.min(most, value));
  return { scale, x: within(x + by.x, far.x), y: within(y + by.y, far.y) };
}
