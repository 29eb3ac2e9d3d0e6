import { FakeNames } from "../fakes/fake-names.ts";
import { rowsOf, SELF } from "./fixtures.ts";

const NAMES = [
  "harbour.eth",
  "vitalik.eth",
  "vita1ik.eth",
  "名前.eth",
  "a-name-of-quite-some-length-that-nobody-would-choose-for-themselves.base.eth",
  "bank.оля.eth",
  "bob∞.eth",
  "🦄🦄🦄.eth",
];

/** The chain behind a scene: `names` has some of every kind, the others none. */
export function namesFor(scene: string): FakeNames {
  const chain = new FakeNames();
  if (!/^(?:names|moved|compose-name)/.test(scene)) return chain;
  rowsOf(NAMES.length, 0).forEach(({ peer }, index) => {
    const name = NAMES[index];
    if (!peer || !name) return;
    chain.point(name, peer.address);
    chain.claim(peer.address, name);
  });
  chain.drawAvatar("harbour.eth", "https://pictures.example/harbour/lighthouse.png");
  chain.point("moored.eth", SELF);
  return chain;
}
