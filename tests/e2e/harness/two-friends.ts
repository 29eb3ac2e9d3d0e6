import { addressOf, openFromList, say, signIn, writeTo } from "./at-parley.ts";
import type { Person } from "./person.ts";

export type MakePerson = (name: string, options?: object) => Promise<Person>;

/** Comes to Parley and signs in; `prepare` is done before the app is there. */
export async function arrive(
  one: Person,
  prepare: (one: Person) => Promise<void> = async () => {},
): Promise<void> {
  await prepare(one);
  await one.open("/");
  await signIn(one);
}

/**
 * Two people who have let each other in, with the conversation open on both sides: nobody is a stranger.
 * The first has said something.
 */
export async function twoFriends(
  person: MakePerson,
  { prepare, says = "Hello" }: { prepare?: (one: Person) => Promise<void>; says?: string } = {},
): Promise<[Person, Person]> {
  const [ana, ben] = [await person("Ana"), await person("Ben")];
  await Promise.all([ana, ben].map((one) => arrive(one, prepare)));
  await writeTo(ana, addressOf(ben));
  await say(ana, says);
  await openFromList(ben, addressOf(ana));
  return [ana, ben];
}
