"use client";

import { type CSSProperties, useEffect, useRef } from "react";
import { keepMounted, type OnMount } from "./loader/keep-mounted.ts";
import type { ParleyOptions, ParleyWidget } from "./loader/options.ts";
import { pageLocale } from "./loader/words.ts";

export type ParleyChatProps = Omit<ParleyOptions, "target"> & {
  /** Gives the widget, to be told things and to be heard; what it returns is run at its end. */
  onMount?: OnMount | undefined;
  /** Of the element that an inline panel fills. */
  className?: string | undefined;
  style?: CSSProperties | undefined;
};

/**
 * A Parley for as long as it is rendered.
 *
 * @example
 * <ParleyChat url="https://parley.example.org" wallet={wagmiConfig} />
 */
export function ParleyChat(props: ParleyChatProps) {
  const { url, mode = "button", position = "right", theme, locale, accent, wallet } = props;
  const { onMount, className, style } = props;
  const place = useRef<HTMLDivElement>(null);
  const widget = useRef<ParleyWidget>(undefined);
  const latest = useRef({ theme, locale, accent, wallet, onMount });
  latest.current = { theme, locale, accent, wallet, onMount };

  useEffect(() => {
    const { onMount: onMounted, theme, locale, accent, wallet } = latest.current;
    const target = place.current ?? undefined;
    const mounted = keepMounted(
      { url, mode, position, target, theme, locale: locale || undefined, accent, wallet },
      onMounted,
    );
    widget.current = mounted?.widget;
    return () => {
      widget.current = undefined;
      mounted?.end();
    };
  }, [url, mode, position]);

  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) widget.current?.setWallet(wallet);
  }, [wallet]);
  useEffect(() => {
    if (!isFirst.current) widget.current?.setTheme(theme ?? "system");
  }, [theme]);
  useEffect(() => {
    if (!isFirst.current) widget.current?.setAccent(accent);
  }, [accent]);
  useEffect(() => {
    if (!isFirst.current) widget.current?.setLocale(locale || pageLocale());
    isFirst.current = false;
  }, [locale]);

  return mode === "inline" ? <div ref={place} className={className} style={style} /> : null;
}
