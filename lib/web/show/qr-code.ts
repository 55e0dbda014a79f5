import { encode } from "uqr";

/** A QR code: a square of `size` modules, whose dark ones are the SVG path `path`. */
export type QrCode = { size: number; path: string };

/** The QR code of a text (ISO/IEC 18004), with the quiet margin of four modules that readers need. */
export function qrCodeOf(text: string): QrCode {
  const { data, size } = encode(text, { border: 4 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])));
  return { size, path: dark.join("") };
}
