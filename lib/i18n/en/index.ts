import attachments from "./attachments.json";
import calls from "./calls.json";
import common from "./common.json";
import composer from "./composer.json";
import consent from "./consent.json";
import conversation from "./conversation.json";
import embed from "./embed.json";
import emoji from "./emoji.json";
import errors from "./errors.json";
import files from "./files.json";
import group from "./group.json";
import history from "./history.json";
import inbox from "./inbox.json";
import landing from "./landing.json";
import line from "./line.json";
import mentions from "./mentions.json";
import names from "./names.json";
import notifications from "./notifications.json";
import ownAddress from "./own-address.json";
import palette from "./palette.json";
import payment from "./payment.json";
import search from "./search.json";
import sending from "./sending.json";
import settings from "./settings.json";
import thread from "./thread.json";
import transactions from "./transactions.json";
import transfers from "./transfers.json";
import wallet from "./wallet.json";

export default {
  attachments,
  calls,
  common,
  composer,
  conversation,
  consent,
  embed,
  emoji,
  errors,
  files,
  group,
  history,
  inbox,
  landing,
  line,
  mentions,
  names,
  notifications,
  ownAddress,
  palette,
  payment,
  search,
  sending,
  settings,
  thread,
  transactions,
  transfers,
  wallet,
};
