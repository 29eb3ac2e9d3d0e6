import fc from "fast-check";
import { expect, it } from "vitest";
import { fileOf, type Sender, TwoSenders } from "@/tests/fakes/two-senders.ts";

type Happening =
  | { kind: "arrives"; from: "ana" | "ben"; messages: number }
  | { kind: "writes"; chunks: number }
  | { kind: "cut" | "connect" | "ana loads anew" | "ben loads anew" | "again" | "accept" }
  | { kind: "pause" | "resume"; who: "ana" | "ben" };

const who = fc.constantFrom("ana" as const, "ben" as const);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("arrives" as const),
      from: who,
      messages: fc.integer({ min: 1, max: 30 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("writes" as const),
      chunks: fc.integer({ min: 1, max: 30 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom("pause" as const, "resume" as const), who }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        "cut" as const,
        "connect" as const,
        "ana loads anew" as const,
        "ben loads anew" as const,
        "again" as const,
        "accept" as const,
      ),
    }),
  },
);

/** Whatever page Ana has, she gives it her file again; and Ben says yes when he is asked. */
async function dealWith({ ana, ben }: TwoSenders, file: File): Promise<void> {
  for (const row of ana.rows) if (row.isLost) await ana.files.again(row.key, file);
  for (const row of ben.rows) if (row.stage === "asked") ben.files.accept(row.key);
}

async function happen(two: TwoSenders, file: File, what: Happening): Promise<void> {
  const person = (name: "ana" | "ben"): Sender => two[name];
  switch (what.kind) {
    case "arrives":
      for (let count = 0; count < what.messages; count += 1) await two.deliver(person(what.from));
      break;
    case "writes":
      for (let count = 0; count < what.chunks; count += 1) two.ben.disk.work();
      break;
    case "cut":
      await two.cut();
      break;
    case "connect":
      await two.connect();
      break;
    case "ana loads anew":
    case "ben loads anew":
      await two.cut();
      person(what.kind === "ana loads anew" ? "ana" : "ben").openPage();
      break;
    case "again":
    case "accept":
      await dealWith(two, file);
      break;
    case "pause":
    case "resume":
      for (const { key } of person(what.who).rows) person(what.who).files[what.kind](key);
  }
  await two.host.settle();
}

it("brings the same bytes in the end, whatever happens on the way", async () => {
  const sizes = fc.oneof(
    fc.integer({ min: 0, max: 3 }),
    fc.integer({ min: 60_000, max: 2_500_000 }),
  );
  const stories = fc.array(happening, { minLength: 5, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(sizes, fc.boolean(), stories, async (size, isAccepted, story) => {
      const two = new TwoSenders();
      const { ana, ben } = two;
      const file = fileOf("film.mkv", size);
      await two.connect();
      await ana.files.send(ben.inboxId, [file]);
      if (isAccepted) {
        await two.deliver(ana);
        await two.deliver(ben);
        await two.host.settle();
        await two.deliver(ana);
        await dealWith(two, file);
        await two.host.settle();
      }
      for (const what of story) await happen(two, file, what);
      // Then nothing happens any more, but what both want.
      await two.cut();
      await two.run();
      await two.connect();
      await two.run();
      for (const one of [ana, ben]) for (const { key } of one.rows) one.files.resume(key);
      await dealWith(two, file);
      // A page that went before Ben said yes remembers nothing of what it offered.
      if (ana.rows.length === 0) await ana.files.send(ben.inboxId, [file]);
      await two.run();
      await dealWith(two, file);
      await two.run();
      const whole = ben.rows.filter(({ stage }) => stage === "complete");
      expect(whole.length).toBeGreaterThan(0);
      expect(ana.rows.map(({ stage }) => stage)).toEqual(["arrived"]);
      const blob = await ben.files.read(whole[0]?.key ?? "");
      expect(
        Buffer.from(await blob.arrayBuffer()).equals(Buffer.from(await file.arrayBuffer())),
      ).toBe(true);
    }),
    { numRuns: 60 },
  );
}, 60_000);
