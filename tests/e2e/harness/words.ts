/** What the screen says in English, for tests that look for it as a person would. */

export { default as attachments } from "../../../lib/i18n/en/attachments.json" with {
  type: "json",
};
export { default as calls } from "../../../lib/i18n/en/calls.json" with { type: "json" };
export { default as common } from "../../../lib/i18n/en/common.json" with { type: "json" };
export { default as composer } from "../../../lib/i18n/en/composer.json" with { type: "json" };
export { default as consent } from "../../../lib/i18n/en/consent.json" with { type: "json" };
export { default as conversation } from "../../../lib/i18n/en/conversation.json" with {
  type: "json",
};
export { default as embed } from "../../../lib/i18n/en/embed.json" with { type: "json" };
export { default as errors } from "../../../lib/i18n/en/errors.json" with { type: "json" };
export { default as group } from "../../../lib/i18n/en/group.json" with { type: "json" };
export { default as history } from "../../../lib/i18n/en/history.json" with { type: "json" };
export { default as inbox } from "../../../lib/i18n/en/inbox.json" with { type: "json" };
export { default as landing } from "../../../lib/i18n/en/landing.json" with { type: "json" };
export { default as mentions } from "../../../lib/i18n/en/mentions.json" with { type: "json" };
export { default as names } from "../../../lib/i18n/en/names.json" with { type: "json" };
export { default as notifications } from "../../../lib/i18n/en/notifications.json" with {
  type: "json",
};
export { default as ownAddress } from "../../../lib/i18n/en/own-address.json" with { type: "json" };
export { default as palette } from "../../../lib/i18n/en/palette.json" with { type: "json" };
export { default as payment } from "../../../lib/i18n/en/payment.json" with { type: "json" };
export { default as search } from "../../../lib/i18n/en/search.json" with { type: "json" };
export { default as sending } from "../../../lib/i18n/en/sending.json" with { type: "json" };
export { default as settings } from "../../../lib/i18n/en/settings.json" with { type: "json" };
export { default as thread } from "../../../lib/i18n/en/thread.json" with { type: "json" };
export { default as transactions } from "../../../lib/i18n/en/transactions.json" with {
  type: "json",
};
export { default as transfers } from "../../../lib/i18n/en/transfers.json" with { type: "json" };
export { default as wallet } from "../../../lib/i18n/en/wallet.json" with { type: "json" };
