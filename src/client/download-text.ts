// Spreadsheets take a text without it for one of their country's old code page.
const BYTE_ORDER_MARK = "\ufeff";

/** Has the browser save a text that it already holds as a UTF-8 file; nothing is sent. */
export function downloadText(fileName: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([BYTE_ORDER_MARK, text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
