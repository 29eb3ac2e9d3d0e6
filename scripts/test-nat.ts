import { Complaint } from "./bootstrap/say.mjs";
import { requireChromium } from "./checks/chromium.ts";
import { runTool, stopTools } from "./checks/command.ts";
import { installForNat, NAT_CONFIG, ownNetworks, whyNoNat } from "./checks/nat.ts";
import { onStopRequested } from "./launch/stop-request.ts";

/** `npm run test:nat`: calls between homes behind gateways, in networks that are made and removed here. */
installForNat();
const why = whyNoNat();
if (why) throw new Complaint(why);
requireChromium();
onStopRequested(() => void stopTools().then(() => process.exit(1)));
const args = ["run", "--config", NAT_CONFIG];
const { exitCode } = await runTool("vitest", args, ownNetworks(), { shows: true });
process.exit(exitCode);
