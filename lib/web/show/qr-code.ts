import { encode } from "uqr";

/** A QR code: a square of `size` modules, whose dark ones are the SVG path `path`. */
export type QrCode = { size: number; path: string };

/** The QR code of a text (ISO/IEC 18004), with the quiet margin of four modules that readers need. */
export function qrCodeOf(text: string): QrCode {
  const { data, size } = encode(text, { border: 4 });
  return { size, path: data.flatMap((row, y) => darkRuns(row).map((run) => pathOf(run, y))).join("") };
}

type Run = { from: number; to: number };

/** Where a row is dark: `to` is the first module after it. */
function darkRuns(row: readonly boolean[]): Run[] {
  const isStart = (x: number) => row[x] === true && row[x - 1] !== true;
  const endFrom = (x: number) => row.findIndex((isDark, at) => at > x && !isDark);
  return row.flatMap((_, x) => (isStart(x) ? { from: x, to: endFrom(x) } : []));
}

const pathOf = ({ from, to }: Run, y: number): string => `M${from} ${y}h${to - from}v1H${from}z`;
