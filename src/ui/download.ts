/** Hands a text to the reader as a file. */
export const downloadText = (name: string, text: string, type: string): void =>
  download(name, new Blob([text], { type }));

/** Hands bytes to the reader as a file. */
export const downloadBytes = (name: string, bytes: Uint8Array<ArrayBuffer>, type: string): void =>
  download(name, new Blob([bytes], { type }));

/** Hands a blob to the reader as a file. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
