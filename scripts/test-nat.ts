import { Complaint } from "./bootstrap/say.mjs";
import { requireChromium } from "./checks/chromium.ts";
import { runTool, stopTools } from "./checks/command.ts";
import { installForNat, NAT_CONFIG, removeLeftNetworks, whyNoNat } from "./checks/nat.ts";
import { onStopRequested } from "./launch/stop-request.ts";

/** `npm run test:nat`: calls between homes behind gateways, in networks that are made and removed here. */
installForNat();
const why = whyNoNat();
if (why) throw new Complaint(why);
requireChromium();
removeLeftNetworks();
onStopRequested(() => void stopTools());
const { exitCode } = await runTool("vitest", ["run", "--config", NAT_CONFIG], {}, { shows: true });
removeLeftNetworks();
process.exit(exitCode);
