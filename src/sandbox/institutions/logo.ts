import { crc32, deflateSync } from "node:zlib";
import type { InstitutionProfile } from "@/sandbox/institutions/catalogue";

export type Emblem = NonNullable<InstitutionProfile["emblem"]>;

const SIZE = 152;
const SAMPLES = [0.25, 0.75] as const;

/** True where the emblem is drawn; x and y run from −1 to 1. */
const FIGURES: Record<Emblem, (x: number, y: number) => boolean> = {
  arc: (x, y) => Math.abs(Math.hypot(x, y - 0.25) - 0.55) < 0.13 && y < 0.3,
  bars: (x, y) => y < 0.55 && [-0.45, 0, 0.45].some((at, bar) => Math.abs(x - at) < 0.15 && y > 0.2 - bar * 0.35),
  diamond: (x, y) => Math.abs(x) + Math.abs(y) < 0.65 && Math.abs(x) + Math.abs(y) > 0.34,
  leaf: (x, y) => Math.hypot(x + 0.3, y - 0.3) < 0.8 && Math.hypot(x - 0.3, y + 0.3) < 0.8 && Math.abs(x + y) > 0.06,
  peak: (x, y) => y < 0.5 && y > -0.55 + Math.abs(x) * 1.5 && y < 0.5 - Math.max(0, 0.35 - Math.abs(x)) * 0.9,
  ring: (x, y) => Math.abs(Math.hypot(x, y) - 0.45) < 0.14 || Math.hypot(x, y) < 0.12,
};

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

function coverage(figure: (x: number, y: number) => boolean, column: number, row: number): number {
  let hits = 0;
  for (const dx of SAMPLES) {
    for (const dy of SAMPLES) {
      if (figure(((column + dx) / SIZE) * 2 - 1, ((row + dy) / SIZE) * 2 - 1)) hits += 1;
    }
  }
  return hits / SAMPLES.length ** 2;
}

function drawPixels(emblem: Emblem, color: readonly number[]): Buffer {
  const stride = 1 + SIZE * 3;
  const pixels = Buffer.alloc(stride * SIZE);
  for (let row = 0; row < SIZE; row += 1) {
    for (let column = 0; column < SIZE; column += 1) {
      const share = coverage(FIGURES[emblem], column, row);
      for (const [channel, value] of color.entries()) {
        pixels[row * stride + 1 + column * 3 + channel] = Math.round(value + (255 - value) * share);
      }
    }
  }
  return pixels;
}

/** A 152×152 PNG, base64: a white emblem on the institution's colour. */
export function drawLogo(emblem: Emblem, hexColor: string): string {
  const color = [1, 3, 5].map((at) => Number.parseInt(hexColor.slice(at, at + 2), 16));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(drawPixels(emblem, color), { level: 9 });
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]).toString("base64");
}
