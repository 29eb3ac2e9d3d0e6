import { useEffect, useRef } from "react";

/** Speech is far below the loudest there is: so much of it fills the bar. */
const FULL = 0.25;

/** How loud a stream is right now. */
export function Level({ label, stream }: { label: string; stream: MediaStream }) {
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 1024 });
    context.createMediaStreamSource(stream).connect(analyser);
    void context.resume().catch(() => undefined);
    const samples = new Float32Array(analyser.fftSize);
    let frame = requestAnimationFrame(draw);
    function draw(): void {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      const level = Math.min(1, Math.sqrt(power) / FULL);
      if (bar.current) bar.current.style.scale = `${level} 1`;
      frame = requestAnimationFrame(draw);
    }
    return () => {
      cancelAnimationFrame(frame);
      void context.close().catch(() => undefined);
    };
  }, [stream]);
  return (
    <div className="flex w-full max-w-md flex-col gap-1.5">
      <p className="text-soft text-sm">{label}</p>
      <div aria-hidden="true" className="h-2 overflow-hidden rounded-full bg-sunken">
        <div ref={bar} className="h-full origin-left scale-x-0 bg-accent rtl:origin-right" />
      </div>
    </div>
  );
}
