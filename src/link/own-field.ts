/** An object's own field; what is inherited does not count. For plain data from elsewhere. */
export const ownField = (content: unknown, name: string): unknown =>
  typeof content === 'object' && content !== null
    ? Object.getOwnPropertyDescriptor(content, name)?.value
    : undefined;
