/** Pictures without a letter or a digit: patterns, drawings, forms, shades and textures. */

import { createRandom, type Random } from "../../lib/random.ts";
import type { GreyPicture } from "../../lib/reading/picture/grey_picture.ts";

/** Size of most pictures, in pixels. */
const WIDTH = 800;
const HEIGHT = 600;

/** Returns a picture by name, the same at every call. */
export async function drawOtherPicture(name: string): Promise<GreyPicture> {
  const random = createRandom(otherPictureNames.indexOf(name));
  const shade = shades[name];
  if (shade !== undefined) return shadePicture(shade(random));
  return await renderSvg(drawings[name](random));
}

/** Brightness of a pixel of a picture, 0 to 255. */
type Shade = (x: number, y: number) => number;

const shades: Readonly<Record<string, (random: Random) => Shade>> = {
  "blank paper": () => () => 244,
  "grained paper": (random) => () => 230 + 4 * random.normal(),
  "coarsely grained paper": (random) => {
    const noise = smoothNoise(random, 3);
    return (x, y) => 215 + 12 * noise(x, y) + 3 * random.normal();
  },
  "gradient": () => (x) => 255 * x / WIDTH,
  "vignette": (random) => (x, y) => 235 * (1 - 0.5 * fromCentre(x, y) ** 2) + 2 * random.normal(),
  "strong vignette": (random) => (x, y) =>
    Math.max(8, 235 * (1 - 0.97 * fromCentre(x, y) ** 2)) + 2 * random.normal(),
  "shadow of a hand": (random) => {
    const noise = smoothNoise(random, 60);
    return (x, y) => {
      const inside = 1 /
        (1 + Math.exp((Math.hypot(x - 620, y - 420) - 220 - 60 * noise(x, y)) / 3));
      return 225 * (1 - 0.6 * inside) + 3 * random.normal();
    };
  },
  "shadow of an edge": (random) => (x, y) => (x + 0.4 * y > 600 ? 110 : 225) + 3 * random.normal(),
  "edge of a table": (random) => (x, y) => (y > 430 + 0.05 * x ? 60 : 220) + 3 * random.normal(),
  "folded paper": (random) => {
    const folds = Array.from({ length: 14 }, () => ({
      turn: Math.PI * random.next(),
      away: (random.next() - 0.5) * HEIGHT,
      depth: 10 + 25 * random.next(),
    }));
    return (x, y) =>
      folds.reduce((sum, { turn, away, depth }) => {
        const distance = (x - WIDTH / 2) * Math.cos(turn) + (y - HEIGHT / 2) * Math.sin(turn) -
          away;
        return sum +
          depth * (distance < 0 ? -Math.exp(distance / 9) : Math.exp(-distance / 25) / 3);
      }, 215) + 3 * random.normal();
  },
  "fine noise": (random) => () => 128 + 50 * random.normal(),
  "gravel": (random) => texture(random, 4),
  "leaves": (random) => texture(random, 9),
  "stones": (random) => texture(random, 20),
  "clouds": (random) => texture(random, 60),
  "grass": (random) => {
    const blades = smoothNoise(random, 3);
    const light = smoothNoise(random, 40);
    return (x, y) => 110 + 60 * blades(x + 0.4 * y, y / 9) + 20 * light(x, y) + 4 * random.normal();
  },
  "landscape": (random) => {
    const ground = smoothNoise(random, 5);
    const hills = smoothNoise(random, 90);
    return (x, y) =>
      y < 250 + 40 * hills(x, 0)
        ? 225 - 0.1 * y + 3 * random.normal()
        : 90 + 40 * ground(x, y) + 4 * random.normal();
  },
  "wood": (random) => {
    const grain = smoothNoise(random, 12);
    return (x, y) =>
      150 + 30 * Math.sin(0.25 * (y + 12 * grain(x / 6, y / 2))) + 4 * random.normal();
  },
  "cloth": () => (x, y) => 150 + 60 * Math.sin(x * 0.7) * Math.sin(y * 0.7),
};

/** Drawings as SVG, without the element around them. */
const drawings: Readonly<Record<string, (random: Random) => string>> = {
  "chessboard": () =>
    grid(
      8,
      8,
      (column, row) =>
        (column + row) % 2 === 0 ? "" : rectangle(160 + 60 * column, 60 + 60 * row, 60, 60),
    ),
  "small chessboard": () =>
    grid(
      8,
      8,
      (column, row) =>
        (column + row) % 2 === 0 ? "" : rectangle(200 + 24 * column, 200 + 24 * row, 24, 24),
    ),
  "barcode": (random) => {
    let x = 200;
    return Array.from({ length: 50 }, () => {
      const bar = rectangle(x, 200, 2 * (1 + random.integer(3)), 150);
      x += 2 * (4 + random.integer(3));
      return bar;
    }).join("");
  },
  "square code": (random) =>
    grid(
      25,
      25,
      (column, row) =>
        random.next() < 0.5 ? "" : rectangle(200 + 10 * column, 150 + 10 * row, 10, 10),
    ),
  "face": () =>
    stroke(
      "M550 300a150 150 0 1 1 -300 0a150 150 0 1 1 300 0M330 350q70 80 140 0M400 290l-15 40h25",
    ) + disc(350, 260, 12) + disc(450, 260, 12),
  "flow chart": () =>
    stroke("M100 100h160v80h-160zM440 100h160v80h-160zM260 140h180M420 130l20 10l-20 10") +
    stroke("M520 180v140M510 300l10 20l10 -20M520 320l80 60l-80 60l-80 -60z"),
  "table of empty boxes": () =>
    grid(6, 8, (column, row) => frame(100 + 100 * column, 60 + 50 * row, 100, 50)),
  "row of empty boxes": () => grid(12, 1, (column) => frame(80 + 50 * column, 200, 50, 50)),
  "ruled paper": () => grid(1, 11, (_, row) => stroke(`M20 ${60 + 45 * row}h760`, 2, "#777")),
  "squared paper": () =>
    grid(1, 24, (_, row) => stroke(`M0 ${12 + 25 * row}h800`, 1.5, "#999")) +
    grid(32, 1, (column) => stroke(`M${12 + 25 * column} 0v600`, 1.5, "#999")),
  "bar chart": (random) =>
    stroke("M100 80v420h600", 3) +
    grid(8, 1, (column) => {
      const height = 60 + 300 * random.next();
      return rectangle(130 + 70 * column, 500 - height, 45, height);
    }),
  "line chart": (random) =>
    stroke("M100 80v420h600", 3) +
    stroke(
      "M110 450" +
        Array.from({ length: 14 }, (_, index) =>
          `L${150 + 40 * index} ${Math.round(120 + 340 * random.next())}`).join(""),
    ),
  "scribble": (random) =>
    stroke(
      "M200 300" + Array.from({ length: 60 }, () => `Q${points(random, 2).join(" ")}`).join(""),
      5,
    ),
  "hatching": () => grid(40, 1, (column) => stroke(`M${120 + 14 * column} 400l60 -180`, 3)),
  "wave": () =>
    stroke("M60 300" + Array.from({ length: 12 }, () => "q15 -50 30 0q15 50 30 0").join(""), 4),
  "stars": (random) =>
    Array.from({ length: 40 }, () => disc(800 * random.next(), 600 * random.next(), 4)).join(""),
  "blots": (random) =>
    Array.from(
      { length: 7 },
      () => disc(800 * random.next(), 600 * random.next(), 20 + 40 * random.next()),
    ).join(""),
  "map": (random) =>
    Array.from(
      { length: 9 },
      () =>
        stroke(`M${points(random, 1)[0]}C${points(random, 3).join(" ")}`, 2 + 6 * random.next()),
    )
      .join(""),
};

/** Names of all pictures. */
export const otherPictureNames: readonly string[] = [
  ...Object.keys(shades),
  ...Object.keys(drawings),
];

function fromCentre(x: number, y: number): number {
  return Math.hypot(x - WIDTH / 2, y - HEIGHT / 2) / Math.hypot(WIDTH / 2, HEIGHT / 2);
}

function texture(random: Random, size: number): Shade {
  const [coarse, fine] = [smoothNoise(random, size), smoothNoise(random, size / 2.5)];
  return (x, y) => 120 + 55 * coarse(x, y) + 25 * fine(x, y) + 4 * random.normal();
}

/** Returns normal noise on a lattice of points `size` pixels apart, interpolated between them. */
function smoothNoise(random: Random, size: number): Shade {
  const values = Float32Array.from({ length: 1 << 16 }, () => random.normal());
  const at = (column: number, row: number) => values[(column * 7919 + row * 104729) & 0xffff];
  return (x, y) => {
    const [column, row] = [Math.floor(x / size), Math.floor(y / size)];
    const [right, lower] = [soften(x / size - column), soften(y / size - row)];
    return (1 - lower) * ((1 - right) * at(column, row) + right * at(column + 1, row)) +
      lower * ((1 - right) * at(column, row + 1) + right * at(column + 1, row + 1));
  };
}

function soften(share: number): number {
  return share * share * (3 - 2 * share);
}

function shadePicture(shade: Shade): GreyPicture {
  const pixels = new Uint8Array(WIDTH * HEIGHT);
  for (let index = 0; index < pixels.length; index += 1) {
    const value = shade(index % WIDTH, Math.floor(index / WIDTH));
    pixels[index] = Math.max(0, Math.min(255, value));
  }
  return { width: WIDTH, height: HEIGHT, pixels };
}

async function renderSvg(content: string): Promise<GreyPicture> {
  const { default: sharp } = await import("sharp");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">` +
    `<rect width="100%" height="100%" fill="#f4f4f4"/>${content}</svg>`;
  const pixels = await sharp(new TextEncoder().encode(svg)).toColourspace("b-w").raw().toBuffer();
  return { width: WIDTH, height: HEIGHT, pixels: Uint8Array.from(pixels) };
}

function grid(
  columns: number,
  rows: number,
  draw: (column: number, row: number) => string,
): string {
  return Array.from(
    { length: columns * rows },
    (_, index) => draw(index % columns, Math.floor(index / columns)),
  ).join("");
}

function rectangle(x: number, y: number, width: number, height: number): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="#222"/>`;
}

function frame(x: number, y: number, width: number, height: number): string {
  return stroke(`M${x} ${y}h${width}v${height}h${-width}z`, 2);
}

function stroke(path: string, width = 4, colour = "#222"): string {
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;
}

function disc(x: number, y: number, radius: number): string {
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="#222"/>`;
}

function points(random: Random, count: number): string[] {
  return Array.from(
    { length: count },
    () => `${Math.round(100 + 600 * random.next())},${Math.round(80 + 440 * random.next())}`,
  );
}
