/** Copying to the clipboard, and what became of it. */
export interface Copying {
  /** What happened last, as a sentence; '' once it no longer matters. */
  message: string;
  /**
   * Says what was copied. Where the browser forbids it, says so and selects the text in `field`, to
   * be copied by hand.
   */
  copy(
    what: string,
    write: () => Promise<void>,
    field: HTMLTextAreaElement | undefined,
  ): Promise<void>;
}

export function createCopying(): Copying {
  let message = $state('');
  return {
    get message() {
      return message;
    },
    set message(says) {
      message = says;
    },
    async copy(what, write, field) {
      try {
        await write();
        message = `${what} copied.`;
      } catch {
        message = 'The browser does not let this page copy. The text is selected: copy it by hand.';
        field?.focus();
        field?.select();
      }
    },
  };
}
