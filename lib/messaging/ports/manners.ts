/** What a person lets others see of what they do, and sees of others in return. */
export type Manners = { sendsReadReceipts: boolean; sendsTyping: boolean };
