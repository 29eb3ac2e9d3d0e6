import { expect, it } from "vitest";
import { flipBit } from "../../test-support/identities.ts";
import type { NewPerson } from "./identities.ts";
import { type NodeUnderTest, newTopic, statusOf } from "./node-under-test.ts";

/** What others need to invite an installation. */
export function keyPackages(node: () => NodeUnderTest, newPerson: NewPerson): void {
  const upload = (keyPackageTlsSerialized: Uint8Array) =>
    node().mls.uploadKeyPackage({ keyPackage: { keyPackageTlsSerialized } });
  const fetchAll = async (...installationKeys: Uint8Array[]) => {
    const answer = await node().mls.fetchKeyPackages({ installationKeys });
    return answer.keyPackages.map((each) => Buffer.from(each.keyPackageTlsSerialized));
  };

  it("are handed out in the order asked, an empty one for what is missing", async () => {
    const [one, two] = [await newPerson(), await newPerson()];
    await upload(one.keyPackage);
    await upload(two.keyPackage);
    expect(await fetchAll(two.installationKey, newTopic(32), one.installationKey)).toEqual([
      Buffer.from(two.keyPackage),
      Buffer.of(),
      Buffer.from(one.keyPackage),
    ]);
    expect(await fetchAll()).toEqual([]);
  });

  it("may be uploaded again", async () => {
    const { installationKey, keyPackage } = await newPerson();
    await upload(keyPackage);
    await upload(keyPackage);
    expect(await fetchAll(installationKey)).toEqual([Buffer.from(keyPackage)]);
  });

  it("may come by the older way, which says whose it is", async () => {
    const { installationKey, keyPackage } = await newPerson();
    const answer = await node().mls.registerInstallation({
      keyPackage: { keyPackageTlsSerialized: keyPackage },
    });
    expect(Buffer.from(answer.installationKey)).toEqual(Buffer.from(installationKey));
    expect(await fetchAll(installationKey)).toEqual([Buffer.from(keyPackage)]);
  });

  it("are refused when they are forged, cut or missing", async () => {
    const { installationKey, keyPackage } = await newPerson();
    const forged = keyPackage.slice();
    flipBit(forged, forged.length - 1);
    for (const bytes of [forged, keyPackage.slice(0, -1), Buffer.from("none"), Buffer.of()]) {
      expect.soft(await statusOf(upload(bytes))).toBe("InvalidArgument");
    }
    expect(await statusOf(node().mls.uploadKeyPackage({}))).toBe("InvalidArgument");
    expect(await statusOf(node().mls.registerInstallation({}))).toBe("InvalidArgument");
    expect(await fetchAll(installationKey)).toEqual([Buffer.of()]);
  });
}
