/** Longest link that is offered: above, mail programs and chats begin to cut. */
const MAX_LINK = 8000;

/** Whether a link is short enough to be sent; else a state file is offered. */
export const canCarry = (link: string): boolean => link.length <= MAX_LINK;
