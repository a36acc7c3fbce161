/** The entries of a list in a link. */
export const listed = (list: string): string[] => (list === '' ? [] : list.split(','));
