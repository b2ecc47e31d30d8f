/** One of the process's output streams, as far as it is needed here. */
export interface OutputStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
  on(event: "error", listener: (error: NodeJS.ErrnoException) => void): unknown;
}

/**
 * Gives the function that writes to a stream. To a terminal no control character goes but line ends and tabs: texts come from
 * Azure and from files, and a terminal would obey them. A file or a pipe gets every character. Once the reader has gone (as
 * `| head` does) nothing more is written, and `gone` is called; `broken` is told of any other error.
 */
export function openSafeOutput(
  stream: OutputStream,
  { gone, broken }: { readonly gone: () => void; readonly broken: (error: Error) => void },
): (text: string) => void {
  let isOpen = true;
  stream.on("error", (error) => {
    if (!isOpen) return;
    isOpen = false;
    if (error.code === "EPIPE") gone();
    else broken(error);
  });
  return (text) => {
    if (isOpen) stream.write(stream.isTTY === true ? harmless(text) : text);
  };
}

/** Every control character (Unicode Cc) but line end and tab becomes U+FFFD, and so do those that turn the direction of text. */
function harmless(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]|\p{Bidi_Control}/gu, "\uFFFD");
}
