/**
 * What asks a process to end itself in order. Windows has no SIGTERM; its Ctrl-Break is there beside
 * Ctrl-C. SIGHUP is left alone: who starts the stack with `nohup` wants it to stay.
 */
export function stopSignals(platform = process.platform): readonly NodeJS.Signals[] {
  return platform === "win32" ? ["SIGINT", "SIGBREAK"] : ["SIGINT", "SIGTERM"];
}

/**
 * Says `sentence` on standard error when this process is asked to end, and lets it end by that signal, so
 * that a shell stops what it was doing too. The function that is returned ends this.
 */
export function sayWhenStopped(sentence: string): () => void {
  const stop = (signal: NodeJS.Signals) => {
    forget();
    process.stderr.write(`${process.stderr.isTTY ? "\n" : ""}${sentence}\n`, () =>
      process.kill(process.pid, signal),
    );
  };
  const forget = () => {
    for (const signal of stopSignals()) process.off(signal, stop);
  };
  for (const signal of stopSignals()) process.on(signal, stop);
  return forget;
}
