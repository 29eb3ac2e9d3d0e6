import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  PROBE_AFTER_MS,
  type Supervisor,
  type SupervisorEffect,
  type SupervisorEvent,
  stepSupervisor,
  stoppedSupervisor,
  toConnection,
} from "./supervisor.ts";

/** A supervisor in virtual time before a network that is up or down. */
class Simulation {
  supervisor: Supervisor = stoppedSupervisor();
  nowMs = 0;
  isUp = true;
  log: string[] = [];
  /** The attempt whose stream stands at the network. */
  standing: number | undefined;
  #alarms: { atMs: number; event: SupervisorEvent }[] = [];

  send(event: SupervisorEvent): void {
    const [next, effects] = stepSupervisor(this.supervisor, event, this.nowMs);
    this.supervisor = next;
    for (const effect of effects) this.#carryOut(effect);
  }

  pass(ms: number): void {
    const untilMs = this.nowMs + ms;
    for (let next = this.#due(untilMs); next; next = this.#due(untilMs)) {
      this.#alarms.splice(this.#alarms.indexOf(next), 1);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      this.send(next.event);
    }
    this.nowMs = untilMs;
  }

  goDown(): void {
    this.isUp = false;
    if (this.standing !== undefined) this.#lost(this.standing);
  }

  get connection() {
    return toConnection(this.supervisor).kind;
  }

  #carryOut(effect: SupervisorEffect): void {
    this.log.push(effect.kind);
    if (effect.kind === "close-stream") this.standing = undefined;
    else if (effect.kind === "wake-for-retry") {
      this.#alarm(effect.atMs, { kind: "retry-due", atMs: effect.atMs });
    } else if (effect.kind === "wake-for-probe") this.#alarm(effect.atMs, { kind: "probe-due" });
    else if (!this.isUp && effect.kind === "probe") this.#unanswered(effect.attempt);
    else if (!this.isUp) this.#lost(effect.attempt);
    else if (effect.kind === "probe") this.send({ kind: "heard" });
    else if (effect.kind === "sync") this.send({ kind: "synced", attempt: effect.attempt });
    else {
      this.standing = effect.attempt;
      this.send({ kind: "stream-open", attempt: effect.attempt });
    }
  }

  /** The clock is set back; alarms count the time that passes, and ring when they would have. */
  setBack(ms: number): void {
    this.nowMs -= ms;
    for (const alarm of this.#alarms) alarm.atMs -= ms;
  }

  #alarm(atMs: number, event: SupervisorEvent): void {
    this.#alarms.push({ atMs, event });
  }

  #lost(attempt: number): void {
    this.send({ kind: "lost", attempt, random: 0.5 });
  }

  #unanswered(attempt: number): void {
    this.send({ kind: "unanswered", attempt, random: 0.5 });
  }

  #due(untilMs: number) {
    return this.#alarms.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
  }
}

describe("supervisor", () => {
  it("opens a stream before it syncs", () => {
    const simulation = new Simulation();
    simulation.send({ kind: "start" });
    expect(simulation.log.slice(0, 2)).toEqual(["open-stream", "sync"]);
    expect(simulation.connection).toBe("live");
  });

  it("says unreachable while the node is away, and is live within seconds of its return", () => {
    const simulation = new Simulation();
    simulation.send({ kind: "start" });
    simulation.pass(20_000);
    simulation.goDown();
    simulation.pass(60_000);
    expect(simulation.connection).toBe("unreachable");
    simulation.isUp = true;
    simulation.pass(6_000);
    expect(simulation.connection).toBe("live");
  });

  it("comes back, and notices a frozen node, after the clock was set back an hour", () => {
    const simulation = new Simulation();
    simulation.send({ kind: "start" });
    simulation.pass(20_000);
    simulation.goDown();
    simulation.pass(5_000);
    simulation.setBack(3_600_000);
    simulation.isUp = true;
    simulation.pass(6_000);
    expect(simulation.connection).toBe("live");
    simulation.setBack(3_600_000);
    simulation.isUp = false;
    simulation.pass(PROBE_AFTER_MS * 2);
    expect(simulation.connection).toBe("unreachable");
  });

  it("notices a node that froze without a word", () => {
    const simulation = new Simulation();
    simulation.send({ kind: "start" });
    simulation.pass(20_000);
    simulation.isUp = false;
    simulation.pass(PROBE_AFTER_MS * 2);
    expect(simulation.connection).toBe("unreachable");
  });

  it("asks at once when somebody waits too long, and says unreachable when nothing answers", () => {
    const simulation = new Simulation();
    simulation.send({ kind: "start" });
    simulation.send({ kind: "doubted" });
    expect(simulation.log.at(-1)).toBe("probe");
    expect(simulation.connection).toBe("live");
    simulation.isUp = false;
    simulation.send({ kind: "doubted" });
    expect(simulation.connection).toBe("unreachable");
  });

  it("does not ask a node that speaks", () => {
    const simulation = new Simulation();
    simulation.send({ kind: "start" });
    for (let second = 0; second < 60; second++) {
      simulation.pass(1_000);
      simulation.send({ kind: "heard" });
    }
    expect(simulation.log).not.toContain("probe");
  });

  it("opens a new stream when the page wakes, before anything was missed", () => {
    const simulation = new Simulation();
    simulation.send({ kind: "start" });
    simulation.pass(20_000);
    simulation.log = [];
    simulation.send({ kind: "woke" });
    expect(simulation.log.slice(0, 2)).toEqual(["open-stream", "sync"]);
  });

  it("ignores what an earlier attempt still says, and everything once it is stopped", () => {
    const simulation = new Simulation();
    simulation.send({ kind: "start" });
    const { attempt } = simulation.supervisor;
    simulation.send({ kind: "woke" });
    simulation.log = [];
    simulation.send({ kind: "lost", attempt, random: 0.5 });
    expect(simulation.log).toEqual([]);
    simulation.send({ kind: "stop" });
    simulation.log = [];
    simulation.send({ kind: "woke" });
    simulation.pass(60_000);
    expect(simulation.log).toEqual([]);
  });

  it("comes to live from anything, and never tries more often than every 160 ms while down", () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("pass" as const), ms: fc.nat({ max: 30_000 }) }),
      fc.record({ kind: fc.constantFrom("down", "up", "woke", "heard", "end" as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const simulation = new Simulation();
        simulation.send({ kind: "start" });
        for (const step of steps) {
          if (step.kind === "pass" && "ms" in step) simulation.pass(step.ms);
          if (step.kind === "down") simulation.goDown();
          if (step.kind === "up") simulation.isUp = true;
          if (step.kind === "woke" || step.kind === "heard") simulation.send({ kind: step.kind });
          if (step.kind === "end" && simulation.standing !== undefined) {
            simulation.send({ kind: "lost", attempt: simulation.standing, random: 0 });
          }
        }
        simulation.log = [];
        simulation.goDown();
        simulation.pass(10_000);
        const tries = simulation.log.filter((effect) => effect === "open-stream").length;
        expect(tries).toBeLessThanOrEqual(10_000 / 160 + 2);
        simulation.isUp = true;
        simulation.pass(40_000);
        expect(simulation.connection).toBe("live");
      }),
      { numRuns: 300 },
    );
  });
});
