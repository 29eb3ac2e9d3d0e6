import {
  type BundleOutcome,
  type CallStep,
  isDone,
  isSlow,
  type Run,
  type RunEffect,
  type RunEvent,
} from "./run.ts";

type Step = [Run, RunEffect[]];

/**
 * Carries a request on: first call first, each only after the one before is confirmed, none a second
 * time unless it is known not to have happened. What a wallet is asked is written down before.
 */
export function stepRun(run: Run, event: RunEvent): Step {
  switch (event.kind) {
    case "started":
      return start(run, event);
    case "sent": {
      if (countOf(run, "asked") !== 1) return [run, []];
      const sent = replace(without(run), "asked", { kind: "sent", hash: event.hash });
      return [sent, [{ kind: "keep" }, { kind: "watch", hash: event.hash }]];
    }
    case "bundled": {
      if (indexOf(run, "asked") < 0) return [run, []];
      const sent = {
        ...replaceAll(without(run), "asked", { kind: "sent" }),
        bundleId: event.bundleId,
      };
      return [sent, [{ kind: "keep" }, { kind: "watch-bundle", bundleId: event.bundleId }]];
    }
    case "settled":
      return settle(run, event.outcome);
    case "bundle-settled":
      return settleBundle(run, event.outcome);
    case "failed":
      return fail(run, event);
    case "found-again":
      return findAgain(run);
    case "answered":
      return answer(run, event.wasSent);
  }
}

function start(run: Run, { ability, isAtomic }: Extract<RunEvent, { kind: "started" }>): Step {
  if (run.isBusy || isDone(run) || isStuck(run)) return [run, []];
  const going: Run = { ...without(run), isBusy: true };
  const onItsWay = watchEffect(going);
  if (onItsWay) return [going, [onItsWay]];
  const left = going.steps.flatMap(({ kind }, index) => (kind === "confirmed" ? [] : index));
  const isWhole = left.length === going.steps.length;
  if (isAtomic && left.length > 1 && (ability !== "atomic" || !isWhole)) {
    return [{ ...going, isBusy: false, stop: { kind: "failed", code: "wallet.not-atomic" } }, []];
  }
  if (ability === "single") return askNext(going);
  const asked = going.steps.map(
    (step): CallStep => (step.kind === "confirmed" ? step : { kind: "asked" }),
  );
  const together: RunEffect = { kind: "ask-together", indexes: left, isAtomic };
  return [{ ...going, steps: asked }, [{ kind: "keep" }, together]];
}

/** Nobody but the person, or nobody at all, can say how it goes on. */
function isStuck(run: Run): boolean {
  const isOnItsWay = indexOf(run, "sent") >= 0;
  return indexOf(run, "asked") >= 0 || (isOnItsWay && !watchEffect(run));
}

function watchEffect({ bundleId, steps }: Run): RunEffect | undefined {
  if (bundleId !== undefined) return { kind: "watch-bundle", bundleId };
  const sent = steps.find(({ kind }) => kind === "sent");
  return sent?.kind === "sent" && sent.hash ? { kind: "watch", hash: sent.hash } : undefined;
}

function askNext(run: Run): Step {
  const index = run.steps.findIndex(({ kind }) => kind !== "confirmed");
  if (index < 0) return [{ ...run, isBusy: false }, [{ kind: "keep" }]];
  const asked = withStep(run, index, { kind: "asked" });
  return [{ ...asked, isBusy: true }, [{ kind: "keep" }, { kind: "ask", index }]];
}

function settle(run: Run, outcome: "confirmed" | "reverted"): Step {
  const index = indexOf(run, "sent");
  const step = run.steps[index];
  if (run.bundleId !== undefined || step?.kind !== "sent") return [run, []];
  const { hash } = step;
  const settled = withStep(run, index, { kind: outcome, ...(hash && { hash }) });
  if (outcome === "reverted")
    return [{ ...settled, isBusy: false, stop: { kind: "reverted" } }, [{ kind: "keep" }]];
  const told: RunEffect[] = hash ? [{ kind: "tell", hash, index }] : [];
  // Whoever only looks on asks the wallet for nothing: a person starts the next one.
  if (!run.isBusy) return [settled, [{ kind: "keep" }, ...told]];
  const [next, effects] = askNext(settled);
  return [next, [{ kind: "keep" }, ...told, ...effects.filter(({ kind }) => kind === "ask")]];
}

function settleBundle(run: Run, outcome: BundleOutcome): Step {
  if (run.bundleId === undefined) return [run, []];
  const { bundleId: _, ...rest } = run;
  const places = run.steps.flatMap(({ kind }, index) => (kind === "sent" ? index : []));
  const resting: Run = { ...rest, isBusy: false };
  if (outcome.kind === "partly") return settlePartly(resting, places, outcome.receipts);
  const hashes = places.map((_, nth) => outcome.hashes[nth] ?? outcome.hashes.at(-1));
  const steps = resting.steps.map((step, index): CallStep => {
    const hash = hashes[places.indexOf(index)];
    return places.includes(index) ? { kind: outcome.kind, ...(hash && { hash }) } : step;
  });
  if (outcome.kind === "reverted")
    return [{ ...resting, steps, stop: { kind: "reverted" } }, [{ kind: "keep" }]];
  return [{ ...resting, steps }, [{ kind: "keep" }, ...tellsOf(places, hashes)]];
}

/** Without a receipt for each call nobody can say which of them happened. */
function settlePartly(
  run: Run,
  places: readonly number[],
  receipts: Extract<BundleOutcome, { kind: "partly" }>["receipts"],
): Step {
  if (receipts.length !== places.length)
    return [{ ...run, stop: { kind: "untold" } }, [{ kind: "keep" }]];
  const steps = run.steps.map((step, index): CallStep => {
    const receipt = receipts[places.indexOf(index)];
    if (!receipt || !places.includes(index)) return step;
    return { kind: receipt.isSuccess ? "confirmed" : "reverted", hash: receipt.hash };
  });
  const done = receipts.map(({ hash, isSuccess }) => (isSuccess ? hash : undefined));
  return [
    { ...run, steps, stop: { kind: "reverted" } },
    [{ kind: "keep" }, ...tellsOf(places, done)],
  ];
}

/** Each transaction once, with the first of its calls. */
function tellsOf(places: readonly number[], hashes: readonly (`0x${string}` | undefined)[]) {
  return places.flatMap((index, nth): RunEffect[] => {
    const hash = hashes[nth];
    return hash && hashes.indexOf(hash) === nth ? [{ kind: "tell", hash, index }] : [];
  });
}

function fail(run: Run, { code, isCertain, chainId }: Extract<RunEvent, { kind: "failed" }>): Step {
  const isAsked = indexOf(run, "asked") >= 0;
  if (isAsked && !isCertain) {
    return [{ ...run, isBusy: false, stop: { kind: "unsure" } }, [{ kind: "keep" }]];
  }
  const back = replaceAll(run, "asked", { kind: "waiting" });
  const stop = { kind: "failed", code, ...(chainId !== undefined && { chainId }) } as const;
  return [{ ...back, isBusy: false, stop }, [{ kind: "keep" }]];
}

function findAgain(run: Run): Step {
  const resting: Run = { ...run, isBusy: false };
  if (indexOf(run, "asked") >= 0) return [{ ...resting, stop: { kind: "unsure" } }, []];
  const sent = run.steps.find(({ kind }) => kind === "sent");
  // What the wallet keeps together only the wallet can be asked about, by a person.
  if (run.bundleId !== undefined || sent?.kind !== "sent" || !sent.hash) return [resting, []];
  return [resting, [{ kind: "watch", hash: sent.hash }]];
}

function answer(run: Run, wasSent: boolean): Step {
  const open = run.stop?.kind === "unsure" ? "asked" : isSlow(run) ? "sent" : undefined;
  if (!open || indexOf(run, open) < 0) return [run, []];
  const { bundleId: _, ...settled } = replaceAll(run, open, {
    kind: wasSent ? "confirmed" : "waiting",
  });
  return [{ ...without(settled), isBusy: false }, [{ kind: "keep" }]];
}

function without({ stop: _, ...run }: Run): Run {
  return run;
}

function countOf({ steps }: Run, kind: CallStep["kind"]): number {
  return steps.filter((step) => step.kind === kind).length;
}

function indexOf({ steps }: Run, kind: CallStep["kind"]): number {
  return steps.findIndex((step) => step.kind === kind);
}

function withStep(run: Run, index: number, step: CallStep): Run {
  return { ...run, steps: run.steps.with(index, step) };
}

function replace(run: Run, kind: CallStep["kind"], step: CallStep): Run {
  return withStep(run, indexOf(run, kind), step);
}

function replaceAll(run: Run, kind: CallStep["kind"], step: CallStep): Run {
  return { ...run, steps: run.steps.map((each) => (each.kind === kind ? step : each)) };
}
